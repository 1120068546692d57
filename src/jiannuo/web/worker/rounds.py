"""Months open by themselves, and are rated once their returns are due."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from django.utils import timezone

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import LedgerState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.orders.owing import open_rounds as unrated
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.actions.rating import rate_month
from jiannuo.web.progress.models import Collection
from jiannuo.web.tasks.models import Ledger

_log = logging.getLogger(__name__)


def open_rounds(now: datetime) -> int:
    """Open the present month's round of every ledger in force for this year; returns how many were opened."""
    month = Month.of(timezone.localtime(now).date())
    opened = Collection.objects.filter(month=str(month)).values("ledger")
    waiting = Ledger.objects.filter(state=LedgerState.ISSUED.value, year=month.year).exclude(pk__in=opened)
    return sum(_done(partial(open_month, ledger, month)) for ledger in waiting)


def rate_due(now: datetime) -> int:
    """Rate every round whose due day is over and that was not rated yet, again once its month is; returns how many.

    In the month of a deadline a task may still be reached until the last day: only then its light is settled.
    """
    today = timezone.localtime(now).date()
    waiting = [*unrated().filter(due__lt=today), *_unsettled(Month.of(today))]
    return sum(_done(partial(rate_month, found.ledger, Month.parse(found.month))) for found in waiting)


def _unsettled(present: Month) -> list[Collection]:
    """The rounds of past months that were last rated before their month was over."""
    rows = Collection.objects.filter(ledger__state=LedgerState.ISSUED.value, month__lt=str(present))
    rounds = rows.exclude(rated=None).select_related("ledger__owner").order_by("month", "pk")
    return [one for one in rounds if one.rated and _day(one.rated) <= Month.parse(one.month).last]


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _done(step: Callable[[], object]) -> bool:
    """Whether *step* was carried out; one ledger that is refused keeps no other waiting."""
    try:
        step()
    except RefusedError as refused:
        _log.warning("a round was left alone: %s", refused.message("en"))
        return False
    return True
