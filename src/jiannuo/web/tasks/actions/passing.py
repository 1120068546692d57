"""A unit passes a task, or part of it, down to units below it; results roll up by a stated rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.plans import check_plan
from jiannuo.ledger.rollup import Roll, default_roll
from jiannuo.ledger.status import Sort, TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.actions.common import (
    check_open,
    check_version,
    locked_in_ledger,
    locked_task,
    new_task,
    next_number,
    touch,
)
from jiannuo.web.tasks.models import Lineage, Task, TaskStatement
from jiannuo.web.tasks.planning import plan_of


@dataclass
class PassDown(Action[Task]):
    """Give parts of an issued task to units directly below its lead unit.

    Each part holds ``lead`` (the unit's number) and may hold any editable value, such as ``target`` or ``weight``;
    what it does not name it has from the whole.  *rollup* is the rule by which results come together.
    """

    name: ClassVar[str] = "task.pass_down"
    model: ClassVar[type[Task]] = Task
    task_pk: int
    version: int
    parts: tuple[dict[str, Any], ...]
    rollup: str = ""
    reason: str = ""

    def subject(self) -> Unit:
        """The lead unit: who cooperates does not pass the task on."""
        self.task = locked_in_ledger(self.task_pk)
        return self.task.lead or self.task.ledger.owner

    def change(self, actor: Actor) -> Change[Task]:
        """Make the parts, in force at once."""
        task = self.task
        check_open(task.ledger)
        check_version(task, self.version)
        if task.state != TaskState.ISSUED.value or task.lead is None:
            raise RefusedError("task_not_issued", thing=str(task), state=TaskState.of(task.state).zh)
        if not self.parts:
            raise RefusedError("pass_nobody", thing=str(task))
        self._check_units(task.lead)
        task.rollup = Roll.of(self.rollup).value if self.rollup else default_roll(Sort.of(task.sort)).value
        touch(task, actor)
        task.save()
        whole = fields.read(task)
        made = [self._part(whole, part, actor) for part in self.parts]
        self._check_sum(made)
        data = {"children": [child.number for child in made], "rollup": task.rollup, "reason": self.reason}
        return Change(task, data, task.lead.path)

    def _check_units(self, lead: Unit) -> None:
        below = {unit.pk: unit for unit in lead.children.filter(active=True)}
        taken = set(self.task.children.exclude(state=TaskState.CANCELLED.value).values_list("lead_id", flat=True))
        for part in self.parts:
            pk = int(part.get("lead") or 0)
            if pk not in below:
                raise RefusedError("pass_not_below", thing=str(self.task), lead=str(lead))
            if pk in taken:
                raise RefusedError("pass_twice", thing=str(self.task), unit=str(below[pk]))
            taken.add(pk)

    def _part(self, whole: dict[str, Any], part: dict[str, Any], actor: Actor) -> Task:
        task = self.task
        steps = [{"title": step["title"], "due": step["due"]} for step in whole["steps"]]
        empty = {"points": {}, "steps": steps, "cooperating": [], "supervising": [], "rollup": "", "weight": ""}
        made = new_task(task.ledger, task.title, actor, next_number(task.ledger))
        made.parent, made.topic, made.state = task, task.topic, TaskState.ISSUED.value
        # A part starts with the month that it is passed down in, at the earliest with the whole.
        made.save()
        fields.write(made, {**whole, **empty, "start": max(task.start, f"{clock.today():%Y-%m}"), **part})
        check_plan(plan_of(locked_task(made.pk)), str(made))
        sources = [source.statement_id for source in task.sources.all()]
        TaskStatement.objects.bulk_create(TaskStatement(task=made, statement_id=pk) for pk in sources)
        Lineage.objects.create(source=task, result=made, how="pass")
        return made

    def _check_sum(self, made: Sequence[Task]) -> None:
        """Parts of an amount that is summed must reach the whole, unless a reason says why not."""
        task = self.task
        if task.rollup != Roll.SUM.value or task.target is None or self.reason.strip():
            return
        kept = task.children.exclude(state=TaskState.CANCELLED.value).exclude(pk__in=[child.pk for child in made])
        found = sum((child.target or Decimal(0) for child in (*kept, *made)), Decimal(0))
        if found < task.target:
            raise RefusedError(
                "pass_short",
                thing=str(task),
                sum=plain_number(found) + task.measure_unit,
                whole=plain_number(task.target) + task.measure_unit,
            )
