"""Who owes which return: issued tasks without one that was sent in, month by month."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from django.db.models import Exists, OuterRef, QuerySet

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import LedgerState, ReturnState
from jiannuo.web.accounts.models import Unit
from jiannuo.web.progress.due import owing
from jiannuo.web.progress.models import Collection, Return
from jiannuo.web.tasks.models import Task

SENT_IN = (ReturnState.SUBMITTED.value, ReturnState.SIGNED.value, ReturnState.APPROVED.value)


class Owed(msgspec.Struct, frozen=True):
    """A unit that still owes returns of a month's round, and how many."""

    unit: Unit
    collection: Collection
    count: int


def owed_tasks(collection: Collection) -> QuerySet[Task]:
    """The tasks whose return of the round was not sent in."""
    month = Month.parse(collection.month)
    sent = Return.objects.filter(task=OuterRef("pk"), month=collection.month, state__in=SENT_IN)
    tasks = Task.objects.filter(owing(month), ledger=collection.ledger_id, lead__isnull=False)
    return tasks.filter(~Exists(sent))


def owed(collections: Iterable[Collection]) -> list[Owed]:
    """Who owes what of *collections*, by unit; two queries a round."""
    found = []
    for collection in collections:
        counts: dict[int, int] = {}
        for lead in owed_tasks(collection).order_by().values_list("lead_id", flat=True):
            counts[lead or 0] = counts.get(lead or 0, 0) + 1
        units = Unit.objects.filter(pk__in=counts, active=True).order_by("path")
        found += [Owed(unit, collection, counts[unit.pk]) for unit in units]
    return found


def open_rounds() -> QuerySet[Collection]:
    """The rounds of ledgers in force that are not rated yet."""
    rounds = Collection.objects.filter(ledger__state=LedgerState.ISSUED.value, rated=None)
    return rounds.select_related("ledger__owner").order_by("month", "pk")
