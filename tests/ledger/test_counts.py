"""A bulletin's figures add up, or it is not issued."""

from collections import Counter
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiannuo.ledger.counts import (
    RANKING,
    SHARES,
    Counted,
    Line,
    Row,
    check,
    compare,
    count,
    fingerprint,
    insist,
    laggards,
    late_filers,
    rank,
    restore,
    share,
    snapshot,
)
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Light, Rating
from jiannuo.ledger.transitions import RefusedError

MARCH = Month(2026, 3)
ROWS = st.lists(
    st.builds(
        Row,
        task=st.uuids().map(str),
        number=st.integers(1, 500).map(str),
        unit=st.sampled_from(["市商务局", "市教育局", "濂江县"]),
        area=st.sampled_from(["经济", "民生"]),
        rating=st.sampled_from(Rating),
        light=st.sampled_from(Light),
        late=st.booleans(),
        cancelled=st.booleans(),
    ),
    max_size=40,
    unique_by=lambda row: row.task,
)


def row(task: int, unit: str, rating: Rating, **more: object) -> Row:
    return msgspec.convert(
        {"task": str(task), "number": f"{task}", "unit": unit, "area": "民生", "rating": rating.value} | more, Row
    )


def line(name: str, ratings: dict[Rating, int], **more: int) -> Line:
    """A line whose lights and sums fit its ratings, save what *more* says."""
    each = {rating.value: ratings.get(rating, 0) for rating in Rating}
    whole = sum(each.values())
    fields: dict[str, object] = {"listed": whole, "cancelled": 0, "counted": whole, "behind": 0, "late": 0} | more
    lights = {light.value: fields["counted"] if light is Light.GREY else 0 for light in Light}
    return msgspec.convert({"name": name, "ratings": each, "lights": lights} | fields, Line)


REAL = {Rating.ON_PACE: 162, Rating.DONE: 24, Rating.BEHIND: 17, Rating.AHEAD: 10, Rating.OTHER: 9}


def test_a_county_s_222_items_add_up() -> None:
    counted = Counted(month=MARCH, total=line("", REAL), units=(), areas=())
    assert check(counted) == ()
    assert [counted.total.share(rating) for rating in REAL] == ["73.0%", "10.8%", "7.7%", "4.5%", "4.1%"]


def test_132_items_whose_classes_sum_to_125_are_refused_with_both_numbers() -> None:
    total = line("", {Rating.ON_PACE: 80, Rating.DONE: 30, Rating.BEHIND: 15}, listed=132, counted=132)
    with pytest.raises(RefusedError) as caught:
        insist(Counted(month=MARCH, total=total, units=(), areas=()))
    for language in ("zh", "en"):
        assert "132" in caught.value.message(language)
        assert "125" in caught.value.message(language)
    with pytest.raises(RefusedError):
        snapshot(Counted(month=MARCH, total=total, units=(), areas=()))


@given(ROWS)
def test_what_is_counted_from_rows_never_contradicts_itself(rows: list[Row]) -> None:
    counted = count(MARCH, rows)
    assert check(counted) == ()
    standing = [row for row in rows if not row.cancelled]
    assert counted.total.counted == len(standing)
    assert counted.total.listed == len(rows)
    assert counted.total.ratings == {rating.value: sum(row.rating is rating for row in standing) for rating in Rating}
    assert {line.name: line.listed for line in counted.units} == Counter(row.unit for row in rows)


@given(ROWS.filter(lambda rows: any(not row.cancelled for row in rows)), st.sampled_from(Rating), st.integers(-3, 3))
def test_a_figure_that_was_touched_is_found(rows: list[Row], rating: Rating, by: int) -> None:
    counted = count(MARCH, rows)
    ratings = dict(counted.total.ratings)
    ratings[rating.value] += by
    touched = msgspec.structs.replace(counted, total=msgspec.structs.replace(counted.total, ratings=ratings))
    assert bool(check(touched)) == bool(by)


def test_two_touched_figures_that_cancel_out_are_found() -> None:
    counted = count(MARCH, [row(1, "市教育局", Rating.BEHIND), row(2, "市教育局", Rating.DONE)])
    ratings = {**counted.total.ratings, "behind": 0, "done": 2}
    lines = [msgspec.structs.replace(line, ratings=ratings) for line in (counted.total, *counted.units, *counted.areas)]
    touched = msgspec.structs.replace(counted, total=lines[0], units=(lines[1],), areas=(lines[2],))
    assert {remark.code for remark in check(touched)} == {"bulletin_rows"}


def test_a_unit_that_was_left_out_is_found() -> None:
    counted = count(MARCH, [row(1, "市教育局", Rating.BEHIND), row(2, "市商务局", Rating.DONE)])
    codes = {remark.code for remark in check(msgspec.structs.replace(counted, units=counted.units[:1]))}
    assert codes == {"bulletin_units", "bulletin_rows"}


def test_cancelled_tasks_are_counted_apart() -> None:
    counted = count(MARCH, [row(1, "市教育局", Rating.BEHIND), row(2, "市教育局", Rating.BEHIND, cancelled=True)])
    assert (counted.total.listed, counted.total.counted, counted.total.cancelled) == (2, 1, 1)
    assert counted.total.share(Rating.BEHIND) == "100.0%"


def test_a_task_that_is_listed_twice_is_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        count(MARCH, [row(7, "市教育局", Rating.DONE), row(7, "市商务局", Rating.DONE)])
    assert "7" in caught.value.message("zh")


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (0, 0, "—"),
        (0, 7, "0.0%"),
        (7, 7, "100.0%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 2000, "0.1%"),
        (1, 2001, "<0.1%"),
        (1999, 2000, ">99.9%"),
        (1, 800, "0.1%"),
        (1, 16, "6.3%"),
    ],
)
def test_shares_are_printed_honestly(part: int, whole: int, printed: str) -> None:
    assert share(part, whole) == printed


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_printed_share_is_within_half_a_tenth(pair: tuple[int, int]) -> None:
    part, whole = pair
    printed = share(part, whole)
    exact = Fraction(100 * part, whole)
    if printed == "<0.1%":
        assert 0 < exact < Fraction(1, 20)
    elif printed == ">99.9%":
        assert Fraction(9995, 100) <= exact < 100
    else:
        assert abs(Fraction(printed.removesuffix("%")) - exact) <= Fraction(1, 20)


def test_a_bulletin_is_compared_with_the_one_before() -> None:
    before = count(
        Month(2026, 2), [row(1, "甲", Rating.BEHIND), row(2, "甲", Rating.ON_PACE), row(3, "乙", Rating.DONE)]
    )
    now = count(MARCH, [row(1, "甲", Rating.ON_PACE), row(2, "甲", Rating.BEHIND), row(4, "乙", Rating.BEHIND)])
    change = compare(now, before)
    assert (change.fell_behind, change.caught_up, change.added, change.gone) == (("2",), ("1",), ("4",), ("3",))
    assert change.ratings["behind"] == 1
    assert change.points["behind"] == "+33.3"
    assert change.points["on_pace"] == "0.0"
    assert compare(count(MARCH, []), before).points["behind"] == "—"


def test_units_are_ranked_by_the_printed_rule() -> None:
    lines = [
        line("丁", {Rating.BEHIND: 1, Rating.DONE: 1}, behind=1),
        line("乙", {Rating.BEHIND: 2, Rating.DONE: 2}, behind=2, late=1),
        line("甲", {Rating.BEHIND: 2, Rating.DONE: 2}, behind=2, late=1),
        line("丙", {Rating.BEHIND: 2, Rating.DONE: 2}, behind=2, late=3),
        line("戊", {Rating.DONE: 9}),
        line("空", {}),
    ]
    expected = [(1, "丙"), (2, "乙"), (2, "甲"), (4, "丁"), (5, "戊")]
    assert [(place.rank, place.line.name) for place in rank(lines)] == expected
    assert rank(lines) == rank(reversed(lines))
    assert [place.line.name for place in laggards(lines)] == ["丙", "乙", "甲", "丁"]
    assert [line.name for line in late_filers(lines)] == ["丙", "乙", "甲"]
    assert "分母" in SHARES.message("zh")
    assert "并列" in RANKING.message("zh")


@pytest.mark.parametrize(
    ("rating", "light", "behind"),
    [
        (Rating.BEHIND, Light.YELLOW, True),
        (Rating.NOT_STARTED, Light.RED, True),
        (Rating.NOT_STARTED, Light.GREY, False),
        (Rating.ON_PACE, Light.RED, False),
    ],
)
def test_not_started_is_behind_only_where_the_plan_wanted_something(rating: Rating, light: Light, behind: bool) -> None:
    assert row(1, "甲", rating, light=light.value).behind is behind


@given(ROWS)
def test_a_snapshot_reads_back_as_it_was(rows: list[Row]) -> None:
    counted = count(MARCH, rows)
    text = snapshot(counted)
    assert restore(text) == counted
    assert snapshot(restore(text)) == text
    assert len(fingerprint(text)) == 64
