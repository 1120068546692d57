"""Ratings by case, and what holds of every rating: tests/cases/ratings.toml says how the cases are written."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiannuo.ledger import rating
from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import Plan, PlanPoint, Step, check_plan
from jiannuo.ledger.rating import Reported, print_kept, rank, rate, rules
from jiannuo.ledger.status import Frequency, Rating, Sort
from jiannuo.model.statement import Bound
from ratings_reference import CASES, plan_of, rated

START, END = Month(2026, 1), date(2026, 12, 31)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_case_is_rated_as_it_says(case: dict[str, Any]) -> None:
    found = rated(case)
    assert (found.strict, found.lenient) == (case["strict"], case.get("lenient", case["strict"]))
    assert found.expected == (None if "expected" not in case else pytest.approx(case["expected"]))
    assert found.share == (None if "share" not in case else pytest.approx(case["share"]))
    assert found.version == rules().version


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_case_has_a_plan_that_is_accepted_and_a_rule_in_both_languages(case: dict[str, Any]) -> None:
    check_plan(plan_of(case["plan"]), "第1项")
    found = rated(case)
    for language in ("zh", "en"):
        text = found.printed(language)
        assert "{" not in text
        if found.actual is not None and "values" in case:
            assert f"{found.actual:,g}" in text
    kept = msgspec.json.decode(msgspec.json.encode(found.kept()))
    assert print_kept(kept, "zh") == found.printed("zh")
    assert print_kept(kept, "en") == found.printed("en")


def test_every_rating_and_every_sort_has_a_case() -> None:
    assert {case["strict"] for case in CASES} == set(Rating)
    assert {case["plan"]["sort"] for case in CASES} == set(Sort)


def test_the_share_of_the_year_gone_is_printed() -> None:
    found = rated(CASES[0])
    assert "11/12" in found.printed("zh")
    assert "91.7%" in found.printed("zh")
    assert "欠进度" in found.printed("zh")


def test_an_older_value_is_named() -> None:
    case = next(case for case in CASES if case["name"] == "按季报送，五月按一季度的数")
    assert "按2026年3月的数据评定" in rated(case).printed("zh")
    stale = next(case for case in CASES if case["name"] == "二季度的数没有来")
    assert "最近的数据是2026年3月的，本期未报" in rated(stale).printed("zh")


def test_what_is_reported_later_does_not_change_an_earlier_month() -> None:
    plan = Plan(sort=Sort.CUMULATIVE, start=START, due=END, target=1200.0)
    first = [Reported(month=Month(2026, 1), value=50.0)]
    later = [*first, Reported(month=Month(2026, 3), value=1200.0)]
    assert rate(plan, first, Month(2026, 1)) == rate(plan, later, Month(2026, 1))


def test_reached_and_corrected_below_the_target_is_not_done() -> None:
    plan = Plan(sort=Sort.CUMULATIVE, start=START, due=END, target=100.0)
    history = [Reported(month=Month(2026, 8), value=100.0), Reported(month=Month(2026, 9), value=90.0)]
    assert rate(plan, history, Month(2026, 9)).strict is Rating.AHEAD
    history.append(Reported(month=Month(2026, 12), value=100.0))
    assert rate(plan, history, Month(2026, 12)).strict is Rating.DONE


def test_reached_after_the_deadline_is_done_and_the_month_is_said() -> None:
    plan = Plan(sort=Sort.CUMULATIVE, start=START, due=date(2026, 6, 30), target=100.0)
    history = [Reported(month=Month(2026, 6), value=90.0), Reported(month=Month(2026, 8), value=100.0)]
    assert rate(plan, history, Month(2026, 7)).strict is Rating.BEHIND
    found = rate(plan, history, Month(2026, 8))
    assert found.strict is Rating.DONE
    assert "2026年8月达到目标" in found.printed("zh")


def test_a_step_due_after_the_day_of_reckoning_is_not_overdue() -> None:
    plan = Plan(
        sort=Sort.STEPS, start=START, due=END, steps=(Step("a", "立项", date(2026, 3, 30)), Step("b", "竣工", END))
    )
    history = [Reported(month=Month(2026, 3))]
    assert rate(plan, history, Month(2026, 3), on=date(2026, 3, 25)).strict is Rating.ON_PACE
    assert rate(plan, history, Month(2026, 3)).strict is Rating.BEHIND


def test_a_task_of_steps_without_steps_and_one_without_target_are_other() -> None:
    for sort in (Sort.STEPS, Sort.CUMULATIVE, Sort.RATE, Sort.CEILING):
        assert rate(Plan(sort=sort, start=START, due=END), [], START).strict is Rating.OTHER


# what holds of every rating

figures = st.floats(min_value=-1e6, max_value=1e6).map(lambda value: round(value, 2))
months = st.integers(min_value=0, max_value=13).map(START.plus)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan with a figure, with or without points, base, room."""
    sort = draw(st.sampled_from([Sort.CUMULATIVE, Sort.RATE, Sort.CEILING]))
    base = draw(st.none() | figures)
    target = draw(figures)
    points: tuple[PlanPoint, ...] = ()
    if sort is Sort.CUMULATIVE:
        target = (base or 0.0) + abs(target) + 1
        if draw(st.booleans()):
            middle = (base or 0.0) + (target - (base or 0.0)) * draw(st.floats(0, 1))
            points = (PlanPoint(Month(2026, 6), middle), PlanPoint(Month(2026, 12), target))
    bounds = {Sort.CUMULATIVE: {Bound.GE}, Sort.RATE: {Bound.GE, Bound.LE, Bound.RANGE}, Sort.CEILING: {Bound.LE}}
    bound = draw(st.sampled_from(sorted({Bound.EQ, Bound.APPROX} | bounds[sort])))
    return Plan(
        sort=sort,
        start=START,
        due=END,
        target=target,
        upper=draw(st.none() | st.just(target + 5)),
        base=base,
        bound=bound,
        softened=draw(st.booleans()),
        frequency=draw(st.sampled_from(list(Frequency))),
        points=points,
    )


histories = st.lists(st.builds(lambda m, v: Reported(month=m, value=v), months, figures), max_size=6)


@given(plans(), histories, months)
def test_strict_is_never_better_than_lenient(plan: Plan, history: list[Reported], month: Month) -> None:
    found = rate(check_plan(plan, "第1项"), history, month)
    assert rank(found.strict) <= rank(found.lenient)
    if not plan.leaves_room:
        assert found.strict is found.lenient


@given(plans(), histories, months, st.floats(min_value=0, max_value=1e6))
def test_more_never_rates_worse(plan: Plan, history: list[Reported], month: Month, more: float) -> None:
    one = Reported(month=month, value=0.0 if not history else history[-1].value)
    assert one.value is not None
    by = -more if plan.is_ceiling else more
    other = Reported(month=month, value=one.value + by)
    before, after = (rate(plan, [*history, last], month) for last in (one, other))
    assert rank(after.strict) >= rank(before.strict)
    assert rank(after.lenient) >= rank(before.lenient)


@given(plans(), months)
def test_no_return_is_never_better_than_not_started(plan: Plan, month: Month) -> None:
    assert rate(plan, [], month).lenient is Rating.NOT_STARTED


@given(plans(), histories, months)
def test_a_share_is_of_the_target(plan: Plan, history: list[Reported], month: Month) -> None:
    found = rate(plan, history, month)
    if plan.sort is Sort.CUMULATIVE and found.strict in rating.REACHED:
        assert found.share is not None
        assert found.share >= 1 - 1e-6
    if plan.is_ceiling:
        assert found.share is None


@given(st.sets(st.sampled_from("abcd")), st.sampled_from("abcd"), months, st.booleans())
def test_one_more_step_done_never_rates_worse(done: set[str], more: str, month: Month, softened: bool) -> None:
    steps = tuple(Step(key, key, Month(2026, 3 * n).last) for n, key in enumerate("abcd", 1))
    plan = Plan(sort=Sort.STEPS, start=START, due=END, steps=steps, softened=softened)
    ratings = []
    for keys in (done, done | {more}):
        history = [Reported(month=START, steps_done=dict.fromkeys(keys, date(2026, 1, 9)))] if keys else []
        ratings.append(rate(plan, history, month))
    assert rank(ratings[0].strict) <= rank(ratings[1].strict)
    assert rank(ratings[0].lenient) <= rank(ratings[1].lenient)
    assert all(rank(one.strict) <= rank(one.lenient) for one in ratings)
