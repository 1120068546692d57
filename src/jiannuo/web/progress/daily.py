"""What the worker does with rounds once a day."""

from __future__ import annotations

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import LedgerState
from jiannuo.web import clock
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.actions.rating import rate_month
from jiannuo.web.tasks.models import Ledger


def keep_rounds() -> None:
    """Open this month's round of every ledger in force; rate the rounds whose due day has passed.

    Until its month is over a round is rated anew each day, so that lights follow what comes late; then it is closed.
    """
    today = clock.today()
    month = Month.of(today)
    for ledger in Ledger.objects.filter(state=LedgerState.ISSUED.value).select_related("owner"):
        if month.year == ledger.year:
            open_month(ledger, month)
        for collection in ledger.collections.filter(rated=None, due__lt=today).order_by("month"):
            rated = Month.parse(collection.month)
            rate_month(ledger, rated, close=today > rated.last)
