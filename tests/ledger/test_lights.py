"""Lights: each colour by its rule, and never from red to green."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiannuo.ledger.lights import Filed, light, lights
from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import Plan, PlanPoint, Step
from jiannuo.ledger.status import Frequency, Light, Sort

START, END = Month(2026, 1), date(2026, 12, 31)
LATER = date(2027, 6, 30)
AMOUNT = Plan(sort=Sort.CUMULATIVE, start=START, due=END, target=1200.0)


def filed(month: int, value: float | None, arrived: str = "", approved: str | None = "", **more: object) -> Filed:
    """A return for a month of 2026; on time and approved two days later unless said otherwise."""
    came = date.fromisoformat(arrived) if arrived else date(2026, month, 24)
    seen = None if approved is None else date.fromisoformat(approved) if approved else came + timedelta(days=2)
    return Filed(month=Month(2026, month), value=value, arrived=came, approved=seen, **more)  # type: ignore[arg-type]


def colour(history: list[Filed], month: int, today: date, plan: Plan = AMOUNT) -> Light:
    return light(plan, history, Month(2026, month), today).light


def test_on_time_and_on_pace_is_green_and_behind_is_red_once_the_day_has_passed() -> None:
    assert colour([filed(1, 100)], 1, date(2026, 1, 27)) is Light.GREEN
    assert colour([filed(1, 90)], 1, date(2026, 1, 27)) is Light.RED
    assert colour([filed(1, 90, "2026-01-10")], 1, date(2026, 1, 20)) is Light.GREY


def test_without_a_return_it_is_grey_to_the_due_day_and_red_after() -> None:
    assert colour([], 1, date(2026, 1, 25)) is Light.GREY
    assert colour([], 1, date(2026, 1, 26)) is Light.RED


def test_a_return_that_awaits_review_does_not_count_against_the_unit() -> None:
    assert colour([filed(1, 100, approved=None)], 1, date(2026, 2, 20)) is Light.GREY
    assert colour([filed(1, 100, approved="2026-02-21")], 1, date(2026, 2, 20)) is Light.GREY
    assert colour([filed(1, 100, approved="2026-02-21")], 1, date(2026, 2, 21)) is Light.GREEN


def test_late_but_on_pace_is_yellow_late_and_behind_stays_red() -> None:
    assert colour([filed(1, 100, "2026-01-28")], 1, date(2026, 1, 28)) is Light.RED
    assert colour([filed(1, 100, "2026-01-28")], 1, date(2026, 1, 30)) is Light.YELLOW
    assert colour([filed(1, 90, "2026-01-28")], 1, date(2026, 1, 30)) is Light.RED


def test_a_later_return_makes_a_missed_month_good() -> None:
    history = [filed(1, 50), filed(2, 100), filed(3, 300)]
    assert colour(history[:1], 1, date(2026, 1, 31)) is Light.RED
    found = {month: colour(history, month, date(2026, 4, 1)) for month in (1, 2, 3)}
    assert found == {1: Light.YELLOW, 2: Light.YELLOW, 3: Light.GREEN}
    rule = light(AMOUNT, history, START, date(2026, 4, 1)).rule
    assert "2026年2月" in rule.message("zh")
    assert "2026-02" in rule.message("en")


def test_yellow_stays_when_a_growth_rate_falls_again() -> None:
    plan = Plan(sort=Sort.RATE, start=START, due=END, target=6.0, frequency=Frequency.QUARTERLY)
    history = [filed(3, 5.8), filed(6, 6.1), filed(9, 5.7)]
    months = [Month(2026, m) for m in (2, 3, 6, 9)]
    found = lights(plan, history, months, date(2026, 10, 1))
    assert [one.light for one in found.values()] == [Light.GREY, Light.YELLOW, Light.GREEN, Light.RED]


def test_nothing_is_asked_for_outside_of_its_time_or_between_quarters() -> None:
    plan = Plan(sort=Sort.CUMULATIVE, start=Month(2026, 4), due=END, target=90.0, frequency=Frequency.QUARTERLY)
    assert colour([], 3, LATER, plan) is Light.GREY
    assert colour([], 5, LATER, plan) is Light.GREY
    assert colour([], 6, LATER, plan) is Light.RED


def test_a_plan_that_asks_for_nothing_yet_is_green_with_a_return_of_nought() -> None:
    plan = Plan(sort=Sort.CUMULATIVE, start=START, due=END, target=90.0, points=(PlanPoint(Month(2026, 12), 90.0),))
    assert colour([filed(2, 0)], 2, date(2026, 3, 1), plan) is Light.GREEN


def test_done_before_needs_no_return() -> None:
    assert colour([filed(8, 1200)], 10, LATER) is Light.GREEN
    assert colour([filed(8, 1199)], 12, LATER) is Light.RED


STEPS = Plan(
    sort=Sort.STEPS,
    start=START,
    due=END,
    steps=(Step("a", "立项", date(2026, 3, 30)), Step("b", "竣工", END)),
)


def test_a_step_due_after_the_returns_belongs_to_the_next_month() -> None:
    nothing = [filed(1, None), filed(2, None), filed(3, None)]
    assert colour(nothing, 3, date(2026, 3, 31), STEPS) is Light.GREEN
    missed = [*nothing, filed(4, None)]
    assert colour(missed, 4, date(2026, 4, 30), STEPS) is Light.RED
    made = [*missed, filed(5, None, steps_done={"a": date(2026, 5, 6)})]
    assert colour(made, 4, date(2026, 5, 30), STEPS) is Light.YELLOW


def test_the_last_step_has_until_the_last_day() -> None:
    history = [filed(12, None, steps_done={"a": date(2026, 3, 3)})]
    assert colour(history, 12, date(2026, 12, 31), STEPS) is Light.GREY
    assert colour(history, 12, date(2027, 1, 1), STEPS) is Light.RED


def test_what_has_no_figure_is_lit_by_its_returns() -> None:
    plan = Plan(sort=Sort.OTHER, start=START, due=END)
    assert colour([filed(1, None)], 1, date(2026, 2, 1), plan) is Light.GREEN
    assert colour([filed(2, None)], 1, date(2026, 3, 1), plan) is Light.YELLOW


@pytest.mark.parametrize(
    ("kept", "expected"),
    [(None, Light.GREEN), (Light.GREEN, Light.GREEN), (Light.RED, Light.YELLOW), (Light.YELLOW, Light.YELLOW)],
)
def test_a_month_that_was_red_is_yellow_at_best(kept: Light | None, expected: Light) -> None:
    assert light(AMOUNT, [filed(1, 100)], START, LATER, kept=kept).light is expected


def test_a_month_that_was_red_is_not_unlit_while_its_return_is_reviewed() -> None:
    found = light(AMOUNT, [filed(1, 100, approved=None)], START, LATER, kept=Light.RED)
    assert found.light is Light.RED


# never from red to green, whatever comes in

days = st.integers(0, 180).map(lambda n: date(2026, 1, 1) + timedelta(days=n))


@st.composite
def returns(draw: st.DrawFn) -> Filed:
    month = Month(2026, draw(st.integers(1, 4)))
    arrived = month.day(1) + timedelta(days=draw(st.integers(0, 70)))
    approved = arrived + timedelta(days=draw(st.integers(0, 60))) if draw(st.booleans()) else None
    steps = draw(st.dictionaries(st.sampled_from("ab"), days, max_size=2))
    value = draw(st.none() | st.sampled_from([0.0, 90.0, 100.0, 300.0, 600.0, 1200.0]))
    return Filed(month=month, value=value, steps_done=steps, arrived=arrived, approved=approved)


plans = st.sampled_from(
    [
        AMOUNT,
        STEPS,
        Plan(sort=Sort.RATE, start=START, due=END, target=300.0, frequency=Frequency.QUARTERLY),
        Plan(sort=Sort.CEILING, start=START, due=END, target=300.0),
        Plan(sort=Sort.OTHER, start=START, due=END),
    ]
)


@given(plans, st.lists(returns(), max_size=8, unique_by=lambda one: one.month), st.integers(1, 5), days, days)
def test_as_days_go_by_red_never_becomes_green(
    plan: Plan, history: list[Filed], number: int, one: date, other: date
) -> None:
    early, late = sorted((one, other))
    month = Month(2026, number)
    if light(plan, history, month, early).light is Light.RED:
        assert light(plan, history, month, late).light in (Light.RED, Light.YELLOW)


@given(plans, st.lists(returns(), max_size=8), st.lists(returns(), max_size=4), st.integers(1, 5), days, days)
def test_whatever_is_changed_afterwards_red_never_becomes_green(
    plan: Plan, first: list[Filed], second: list[Filed], number: int, one: date, other: date
) -> None:
    early, late = sorted((one, other))
    month = Month(2026, number)
    before = light(plan, first, month, early).light
    after = light(plan, second, month, late, kept=before).light
    if before in (Light.RED, Light.YELLOW):
        assert after in (Light.RED, Light.YELLOW)
