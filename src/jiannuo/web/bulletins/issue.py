"""What a bulletin says, as one frozen value: every page and document is made from it and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from jiannuo.ledger.chain import Anchor
from jiannuo.ledger.counts import Change, Counted, Row
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Light, Rating
from jiannuo.web.bulletins.periods import BulletinPeriod, period_name


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed of a task beside its row; lights are those of Issue.months, as they stood at the freezing.

    The texts are as printed; rule is the printed rule of the rating with its figures.
    """

    sort: str = ""
    target: str = ""
    value: str = ""
    due: str = ""
    leader: str = ""
    strict: Rating = Rating.OTHER
    lenient: Rating = Rating.OTHER
    overridden: str = ""  # the reason, where a person rated otherwise
    rule: str = ""
    rule_version: str = ""
    problems: str = ""
    next_step: str = ""
    returned: bool = False
    lights: tuple[Light, ...] = ()


class LateUnit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit that returned late, or not at all; numbers of the tasks, days behind the due day."""

    unit: str
    late: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    days: int = 0


class Still(msgspec.Struct, frozen=True):
    """A task that has not moved, and the printed rule."""

    task: str
    periods: int
    rule: str


class MadeGood(msgspec.Struct, frozen=True):
    """A month of a task that was missed and has been made good since the bulletin before, and the printed rule."""

    task: str
    month: Month
    rule: str


class Adjusted(msgspec.Struct, frozen=True):
    """A change to a task that was allowed since the bulletin before; day is ISO."""

    task: str
    what: str
    reason: str
    day: str


class Shift(msgspec.Struct, frozen=True):
    """By how many tasks a unit's ratings grew or shrank, and its tasks behind."""

    unit: str
    ratings: Mapping[str, int]
    behind: int


class Before(msgspec.Struct, frozen=True):
    """The bulletin that this one is compared with."""

    key: int
    number: int
    name: str
    change: Change
    units: tuple[Shift, ...]


class Corrected(msgspec.Struct, frozen=True):
    """The issue that this one corrects, and why."""

    key: int
    number: int
    title: str
    reason: str


class Issue(Counted, frozen=True, kw_only=True):
    """A bulletin whole.  number is 0 and frozen empty while it is a draft; days and instants are ISO.

    pending: returns of the month that were not reviewed yet.
    """

    form: int = 1  # of this value; a later program reads what an earlier one froze
    number: int = 0
    period: BulletinPeriod = BulletinPeriod.MONTH
    title: str = ""
    lead: str = ""
    ledger: int = 0
    ledger_title: str = ""
    year: int = 0
    owner: str = ""
    issuer: str = ""
    frozen: str = ""
    due: str = ""
    rated: str = ""
    months: tuple[Month, ...] = ()
    details: Mapping[str, Detail] = {}
    late: tuple[LateUnit, ...] = ()
    stagnant: tuple[Still, ...] = ()
    made_good: tuple[MadeGood, ...] = ()
    adjusted: tuple[Adjusted, ...] = ()
    before: Before | None = None
    corrects: Corrected | None = None
    rules: tuple[str, ...] = ()
    unrated: tuple[str, ...] = ()
    pending: int = 0
    anchor: Anchor | None = None

    @property
    def name(self) -> str:
        """The period as documents call it."""
        return period_name(self.period, self.month)

    def row_of(self) -> dict[str, Row]:
        """The rows by the key of the task."""
        return {row.task: row for row in self.rows}

    def behind(self) -> list[Row]:
        """The rows that lag, in the order of the list."""
        return [row for row in self.rows if row.behind and not row.cancelled]

    def cancelled(self) -> list[Row]:
        """The rows that were cancelled."""
        return [row for row in self.rows if row.cancelled]


def read(text: str) -> Issue:
    """The Issue that was frozen as *text*; msgspec.ValidationError or DecodeError where it is none."""
    return msgspec.json.decode(text, type=Issue)
