"""Rows that were changed past the program do not say what the log says of them."""

from __future__ import annotations

import pytest
from django.db.models import F

from jiannuo.ledger.status import Rating
from jiannuo.web import clock
from jiannuo.web.audit.action import perform
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.progress.actions import AddEvidence, ApproveReturn, SaveReturn, StrikeEvidence
from jiannuo.web.progress.actions.rating import OverrideRating, WithdrawOverride, rate_month
from jiannuo.web.progress.content import Content
from jiannuo.web.progress.models import Evidence, RatingRecord, Return
from jiannuo.web.progress.reviewing import review_one
from jiannuo.web.tasks.models import Task
from jiannuo.web.upkeep.verify import verify

from ..conftest import World, refused
from ..progress.conftest import MARCH, Report, report, tasks  # noqa: F401  # fixtures
from .test_verify import past_the_program, unguarded


def codes() -> set[str]:
    return {remark.code for remark in verify()}


@pytest.fixture
def lived(world: World, tasks: list[Task], report: Report) -> Return:  # noqa: F811
    """Returns in several states, evidence, ratings with an override and its withdrawal; the approved one is given."""
    signed = report(tasks[0], "1300", upto="signed")
    office, reporter = world.actor("office.city"), world.actor("reporter.housing")
    report(tasks[1], "100", upto="submitted")
    url = perform(AddEvidence(tasks[2].pk, MARCH, "现场照片", url="https://a.example/1"), reporter).result
    perform(AddEvidence(tasks[2].pk, MARCH, "验收单", url="https://a.example/2"), reporter)
    perform(StrikeEvidence(url.pk), reporter)
    review_one(office, ApproveReturn(signed.pk, signed.version), "")
    rate_month(tasks[0].ledger, MARCH)
    perform(OverrideRating(tasks[1].pk, MARCH, Rating.AHEAD, "已现场核实"), office)
    perform(OverrideRating(tasks[0].pk, MARCH, Rating.AHEAD, "已现场核实"), office)
    perform(WithdrawOverride(tasks[0].pk, MARCH), office)
    signed.refresh_from_db()
    return signed


def test_what_the_program_wrote_is_as_the_log_says(lived: Return) -> None:
    assert codes() == set()


@pytest.mark.parametrize(
    "changed",
    [{"value": 5000}, {"value": None}, {"text": "全部建成"}, {"state": "signed"}, {"steps_done": {"1": "2026-03-01"}}],
)
def test_a_return_that_was_changed_silently(lived: Return, changed: dict[str, object]) -> None:
    Return.objects.filter(pk=lived.pk).update(**changed)
    assert "verify_return" in codes()


def test_a_return_that_was_slipped_in(lived: Return) -> None:
    Return.objects.filter(pk=lived.pk).update(month="2026-02")
    now = clock.now()
    Return.objects.create(task=lived.task, unit=lived.unit, month="2026-03", value=5000, created=now, changed=now)
    assert "verify_return" in codes()


@pytest.mark.parametrize("changed", [{"url": "https://b.example"}, {"struck": None}, {"struck": clock.now()}])
def test_evidence_that_was_swapped_or_struck_silently(lived: Return, changed: dict[str, object]) -> None:
    Evidence.objects.update(**changed)
    assert "verify_evidence" in codes()


def test_a_rating_that_was_changed_with_what_repeats_it(lived: Return) -> None:
    RatingRecord.objects.filter(task=lived.task, in_force=True).update(strict="done", lenient="done")
    Task.objects.filter(pk=lived.task_id).update(rating="done", rating_lenient="done")
    assert codes() == {"verify_rating_log"}


def test_an_override_without_a_log(lived: Return) -> None:
    RatingRecord.objects.filter(in_force=True).update(override="done", override_reason="")
    Task.objects.exclude(rated_month="").update(rating="done")
    assert codes() == {"verify_rating_log"}


@pytest.mark.parametrize(
    "changed", [{"light": "green"}, {"share": 1.0}, {"last_value": 5000}, {"last_month": "2026-04"}, {"share": None}]
)
def test_what_a_task_shows_is_what_it_comes_from(lived: Return, changed: dict[str, object]) -> None:
    light = Task.objects.get(pk=lived.task_id).light
    Task.objects.filter(pk=lived.task_id).update(**changed | ({"light": "red"} if light == "green" else {}))
    assert codes() == {"verify_standing"}


def test_an_issue_that_lost_its_number(lived: Return, world: World) -> None:
    from jiannuo.web.bulletins.actions import CreateBulletin, FreezeBulletin

    office = world.actor("office.city")
    draft = perform(CreateBulletin(lived.task.ledger_id, MARCH), office).result
    issue = perform(FreezeBulletin(draft.pk, draft.version), office).result
    assert codes() == set()
    with unguarded():
        past_the_program(f"UPDATE bulletins_bulletin SET correction_reason = '错了' WHERE id = {issue.pk}")
        assert codes() == {"bulletin_fields"}
        past_the_program(f"UPDATE bulletins_bulletin SET state = 'draft', number = NULL WHERE id = {issue.pk}")
    assert codes() == {"verify_bulletin_lost"}
    assert Bulletin.objects.filter(number=F("number")).count() == 0


def test_a_return_that_was_approved_takes_no_other_content(lived: Return, world: World) -> None:
    with refused("no_transition"):
        perform(SaveReturn(lived.task_id, MARCH, lived.version, Content(text="改")), world.actor("reporter.housing"))
