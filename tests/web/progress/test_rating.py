"""Ratings and lights as they follow from approved returns; overriding; stagnation; parts that roll up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Light, Rating, Sort
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import NotAllowedError
from jiannuo.web.audit.action import perform
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.actions.rating import OverrideRating, WithdrawOverride, rate_again, rate_month
from jiannuo.web.progress.daily import keep_rounds
from jiannuo.web.progress.lamps import lights_of
from jiannuo.web.progress.models import Collection, RatingRecord
from jiannuo.web.progress.rating import stagnant
from jiannuo.web.tasks.models import Ledger, Task

from ..conftest import Turn, World
from .conftest import MARCH, Report

APRIL = Month(2026, 4)


def test_a_month_is_rated_and_repeated_on_the_task(world: World, tasks: list[Task], report: Report) -> None:
    report(tasks[0], "1700")
    rate_month(tasks[0].ledger, MARCH)
    record = RatingRecord.objects.get(task=tasks[0])
    assert (record.strict, record.lenient, record.expected, record.actual) == ("ahead", "ahead", 1250, 1700)
    assert record.rule["code"] == "rated_even"
    assert record.rule["light"]["light"] == "green"
    task = Task.objects.get(pk=tasks[0].pk)
    assert (task.rating, task.light, task.rated_month, task.last_month) == ("ahead", "green", "2026-03", "2026-03")
    assert (task.share, task.still) == (0.34, 0)
    assert Collection.objects.get().rated is not None


def test_what_is_done_need_not_move(world: World, tasks: list[Task], report: Report) -> None:
    report(tasks[0], "5000")
    for number in range(3, 9):
        rate_month(tasks[0].ledger, Month(2026, number))
    task = Task.objects.get(pk=tasks[0].pk)
    assert (task.rating, task.still) == ("done_early", 0)


def test_only_a_changed_rating_supersedes(world: World, tasks: list[Task], report: Report) -> None:
    ledger = tasks[0].ledger
    for _time in range(3):
        rate_month(ledger, MARCH)
    assert RatingRecord.objects.count() == 3
    report(tasks[0], "1300")
    rate_month(ledger, MARCH)
    records = list(RatingRecord.objects.filter(task=tasks[0]).order_by("pk"))
    assert [(record.strict, record.in_force) for record in records] == [("not_started", False), ("on_pace", True)]


def test_a_month_made_good_later_is_yellow_for_good(
    world: World, tasks: list[Task], report: Report, moment: Turn
) -> None:
    task, ledger = tasks[0], tasks[0].ledger
    report(task, "900")
    moment(2026, 3, 31)
    rate_month(ledger, MARCH)
    assert Task.objects.get(pk=task.pk).light == "red"
    moment(2026, 4, 20)
    open_month(ledger, APRIL)
    report(task, "1700", month=APRIL)
    rate_month(ledger, APRIL)
    task.refresh_from_db()
    assert [(str(month), lit.light) for month, lit in lights_of(task)] == [
        ("2026-03", Light.YELLOW),
        ("2026-04", Light.GREEN),
    ]
    assert (task.rating, task.light) == ("on_pace", "green")


def test_an_older_month_rated_again_leaves_the_task_at_the_latest(
    world: World, tasks: list[Task], report: Report, moment: Turn
) -> None:
    report(tasks[0], "900")
    moment(2026, 4, 20)
    open_month(tasks[0].ledger, APRIL)
    report(tasks[0], "1700", month=APRIL)
    rate_month(tasks[0].ledger, APRIL)
    rate_again(tasks[0].ledger, MARCH, [tasks[0].pk])
    task = Task.objects.get(pk=tasks[0].pk)
    assert (task.rated_month, task.last_value) == ("2026-04", 1700)
    assert RatingRecord.objects.filter(task=task, in_force=True).count() == 2


def test_an_override_counts_beside_the_computed_one(world: World, tasks: list[Task], report: Report) -> None:
    task, office = tasks[0], world.client("office.city")
    report(task, "900")
    rate_month(task.ledger, MARCH)
    address = f"/tasks/{task.pk}/rating/2026-03"
    answer = office.post(f"{address}/override", {"do": "override", "rating": "on_pace", "reason": " "})
    assert answer.status_code == 409
    assert "未填理由" in answer.content.decode()
    form = {"do": "override", "rating": "on_pace", "reason": "用地手续由省厅统一办理", "request_key": "k1"}
    assert office.post(f"{address}/override", form).status_code == 302
    assert office.post(f"{address}/override", form).status_code == 302
    html = office.get(address).content.decode()
    for words in ("人工改评", "用地手续由省厅统一办理", "欠进度", "达进度"):
        assert words in html
    assert Task.objects.get(pk=task.pk).rating == "on_pace"
    # what is computed anew stands beside it still
    rate_month(task.ledger, MARCH)
    record = RatingRecord.objects.get(task=task, in_force=True)
    assert (record.strict, record.override, record.shown) == ("behind", "on_pace", "on_pace")
    assert RatingRecord.objects.filter(task=task).count() == 2  # the one before is kept
    perform(WithdrawOverride(task.pk, MARCH), world.actor("office.city"))
    assert Task.objects.get(pk=task.pk).rating == "behind"
    with pytest.raises(RefusedError):
        perform(WithdrawOverride(task.pk, MARCH), world.actor("office.city"))


def test_only_the_office_overrides_and_only_what_was_rated(world: World, tasks: list[Task]) -> None:
    action = OverrideRating(tasks[0].pk, MARCH, Rating.DONE, "理由")
    for who in ("head.housing", "leader.city", "auditor.city", "office.shilian"):
        with pytest.raises(NotAllowedError):
            perform(action, world.actor(who))
    with pytest.raises(RefusedError) as refused:
        perform(action, world.actor("office.city"))
    assert refused.value.code == "rating_none"
    answer = world.client("office.city").post(f"/tasks/{tasks[0].pk}/rating/2026-03/override", {"rating": "x"})
    assert answer.status_code == 409


def test_the_rule_is_printed_with_its_figures(world: World, tasks: list[Task], report: Report) -> None:
    report(tasks[0], "1300")
    rate_month(tasks[0].ledger, MARCH)
    html = world.client("reporter.housing").get(f"/tasks/{tasks[0].pk}/rating/2026-03").content.decode()
    for words in ("3/12", "1,250", "1,300", "规则版本"):
        assert words in html
    assert "改评为" not in html
    assert world.client("reporter.trade").get(f"/tasks/{tasks[0].pk}/rating/2026-03").status_code == 404
    assert world.client("office.city").get(f"/tasks/{tasks[0].pk}/rating/2026-13").status_code == 404


def test_what_has_not_moved_is_listed_longest_first(
    world: World, tasks: list[Task], report: Report, moment: Turn
) -> None:
    ledger = tasks[0].ledger
    report(tasks[1], "300")
    for month in range(4, 8):
        moment(2026, month, 20)
        open_month(ledger, Month(2026, month))
    report(tasks[0], "3000", month=Month(2026, 7))
    found = stagnant(ledger, Month(2026, 7))
    assert [(one.task.pk, one.still) for one in found] == [(tasks[2].pk, 7), (tasks[1].pk, 4)]
    assert "已连续 4 " in found[1].sentence


def test_parts_roll_up_into_the_return_of_the_whole(world: World, tasks: list[Task], report: Report) -> None:
    ledger = tasks[0].ledger
    whole = world.task(ledger, "石濂县改造危房300户", lead="shilian", target=Decimal(300), measure_unit="户")
    for target in (120, 180):
        part = world.task(ledger, "镇改造危房", lead="shilian-town", target=Decimal(target), parent=whole)
        report(part, "50") if target == 120 else None
    client = world.client("reporter.shilian")
    html = client.get(f"/returns/{world.units['shilian'].pk}/2026-03").content.decode()
    for words in ("1 个单位合计 50", "1 个未报，未计入：桐壤镇", "已按下级汇总预填"):
        assert words in html
    assert f'name="value-{whole.pk}" value="50"' in html


def test_rounds_are_kept_day_by_day(world: World, moment: Turn) -> None:
    ledger = world.ledger()
    task = world.task(ledger)
    moment(2026, 3, 1)
    keep_rounds()
    assert [one.month for one in Collection.objects.all()] == ["2026-03"]
    moment(2026, 3, 27)
    keep_rounds()
    assert Task.objects.get(pk=task.pk).light == "red"
    assert Collection.objects.get().rated is None
    moment(2026, 4, 1)
    keep_rounds()
    assert [(one.month, one.rated is not None) for one in Collection.objects.all()] == [
        ("2026-03", True),
        ("2026-04", False),
    ]


def crowd(world: World, ledger: Ledger, count: int) -> None:
    for number in range(count):
        sort = (Sort.CUMULATIVE, Sort.RATE, Sort.CEILING, Sort.STEPS, Sort.OTHER)[number % 5]
        steps = (("开工", date(2026, 2, 1)),) if sort is Sort.STEPS else ()
        world.task(ledger, f"任务{number}", sort=sort, steps=steps)


def test_the_number_of_queries_does_not_grow(world: World, tasks: list[Task], django_assert_num_queries: Any) -> None:
    ledger = tasks[0].ledger
    rate_month(ledger, MARCH)
    Task.objects.update(rating="")
    with CaptureQueriesContext(connection) as few:
        rate_month(ledger, MARCH)
    crowd(world, ledger, 40)
    rate_month(ledger, MARCH)
    Task.objects.update(rating="")
    with django_assert_num_queries(len(few)):
        rate_month(ledger, MARCH)
