"""Computing a month's ratings; overriding one with a reason, and withdrawing that."""

from __future__ import annotations

from collections.abc import Collection as Group
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from jiannuo.exports.cells import xml_text
from jiannuo.ledger.month import Month
from jiannuo.ledger.rating import rules
from jiannuo.ledger.status import Rating
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import WORKER, Actor
from jiannuo.web.audit.action import Action, Change, perform
from jiannuo.web.progress.actions.rows import check_running
from jiannuo.web.progress.models import Collection, RatingRecord
from jiannuo.web.progress.rating import compute, in_force, record_of, write, write_tasks
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.reach import Governed

MOST_REASON = 2_000


@dataclass
class ComputeRatings(Action[Ledger]):
    """Rate all tasks of a ledger for a month, or *only* some; a record is superseded where its rating changed.

    close: the month's round counts as rated from now on.
    """

    name: ClassVar[str] = "rating.compute"
    model: ClassVar[type[Ledger]] = Ledger
    ledger_pk: int
    month: Month
    only: Group[int] | None = None
    close: bool = True

    def subject(self) -> Ledger:
        """The ledger, locked so that a month is not rated twice at once."""
        rows = Ledger.objects.select_for_update(of=("self",), no_key=True).select_related("owner")
        self.ledger = rows.get(pk=self.ledger_pk)
        return self.ledger

    def change(self, actor: Actor) -> Change[Ledger]:
        """Compute, store, repeat on the tasks."""
        before = in_force(self.ledger, self.month, self.only)
        found = compute(self.ledger, self.month, self.only, before)
        pairs = []
        shown = {pk: record.shown for pk, record in before.items()}
        for computed in found:
            old = before.get(computed.task.pk)
            new = record_of(computed, self.month, old)
            if new is not None:
                pairs.append((new, old))
                shown[computed.task.pk] = new.shown
        write(pairs)
        write_tasks(found, shown, self.month)
        if self.only is None and self.close:
            Collection.objects.filter(ledger=self.ledger, month=str(self.month)).update(rated=clock.now())
        data = {
            "month": str(self.month),
            "tasks": len(found),
            "changed": len(pairs),
            "rules": rules().version,
            "only": sorted(self.only or ()),
            "ratings": [rating_told(new.task_id, old.shown if old else "", new.shown) for new, old in pairs],
        }
        return Change(self.ledger, data, self.ledger.owner.path)


def rating_told(task: int, before: str, after: str) -> str:
    """How the log tells a rating that was computed: ``12:behind:on_pace``."""
    return f"{task}:{before}:{after}"


def rate_month(
    ledger: Ledger,
    month: Month,
    actor: Actor = WORKER,
    only: Group[int] | None = None,
    close: bool = True,
    key: str = "",
) -> Ledger:
    """Rate *ledger* for *month*, or *only* some tasks of it; the worker does it where nobody else is named."""
    return perform(ComputeRatings(ledger.pk, month, only, close), actor, key).result


def rate_again(ledger: Ledger, month: Month, only: Group[int]) -> None:
    """Rate some tasks for *month*, in which a return was decided on, and for each later month rated already."""
    rows = RatingRecord.objects.filter(task__in=only, month__gt=str(month), in_force=True).order_by("month")
    later = rows.values_list("month", flat=True).distinct()
    for when in (month, *(Month.parse(text) for text in later)):
        rate_month(ledger, when, only=only)


@dataclass
class _Override(Action[RatingRecord]):
    """A change to what counts of a rating; the record before it stays, superseded."""

    right: ClassVar[str] = "rating.override"
    model: ClassVar[type[RatingRecord]] = RatingRecord
    task_pk: int
    month: Month

    def subject(self) -> Governed:
        """The task, locked, as the matter of who gave it out."""
        rows = Task.objects.select_for_update(of=("self",)).select_related("ledger__owner", "parent__lead")
        self.task = rows.get(pk=self.task_pk)
        return Governed(self.task)

    def record(self) -> RatingRecord:
        """The record in force; RefusedError where the month was not rated."""
        check_running(self.task)
        found = RatingRecord.objects.filter(task=self.task, month=str(self.month), in_force=True).first()
        if found is None:
            thing = _("第 %(number)s 项") % {"number": self.task.number}
            raise RefusedError("rating_none", thing=thing, month=self.month.name)
        return found

    def replace(self, before: RatingRecord, rating: str, reason: str, actor: Actor) -> Change[RatingRecord]:
        """Put a copy of *before* with the person's rating in force, and show it on the task."""
        record = RatingRecord.objects.get(pk=before.pk)
        record.pk, record.computed, record._state.adding = None, clock.now(), True
        record.override, record.override_reason = rating, reason
        record.override_by_id = actor.user_id if rating else None
        write([(record, before)])
        if self.task.rated_month == str(self.month):
            Task.objects.filter(pk=self.task.pk).update(rating=record.shown)
        data = {"task": self.task.pk, "month": str(self.month), "before": before.shown, "after": record.shown}
        made = RatingRecord.objects.get(task=self.task, month=str(self.month), in_force=True)
        return Change(made, data | {"reason": reason}, self.task.unit_paths()[0])


@dataclass
class OverrideRating(_Override):
    """A person's rating with a reason; it counts instead of the computed one and is shown beside it."""

    name: ClassVar[str] = "rating.override"
    rating: Rating
    reason: str

    def change(self, actor: Actor) -> Change[RatingRecord]:
        """Refuse without a reason."""
        reason = xml_text(self.reason).strip()[:MOST_REASON]
        if not reason:
            raise RefusedError("reason_missing")
        return self.replace(self.record(), self.rating.value, reason, actor)


@dataclass
class WithdrawOverride(_Override):
    """Let the computed rating count again."""

    name: ClassVar[str] = "rating.withdraw"

    def change(self, actor: Actor) -> Change[RatingRecord]:
        """Refuse where there is no override."""
        before = self.record()
        if not before.override:
            thing = _("第 %(number)s 项") % {"number": self.task.number}
            raise RefusedError("override_none", thing=thing, month=self.month.name)
        return self.replace(before, "", "", actor)
