"""When what is due: returns of a month, deadlines of tasks and orders, and who is told when one has passed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import Plan, collects
from jiannuo.ledger.status import Named, Role
from jiannuo.ledger.transitions import RefusedError
from jiannuo.lexicon.loader import load, refuse

FILE = "orders.toml"
DUE_DAY = 25  # of the month that is reported, unless the ledger says otherwise
_DAY_ENDS = time(23, 59, 59)


class Matter(Named):
    """How hard what an order asks for is, which decides its deadline."""

    ORDINARY = "ordinary", "一般事项", "ordinary matter"
    HARD = "hard", "疑难事项", "hard matter"


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[matters.*]`` of ``orders.toml``: days or months from the issue."""

    deploy_days: int
    report_days: int
    settle_days: int = 0
    settle_months: int = 0


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of ``[[levels]]``: *days* after the deadline who has the role *tell* in the unit or the issuer is told."""

    days: int
    tell: Role
    of: Literal["unit", "issuer"]
    zh: str
    en: str


class OrderFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``orders.toml`` as it stands."""

    matters: dict[Matter, Span]
    levels: tuple[Level, ...]


class Deadlines(NamedTuple):
    """When an order must be deployed, reported back on and settled; each the last second of its day."""

    deployed: datetime
    reported: datetime
    settled: datetime


class Lateness(NamedTuple):
    """Whether something is late and by how many days: 0 where it is not; open: it has not come yet."""

    late: bool
    days: int
    open: bool


@cache
def orders() -> OrderFile:
    """The deadlines and levels that ship."""
    return check_orders(load(FILE, OrderFile))


def check_orders(file: OrderFile) -> OrderFile:
    """*file* itself; LexiconError names the first entry that makes no sense."""
    for matter in Matter:
        if matter not in file.matters:
            raise refuse(FILE, f"matters.{matter}", "missing")
        span = file.matters[matter]
        if (span.settle_days > 0) == (span.settle_months > 0):
            raise refuse(FILE, f"matters.{matter}", "settle_days or settle_months, one of them, more than 0")
        if not 0 < span.deploy_days <= span.report_days:
            raise refuse(FILE, f"matters.{matter}.report_days", "deployed comes first, and not on the day of issue")
    if not file.levels:
        raise refuse(FILE, "levels", "none; nobody would be told")
    days = [level.days for level in file.levels]
    if days != sorted(set(days)) or days[0] < 0:
        raise refuse(FILE, "levels", f"days must rise from level to level: {days}")
    return file


def due_day(month: Month, day: int = DUE_DAY) -> date:
    """The day by which returns for *month* must be there: its 25th, or its last where it has fewer days."""
    if not 1 <= day <= 31:
        raise RefusedError("due_day_wrong", day=day)
    return month.day(day)


def next_month(plan: Plan, after: Month) -> Month | None:
    """The next month for which the task is collected; None where its time is over by then."""
    when = max(after.plus(1), plan.start)
    while when <= plan.end:
        if collects(plan, when):
            return when
        when = when.plus(1)
    return None


def lateness(arrived: date | None, due: date, today: date) -> Lateness:
    """How late what was due on *due* came on *arrived*, or is on *today* while it has not come."""
    days = max(((arrived or today) - due).days, 0)
    return Lateness(days > 0, days, arrived is None)


def days_left(due: date, today: date) -> int:
    """Days to a deadline; 0 on its day, negative once it has passed."""
    return (due - today).days


def deadlines(matter: Matter, issued: datetime) -> Deadlines:
    """The deadlines of an order issued at *issued*, which is in the ledger's own time zone; they are in it too."""
    span = orders().matters[matter]

    def after(days: int) -> datetime:
        return datetime.combine(issued.date() + timedelta(days=days), _DAY_ENDS, issued.tzinfo)

    settled = after(span.settle_days)
    if span.settle_months:
        day = Month.of(issued.date()).plus(span.settle_months).day(issued.day)
        settled = datetime.combine(day, _DAY_ENDS, issued.tzinfo)
    return Deadlines(after(span.deploy_days), after(span.report_days), settled)


def level(due: datetime, now: datetime) -> int:
    """How far an open order has escalated: 0 while it is not overdue, else the number of the highest level reached."""
    if now <= due:
        return 0
    return sum(now > due + timedelta(days=one.days) for one in orders().levels)


def levels_between(before: int, now: int) -> tuple[Level, ...]:
    """Who is to be told when an order goes from level *before* to level *now*: none is left out on the way."""
    return orders().levels[before:now]
