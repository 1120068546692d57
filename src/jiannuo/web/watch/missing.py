"""Figures that did not come: found by the clock, month by month, for every figure with a rule on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from jiannuo.ledger import watch
from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import PERIOD
from jiannuo.ledger.status import Frequency
from jiannuo.ledger.watch import Limit
from jiannuo.web.access.actor import WORKER
from jiannuo.web.audit.action import perform
from jiannuo.web.watch.actions import KnownError, ReportMissing
from jiannuo.web.watch.checking import due_of, name_of, rules_of
from jiannuo.web.watch.models import Breach, Point, Series

_BACK = 12  # months that are looked back on: an older gap was found before, or nobody waits for it any more


def check_missing(now: datetime) -> int:
    """Open a breach for each figure that is missing past its rule; returns how many."""
    today = timezone.localtime(now).date()
    first = str(Month.of(today).plus(-_BACK - 1))
    owned = Q(entity__active=True) | Q(task__isnull=False)
    wanted = Series.objects.filter(owned, active=True).select_related("entity__unit", "task__lead")
    come: dict[int, set[str]] = {}
    for pk, found in Point.objects.filter(in_force=True, month__gte=first).values_list("series_id", "month"):
        come.setdefault(pk, set()).add(found)
    known = set(Breach.objects.filter(month__gte=first, cleared=None).values_list("series_id", "rule", "month"))
    opened = 0
    for series in wanted:
        for rule in rules_of(series):
            if rule.kind is not Limit.MISSING:
                continue
            for month in expected(series, today):
                if str(month) in come.get(series.pk, ()) or (series.pk, rule.key, str(month)) in known:
                    continue
                finding = watch.check(rule, name_of(series), {}, month, due_of(series, month), today)
                if finding is None:
                    continue
                try:
                    perform(ReportMissing(series, finding), WORKER)
                except KnownError:  # another worker found it, or the figure came meanwhile
                    continue
                opened += 1
    return opened


def expected(series: Series, today: date) -> Iterator[Month]:
    """The ends of the periods whose figure was due by *today*, the latest year's alone."""
    month = Month.of(today).plus(-_BACK)
    if series.since:
        month = max(month, Month.parse(series.since))
    while due_of(series, month) < today:
        if month.month % PERIOD[Frequency.of(series.frequency)] == 0:
            yield month
        month = month.plus(1)
