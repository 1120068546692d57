"""Splitting and merging proposed tasks; lineage keeps where each came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from jiannuo.ledger.splitting import Piece, check_merge, check_split
from jiannuo.ledger.status import Sort
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.actions.common import (
    check_drafting,
    check_version,
    locked_in_ledger,
    locked_ledger,
    locked_task,
    move,
    new_task,
    next_number,
)
from jiannuo.web.tasks.models import Ledger, Lineage, Task, TaskStatement
from jiannuo.web.tasks.reach import Governed


def piece_of(task: Task) -> Piece:
    """What splitting looks at in a task."""
    return Piece(
        title=str(task),
        sort=Sort.of(task.sort),
        target=task.target,
        unit=task.measure_unit,
        steps=tuple(step.title for step in task.steps.all()),
    )


@dataclass
class SplitTask(Action[Task]):
    """拆分: a task becomes several, each with values of its own; what a part does not name it has from the whole.

    *reason* states why the parts' sum may differ from the whole.
    """

    name: ClassVar[str] = "task.split"
    right: ClassVar[str] = "task.edit"
    model: ClassVar[type[Task]] = Task
    task_pk: int
    version: int
    parts: tuple[dict[str, Any], ...]
    reason: str = ""

    def subject(self) -> Governed:
        """The task, as the matter of who gave it out."""
        self.task = locked_in_ledger(self.task_pk)
        return Governed(self.task)

    def change(self, actor: Actor) -> Change[Task]:
        """Make the parts with their lineage and sources."""
        task = self.task
        check_drafting(task.ledger)
        check_version(task, self.version)
        whole = fields.read(task)
        made = [self._part(whole, part, actor) for part in self.parts]
        remark = check_split(piece_of(task), [piece_of(part) for part in made], self.reason)
        sources = [source.statement_id for source in task.sources.all()]
        TaskStatement.objects.bulk_create(TaskStatement(task=part, statement_id=pk) for part in made for pk in sources)
        Lineage.objects.bulk_create(Lineage(source=task, result=part, how="split") for part in made)
        move(task, "split", actor)
        data = {"parts": [part.number for part in made], "difference": remark.message("zh") if remark else ""}
        return Change(task, data, task.ledger.owner.path)

    def _part(self, whole: dict[str, Any], part: dict[str, Any], actor: Actor) -> Task:
        values = {**whole, "points": {}, "steps": [], **part}
        made = new_task(self.task.ledger, str(values["title"]), actor)
        made.topic = self.task.topic
        made.save()
        fields.write(made, values)
        return made


@dataclass
class MergeTasks(Action[Task]):
    """合并: several tasks of a ledger become one, which has their statements; *versions* are by task number."""

    name: ClassVar[str] = "task.merge"
    right: ClassVar[str] = "task.edit"
    model: ClassVar[type[Task]] = Task
    ledger_pk: int
    versions: dict[int, int]
    values: dict[str, Any]

    def subject(self) -> Ledger:
        """The ledger."""
        self.ledger = locked_ledger(self.ledger_pk)
        return self.ledger

    def change(self, actor: Actor) -> Change[Task]:
        """Make the whole."""
        check_drafting(self.ledger)
        pieces = [locked_task(pk) for pk in sorted(self.versions)]
        for piece in pieces:
            if piece.ledger_id != self.ledger.pk:
                raise RefusedError("task_gone", number=piece.pk)
            check_version(piece, self.versions[piece.pk])
        if len(pieces) < 2:
            raise RefusedError("merge_few")
        whole = new_task(self.ledger, str(self.values.get("title", "")), actor, next_number(self.ledger))
        whole.topic = pieces[0].topic
        whole.save()
        first = fields.read(pieces[0])
        steps = [
            {"title": step["title"], "due": step["due"]} for piece in pieces for step in fields.read(piece)["steps"]
        ]
        fields.write(whole, {**first, "points": {}, "steps": steps, **self.values})
        check_merge([piece_of(piece) for piece in pieces], piece_of(whole))
        sources = dict.fromkeys(source.statement_id for piece in pieces for source in piece.sources.all())
        TaskStatement.objects.bulk_create(TaskStatement(task=whole, statement_id=pk) for pk in sources)
        Lineage.objects.bulk_create(Lineage(source=piece, result=whole, how="merge") for piece in pieces)
        for piece in pieces:
            move(piece, "merge", actor)
        return Change(whole, {"of": [piece.number for piece in pieces], "number": whole.number}, self.ledger.owner.path)
