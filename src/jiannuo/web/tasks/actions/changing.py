"""After a ledger is issued its tasks change by adjustments that somebody else approves, or are cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from jiannuo.ledger.plans import check_plan
from jiannuo.ledger.status import AdjustmentState, TaskState
from jiannuo.ledger.transitions import ADJUSTMENT, RefusedError, after
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.actions.common import check_open, check_version, locked_task, move, touch
from jiannuo.web.tasks.models import Adjustment, Task
from jiannuo.web.tasks.planning import plan_of
from jiannuo.web.tasks.reach import Governed


@dataclass
class RequestAdjustment(Action[Adjustment]):
    """Ask for other values of an issued task, with a reason; nothing changes until it is approved."""

    name: ClassVar[str] = "task.adjust"
    model: ClassVar[type[Adjustment]] = Adjustment
    task_pk: int
    version: int
    values: dict[str, Any]
    reason: str

    def subject(self) -> Task:
        """The task."""
        self.task = locked_task(self.task_pk)
        return self.task

    def change(self, actor: Actor) -> Change[Adjustment]:
        """Keep old and new; the new ones must make a sound plan."""
        task = self.task
        check_open(task.ledger)
        if task.state != TaskState.ISSUED.value:
            raise RefusedError("task_not_issued", thing=str(task), state=TaskState.of(task.state).zh)
        check_version(task, self.version)
        if not self.reason.strip():
            raise RefusedError("reason_missing")
        if task.adjustments.filter(state=AdjustmentState.REQUESTED.value).exists():
            raise RefusedError("adjustment_waiting", thing=str(task))
        before, wanted = fields.changed(fields.read(task), self.values)
        if not wanted:
            raise RefusedError("adjustment_empty", thing=str(task))
        adjustment = Adjustment.objects.create(
            task=task,
            before=before,
            after=wanted,
            reason=self.reason.strip(),
            requested_by_id=actor.user_id,
            requested=clock.now(),
        )
        data = {"task": task.pk, "before": before, "after": wanted, "reason": adjustment.reason}
        return Change(adjustment, data, _path(task))


@dataclass
class DecideAdjustment(Action[Adjustment]):
    """Approve or refuse an adjustment; nobody decides on their own request."""

    name: ClassVar[str] = "task.decide"
    model: ClassVar[type[Adjustment]] = Adjustment
    adjustment_pk: int
    approve: bool
    decision: str = ""

    def subject(self) -> Governed:
        """The task, as the matter of who gave it out."""
        found = Adjustment.objects.select_for_update().filter(pk=self.adjustment_pk).first()
        if found is None:
            raise RefusedError("adjustment_gone", number=self.adjustment_pk)
        self.adjustment = found
        self.task = locked_task(found.task_id)
        return Governed(self.task)

    def change(self, actor: Actor) -> Change[Adjustment]:
        """Apply it, or say why not."""
        adjustment, task = self.adjustment, self.task
        check_open(task.ledger)
        if actor.user_id is not None and adjustment.requested_by_id == actor.user_id:
            raise RefusedError("adjustment_own", thing=str(task))
        change = "approve" if self.approve else "refuse"
        state = AdjustmentState.of(adjustment.state)
        adjustment.state = after(ADJUSTMENT, change, state, f"{task}的调整申请").value
        if not self.approve and not self.decision.strip():
            raise RefusedError("reason_missing")
        adjustment.decision = self.decision.strip()
        adjustment.decided, adjustment.decided_by_id = clock.now(), actor.user_id
        adjustment.save()
        if self.approve:
            self._apply(actor)
        data = {
            "task": task.pk,
            "approved": self.approve,
            "before": adjustment.before,
            "after": adjustment.after,
            "decision": adjustment.decision,
        }
        return Change(adjustment, data, _path(task))

    def _apply(self, actor: Actor) -> None:
        """The values asked for; refused where they changed since, or no longer make a sound plan."""
        task, adjustment = self.task, self.adjustment
        if task.state != TaskState.ISSUED.value:
            raise RefusedError("task_not_issued", thing=str(task), state=TaskState.of(task.state).zh)
        now = fields.read(task)
        stale = [name for name, value in adjustment.before.items() if now[name] != value]
        if stale:
            names = "、".join(fields.NAMES[name] for name in stale)
            raise RefusedError("adjustment_stale", thing=str(task), names=names)
        touch(task, actor)
        fields.write(task, adjustment.after)
        check_plan(plan_of(locked_task(task.pk)), str(task))


@dataclass
class CancelTask(Action[Task]):
    """Cancel an issued task, with a reason; it stays listed and is counted apart."""

    name: ClassVar[str] = "task.cancel"
    model: ClassVar[type[Task]] = Task
    task_pk: int
    version: int
    reason: str

    def subject(self) -> Governed:
        """The task, as the matter of who gave it out."""
        self.task = locked_task(self.task_pk)
        return Governed(self.task)

    def change(self, actor: Actor) -> Change[Task]:
        """Cancel it, and what was passed down from it."""
        task = self.task
        check_open(task.ledger)
        check_version(task, self.version)
        if not self.reason.strip():
            raise RefusedError("reason_missing")
        move(task, "cancel", actor)
        also = [child.pk for child in task.children.filter(state=TaskState.ISSUED.value)]
        for pk in also:
            CancelTask(pk, 0, self.reason)._cancel_below(actor)
        return Change(task, {"reason": self.reason.strip(), "children": also}, _path(task))

    def _cancel_below(self, actor: Actor) -> None:
        child = locked_task(self.task_pk)
        move(child, "cancel", actor)
        for below in child.children.filter(state=TaskState.ISSUED.value):
            CancelTask(below.pk, 0, self.reason)._cancel_below(actor)


def _path(task: Task) -> str:
    return task.lead.path if task.lead else task.ledger.owner.path
