"""Stagnation: periods without movement are counted as the task is reported, the longest come first."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import Plan, PlanPoint, Step
from jiannuo.ledger.rating import Reported
from jiannuo.ledger.stagnation import Standing, stagnant, stagnation_rule, still
from jiannuo.ledger.status import Frequency, Rating, Sort, TaskState

START, END = Month(2026, 1), date(2026, 12, 31)
AMOUNT = Plan(sort=Sort.CUMULATIVE, start=START, due=END, target=120.0)


def reported(*values: tuple[int, float | None]) -> list[Reported]:
    return [Reported(month=Month(2026, month), value=value) for month, value in values]


def test_an_amount_that_does_not_rise_stands_still_reported_or_not() -> None:
    assert still(AMOUNT, reported((1, 10), (2, 10), (4, 10)), Month(2026, 5)) == 4
    assert still(AMOUNT, reported((1, 10), (2, 10), (4, 11)), Month(2026, 5)) == 1
    assert still(AMOUNT, [], Month(2026, 3)) == 3
    assert still(AMOUNT, reported((2, 0)), Month(2026, 3)) == 3


def test_what_a_later_month_brings_does_not_count_yet() -> None:
    assert still(AMOUNT, reported((1, 10), (5, 50)), Month(2026, 4)) == 3


def test_periods_are_quarters_where_it_is_reported_by_quarter() -> None:
    plan = Plan(sort=Sort.CUMULATIVE, start=START, due=END, target=120.0, frequency=Frequency.QUARTERLY)
    assert still(plan, reported((3, 10)), Month(2026, 8)) == 1
    assert still(plan, reported((3, 10)), Month(2026, 9)) == 2


def test_before_the_plan_asks_for_anything_nothing_stands_still() -> None:
    points = (PlanPoint(Month(2026, 9), 60.0), PlanPoint(Month(2026, 12), 120.0))
    plan = Plan(sort=Sort.CUMULATIVE, start=START, due=END, target=120.0, points=points)
    assert still(plan, [], Month(2026, 8)) == 0
    assert still(plan, [], Month(2026, 10)) == 2


def test_a_growth_rate_moves_with_every_return_and_steps_with_what_is_said() -> None:
    rate = Plan(sort=Sort.RATE, start=START, due=END, target=6.0)
    assert still(rate, reported((1, 6.0), (2, 6.0)), Month(2026, 2)) == 0
    steps = Plan(sort=Sort.STEPS, start=START, due=END, steps=(Step("a", "竣工", END),))
    said = [Reported(month=START), Reported(month=Month(2026, 2), blank=True)]
    assert still(steps, said, Month(2026, 3)) == 2


def standing(key: str, count: int, plan: Plan = AMOUNT, **more: object) -> Standing:
    return Standing(key=key, plan=plan, rating=Rating.BEHIND, still=count, **more)  # type: ignore[arg-type]


def test_the_longest_come_first_done_and_cancelled_never() -> None:
    done = Standing(key="6", plan=AMOUNT, rating=Rating.DONE_EARLY, still=9)
    rows = [
        standing("1", 2),
        standing("2", 3),
        standing("4", 5),
        standing("3", 5),
        standing("5", 9, state=TaskState.CANCELLED),
        done,
    ]
    assert [row.key for row in stagnant(rows)] == ["3", "4", "2"]


def test_the_rule_is_printed_with_its_figures() -> None:
    assert stagnation_rule(standing("1", 4)).message("zh") == "已连续 4 个报送期没有进展（满 3 期列为停滞）"
    assert "4 periods" in stagnation_rule(standing("1", 4)).message("en")


@given(st.lists(st.tuples(st.integers(1, 12), st.floats(0, 200)), max_size=8), st.integers(1, 12))
def test_it_is_never_longer_than_the_time_gone(values: list[tuple[int, float]], number: int) -> None:
    assert 0 <= still(AMOUNT, reported(*values), Month(2026, number)) <= number
