"""The one clock of the ledger, so that a year can be lived through in a test or a demonstration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

_shifted: datetime | None = None


def now() -> datetime:
    """The present moment, aware of its zone."""
    return _shifted if _shifted is not None else timezone.now()


def today() -> date:
    """The present day where the ledger is kept."""
    return timezone.localtime(now()).date()


def turn_to(moment: datetime | None) -> None:
    """Stop the clock of this process at *moment*; None lets it run again."""
    global _shifted
    _shifted = moment


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The clock stands at *moment* inside the block."""
    before = _shifted
    turn_to(moment)
    try:
        yield
    finally:
        turn_to(before)
