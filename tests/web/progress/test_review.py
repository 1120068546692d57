"""The office's review, rounds, and who is late by name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Role
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import NotAllowedError
from jiannuo.web.audit.action import perform
from jiannuo.web.progress import reviewing
from jiannuo.web.progress.actions import ApproveReturn, SendBackReturn
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.models import Collection, Return
from jiannuo.web.progress.rounds import late_units, missing, standings
from jiannuo.web.tasks.models import Task

from ..conftest import Turn, World
from .conftest import MARCH, Report


def decide(world: World, who: str, do: str, rows: list[Return], reason: str = "") -> Any:
    address = f"/returns/review/{rows[0].task.ledger_id}/2026-03"
    versions = {f"version-{row.pk}": row.version for row in rows}
    form = {"do": do, "chosen": [row.pk for row in rows], "reason": reason, "request_key": "k"} | versions
    return world.client(who).post(address, form)


def test_the_office_opens_a_round_once(world: World, moment: Turn) -> None:
    moment(2026, 3, 1)
    ledger = world.ledger()
    office = world.client("office.city")
    assert "开始收集2026年3月填报" in office.get("/returns/rounds").content.decode()
    for _time in range(2):
        answer = office.post("/returns/rounds", {"ledger": ledger.pk, "month": "2026-03"})
        assert answer.headers["Location"] == f"/returns/review/{ledger.pk}/2026-03"
    assert Collection.objects.get().due == date(2026, 3, 25)
    assert open_month(ledger, MARCH) == Collection.objects.get()


def test_months_to_come_are_not_opened(world: World, moment: Turn) -> None:
    moment(2026, 3, 1)
    with pytest.raises(RefusedError) as refused:
        open_month(world.ledger(), Month(2026, 4))
    assert refused.value.code == "month_out_of_year"


def test_approving_in_bulk_rates_and_sets_steps(world: World, tasks: list[Task], report: Report) -> None:
    step = str(tasks[2].steps.get().pk)
    rows = [report(tasks[0], "1300", upto="signed"), report(tasks[1], "100", upto="signed")]
    rows.append(report(tasks[2], upto="signed", steps={step: "2026-03-02"}))
    assert decide(world, "office.city", "approve", rows).status_code == 302
    assert set(Return.objects.values_list("state", flat=True)) == {"approved"}
    ratings = {task.pk: (task.rating, task.last_value) for task in Task.objects.all()}
    assert ratings[tasks[0].pk] == ("on_pace", 1300)
    assert ratings[tasks[1].pk] == ("behind", 100)
    assert tasks[2].steps.get().done == date(2026, 3, 2)


def test_sending_back_wants_a_reason_and_undoes_steps(world: World, tasks: list[Task], report: Report) -> None:
    step = str(tasks[2].steps.get().pk)
    row = report(tasks[2], steps={step: "2026-03-02"})
    answer = decide(world, "office.city", "send_back", [row])
    assert answer.status_code == 409
    assert "未填理由" in answer.content.decode()
    assert decide(world, "office.city", "send_back", [row], "照片与节点不符").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.review, row.signed, row.late) == ("returned", "照片与节点不符", None, False)
    assert tasks[2].steps.get().done is None
    html = world.client("reporter.housing").get(f"/returns/{row.unit_id}/2026-03").content.decode()
    assert "照片与节点不符" in html


def test_characters_that_no_database_holds(world: World, tasks: list[Task], report: Report) -> None:
    row = report(tasks[0], "1300", upto="signed")
    address = f"/returns/review/{row.task.ledger_id}/2026-03"
    form = {"chosen": [row.pk], f"version-{row.pk}": row.version, "do": "send_back", "request_key": "k"}
    office = world.client("office.city")
    assert office.post(address, form | {"reason": "不\x00符"}).status_code == 400
    assert office.post(address, form | {"reason": "不\x0b符"}).status_code == 302
    row.refresh_from_db()
    assert row.review == "不\ufffd符"


def test_what_changed_since_it_was_read_is_not_approved(world: World, tasks: list[Task], report: Report) -> None:
    rows = [report(tasks[0], "1300", upto="signed"), report(tasks[1], "100", upto="signed")]
    perform(SendBackReturn(rows[0].pk, rows[0].version, "请核对"), world.actor("office.city"))
    answer = decide(world, "office.city", "approve", rows)
    assert answer.status_code == 409
    assert "第 1 项的填报现为“已退回”" in answer.content.decode()
    assert Return.objects.get(task=tasks[1]).state == "approved"


def test_who_reviews_whom(world: World, tasks: list[Task], report: Report) -> None:
    ledger = tasks[0].ledger
    county = world.task(ledger, "石濂县改造危房300户", lead="shilian", target=Decimal(300))
    town = world.task(ledger, "桐壤镇改造危房120户", lead="shilian-town", target=Decimal(120), parent=county)
    direct = world.task(ledger, "竹溪镇直接承担", lead="qingxiu-town", target=Decimal(10))
    own, below, other = (report(task, "5", upto="signed") for task in (county, town, direct))
    with pytest.raises(NotAllowedError):  # nobody approves their own
        perform(ApproveReturn(own.pk, own.version), world.actor("head.shilian"))
    with pytest.raises(RefusedError) as refused:  # the county's office does not decide for the city
        perform(ApproveReturn(own.pk, own.version), world.actor("office.shilian"))
    assert refused.value.code == "not_reviewer"
    with pytest.raises(RefusedError):  # a county's head does not decide on what the city gave out directly
        perform(ApproveReturn(other.pk, other.version), world.actor("head.qingxiu"))
    assert perform(ApproveReturn(below.pk, below.version), world.actor("head.shilian")).result.state == "approved"
    assert perform(ApproveReturn(own.pk, own.version), world.actor("office.city")).result.state == "approved"


def test_the_unit_that_passed_a_task_down_is_told_what_waits(world: World, tasks: list[Task], report: Report) -> None:
    county = world.task(tasks[0].ledger, "石濂县改造危房300户", lead="shilian", target=Decimal(300))
    town = world.task(tasks[0].ledger, "桐壤镇改造危房120户", lead="shilian-town", target=Decimal(120), parent=county)
    row = report(town, "5", upto="signed")
    html = world.client("head.shilian").get(f"/returns/{county.lead_id}/2026-03").content.decode()
    assert "下级填报 1 项待审核" in html
    assert decide(world, "head.shilian", "approve", [row]).status_code == 302
    row.refresh_from_db()
    assert row.state == "approved"
    assert Task.objects.get(pk=town.pk).rated_month == "2026-03"


def test_the_office_rates_a_month(world: World, tasks: list[Task]) -> None:
    address = f"/returns/review/{tasks[0].ledger_id}/2026-03"
    assert world.client("office.city").post(address, {"do": "rate"}).status_code == 302
    assert Task.objects.get(pk=tasks[0].pk).rating == "not_started"
    assert world.client("head.housing").post(address, {"do": "rate"}).status_code == 403
    assert world.client("office.city").post(address, {"do": "approve"}).status_code == 409


def test_late_and_missing_units_by_name(world: World, tasks: list[Task], report: Report, moment: Turn) -> None:
    ledger = tasks[0].ledger
    trade = world.task(ledger, "新增外贸企业100家", lead="trade", target=Decimal(100), measure_unit="家")
    for task, value in ((tasks[0], "1300"), (tasks[1], "80"), (tasks[2], None)):
        report(task, value, upto="submitted")
    assert [(one.unit.code, one.complete, one.is_late) for one in standings(ledger, MARCH)] == [
        ("housing", True, False),
        ("trade", False, False),
    ]
    moment(2026, 3, 28)
    assert [(one.unit.code, one.days_late) for one in late_units(ledger, MARCH)] == [("trade", 3)]
    assert list(missing(ledger, MARCH)) == [trade]
    report(trade, "20", upto="submitted")
    moment(2026, 4, 9)
    assert [(one.unit.code, one.late, one.days_late) for one in late_units(ledger, MARCH)] == [("trade", 1, 3)]
    html = world.client("office.city").get(f"/returns/review/{ledger.pk}/2026-03").content.decode()
    assert "2 个单位中 2 个已报齐" in html
    assert "1 项，最迟晚 3 天" in html


def test_the_review_shows_only_ones_own_and_keeps_filters(world: World, tasks: list[Task], report: Report) -> None:
    report(tasks[0], "1300", upto="signed")
    trade = world.task(tasks[0].ledger, "新增外贸企业100家", lead="trade", target=Decimal(100), measure_unit="家")
    report(trade, "20", upto="signed")
    address = f"/returns/review/{trade.ledger_id}/2026-03"
    html = world.client("head.trade").get(address).content.decode()
    assert trade.title in html
    assert tasks[0].title not in html
    assert 'name="chosen"' not in html  # reads, does not decide
    html = world.client("office.city").get(f"{address}?unit={trade.lead_id}&state=signed").content.decode()
    assert trade.title in html
    assert tasks[0].title not in html


def test_the_number_of_queries_does_not_grow(
    world: World, tasks: list[Task], report: Report, django_assert_num_queries: Any
) -> None:
    office, address = world.client("office.city"), f"/returns/review/{tasks[0].ledger_id}/2026-03"
    for task in tasks:
        report(task, None if task.sort == "steps" else "5", upto="signed")
    office.get(address)
    with CaptureQueriesContext(connection) as few:
        office.get(address)
    for number in range(40):
        lead = ("trade", "shilian", "qingxiu", "housing")[number % 4]
        report(world.task(tasks[0].ledger, f"任务{number}", lead=lead, target=Decimal(50)), "5", upto="signed")
    with django_assert_num_queries(len(few)):
        assert "任务39" in office.get(address).content.decode()


def test_nobody_approves_what_they_signed(world: World, tasks: list[Task], report: Report) -> None:
    """Whoever is reporter or head and office in one."""
    both = world.people["head.housing"]
    both.memberships.create(unit=world.units["city"], role=Role.OFFICE.value)
    row = report(tasks[0], "1300", upto="signed")
    page = decide(world, "head.housing", "approve", [row]).content.decode()
    assert "不能由您审核通过" in page
    row.refresh_from_db()
    assert row.state == "signed"
    assert decide(world, "office.city", "approve", [row]).status_code == 302


def test_what_is_approved_is_rated_with_it_or_neither(
    world: World, tasks: list[Task], report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash between the two would leave a rating that outruns its return."""
    row = report(tasks[0], "1300", upto="signed")

    def crash(*_given: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(reviewing, "rate_again", crash)
    with pytest.raises(MemoryError):
        decide(world, "office.city", "approve", [row])
    row.refresh_from_db()
    assert row.state == "signed"
