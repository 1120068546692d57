"""亮灯: one light for a task and month.  A month that was missed and made good later is yellow for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from jiannuo.ledger.due import DUE_DAY
from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import Plan, asks, collects, reckoned
from jiannuo.ledger.rating import REACHED, Rated, Reported, done_on, rank, rate
from jiannuo.ledger.status import Light, Rating, Sort
from jiannuo.model.link import Remark


class Filed(Reported, frozen=True, kw_only=True):
    """A return with its days: when the version that stands arrived, and when it was approved, None while it is not."""

    arrived: date
    approved: date | None = None


class Lit(msgspec.Struct, frozen=True):
    """A light and the rule that lit it."""

    light: Light
    rule: Remark


def lights(
    plan: Plan,
    history: Sequence[Filed],
    months: Sequence[Month],
    today: date,
    due_day: int = DUE_DAY,
    kept: Mapping[Month, Light] | None = None,
) -> dict[Month, Lit]:
    """The light of each of *months* as it stands on *today*.

    *kept* are the lights as last shown: a month that was red never becomes green, whatever is changed afterwards.
    """
    before = kept or {}
    return {month: light(plan, history, month, today, due_day, before.get(month)) for month in months}


def light(
    plan: Plan,
    history: Sequence[Filed],
    month: Month,
    today: date,
    due_day: int = DUE_DAY,
    kept: Light | None = None,
) -> Lit:
    """The light of *month* on *today*.

    Green: the return arrived by the due day, was approved, and the task is on pace or better; or it was done before.
    Red: the due day has passed without a return, or the task is behind.  Yellow: red before, and the return came late
    with the month's plan reached, or a later return reached it.  Grey: not due yet, awaiting review, not asked for.
    """
    return _no_better(_lit(plan, history, month, today, due_day), kept)


def _no_better(lit: Lit, kept: Light | None) -> Lit:
    """*lit*, unless the month was missed before: then it is not green, and not unlit either."""
    if kept not in (Light.RED, Light.YELLOW):
        return lit
    if lit.light is Light.GREY:
        return Lit(kept, lit.rule)
    if lit.light is Light.GREEN:
        return Lit(Light.YELLOW, Remark("light_was_red"))
    return lit


def _lit(plan: Plan, history: Sequence[Filed], month: Month, today: date, due_day: int) -> Lit:
    due = month.day(due_day)
    on = reckoned(plan, month, due_day)
    approved = [one for one in history if one.approved is not None and one.approved <= today]
    timely = [one for one in approved if one.arrived <= due]
    if month < plan.start or (month <= plan.end and not collects(plan, month)):
        return Lit(Light.GREY, Remark("light_not_asked"))
    if rate(plan, timely, month.plus(-1)).strict in REACHED and plan.sort in (Sort.CUMULATIVE, Sort.STEPS):
        return Lit(Light.GREEN, Remark("light_done"))
    own = next((one for one in reversed(history) if one.month == month and one.arrived <= today), None)
    if own is None or own.arrived > due:
        return _missed(plan, approved, month, on, today, due)
    if own not in approved:
        return Lit(Light.GREY, Remark("light_awaiting", {"arrived": own.arrived.isoformat()}))
    rated = rate(plan, timely, month, on)
    if good(plan, rated, month):
        return Lit(Light.GREEN, Remark("light_green"))
    if today <= max(due, on):
        return _not_due(max(due, on))
    made = _made_good(plan, approved, month, on)
    return made or Lit(Light.RED, Remark("light_behind"))


def _missed(plan: Plan, approved: Sequence[Filed], month: Month, on: date, today: date, due: date) -> Lit:
    """No return by the due day."""
    if today <= due:
        return _not_due(due)
    return _made_good(plan, approved, month, on) or Lit(Light.RED, Remark("light_missing", {"due": due.isoformat()}))


def _not_due(due: date) -> Lit:
    return Lit(Light.GREY, Remark("light_not_due", {"due": due.isoformat()}))


def good(plan: Plan, rated: Rated, month: Month) -> bool:
    """Whether *rated* is on pace or better: also where nothing has moved and the plan asks for nothing yet."""
    if rated.strict is Rating.NOT_STARTED:
        return plan.sort is Sort.STEPS or (plan.sort is Sort.CUMULATIVE and not asks(plan, month))
    return rated.strict is Rating.OTHER or rank(rated.strict) >= rank(Rating.ON_PACE)


def _made_good(plan: Plan, approved: Sequence[Filed], month: Month, on: date) -> Lit | None:
    """Yellow where the month's own return, late, or a later one has what the month's plan asked for."""
    own = [one for one in approved if one.month == month]
    if own and good(plan, rate(plan, approved, month, on), month):
        return Lit(Light.YELLOW, Remark("light_late", {"arrived": own[-1].arrived.isoformat()}))
    for later in sorted((one for one in approved if one.month > month), key=lambda one: one.month):
        if _reaches(plan, approved, later, month, on):
            return Lit(Light.YELLOW, Remark("light_made_good", {"year": later.month.year, "month": later.month.month}))
    return None


def _reaches(plan: Plan, approved: Sequence[Filed], later: Filed, month: Month, on: date) -> bool:
    """Whether by *later* what *month* asked for is there."""
    if plan.sort is Sort.OTHER:
        return True
    if plan.sort is Sort.STEPS:
        done = done_on(plan, [one for one in approved if one.month <= later.month], later.month.last)
        return all(step.key in done for step in plan.steps if step.due <= on)
    if later.value is None:
        return False
    as_if = Reported(month=month, value=later.value)
    return good(plan, rate(plan, [*approved, as_if], month, on), month)
