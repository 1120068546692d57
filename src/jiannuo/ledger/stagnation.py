"""Stagnation: for how many periods nothing has moved, the longest first."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import HAIR, Plan, asks, collects
from jiannuo.ledger.rating import REACHED, Reported, rules
from jiannuo.ledger.status import Rating, Sort, TaskState
from jiannuo.model.link import Remark


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A task as the list of stagnant ones needs it; key names it, still is what still() gave."""

    key: str
    plan: Plan
    rating: Rating
    still: int
    state: TaskState = TaskState.ISSUED


def still(plan: Plan, history: Sequence[Reported], month: Month) -> int:
    """How many periods in a row, up to *month*, brought no movement.

    A period is a month, a quarter or a year, as the task is reported.  Movement of an amount is a value above the one
    before; of steps a step done; of a growth rate, a ratio, a ceiling or what has no figure, a return that says
    anything.  A period without a return brought none.  Periods before the plan asks for anything do not count.
    """
    by_month = {one.month: one for one in history if one.month <= month}
    moved = _moves(plan, [by_month[when] for when in sorted(by_month)])
    last = max(moved, default=plan.start.plus(-1))
    count = 0
    when = month
    while when > last and when >= plan.start:
        asked = plan.sort is not Sort.CUMULATIVE or asks(plan, when)
        count += asked and collects(plan, when)
        when = when.plus(-1)
    return count


def _moves(plan: Plan, history: Sequence[Reported]) -> list[Month]:
    """The months whose return brought movement."""
    moved = []
    before = plan.floor
    for one in history:
        if plan.sort is Sort.CUMULATIVE:
            if one.value is not None and one.value > before + HAIR * max(1.0, abs(before)):
                moved.append(one.month)
            before = before if one.value is None else one.value
        elif plan.sort is Sort.STEPS:
            if one.steps_done or not one.blank:
                moved.append(one.month)
        elif one.value is not None or not one.blank:
            moved.append(one.month)
    return moved


def is_stagnant(standing: Standing) -> bool:
    """Whether it has stood still for as many periods as ``[still]`` of ``rating.toml`` says, and is not over."""
    if standing.state is not TaskState.ISSUED or standing.rating in REACHED:
        return False
    return standing.still >= rules().still[standing.plan.frequency]


def stagnant(standings: Sequence[Standing]) -> list[Standing]:
    """The stagnant ones, longest first; equal ones by key.  Done and cancelled tasks are never among them."""
    return sorted((one for one in standings if is_stagnant(one)), key=lambda one: (-one.still, one.key))


def stagnation_rule(standing: Standing) -> Remark:
    """The printed rule with the task's figures."""
    least = rules().still[standing.plan.frequency]
    return Remark("still_rule", {"still": standing.still, "least": least})
