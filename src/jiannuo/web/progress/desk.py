"""A unit's desk for a month: every task that it returns, with all that helps to fill it in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import ReturnState, Sort
from jiannuo.ledger.typed import normal
from jiannuo.web.accounts.models import Unit
from jiannuo.web.progress.content import Content, Typed, as_typed, of_return
from jiannuo.web.progress.due import due_tasks
from jiannuo.web.progress.models import Collection, Evidence, Return
from jiannuo.web.progress.rolling import Rolled, rolled_up
from jiannuo.web.tasks.models import Step, Task, TaskStatement
from jiannuo.web.tasks.planning import expected_value

REPORTED = (ReturnState.SUBMITTED.value, ReturnState.SIGNED.value, ReturnState.APPROVED.value)
EDITABLE = (ReturnState.DRAFT.value, ReturnState.RETURNED.value)
MEASURED = (Sort.CUMULATIVE.value, Sort.RATE.value, Sort.CEILING.value)


@dataclass
class Line:
    """One task of the desk.  given is what its fields hold at first; typed what stands in them now."""

    task: Task
    given: Content
    typed: Typed
    open: bool
    report: Return | None = None
    previous: Return | None = None
    plan: Decimal | None = None
    rolled: Rolled | None = None
    evidence: list[Evidence] = field(default_factory=list)
    trouble: str = ""
    contested: bool = False

    @property
    def state(self) -> ReturnState | None:
        """Where its return is; None where nothing was filled in."""
        return None if self.report is None else ReturnState.of(self.report.state)

    @property
    def editable(self) -> bool:
        """Whether its fields may be typed in."""
        return self.open and (self.report is None or self.report.state in EDITABLE)

    @property
    def measured(self) -> bool:
        """Whether it is told by a figure."""
        return self.task.sort in MEASURED

    @property
    def steps(self) -> list[tuple[Step, str]]:
        """Its steps, each with the day that stands in its field."""
        return [(step, self.typed.steps.get(str(step.pk), "")) for step in self.task.steps.all()]

    @property
    def sentences(self) -> list[str]:
        """The sentences of the report that it comes from."""
        return [source.statement.text for source in self.task.sources.all()]


@dataclass
class Desk:
    """A unit's lines of a month; due is the earliest day by which one of them is wanted."""

    unit: Unit
    month: Month
    lines: list[Line]
    collections: list[Collection]

    def of(self, task: int) -> Line | None:
        """The line of the task with that key."""
        return next((line for line in self.lines if line.task.pk == task), None)

    def count(self, *states: ReturnState) -> int:
        """How many lines are in one of *states*."""
        return sum(line.state in states for line in self.lines)

    @property
    def reported(self) -> int:
        """How many are submitted or further."""
        return sum(line.report is not None and line.report.state in REPORTED for line in self.lines)


def where(task: Task) -> str:
    """How messages name a task's row: 第 14 项."""
    return _("第 %(number)s 项") % {"number": task.number}


def read_desk(unit: Unit, month: Month, only: Iterable[int] | None = None) -> Desk:
    """The desk of *unit* for *month*, in the order of the tasks' numbers; the number of queries is constant."""
    reports = {
        report.task_id: report
        for report in Return.objects.filter(unit=unit, month=str(month)).select_related(
            "changed_by", "submitted_by", "signed_by", "reviewed_by"
        )
    }
    owed = set(due_tasks(month).filter(lead=unit).values_list("pk", flat=True))
    wanted = Q(pk__in=owed | set(reports)) if only is None else Q(pk__in=only)
    tasks = list(
        Task.objects.filter(wanted)
        .select_related("ledger", "lead")
        .prefetch_related("points", "steps", Prefetch("sources", TaskStatement.objects.select_related("statement")))
        .order_by("ledger__year", "ledger", "number")
    )
    earlier = last_before(month, [task.pk for task in tasks])
    evidence: dict[int, list[Evidence]] = {}
    for item in Evidence.objects.filter(report__in=reports.values(), struck=None).select_related("file", "added_by"):
        evidence.setdefault(item.report_id, []).append(item)
    rolled = rolled_up(tasks, month)
    lines = []
    for task in tasks:
        report, previous = reports.get(task.pk), earlier.get(task.pk)
        given = of_return(report) if report else prefilled(task, previous, rolled.get(task.pk))
        lines.append(
            Line(
                task=task,
                given=given,
                typed=as_typed(given, task, report.version if report else 0, where(task)),
                open=task.pk in owed,
                report=report,
                previous=previous,
                plan=expected_value(task, month),
                rolled=rolled.get(task.pk),
                evidence=evidence.get(report.pk, []) if report else [],
            )
        )
    ledgers = {task.ledger_id for task in tasks}
    collections = list(Collection.objects.filter(ledger__in=ledgers, month=str(month)).order_by("due"))
    return Desk(unit, month, lines, collections)


def last_before(month: Month, tasks: list[int]) -> dict[int, Return]:
    """The latest return of each task that was reported for an earlier month; by the task's key."""
    found = Return.objects.filter(task__in=tasks, month__lt=str(month), state__in=REPORTED).order_by("month", "pk")
    return {report.task_id: report for report in found}


def prefilled(task: Task, previous: Return | None, rolled: Rolled | None) -> Content:
    """What the fields of a new return hold: the value rolled up from below, else the last one; never the last text."""
    if rolled is not None and rolled.value is not None:
        return Content(value=normal(rolled.value))
    if previous is None or previous.value is None:
        return Content()
    return Content(value=normal(previous.value))
