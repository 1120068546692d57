"""A task's plan: what must be reached by when, and what a month may expect of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

import msgspec

from jiannuo.ledger.month import Month
from jiannuo.ledger.printing import printed
from jiannuo.ledger.status import Frequency, Sort
from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.statement import Bound

HAIR = 1e-9  # rounding of binary numbers, not a tolerance
PERIOD: Mapping[Frequency, int] = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}  # months


class PlanPoint(msgspec.Struct, frozen=True):
    """What must be reached by the end of *month*, counted from the start; None asks for nothing new."""

    month: Month
    value: float | None


class Step(msgspec.Struct, frozen=True):
    """A dated step; done is the day on which it was done, None while it is open."""

    key: str
    title: str
    due: date
    done: date | None = None


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A task as its rating sees it; target, upper, base and the points in the task's own *unit*.

    start is its first month, due its deadline.  upper only for ranges.  base is where it stood at the start: for an
    amount None is 0; for a growth rate or ratio None means that the whole target is asked for in every return.
    softened: the report leaves room (力争, 努力; 左右 is told by *bound*), so strict and lenient readings may differ.
    """

    sort: Sort
    start: Month
    due: date
    target: float | None = None
    upper: float | None = None
    base: float | None = None
    unit: str = ""
    bound: Bound = Bound.EQ
    softened: bool = False
    frequency: Frequency = Frequency.MONTHLY
    points: tuple[PlanPoint, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def end(self) -> Month:
        """The month of the deadline."""
        return Month.of(self.due)

    @property
    def floor(self) -> float:
        """What an amount counts from."""
        return self.base or 0.0

    @property
    def is_ceiling(self) -> bool:
        """Whether less is better."""
        return self.sort is Sort.CEILING or (self.sort is Sort.RATE and self.bound is Bound.LE)

    @property
    def leaves_room(self) -> bool:
        """Whether a strict and a lenient reading may differ."""
        return self.softened or self.bound is Bound.APPROX

    @property
    def asked(self) -> tuple[PlanPoint, ...]:
        """The points that ask for something, in order of months."""
        return tuple(sorted((point for point in self.points if point.value is not None), key=lambda p: p.month))


def gone(plan: Plan, month: Month) -> tuple[int, int]:
    """How many of the task's months have gone by at the end of *month*, and how many there are."""
    months = max(plan.end.minus(plan.start) + 1, 1)
    return min(max(month.minus(plan.start) + 1, 0), months), months


def expected(plan: Plan, month: Month) -> float | None:
    """What the plan asks for by the end of *month*; None where it asks for no figure.

    With points: the last one at or before the month (nothing lies between two points: who plans by quarters asks for
    nothing new in between); from the deadline on the target.  Without: an amount grows evenly with the months gone
    (11 of 12 months: 91.7 % of the target); a growth rate or ratio must be the target in every return, and one with a
    base gets there evenly; a ceiling is the target, and one below its base is come down to evenly.
    """
    top = ceiling_of(plan) if plan.is_ceiling else plan.target
    if top is None or plan.sort in (Sort.STEPS, Sort.OTHER) or month >= plan.end:
        return top if plan.sort not in (Sort.STEPS, Sort.OTHER) else None
    if plan.asked:
        reached = [point.value for point in plan.asked if point.month <= month]
        if reached:
            return reached[-1]
        if plan.sort is Sort.CUMULATIVE:
            return plan.floor
        return top if plan.is_ceiling else None
    if plan.sort is Sort.CUMULATIVE:
        return _along(plan.floor, top, *gone(plan, month))
    if plan.base is None or (plan.is_ceiling and plan.base <= top):
        return top
    return _along(plan.base, top, *gone(plan, month))


def ceiling_of(plan: Plan) -> float | None:
    """The figure that must not be passed: the upper end of a range, else the target."""
    return plan.target if plan.upper is None else plan.upper


def asks(plan: Plan, month: Month) -> bool:
    """Whether the plan wants anything to have moved by the end of *month*; for figures only, steps carry their days."""
    figure = expected(plan, month)
    if figure is None:
        return False
    return figure > plan.floor + HAIR if plan.sort is Sort.CUMULATIVE else True


def collects(plan: Plan, month: Month) -> bool:
    """Whether a return is due for *month*: every month, at the ends of quarters or in December, and at the deadline."""
    return month == plan.end or (month >= plan.start and month.month % PERIOD[plan.frequency] == 0)


def wanted(plan: Plan, month: Month) -> Month | None:
    """The latest month, up to *month* and the deadline, whose figure should be there; None where none is yet.

    A figure that comes by quarter stands until the next quarter's end.
    """
    latest = min(month, plan.end)
    while latest >= plan.start:
        if collects(plan, latest):
            return latest
        latest = latest.plus(-1)
    return None


def reckoned(plan: Plan, month: Month, due_day: int) -> date:
    """The day on which the steps of *month* are reckoned: when its returns are due, in the deadline's month the last.

    A step that is due on the 30th is not overdue in a return that had to be sent on the 25th.
    """
    return month.day(due_day) if month < plan.end else month.last


def even_plan(start: Month, end: Month, target: float, base: float = 0.0, every: int = 1) -> tuple[PlanPoint, ...]:
    """Points that rise evenly from *base* to *target*; *every* is the months from one point to the next.

    Points by quarter (every = 3) stand at the ends of quarters, those by year (12) in December; the last always at
    *end*.
    """
    months = end.minus(start) + 1
    marks = [start.plus(n) for n in range(months)]
    kept = [mark for mark in marks if mark.month % every == 0 or mark == end]
    return tuple(PlanPoint(mark, _along(base, target, mark.minus(start) + 1, months)) for mark in kept)


def _along(base: float, target: float, months: int, of: int) -> float:
    return target if months >= of else base + (target - base) * months / of


def check_plan(plan: Plan, thing: str) -> Plan:
    """*plan* itself; RefusedError says in one sentence what is wrong with it.

    *thing* names the task for the message (第12项 新增学位).
    """
    if plan.end < plan.start:
        raise RefusedError("plan_ends_first", thing=thing, start=str(plan.start), due=plan.due.isoformat())
    if plan.sort is Sort.STEPS:
        _check_steps(plan, thing)
    elif plan.sort is not Sort.OTHER:
        _check_target(plan, thing)
        _check_points(plan, thing)
    return plan


def _check_steps(plan: Plan, thing: str) -> None:
    if not plan.steps:
        raise RefusedError("plan_no_steps", thing=thing)
    seen: set[str] = set()
    for step in plan.steps:
        if step.key in seen:
            raise RefusedError("plan_step_twice", thing=thing, step=step.title)
        seen.add(step.key)
        if not plan.start <= Month.of(step.due) or step.due > plan.due:
            due, start, end = step.due.isoformat(), str(plan.start), plan.due.isoformat()
            raise RefusedError("plan_step_outside", thing=thing, step=step.title, due=due, start=start, end=end)


def _check_target(plan: Plan, thing: str) -> None:
    figures = (plan.target, plan.upper, plan.base, *(point.value for point in plan.points))
    if not all(math.isfinite(figure) for figure in figures if figure is not None):
        raise RefusedError("plan_no_number", thing=thing)
    if plan.target is None:
        raise RefusedError("plan_no_target", thing=thing)
    if plan.upper is not None and plan.upper < plan.target:
        raise RefusedError("plan_range", thing=thing, low=printed(plan.target), high=printed(plan.upper))
    if plan.sort is Sort.CUMULATIVE:
        if plan.bound is Bound.LE:
            raise RefusedError("plan_amount_below", thing=thing, target=printed(plan.target))
        if plan.target <= plan.floor:
            raise RefusedError("plan_base", thing=thing, target=printed(plan.target), base=printed(plan.floor))
    if plan.sort is Sort.CEILING and plan.bound is Bound.GE:
        raise RefusedError("plan_ceiling_above", thing=thing, target=printed(plan.target))


def _check_points(plan: Plan, thing: str) -> None:
    seen: set[Month] = set()
    for point in plan.points:
        if not plan.start <= point.month <= plan.end:
            start, end = str(plan.start), str(plan.end)
            raise RefusedError("plan_point_outside", thing=thing, month=str(point.month), start=start, end=end)
        if point.month in seen:
            raise RefusedError("plan_point_twice", thing=thing, month=str(point.month))
        seen.add(point.month)
    if plan.sort is Sort.CUMULATIVE:
        _check_rising(plan, thing)
    top = ceiling_of(plan) if plan.is_ceiling else plan.target
    if not plan.asked or top is None:
        return
    last = plan.asked[-1]
    if last.value is not None and abs(last.value - top) > HAIR * max(1.0, abs(top)):
        value, month = printed(last.value), str(last.month)
        raise RefusedError("plan_last_point", thing=thing, month=month, value=value, target=printed(top))


def _check_rising(plan: Plan, thing: str) -> None:
    before, when = plan.floor, str(plan.start)
    for point in plan.asked:
        assert point.value is not None
        if point.value < before - HAIR * max(1.0, abs(before)):
            values = {"value": printed(point.value), "before": printed(before)}
            raise RefusedError("plan_falls", thing=thing, month=str(point.month), earlier=when, **values)
        before, when = point.value, str(point.month)
