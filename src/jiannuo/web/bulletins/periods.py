"""The period that a bulletin is about, kept by the month that it ends with."""

from __future__ import annotations

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Named


class BulletinPeriod(Named):
    """A month, a quarter, half a year or the year, up to the month that the figures stand at."""

    MONTH = "month", "按月", "month"
    QUARTER = "quarter", "按季", "quarter"
    HALF = "half", "半年", "half-year"
    YEAR = "year", "全年", "year"


_EVERY = {BulletinPeriod.MONTH: 1, BulletinPeriod.QUARTER: 3, BulletinPeriod.HALF: 6, BulletinPeriod.YEAR: 12}
_QUARTERS = "一二三四"


def ends(period: BulletinPeriod, month: Month) -> bool:
    """Whether a *period* ends with *month*."""
    return month.month % _EVERY[period] == 0


def periods_of(month: Month) -> list[BulletinPeriod]:
    """The periods that end with *month*, the shortest first."""
    return [period for period in BulletinPeriod if ends(period, month)]


def period_name(period: BulletinPeriod, month: Month) -> str:
    """How documents call it: 2026年3月, 2026年第一季度, 2026年上半年, 2026年."""
    year = f"{month.year}年"
    if period is BulletinPeriod.QUARTER:
        return f"{year}第{_QUARTERS[month.month // 3 - 1]}季度"
    if period is BulletinPeriod.HALF:
        return f"{year}{'上' if month.month == 6 else '下'}半年"
    return year if period is BulletinPeriod.YEAR else month.name
