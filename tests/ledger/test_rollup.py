"""Roll-up: each rule by hand, missing units named, never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiannuo.ledger.month import Month
from jiannuo.ledger.rollup import Child, Roll, default_roll, roll_up
from jiannuo.ledger.status import Sort
from jiannuo.ledger.transitions import RefusedError

THREE = [
    Child(unit="云东县", value=70.0, weight=1.0, month=Month(2026, 5)),
    Child(unit="云西县", value=50.0, weight=3.0, month=Month(2026, 6)),
    Child(unit="云南镇", value=60.0, weight=1.0, month=Month(2026, 4)),
]


@pytest.mark.parametrize(
    ("roll", "value", "said"),
    [
        (Roll.SUM, 180, "3 个单位合计 180 套"),
        (Roll.MEAN, 60, "3 个单位平均 60 套"),
        (Roll.WEIGHTED, 56, "3 个单位加权平均 56 套"),
        (Roll.LOWEST, 50, "3 个单位中最低 50 套"),
        (Roll.HIGHEST, 70, "3 个单位中最高 70 套"),
        (Roll.LAST, 50, "3 个单位中最近一次 50 套"),
    ],
)
def test_each_rule_by_hand(roll: Roll, value: float, said: str) -> None:
    rolled = roll_up(roll, THREE, "套")
    assert rolled.value == value
    assert rolled.missing == ()
    assert rolled.printed("zh") == said


def test_who_has_not_reported_is_named_and_left_out() -> None:
    children = [*THREE, Child(unit="云北村", weight=1.0), Child(unit="云中村", weight=1.0)]
    rolled = roll_up(Roll.SUM, children, "套")
    assert rolled.value == 180
    assert rolled.missing == ("云北村", "云中村")
    assert rolled.printed("zh") == "3 个单位合计 180 套；2 个未报，未计入：云北村、云中村"
    assert rolled.printed("en").startswith("sum of 3 units: 180 套; 2 have not reported")


def test_where_nobody_has_reported_there_is_no_figure() -> None:
    rolled = roll_up(Roll.SUM, [Child(unit="云北村")])
    assert rolled.value is None
    assert rolled.missing == ("云北村",)
    assert roll_up(Roll.MEAN, []).value is None


def test_all_done_only_when_all_are() -> None:
    first, last = date(2026, 5, 2), date(2026, 8, 9)
    parts = [Child(unit="云东县", done=first), Child(unit="云西县", done=last)]
    done = roll_up(Roll.ALL_DONE, parts)
    assert (done.done, done.share, done.missing) == (last, 1.0, ())
    part = roll_up(Roll.ALL_DONE, [*parts, Child(unit="云南镇")])
    assert (part.done, part.missing) == (None, ("云南镇",))
    assert part.share == pytest.approx(2 / 3)
    assert "云南镇" in part.rule.message("zh")


def test_a_weighted_mean_without_weights_is_refused_by_name() -> None:
    with pytest.raises(RefusedError) as caught:
        roll_up(Roll.WEIGHTED, [*THREE, Child(unit="云北村"), Child(unit="云中村", weight=0.0)])
    assert caught.value.params["names"] == "云北村、云中村"


def test_every_sort_has_a_rule_of_its_own() -> None:
    assert [default_roll(sort) for sort in Sort] == [Roll.SUM, Roll.MEAN, Roll.HIGHEST, Roll.ALL_DONE, Roll.LAST]


values = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8)


@given(values)
def test_means_lie_between_the_lowest_and_the_highest_and_order_does_not_matter(given: list[float]) -> None:
    children = [Child(unit=str(n), value=value, weight=n + 1.0) for n, value in enumerate(given)]
    low, high = roll_up(Roll.LOWEST, children).value, roll_up(Roll.HIGHEST, children).value
    assert low is not None
    assert high is not None
    for roll in (Roll.MEAN, Roll.WEIGHTED):
        mean = roll_up(roll, children).value
        assert mean is not None
        assert low - 1e-6 <= mean <= high + 1e-6
        assert roll_up(roll, children[::-1]).value == mean
    assert roll_up(Roll.SUM, children).value == roll_up(Roll.SUM, children[::-1]).value
