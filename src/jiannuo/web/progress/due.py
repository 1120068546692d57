"""Which tasks owe a return in a month, and by when."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from jiannuo.ledger import due
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Frequency, LedgerState, Rating, TaskState
from jiannuo.web.tasks.models import Ledger, Task

_FINISHED = (Rating.DONE.value, Rating.DONE_EARLY.value)


def due_day(ledger: Ledger, month: Month) -> date:
    """The day by which *ledger* wants the returns of *month*."""
    return due.due_day(month, ledger.due_day)


def frequencies(month: Month) -> list[str]:
    """Which frequencies collect in *month*: a quarter in its last month, a year in December."""
    found = [Frequency.MONTHLY.value]
    if month.month % 3 == 0:
        found.append(Frequency.QUARTERLY.value)
    if month.month == 12:
        found.append(Frequency.YEARLY.value)
    return found


def owing(month: Month) -> Q:
    """Issued tasks of issued ledgers owing a return for *month*: from their start to their deadline, then until done.

    A task also owes one in the month of its deadline, whatever its frequency.
    """
    first = date(month.year, month.month, 1)
    in_turn = Q(frequency__in=frequencies(month)) | Q(due__range=(first, month.last))
    running = Q(due__isnull=True) | Q(due__gte=first) | ~Q(rating__in=_FINISHED)
    return (
        Q(state=TaskState.ISSUED.value, ledger__state=LedgerState.ISSUED.value, start__lte=str(month))
        & in_turn
        & running
    )


def due_tasks(month: Month) -> QuerySet[Task]:
    """The tasks that owe a return for *month*, of ledgers whose round of that month is open."""
    return Task.objects.filter(owing(month), ledger__collections__month=str(month), lead__isnull=False)
