"""Months of returns: most units keep pace, some run behind, one stands still, one is late, one makes good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import Plan, collects, expected
from jiannuo.ledger.status import Role, Sort
from jiannuo.model.statement import Bound
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.demo.drawing_up import issued_tasks
from jiannuo.web.demo.place import staff
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.actions.filling import SaveReturn, SignReturn, SubmitReturn
from jiannuo.web.progress.actions.rating import rate_month
from jiannuo.web.progress.actions.reviewing import ApproveReturn, SendBackReturn
from jiannuo.web.progress.content import Content
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.planning import plan_of

LATE_UNIT, SENT_BACK = 5, 7  # every fifth unit is late in March, every seventh task is sent back in May
STILL_SINCE = 5  # the month since which tasks that stand still do not move


def at(day: date, hour: int) -> datetime:
    """The moment *hour* o'clock on *day*, where the ledger is kept."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def live(ledger: Ledger, last: Month, office: Actor) -> None:
    """All months of *ledger* up to *last*, each collected, reviewed and rated."""
    tasks = issued_tasks(ledger)
    crews = {unit: (staff(unit, Role.REPORTER), staff(unit, Role.HEAD)) for unit in _leads(tasks)}
    for number in range(1, 13):
        month = Month(ledger.year, number)
        if month > last:
            return
        with transaction.atomic():
            _collect(ledger, tasks, month, crews)
            _review(ledger, month, crews, office)
            with clock.at(at(month.plus(1).day(2), 8)):
                rate_month(ledger, month)


def begin(ledger: Ledger, month: Month) -> None:
    """Open *month* and let every other unit save drafts, so that something is still owed."""
    tasks = issued_tasks(ledger)
    with transaction.atomic(), clock.at(at(month.day(20), 9)):
        open_month(ledger, month)
        for number, unit in enumerate(_leads(tasks)):
            if number % 2:
                continue
            for task in tasks:
                if task.lead == unit and collects(plan_of(task), month):
                    _save(task, month, staff(unit, Role.REPORTER))


def _leads(tasks: Sequence[Task]) -> list[Unit]:
    return sorted({task.lead for task in tasks if task.lead}, key=lambda unit: unit.path)


def _collect(ledger: Ledger, tasks: Sequence[Task], month: Month, crews: dict[Unit, tuple[Actor, Actor]]) -> None:
    due: dict[Unit, list[Task]] = defaultdict(list)
    with clock.at(at(month.day(18), 9)):
        open_month(ledger, month)
        for task in tasks:
            if task.lead and collects(plan_of(task), month) and month <= plan_of(task).end:
                due[task.lead].append(task)
    for number, (unit, mine) in enumerate(sorted(due.items(), key=lambda item: item[0].path)):
        late = month.month == 3 and number % LATE_UNIT == LATE_UNIT - 1
        reporter, head = crews[unit]
        with clock.at(at(month.day(28 if late else 22), 10)):
            saved = [_save(task, month, reporter) for task in mine]
            sent = [perform(SubmitReturn(one.pk, one.version), reporter).result for one in saved]
        with clock.at(at(month.day(28 if late else 23), 16)):
            for one in sent:
                perform(SignReturn(one.pk, one.version), head)


def _save(task: Task, month: Month, reporter: Actor) -> Return:
    found = Return.objects.filter(task=task, month=str(month)).first()
    version = found.version if found else 0
    return perform(SaveReturn(task.pk, month, version, _content(task, month)), reporter).result


def _review(ledger: Ledger, month: Month, crews: dict[Unit, tuple[Actor, Actor]], office: Actor) -> None:
    rows = list(Return.objects.filter(task__ledger=ledger, month=str(month)).select_related("task__lead"))
    with clock.at(at(month.last - timedelta(days=1), 15)):
        for one in rows:
            if month.month == 5 and one.task.number % SENT_BACK == 0 and one.task.lead:
                one = _again(one, month, crews[one.task.lead], office)
            perform(ApproveReturn(one.pk, one.version), office)


def _again(one: Return, month: Month, crew: tuple[Actor, Actor], office: Actor) -> Return:
    """Sent back with a reason, mended and signed once more."""
    reporter, head = crew
    back = perform(SendBackReturn(one.pk, one.version, "完成值与佐证材料不一致，请核实后重新报送"), office).result
    content = _content(one.task, month)
    saved = perform(SaveReturn(one.task.pk, month, back.version, content), reporter).result
    sent = perform(SubmitReturn(saved.pk, saved.version), reporter).result
    return perform(SignReturn(sent.pk, sent.version), head).result


def _content(task: Task, month: Month) -> Content:
    plan = plan_of(task)
    if task.sort == Sort.STEPS.value:
        return _steps(task, plan, month)
    value = _value(task, plan, month)
    behind = task.number % 6 == 4
    return Content(
        value=value,
        text=f"截至{month.name}，{task.title[:24]}按计划推进，本月数据已与统计口径核对。",
        problems="部分项目前期手续办理较慢，要素保障还需加强。" if behind else "",
        next_step="逐项目倒排工期，月底前完成一次现场会商。" if behind else "按月调度，确保进度。",
    )


def _value(task: Task, plan: Plan, month: Month) -> Decimal:
    wanted = expected(plan, month)
    target = wanted if wanted is not None else (plan.target or 0.0)
    if plan.sort is Sort.CUMULATIVE:
        return Decimal(repr(round(target * _pace(task, month), 1 if target < 100 else 0)))
    # Growth and ratios wander a little about their target, ceilings stay under theirs.
    under = plan.is_ceiling or plan.bound is Bound.LE
    drift = (-0.15 if under else 0.15) if task.number % 6 != 4 else (0.1 if under else -0.2)
    return Decimal(repr(round(target + drift * (1 + month.month % 3) * max(abs(target), 1) / 10, 2)))


def _pace(task: Task, month: Month) -> float:
    """How much of what is due has been reached."""
    kind = task.number % 6
    if kind == 4:  # behind, made good from August
        return 0.78 if month.month < 8 else 1.02
    if kind == 5 and task.number % 2:  # stands still
        return STILL_SINCE / month.month if month.month > STILL_SINCE else 1.0
    return 1.18 if kind == 2 else 1.03


def _steps(task: Task, plan: Plan, month: Month) -> Content:
    done = {}
    for step in plan.steps:
        day = step.due - timedelta(days=12 if task.number % 4 else -20)
        if Month.of(day) <= month and day <= clock.today():
            done[step.key] = day.isoformat()
    text = "已完成并投入使用，验收材料齐全。" if len(done) == len(plan.steps) else "前期工作和现场施工同步推进。"
    return Content(text=text, steps=done, next_step="" if done else "紧盯节点，按期完成。")
