"""Plans: what a month may expect, and the sentences that refuse a plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import (
    Plan,
    PlanPoint,
    Step,
    asks,
    check_plan,
    collects,
    even_plan,
    expected,
    reckoned,
    wanted,
)
from jiannuo.ledger.status import Frequency, Sort
from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.statement import Bound

START, END = Month(2026, 1), date(2026, 12, 31)


def plan(sort: Sort = Sort.CUMULATIVE, **more: Any) -> Plan:
    values = {"start": START, "due": END, "target": 120.0, **more}
    return Plan(sort=sort, **values)


def points(*values: tuple[int, float | None]) -> tuple[PlanPoint, ...]:
    return tuple(PlanPoint(Month(2026, month), value) for month, value in values)


def test_an_amount_grows_with_the_months_gone() -> None:
    assert expected(plan(), Month(2026, 11)) == pytest.approx(120 * 11 / 12)
    assert expected(plan(), Month(2025, 12)) == 0
    assert expected(plan(), Month(2027, 3)) == 120
    assert expected(plan(base=60.0), Month(2026, 6)) == 90
    assert expected(plan(start=Month(2026, 7)), Month(2026, 9)) == 60


def test_between_two_points_the_last_one_counts() -> None:
    quarters = plan(points=points((3, 10), (6, None), (9, 80), (12, 120)))
    assert [expected(quarters, Month(2026, m)) for m in (1, 2, 3, 5, 6, 8, 9, 11, 12)] == [
        0, 0, 10, 10, 10, 10, 80, 80, 120,
    ]  # fmt: skip


def test_a_rate_is_asked_for_in_every_return_unless_it_has_a_base() -> None:
    assert expected(plan(Sort.RATE), START) == 120
    assert expected(plan(Sort.RATE, base=60.0), Month(2026, 6)) == 90
    assert expected(plan(Sort.RATE, points=points((6, 100), (12, 120))), Month(2026, 3)) is None


def test_a_ceiling_is_the_upper_end_and_comes_down_from_its_base() -> None:
    assert expected(plan(Sort.CEILING, upper=125.0), START) == 125
    assert expected(plan(Sort.CEILING, base=132.0), Month(2026, 6)) == 126
    assert expected(plan(Sort.CEILING, base=20.0), Month(2026, 6)) == 120


def test_what_has_no_figure_expects_none() -> None:
    for sort in (Sort.STEPS, Sort.OTHER):
        assert expected(plan(sort), START) is None
        assert expected(plan(sort), Month(2026, 12)) is None
    assert expected(plan(target=None), START) is None


def test_a_plan_that_starts_later_asks_for_nothing_before() -> None:
    later = plan(points=points((3, 0), (9, 60), (12, 120)))
    assert not asks(later, Month(2026, 8))
    assert asks(later, Month(2026, 9))


def test_even_plans_by_month_and_by_quarter() -> None:
    end = Month(2026, 12)
    assert [point.value for point in even_plan(START, end, 120)] == [10.0 * n for n in range(1, 13)]
    quarters = even_plan(START, end, 120, every=3)
    assert quarters == points((3, 30), (6, 60), (9, 90), (12, 120))
    assert even_plan(Month(2026, 2), Month(2026, 11), 100, every=3)[-1] == PlanPoint(Month(2026, 11), 100)


@given(st.integers(1, 30), st.floats(1, 1e9), st.floats(0, 1e6), st.sampled_from([1, 3, 12]))
def test_an_even_plan_is_accepted_and_ends_at_its_target(length: int, more: float, base: float, every: int) -> None:
    end = START.plus(length - 1)
    target = base + more
    marks = even_plan(START, end, target, base, every)
    checked = check_plan(plan(due=end.last, target=target, base=base, points=marks), "第1项")
    assert checked.asked[-1] == PlanPoint(end, target)
    for mark in marks:
        assert expected(checked, mark.month) == mark.value


@pytest.mark.parametrize(
    ("frequency", "months"),
    [
        (Frequency.MONTHLY, list(range(1, 12))),
        (Frequency.QUARTERLY, [3, 6, 9, 11]),
        (Frequency.YEARLY, [11]),
    ],
)
def test_returns_are_due_by_frequency_and_at_the_deadline(frequency: Frequency, months: list[int]) -> None:
    task = plan(due=date(2026, 11, 30), frequency=frequency)
    assert [m for m in range(1, 12) if collects(task, Month(2026, m))] == months
    assert not collects(task, Month(2025, 12))


def test_the_figure_that_should_be_there() -> None:
    task = plan(frequency=Frequency.QUARTERLY)
    found = [wanted(task, Month(2026, m)) for m in (2, 3, 5, 6)]
    assert found == [None, Month(2026, 3), Month(2026, 3), Month(2026, 6)]
    assert wanted(task, Month(2027, 5)) == Month(2026, 12)


def test_steps_are_reckoned_when_returns_are_due_and_at_the_end_on_the_last_day() -> None:
    assert reckoned(plan(Sort.STEPS), Month(2026, 3), 25) == date(2026, 3, 25)
    assert reckoned(plan(Sort.STEPS), Month(2026, 12), 25) == END


def steps(*given: tuple[str, str]) -> tuple[Step, ...]:
    return tuple(Step(key, f"节点{key}", date.fromisoformat(due)) for key, due in given)


REFUSED: list[tuple[Plan, str, str]] = [
    (plan(due=date(2025, 12, 31)), "plan_ends_first", "2025-12-31"),
    (plan(target=None), "plan_no_target", "没有目标值"),
    (plan(target=float("nan")), "plan_no_number", "不是数字"),
    (plan(points=points((12, float("inf")))), "plan_no_number", "不是数字"),
    (plan(base=120.0), "plan_base", "基数 120"),
    (plan(target=-3.0), "plan_base", "-3"),
    (plan(bound=Bound.LE), "plan_amount_below", "控制数"),
    (plan(Sort.CEILING, bound=Bound.GE), "plan_ceiling_above", "120 以上"),
    (plan(Sort.RATE, upper=100.0), "plan_range", "100"),
    (plan(points=points((3, 50), (6, 40), (12, 120))), "plan_falls", "2026-06"),
    (plan(base=60.0, points=points((3, 50), (12, 120))), "plan_falls", "60"),
    (plan(points=points((3, 50), (3, 60), (12, 120))), "plan_point_twice", "2026-03"),
    (plan(points=points((3, 50), (12, 110))), "plan_last_point", "110"),
    (plan(Sort.CEILING, upper=125.0, points=points((12, 120))), "plan_last_point", "125"),
    (plan(points=(PlanPoint(Month(2027, 1), 120.0),)), "plan_point_outside", "2027-01"),
    (plan(start=Month(2026, 4), points=points((3, 50), (12, 120))), "plan_point_outside", "2026-03"),
    (plan(Sort.STEPS), "plan_no_steps", "节点"),
    (plan(Sort.STEPS, steps=steps(("a", "2026-03-01"), ("a", "2026-04-01"))), "plan_step_twice", "节点a"),
    (plan(Sort.STEPS, steps=steps(("a", "2027-01-01"))), "plan_step_outside", "2027-01-01"),
    (plan(Sort.STEPS, steps=steps(("a", "2025-12-31"))), "plan_step_outside", "2025-12-31"),
]


@pytest.mark.parametrize(("wrong", "code", "said"), REFUSED, ids=[f"{n}-{one[1]}" for n, one in enumerate(REFUSED)])
def test_a_wrong_plan_is_refused_with_what_and_where(wrong: Plan, code: str, said: str) -> None:
    with pytest.raises(RefusedError) as caught:
        check_plan(wrong, "第12项 新增学位")
    assert caught.value.code == code
    message = caught.value.message("zh")
    assert message.startswith("第12项 新增学位：")
    assert said in message
    assert "第12项" in caught.value.message("en")


def test_a_good_plan_passes_and_points_may_stand_in_any_order() -> None:
    good = plan(points=points((12, 120), (3, 10)))
    assert check_plan(good, "第1项") is good
    assert expected(good, Month(2026, 4)) == 10
