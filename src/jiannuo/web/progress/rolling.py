"""What a task's parts, passed down to other units, come to together."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from jiannuo.ledger.month import Month
from jiannuo.web.tasks.models import Task


class Rolled(msgspec.Struct, frozen=True):
    """A value from below, and the sentence that says by which rule it came."""

    value: Decimal | None
    sentence: str


def rolled_up(tasks: Sequence[Task], month: Month) -> dict[int, Rolled]:
    """For each of *tasks* that was passed down: what its parts come to by *month*."""
    return {}
