"""From report to ledger: proposed, edited, merged, split, issued, adjusted, passed down, cancelled."""

from __future__ import annotations

from typing import Any

import pytest

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import LedgerState, Rating, Sort, TaskState
from jiannuo.web import clock
from jiannuo.web.access.actor import NotAllowedError
from jiannuo.web.audit.action import perform
from jiannuo.web.progress.actions.rating import OverrideRating
from jiannuo.web.reports.intake import UploadReport
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.tasks.actions.changing import CancelTask, DecideAdjustment, RequestAdjustment
from jiannuo.web.tasks.actions.drafting import AddTask, DropTask, EditTask, RestoreTask
from jiannuo.web.tasks.actions.ledgers import CreateLedger, IssueLedger
from jiannuo.web.tasks.actions.passing import PassDown
from jiannuo.web.tasks.actions.shaping import MergeTasks, SplitTask
from jiannuo.web.tasks.models import Adjustment, Ledger, Task

from ..conftest import World, refused
from .conftest import SAMPLE


def edit(world: World, task: Task, **values: Any) -> Task:
    task.refresh_from_db()
    return perform(EditTask(task.pk, task.version, values), world.actor("office.city")).result


def ready(world: World, ledger: Ledger, keep: int) -> list[Task]:
    """The first *keep* tasks given to the housing office, all others left out."""
    tasks = list(ledger.tasks.order_by("number"))
    for task in tasks[keep:]:
        perform(DropTask(task.pk, task.version, reason="示例只取几项"), world.actor("office.city"))
    return [edit(world, task, lead=world.units["housing"].pk) for task in tasks[:keep]]


def test_every_promise_becomes_a_task_with_its_source(world: World, report: GovernmentReport, ledger: Ledger) -> None:
    promised = set(report.statements.filter(promise=True).values_list("pk", flat=True))
    assert len(promised) > 100
    assert set(ledger.tasks.values_list("sources__statement", flat=True)) == promised
    assert list(ledger.tasks.values_list("number", flat=True)) == list(range(1, len(promised) + 1))
    task = ledger.tasks.get(sources__statement__text__contains="120家")
    assert (task.sort, task.target, task.measure_unit) == (Sort.CUMULATIVE.value, 120, "家")
    source = task.sources.get().statement
    assert report.text[source.start : source.end] == source.text


def test_the_same_file_twice_is_one_report(world: World, report: GovernmentReport) -> None:
    again = perform(UploadReport(world.units["city"], SAMPLE, "again.md"), world.actor("office.city")).result
    assert again == report


def test_only_the_office_draws_up_a_ledger(world: World, report: GovernmentReport) -> None:
    for who in ("office.shilian", "head.housing", "leader.city", "administrator.city"):
        with pytest.raises(NotAllowedError):
            perform(CreateLedger(report.pk), world.actor(who))


def test_a_second_editor_is_told_and_nothing_is_overwritten(world: World, ledger: Ledger) -> None:
    task = ledger.tasks.get(number=1)
    edit(world, task, title="先改的名称")
    with refused("edited_meanwhile"):
        perform(EditTask(task.pk, 1, {"title": "后改的名称"}), world.actor("office.city"))
    task.refresh_from_db()
    assert task.title == "先改的名称"


def test_a_split_keeps_the_sum_and_the_sources(world: World, ledger: Ledger) -> None:
    task = ledger.tasks.get(sources__statement__text__contains="120家")
    office = world.actor("office.city")
    halves = ({"title": "甲", "target": "70"}, {"title": "乙", "target": "40"})
    with refused("split_sum"):
        perform(SplitTask(task.pk, task.version, halves), office)
    assert ledger.tasks.filter(title="甲").count() == 0
    whole = ({"title": "甲", "target": "70"}, {"title": "乙", "target": "50"})
    perform(SplitTask(task.pk, task.version, whole), office)
    task.refresh_from_db()
    assert task.state == TaskState.SPLIT.value
    parts = ledger.tasks.filter(origins__source=task)
    assert [part.target for part in parts] == [70, 50]
    assert all(part.sources.get().statement == task.sources.get().statement for part in parts)
    perform(RestoreTask(task.pk, task.version), office)
    task.refresh_from_db()
    assert task.state == TaskState.PROPOSED.value
    assert set(ledger.tasks.filter(title__in=("甲", "乙")).values_list("state", flat=True)) == {TaskState.DROPPED.value}


def test_a_merge_joins_the_sources(world: World, ledger: Ledger) -> None:
    pieces = list(ledger.tasks.filter(sort=Sort.STEPS.value)[:2])
    values = {"title": "合并后的事项"}
    merge = MergeTasks(ledger.pk, {piece.pk: piece.version for piece in pieces}, values)
    whole = perform(merge, world.actor("office.city")).result
    assert whole.sources.count() == 2
    assert whole.steps.count() == 2
    assert {piece.results.get().result for piece in pieces} == {whole}


def test_issuing_needs_a_unit_for_every_task_and_freezes_them(world: World, ledger: Ledger) -> None:
    office = world.actor("office.city")
    tasks = ready(world, ledger, 3)
    edit(world, tasks[1], lead=None)
    with refused("ledger_lacking"):
        perform(IssueLedger(ledger.pk), office)
    edit(world, tasks[1], lead=world.units["trade"].pk)
    perform(IssueLedger(ledger.pk), office)
    task = ledger.tasks.get(number=1)
    assert task.state == TaskState.ISSUED.value
    with refused("task_frozen"):
        perform(EditTask(task.pk, task.version, {"title": "改"}), office)
    with refused("ledger_not_drafting"):
        perform(AddTask(ledger.pk, {"title": "新增"}), office)


def issued(world: World, ledger: Ledger, **values: Any) -> Task:
    task = edit(world, ready(world, ledger, 1)[0], **values)
    perform(IssueLedger(ledger.pk), world.actor("office.city"))
    task.refresh_from_db()
    return task


AMOUNT = {"sort": "cumulative", "target": "100", "upper": "", "base": "", "measure_unit": "家", "bound": "ge"}


def test_an_adjustment_needs_a_reason_and_somebody_else(world: World, ledger: Ledger) -> None:
    task = issued(world, ledger, **AMOUNT)
    office = world.actor("office.city")
    with refused("reason_missing"):
        perform(RequestAdjustment(task.pk, task.version, {"target": "80"}, " "), office)
    asked = perform(RequestAdjustment(task.pk, task.version, {"target": "80"}, "项目用地调整"), office).result
    with refused("adjustment_own"):
        perform(DecideAdjustment(asked.pk, True), office)
    task.refresh_from_db()
    assert task.target == 100
    perform(DecideAdjustment(asked.pk, True, "同意"), world.actor("leader.city"))
    task.refresh_from_db()
    assert (task.target, task.version) == (80, asked.task.version + 1)
    asked.refresh_from_db()
    assert (asked.before, asked.after) == ({"target": "100"}, {"target": "80"})


def test_a_task_is_passed_down_two_levels_with_its_sum(world: World, ledger: Ledger) -> None:
    task = issued(world, ledger, **AMOUNT, lead=world.units["shilian"].pk)
    town = world.units["shilian-town"].pk
    head = world.actor("head.shilian")
    with refused("pass_short"):
        perform(PassDown(task.pk, task.version, ({"lead": town, "target": "60"},)), head)
    with refused("pass_not_below"):
        perform(PassDown(task.pk, task.version, ({"lead": world.units["trade"].pk, "target": "100"},)), head)
    with pytest.raises(NotAllowedError):
        perform(PassDown(task.pk, task.version, ({"lead": town},)), world.actor("head.qingxiu"))
    perform(PassDown(task.pk, task.version, ({"lead": town, "target": "100"},)), head)
    child = task.children.get()
    assert (child.lead, child.state, child.target) == (world.units["shilian-town"], "issued", 100)
    assert child.sources.get().statement == task.sources.get().statement
    task.refresh_from_db()
    assert task.rollup == "sum"
    perform(CancelTask(task.pk, task.version, "上级取消该项"), world.actor("office.city"))
    child.refresh_from_db()
    assert child.state == TaskState.CANCELLED.value


def test_bad_values_are_refused_by_name(world: World, ledger: Ledger) -> None:
    task = ledger.tasks.get(number=1)
    for values, field in (
        ({"target": "约300"}, "目标值"),
        ({"due": "年底"}, "完成时限"),
        ({"lead": 999_999}, "牵头单位"),
        ({"title": "  "}, "任务"),
        ({"sort": "sum"}, "类别"),
        ({"points": {"三月": "5"}}, "分月计划"),
    ):
        with refused("task_field") as error:
            edit(world, task, **values)
        assert error[0].params["field"] == field


def test_a_county_s_office_decides_nothing_that_the_city_gave_the_county(world: World) -> None:
    """It would lower its own targets, cancel what lags and rate itself."""
    proposed = world.task(world.ledger(state=LedgerState.DRAFTING), lead="shilian", state=TaskState.PROPOSED)
    issued = world.task(world.ledger(2027), lead="shilian")
    asked = Adjustment.objects.create(
        task=issued, before={"title": issued.title}, after={"title": "少建一些"}, reason="缺地", requested=clock.now()
    )
    office = world.actor("office.shilian")
    for action in (
        EditTask(proposed.pk, 1, {"target": "1"}),
        DropTask(proposed.pk, 1, reason="办不了"),
        SplitTask(proposed.pk, 1, ()),
        CancelTask(issued.pk, 1, "办不了"),
        DecideAdjustment(asked.pk, True),
        OverrideRating(issued.pk, Month(2027, 3), Rating.DONE, "已办"),
    ):
        with pytest.raises(NotAllowedError):
            perform(action, office)
    client = world.client("office.shilian")
    for address in (f"/tasks/{proposed.pk}/edit", f"/tasks/{issued.pk}/cancel", f"/tasks/{proposed.pk}/split"):
        assert client.get(address).status_code == 404
    page = client.get(f"/tasks/{issued.pk}").content.decode()
    assert f"/tasks/{issued.pk}/cancel" not in page
    assert f"/tasks/{issued.pk}/adjust" in page


def test_who_passed_a_part_down_governs_it(world: World) -> None:
    whole = world.task(world.ledger(), lead="shilian")
    part = world.task(whole.ledger, lead="shilian-town", parent=whole)
    done = perform(CancelTask(part.pk, 1, "并入县城项目"), world.actor("office.shilian"))
    assert done.result.state == TaskState.CANCELLED.value
