"""A ledger is drawn up from a report, issued, closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import QuerySet

from jiannuo.ledger.plans import check_plan
from jiannuo.ledger.status import LedgerState, TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.tasks.actions.common import check_drafting, check_open, locked_ledger, touch
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.planning import plan_of
from jiannuo.web.tasks.proposals import propose_tasks


@dataclass
class CreateLedger(Action[Ledger]):
    """Draw up a year's ledger: every promise of the report becomes a proposed task."""

    name: ClassVar[str] = "ledger.create"
    model: ClassVar[type[Ledger]] = Ledger
    report_pk: int
    title: str = ""
    due_day: int = 25

    def subject(self) -> GovernmentReport:
        """The report."""
        report = GovernmentReport.objects.select_related("owner").filter(pk=self.report_pk).first()
        if report is None:
            raise RefusedError("report_gone", number=self.report_pk)
        self.report = report
        return report

    def change(self, actor: Actor) -> Change[Ledger]:
        """The ledger and its tasks; one report makes one ledger."""
        report = self.report
        before = Ledger.objects.filter(report=report).first()
        if before is not None:
            raise RefusedError("ledger_exists", report=report.title, ledger=before.title)
        if not 1 <= self.due_day <= 28:
            raise RefusedError("ledger_due_day", day=self.due_day)
        ledger = Ledger.objects.create(
            owner=report.owner,
            report=report,
            year=report.year,
            title=(self.title.strip() or f"{report.year}年{report.owner.name}重点任务台账")[:200],
            due_day=self.due_day,
            created=clock.now(),
        )
        count = propose_tasks(ledger, actor)
        return Change(ledger, {"report": report.pk, "title": ledger.title, "tasks": count}, report.owner.path)


@dataclass
class _OnLedger(Action[Ledger]):
    """A change to a ledger as a whole."""

    model: ClassVar[type[Ledger]] = Ledger
    ledger_pk: int

    def subject(self) -> Ledger:
        """The ledger."""
        self.ledger = locked_ledger(self.ledger_pk)
        return self.ledger


@dataclass
class IssueLedger(_OnLedger):
    """下达: all proposed tasks become binding; refused while one lacks its unit, its deadline or a sound plan."""

    name: ClassVar[str] = "ledger.issue"

    def change(self, actor: Actor) -> Change[Ledger]:
        """Freeze the tasks."""
        ledger = self.ledger
        check_drafting(ledger)
        # Under lock, so that nobody takes the unit from a task between the check and its issue.
        proposed = ledger.tasks.filter(state=TaskState.PROPOSED.value)
        tasks = list(with_plans(proposed).select_for_update(of=("self",), no_key=True))
        if not tasks:
            raise RefusedError("ledger_empty", ledger=ledger.title)
        lacking = list(shortcomings(tasks))
        if lacking:
            raise RefusedError("ledger_lacking", count=len(lacking), first=str(lacking[0][0]), reason=lacking[0][1])
        for task in tasks:
            task.state = TaskState.ISSUED.value
            touch(task, actor)
        Task.objects.bulk_update(tasks, ["state", "version", "changed", "changed_by"], batch_size=500)
        ledger.state, ledger.issued = LedgerState.ISSUED.value, clock.now()
        ledger.save()
        return Change(ledger, {"tasks": [task.number for task in tasks]}, ledger.owner.path)


@dataclass
class CloseLedger(_OnLedger):
    """结账: the year is over, nothing of the ledger changes any more."""

    name: ClassVar[str] = "ledger.close"

    def change(self, actor: Actor) -> Change[Ledger]:
        """Close it."""
        check_open(self.ledger)
        if self.ledger.state == LedgerState.DRAFTING.value:
            raise RefusedError("ledger_unissued", ledger=self.ledger.title)
        self.ledger.state = LedgerState.CLOSED.value
        self.ledger.save()
        return Change(self.ledger, {}, self.ledger.owner.path)


def with_plans(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """*tasks* with all that their plan needs, in a fixed number of queries."""
    return tasks.select_related("ledger__owner", "lead").prefetch_related("points", "steps", "duties__unit")


def shortcomings(tasks: list[Task]) -> Iterator[tuple[Task, str]]:
    """What keeps each of *tasks* from being issued, in one Chinese sentence each."""
    for task in tasks:
        reason = shortcoming(task)
        if reason:
            yield task, reason


def shortcoming(task: Task) -> str:
    """What keeps *task* from being issued; "" where nothing does."""
    if task.lead_id is None:
        return "缺牵头单位"
    if task.due is None:
        return "缺完成时限"
    try:
        check_plan(plan_of(task), str(task))
    except RefusedError as error:
        return error.message("zh")
    return ""
