"""Months of returns: most units keep pace, some run behind, one stands still, one is late, one makes good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import collects
from jiannuo.ledger.status import Role
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.demo.drawing_up import issued_tasks
from jiannuo.web.demo.place import staff
from jiannuo.web.demo.promises import Pace
from jiannuo.web.demo.saying import Teller
from jiannuo.web.files.store import keep
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.actions.evidence import AddEvidence
from jiannuo.web.progress.actions.filling import SaveReturn, SignReturn, SubmitReturn
from jiannuo.web.progress.actions.rating import rate_month
from jiannuo.web.progress.actions.reviewing import ApproveReturn, SendBackReturn
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.planning import plan_of

LATE_UNIT = 5  # every fifth unit is late in March and in the last month
OPENED, SENT, SIGNED, LATE = 18, 22, 23, 26  # days of a month
Crews = dict[Unit, tuple[Actor, Actor]]


class _Round(NamedTuple):
    """A month, and whether some units send its returns late."""

    month: Month
    late: bool


def at(day: date, hour: int) -> datetime:
    """The moment *hour* o'clock on *day*, where the ledger is kept; what is still to come happens today."""
    return min(timezone.make_aware(datetime.combine(day, time(hour))), clock.now())


def live(ledger: Ledger, last: Month, office: Actor) -> Iterator[Month]:
    """Each month of *ledger* up to *last*, once it is collected, reviewed and rated."""
    teller = Teller(ledger.year)
    for number in range(1, 13):
        month = Month(ledger.year, number)
        if month > last:
            return
        tasks = issued_tasks(ledger)  # anew: targets are adjusted, tasks given up
        crews = _crews(tasks)
        with transaction.atomic():
            _collect(ledger, _Round(month, late=number == 3 or month == last), tasks, crews, teller)
            _review(ledger, month, crews, office, teller)
            with clock.at(at(month.plus(1).day(2), 8)):
                rate_month(ledger, month)
        yield month


def begin(ledger: Ledger, today: date) -> None:
    """Open the month of *today*, once its day has come: a third of the units has sent, a third has begun to write."""
    if today.day < OPENED:
        return
    month, tasks = Month.of(today), issued_tasks(ledger)
    teller, crews = Teller(ledger.year), _crews(tasks)
    with transaction.atomic():
        with clock.at(at(month.day(OPENED), 9)):
            open_month(ledger, month)
        for number, (unit, mine) in enumerate(_due(tasks, month)):
            reporter, head = crews[unit]
            if number % 3 == 2 or number == 0:  # the first unit, whose log-ins are printed, still has all to do
                continue
            with clock.at(at(month.day(OPENED + 2), 10)):
                saved = [_save(task, month, reporter, teller) for task in mine]
                if number % 3 == 1:
                    _send(saved, reporter, head)


def _crews(tasks: Sequence[Task]) -> Crews:
    units = {task.lead for task in tasks if task.lead}
    return {unit: (staff(unit, Role.REPORTER), staff(unit, Role.HEAD)) for unit in units}


def _due(tasks: Sequence[Task], month: Month) -> list[tuple[Unit, list[Task]]]:
    due: dict[Unit, list[Task]] = defaultdict(list)
    for task in tasks:
        plan = plan_of(task)
        if task.lead and collects(plan, month) and plan.start <= month <= plan.end:
            due[task.lead].append(task)
    return sorted(due.items(), key=lambda item: item[0].path)


def _collect(ledger: Ledger, turn: _Round, tasks: Sequence[Task], crews: Crews, teller: Teller) -> None:
    month = turn.month
    with clock.at(at(month.day(OPENED), 9)):
        open_month(ledger, month)
    for number, (unit, mine) in enumerate(_due(tasks, month)):
        late = turn.late and number % LATE_UNIT == LATE_UNIT - 1
        reporter, head = crews[unit]
        with clock.at(at(month.day(LATE if late else SENT), 10)):
            saved = [_save(task, month, reporter, teller) for task in mine]
            if month.month % 3 == 0:
                _attach(mine[0], month, reporter)
        with clock.at(at(month.day(LATE if late else SIGNED), 16)):
            _send(saved, reporter, head)


def _save(task: Task, month: Month, reporter: Actor, teller: Teller, version: int = 0) -> Return:
    return perform(SaveReturn(task.pk, month, version, teller.content(task, month)), reporter).result


def _send(saved: Sequence[Return], reporter: Actor, head: Actor) -> None:
    for one in saved:
        sent = perform(SubmitReturn(one.pk, one.version), reporter).result
        perform(SignReturn(sent.pk, sent.version), head)


def _attach(task: Task, month: Month, reporter: Actor) -> None:
    name = f"{month.name}进展核验表"
    lines = (
        name,
        f"任务,{task.title}",
        f"填报单位,{task.lead}",
        f"核验时间,{month.last:%Y-%m-%d}",
        "核验结论,与现场和台账一致",
    )
    file = keep(["\r\n".join(lines).encode("utf-8-sig")], "text/csv", reporter, f"{name}.csv")
    perform(AddEvidence(task.pk, month, f"{name}.csv", file), reporter)


def _review(ledger: Ledger, month: Month, crews: Crews, office: Actor, teller: Teller) -> None:
    rows = Return.objects.filter(task__ledger=ledger, month=str(month)).select_related(
        "task__lead", "task__parent__lead"
    )
    with clock.at(at(month.last - timedelta(days=1), 15)):
        for one in rows.order_by("pk"):
            task = one.task
            if month.month == 5 and teller.pace(task) is Pace.RECOVERS and task.lead:
                one = _again(one, month, crews[task.lead], office, teller)
            above = task.parent.lead if task.parent else None
            perform(ApproveReturn(one.pk, one.version), crews[above][1] if above else office)


def _again(one: Return, month: Month, crew: tuple[Actor, Actor], office: Actor, teller: Teller) -> Return:
    """Sent back with a reason, mended and signed once more."""
    reporter, head = crew
    back = perform(SendBackReturn(one.pk, one.version, "完成值与佐证材料不一致，请核实后重新报送"), office).result
    saved = _save(one.task, month, reporter, teller, back.version)
    _send([saved], reporter, head)
    return Return.objects.select_related("task").get(pk=one.pk)
