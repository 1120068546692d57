"""While a ledger is drawn up its tasks are edited, added, left out and taken up again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from jiannuo.ledger.status import TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.reports.models import ReportStatement
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.actions.common import (
    check_drafting,
    check_version,
    locked_in_ledger,
    locked_ledger,
    locked_task,
    move,
    new_task,
    touch,
)
from jiannuo.web.tasks.models import Ledger, Remark, Task, TaskStatement
from jiannuo.web.tasks.reach import Governed


@dataclass
class EditTask(Action[Task]):
    """Give a proposed task other values; what *values* does not name stays."""

    name: ClassVar[str] = "task.edit"
    model: ClassVar[type[Task]] = Task
    task_pk: int
    version: int
    values: dict[str, Any]

    def subject(self) -> Governed:
        """The task, as the matter of who gave it out."""
        self.task = locked_task(self.task_pk)
        return Governed(self.task)

    def change(self, actor: Actor) -> Change[Task]:
        """Write what differs."""
        task = self.task
        if task.state != TaskState.PROPOSED.value:
            raise RefusedError("task_frozen", thing=str(task), state=TaskState.of(task.state).zh)
        check_version(task, self.version)
        before, after = fields.changed(fields.read(task), self.values)
        if after:
            touch(task, actor)
            fields.write(task, after)
        return Change(task, {"before": before, "after": after}, _path(task))


@dataclass
class AddTask(Action[Task]):
    """A task that the office adds by hand; *statements* are the report's that it delivers, if any."""

    name: ClassVar[str] = "task.add"
    right: ClassVar[str] = "task.edit"
    model: ClassVar[type[Task]] = Task
    ledger_pk: int
    values: dict[str, Any]
    statements: tuple[int, ...] = ()

    def subject(self) -> Ledger:
        """The ledger."""
        self.ledger = locked_ledger(self.ledger_pk)
        return self.ledger

    def change(self, actor: Actor) -> Change[Task]:
        """The task with the next number."""
        check_drafting(self.ledger)
        task = new_task(self.ledger, str(self.values.get("title", "")), actor)
        task.save()
        fields.write(task, self.values)
        rows = ReportStatement.objects.filter(pk__in=self.statements, report=self.ledger.report)
        TaskStatement.objects.bulk_create(TaskStatement(task=task, statement=row) for row in rows)
        return Change(task, {"number": task.number, "after": self.values}, _path(task))


@dataclass
class _Move(Action[Task]):
    """A proposed task changes its state."""

    right: ClassVar[str] = "task.edit"
    model: ClassVar[type[Task]] = Task
    transition: ClassVar[str]
    task_pk: int
    version: int
    reason: str = field(default="", kw_only=True)

    def subject(self) -> Governed:
        """The task, as the matter of who gave it out."""
        self.task = locked_in_ledger(self.task_pk)
        return Governed(self.task)

    def change(self, actor: Actor) -> Change[Task]:
        """Move it."""
        check_drafting(self.task.ledger)
        check_version(self.task, self.version)
        self.check()
        move(self.task, self.transition, actor)
        return Change(self.task, {"reason": self.reason}, _path(self.task))

    def check(self) -> None:
        """Refuse what speaks against it."""


@dataclass
class DropTask(_Move):
    """Leave a promise out of the ledger, with a reason that its balance prints."""

    name: ClassVar[str] = "task.drop"
    transition: ClassVar[str] = "drop"

    def check(self) -> None:
        """A reason must be given."""
        if not self.reason.strip():
            raise RefusedError("reason_missing")


@dataclass
class RestoreTask(_Move):
    """Take up again what was left out, split or merged; the tasks that came of it are left out instead.

    What was undone so is no lineage any more: the log alone remembers it.
    """

    name: ClassVar[str] = "task.restore"
    transition: ClassVar[str] = "restore"

    def change(self, actor: Actor) -> Change[Task]:
        """Undo: results that stand only on this task go, those of a merge with all their sources come back."""
        undone = [self._undo(pk, actor) for pk in self.task.results.values_list("result", flat=True)]
        done = super().change(actor)
        return Change(done.result, {**done.data, "undone": undone}, done.unit_path)

    def _undo(self, pk: int, actor: Actor) -> int:
        result = locked_task(pk)
        if result.state not in (TaskState.PROPOSED.value, TaskState.DROPPED.value):
            raise RefusedError("restore_used", thing=str(self.task), result=str(result))
        if result.state == TaskState.PROPOSED.value:
            move(result, "drop", actor)
        for other in result.origins.exclude(source=self.task):
            source = locked_task(other.source_id)
            if source.state in (TaskState.MERGED.value, TaskState.SPLIT.value):
                move(source, "restore", actor)
        result.origins.all().delete()
        return result.number

    def check(self) -> None:
        """A promise must not stand twice: not what was undone beside what it came of or what took its place."""
        if self.task.origins.filter(source__state__in=(TaskState.MERGED.value, TaskState.SPLIT.value)).exists():
            return
        wanted = self.task.sources.values("statement")
        beside = self.task.ledger.tasks.filter(state=TaskState.PROPOSED.value, sources__statement__in=wanted)
        other = beside.exclude(pk=self.task.pk).order_by("number").first()
        if other is not None:
            raise RefusedError("restore_doubled", thing=str(self.task), other=str(other))


@dataclass
class AddRemark(Action[Remark]):
    """Say something about a task; it stays as it was said."""

    name: ClassVar[str] = "task.remark"
    model: ClassVar[type[Remark]] = Remark
    task_pk: int
    text: str

    def subject(self) -> Task:
        """The task."""
        self.task = locked_task(self.task_pk)
        return self.task

    def change(self, actor: Actor) -> Change[Remark]:
        """Keep it."""
        text = self.text.replace("\x00", "").strip()
        if not text or actor.user_id is None:
            raise RefusedError("remark_empty", thing=str(self.task))
        remark = Remark.objects.create(task=self.task, person_id=actor.user_id, at=clock.now(), text=text[:4000])
        return Change(remark, {"task": self.task.pk, "text": remark.text}, _path(self.task))


def _path(task: Task) -> str:
    """The unit that the log files a task's change under."""
    return task.lead.path if task.lead else task.ledger.owner.path
