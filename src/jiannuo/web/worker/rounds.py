"""Months open by themselves, and are rated once their returns are due."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import LedgerState
from jiannuo.web.orders.owing import open_rounds as unrated
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.actions.rating import rate_month
from jiannuo.web.progress.models import Collection
from jiannuo.web.tasks.models import Ledger


def open_rounds(now: datetime) -> int:
    """Open the present month's round of every ledger in force for this year; returns how many were opened."""
    month = Month.of(timezone.localtime(now).date())
    opened = Collection.objects.filter(month=str(month)).values("ledger")
    waiting = Ledger.objects.filter(state=LedgerState.ISSUED.value, year=month.year).exclude(pk__in=opened)
    for ledger in waiting:
        open_month(ledger, month)
    return len(waiting)


def rate_due(now: datetime) -> int:
    """Rate every round whose due day is over and that was not rated yet; returns how many."""
    rounds = list(unrated().filter(due__lt=timezone.localtime(now).date()))
    for found in rounds:
        rate_month(found.ledger, Month.parse(found.month))
    return len(rounds)
