"""Months and quarters of a ledger's year, as values that order and count."""

from __future__ import annotations

import calendar
import re
from datetime import date

import msgspec

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")


class Month(msgspec.Struct, frozen=True, order=True):
    """A month; written ``2026-03``, which sorts as it should."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month written as *text*; ValueError where it is none."""
        match = _WRITTEN.fullmatch(text)
        if not match or not 1 <= int(match[2]) <= 12:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that *day* is in."""
        return cls(day.year, day.month)

    @property
    def name(self) -> str:
        """In Chinese: 2026年3月."""
        return f"{self.year}年{self.month}月"

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def day(self, number: int) -> date:
        """Its day *number*, or its last where it has fewer."""
        return date(self.year, self.month, min(number, self.last.day))

    def plus(self, months: int) -> Month:
        """The month *months* later, or earlier where negative."""
        count = self.year * 12 + self.month - 1 + months
        return Month(count // 12, count % 12 + 1)

    def minus(self, other: Month) -> int:
        """How many months lie between *other* and this one."""
        return (self.year - other.year) * 12 + self.month - other.month
