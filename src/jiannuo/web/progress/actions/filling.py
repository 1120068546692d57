"""What a unit does with its returns: save, submit, recall, sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from jiannuo.ledger.month import Month
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.progress.actions.rows import (
    check_due,
    check_running,
    find_task,
    locked,
    locked_return,
    step,
    unit_of,
)
from jiannuo.web.progress.content import TEXTS, Content, of_return
from jiannuo.web.progress.desk import MEASURED, where
from jiannuo.web.progress.models import Collection, Return


@dataclass
class SaveReturn(Action[Return]):
    """Save what a unit filled in as a draft; *version* is the one that was filled in on, 0 for a new return."""

    name: ClassVar[str] = "return.save"
    right: ClassVar[str] = "return.fill"
    model: ClassVar[type[Return]] = Return
    task_pk: int
    month: Month
    version: int
    content: Content
    origin: str = "web"

    def subject(self) -> Unit:
        """The unit that returns the task."""
        self.task = find_task(self.task_pk)
        self.report = locked(self.task, self.month)
        return unit_of(self.task)

    def change(self, actor: Actor) -> Change[Return]:
        """Write it down; refused where nothing is due, the return is on its way or someone else changed it."""
        check_due(self.task, self.month)
        report, unit = self.report, unit_of(self.task)
        before = None if report is None else of_return(report).record()
        if report is None:
            now = clock.now()
            report = Return(
                task=self.task, unit=unit, month=str(self.month), created=now, changed=now, changed_by_id=actor.user_id
            )
        else:
            report.task = self.task
            empty = of_return(report).is_empty  # nothing can be overwritten in it
            step(report, "save", actor, report.version if empty else self.version)
        report.value, report.steps_done = self.content.value, dict(self.content.steps)
        for name in TEXTS:
            setattr(report, name, getattr(self.content, name))
        report.origin = self.origin
        report.save()
        data: dict[str, Any] = {"task": self.task.pk, "month": str(self.month), "origin": self.origin}
        return Change(report, data | {"before": before, "after": self.content.record()}, unit.path)


@dataclass
class _Step(Action[Return]):
    """A step of a return that its unit takes as a whole; *version* is the one that was seen."""

    transition: ClassVar[str]
    model: ClassVar[type[Return]] = Return
    return_pk: int
    version: int

    def subject(self) -> Return:
        """The return."""
        self.report = locked_return(self.return_pk)
        return self.report

    def change(self, actor: Actor) -> Change[Return]:
        """Take the step, if nobody changed the return since it was seen."""
        report = self.report
        check_running(report.task)
        before = report.state
        step(report, self.transition, actor, self.version)
        self.take(actor)
        report.save()
        data = {
            "task": report.task_id,
            "month": report.month,
            "before": before,
            "after": report.state,
            "late": report.late,
        }
        return Change(report, data, report.unit.path)

    def take(self, actor: Actor) -> None:
        """What the step does beside the state."""


@dataclass
class SubmitReturn(_Step):
    """Submit a return to the unit's head; what comes after the due day is late for good."""

    name: ClassVar[str] = "return.submit"
    right: ClassVar[str] = "return.fill"
    transition: ClassVar[str] = "submit"

    def take(self, actor: Actor) -> None:
        """Refuse what lacks its figure or its words; keep the moment and whether it is late."""
        report, now = self.report, clock.now()
        check_complete(report)
        if report.submitted is None:
            report.submitted, report.submitted_by_id = now, actor.user_id
            due = Collection.objects.filter(ledger=report.task.ledger, month=report.month).values_list("due", flat=True)
            report.late = report.late or any(clock.today() > day for day in due)


@dataclass
class RecallReturn(_Step):
    """Take a submitted return back before it is signed; it counts as submitted only when it is sent again."""

    name: ClassVar[str] = "return.recall"
    right: ClassVar[str] = "return.fill"
    transition: ClassVar[str] = "recall"

    def take(self, actor: Actor) -> None:
        """Forget when it was submitted."""
        self.report.submitted = self.report.submitted_by = None


@dataclass
class SignReturn(_Step):
    """The unit's head signs a submitted return."""

    name: ClassVar[str] = "return.sign"
    transition: ClassVar[str] = "sign"

    def take(self, actor: Actor) -> None:
        """Keep who signed and when."""
        self.report.signed, self.report.signed_by_id = clock.now(), actor.user_id


def check_complete(report: Return) -> None:
    """Refuse a return that says too little: a figure for what is measured, words or a step for the rest."""
    if report.task.sort in MEASURED:
        if report.value is None:
            raise RefusedError("value_missing", where=where(report.task))
    elif not report.text and not report.steps_done:
        raise RefusedError("text_missing", where=where(report.task))
