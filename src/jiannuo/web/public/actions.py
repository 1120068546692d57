"""What changes on the public side: a ledger is published, a comment sent, routed, declined, answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from jiannuo.ledger.status import CommentState, LedgerState
from jiannuo.ledger.transitions import COMMENT, RefusedError, after
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, Subject
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.public import senders
from jiannuo.web.public.models import Comment
from jiannuo.web.public.promises import public_tasks
from jiannuo.web.public.receipts import digest
from jiannuo.web.public.shown import comment_rules
from jiannuo.web.tasks.models import Ledger


@dataclass
class PublishLedger(Action[Ledger]):
    """Show a ledger to the public, or take it back."""

    name: ClassVar[str] = "ledger.publish"
    model: ClassVar[type[Ledger]] = Ledger
    pk: int
    public: bool

    def subject(self) -> Subject:
        """The ledger, locked."""
        found = Ledger.objects.select_for_update(of=("self",)).select_related("owner").filter(pk=self.pk).first()
        if found is None:
            raise RefusedError("ledger_gone", number=self.pk)
        self.ledger = found
        return found

    def change(self, actor: Actor) -> Change[Ledger]:
        """Switch it; one that is still being drawn up is refused."""
        if self.public and self.ledger.state == LedgerState.DRAFTING.value:
            raise RefusedError("publish_drafting", ledger=self.ledger.title)
        before = self.ledger.public
        self.ledger.public = self.public
        self.ledger.save(update_fields=["public"])
        data = {"before": {"public": before}, "after": {"public": self.public}}
        return Change(self.ledger, data, self.ledger.owner.path)


@dataclass
class SendComment(Action[Comment]):
    """A citizen's comment on a task, held for moderation; *receipt* is the code that the citizen keeps.

    The log keeps the hash of the text and nothing of the person, because it can never be cleaned.
    """

    name: ClassVar[str] = "comment.send"
    right: ClassVar[str] = "public.comment"
    model: ClassVar[type[Comment]] = Comment
    task_pk: int
    called: str
    contact: str
    text: str
    receipt: str
    address: str = field(repr=False)

    def subject(self) -> Subject:
        """The task, which must be shown to the public."""
        found = public_tasks().select_related("ledger__owner").filter(pk=self.task_pk).first()
        if found is None:
            raise RefusedError("comment_no_task")
        self.task = found
        return found

    def change(self, actor: Actor) -> Change[Comment]:
        """Hold it, unless too many came from that address."""
        senders.admit(self.address)
        comment = Comment.objects.create(
            task=self.task,
            name=self.called,
            contact=self.contact,
            text=self.text,
            at=clock.now(),
            receipt=digest(self.receipt),
        )
        data = {"task": self.task.pk, "text_sha256": hashlib.sha256(self.text.encode()).hexdigest()}
        return Change(comment, data, self.task.ledger.owner.path)


@dataclass
class _OnComment(Action[Comment]):
    """A step of a comment."""

    model: ClassVar[type[Comment]] = Comment
    pk: int

    def subject(self) -> Subject:
        """The comment, locked."""
        self.comment = _locked(self.pk)
        return self.comment

    def step(self, change: str) -> None:
        """Bring the comment into the state that *change* leads to."""
        comment = self.comment
        state = CommentState.of(comment.state)
        comment.state = after(COMMENT, change, state, f"留言 {comment.pk} ").value


@dataclass
class _Moderation(_OnComment):
    """A step that the office of the government takes, whichever unit the comment was routed to."""

    right: ClassVar[str] = "comment.moderate"

    def subject(self) -> Subject:
        """The ledger whose task the comment is about."""
        self.comment = _locked(self.pk)
        return self.comment.task.ledger


@dataclass
class RouteComment(_Moderation):
    """Route a comment to the unit that leads the task, to be answered within the working days of the rule."""

    name: ClassVar[str] = "comment.route"

    def change(self, actor: Actor) -> Change[Comment]:
        """Set the unit and the deadline."""
        comment = self.comment
        self.step("route")
        if comment.task.lead is None:
            raise RefusedError("comment_no_lead", number=comment.task.number)
        comment.unit = comment.task.lead
        comment.due = working_days_after(clock.today(), comment_rules().answer_working_days)
        comment.moderated_by_id = actor.user_id
        comment.save()
        return Change(comment, {"unit": comment.unit.code, "due": comment.due}, comment.unit.path)


@dataclass
class DeclineComment(_Moderation):
    """Keep a comment from being shown, with the reason that its sender is told."""

    name: ClassVar[str] = "comment.decline"
    reason: str

    def change(self, actor: Actor) -> Change[Comment]:
        """Keep the reason."""
        self.step("decline")
        reason = self.reason.strip()
        if not reason:
            raise RefusedError("comment_no_reason")
        self.comment.reason = reason
        self.comment.moderated_by_id = actor.user_id
        self.comment.save()
        return Change(self.comment, {"reason": reason}, self.comment.task.ledger.owner.path)


@dataclass
class AnswerComment(_OnComment):
    """The unit answers; comment and answer are shown from then on."""

    name: ClassVar[str] = "comment.answer"
    answer: str

    def change(self, actor: Actor) -> Change[Comment]:
        """Keep the answer."""
        self.step("answer")
        answer = self.answer.strip()
        if not answer:
            raise RefusedError("comment_no_answer")
        comment = self.comment
        comment.answer, comment.answered, comment.answered_by_id = answer, clock.now(), actor.user_id
        comment.save()
        late = comment.due is not None and clock.today() > comment.due
        return Change(comment, {"answer": answer, "late": late}, comment.unit_paths()[0])


def _locked(pk: int) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",)).select_related("task__ledger__owner", "task__lead", "unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise RefusedError("comment_gone")
    return found


def working_days_after(day: date, count: int) -> date:
    """The day *count* working days (Monday to Friday) after *day*; public holidays are not known."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
