"""What the addresses of returns name."""

from __future__ import annotations

import msgspec
from django.http import Http404

from jiannuo.ledger.month import Month
from jiannuo.web.accounts.models import Unit


class UnitMonth(msgspec.Struct, frozen=True):
    """A unit's returns of a month."""

    unit: Unit
    month: Month

    def unit_paths(self) -> list[str]:
        """The unit."""
        return self.unit.unit_paths()


def parse_month(text: str) -> Month:
    """The month of an address; Http404 where it is none."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise Http404 from error


def unit_month(pk: int, month: str) -> UnitMonth:
    """The unit and the month of an address; Http404 where there is no such unit."""
    unit = Unit.objects.filter(pk=pk).first()
    if unit is None:
        raise Http404
    return UnitMonth(unit, parse_month(month))
