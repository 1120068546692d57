"""What the office, or the unit that passed a task down, does with signed returns: approve them or send them back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from jiannuo.exports.cells import xml_text
from jiannuo.ledger.status import ReturnState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.progress.actions.rows import check_running, locked_return, step
from jiannuo.web.progress.desk import where
from jiannuo.web.progress.models import Return
from jiannuo.web.progress.reviewers import may_review
from jiannuo.web.tasks.models import Step

MOST_REASON = 2_000


@dataclass
class _Review(Action[Return]):
    """A decision on a return; *version* is the one that was read."""

    right: ClassVar[str] = "return.review"
    model: ClassVar[type[Return]] = Return
    transition: ClassVar[str]
    return_pk: int
    version: int
    review: str = ""

    def subject(self) -> Return:
        """The return; its steps are locked with it."""
        self.report = locked_return(self.return_pk)
        self.steps = list(Step.objects.select_for_update().filter(task=self.report.task).order_by("pk"))
        return self.report

    def change(self, actor: Actor) -> Change[Return]:
        """Decide, keep by whom and why, and let the task's steps follow."""
        report = self.report
        if not may_review(actor, report):
            raise RefusedError("not_reviewer", where=where(report.task))
        check_running(report.task)
        before = report.state
        step(report, self.transition, actor, self.version)
        report.review = xml_text(self.review).strip()[:MOST_REASON]
        report.reviewed, report.reviewed_by_id = clock.now(), actor.user_id
        self.take(actor)
        report.save()
        self.settle_steps()
        data = {"task": report.task_id, "month": report.month, "before": before, "review": report.review}
        return Change(report, data, report.unit.path)

    def take(self, actor: Actor) -> None:
        """What the decision does beside the state."""

    def settle_steps(self) -> None:
        """The days of the steps that this return tells of, as all approved returns together have them."""
        approved = Return.objects.filter(task=self.report.task, state=ReturnState.APPROVED.value).order_by(
            "month", "pk"
        )
        done: dict[str, str] = {}
        for report in approved:
            done |= report.steps_done
        for one in self.steps:
            if str(one.pk) in self.report.steps_done:
                Step.objects.filter(pk=one.pk).update(done=done.get(str(one.pk)))


@dataclass
class ApproveReturn(_Review):
    """Approve a signed return: from now on it counts."""

    name: ClassVar[str] = "return.approve"
    transition: ClassVar[str] = "approve"

    def take(self, actor: Actor) -> None:
        """Refuse who handed it in or signed it: somebody else looks at it."""
        own = {self.report.submitted_by_id, self.report.signed_by_id}
        if actor.user_id is not None and actor.user_id in own:
            raise RefusedError("return_own", where=where(self.report.task))


@dataclass
class SendBackReturn(_Review):
    """Send a return back with a reason; an approved one no longer counts."""

    name: ClassVar[str] = "return.send_back"
    transition: ClassVar[str] = "send_back"

    def take(self, actor: Actor) -> None:
        """Refuse without a reason; its signature is gone."""
        if not self.report.review:
            raise RefusedError("reason_missing")
        self.report.signed = self.report.signed_by = None
