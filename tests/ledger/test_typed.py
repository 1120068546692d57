"""Figures and days as people type them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiannuo.ledger.transitions import RefusedError
from jiannuo.ledger.typed import day, figure, normal

TODAY = date(2026, 3, 20)


def read(text: str, unit: str = "套") -> Decimal | None:
    return figure(text, unit, "第 14 项", "完成值")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("300", "300"),
        (" 300 ", "300"),
        ("３００", "300"),
        ("1,322", "1322"),
        ("１，３２２．５", "1322.5"),
        ("1 322 000", "1322000"),
        ("300套", "300"),
        ("300 套", "300"),
        ("-1.50", "-1.5"),
        ("−2", "-2"),
        ("+7", "7"),
        ("0", "0"),
        ("0.000001", "0.000001"),
        ("007", "7"),
    ],
)
def test_reads(text: str, value: str) -> None:
    assert read(text) == Decimal(value)


def test_a_percentage_may_keep_its_sign() -> None:
    assert read("5.8%", "%") == read("５．８％", "%") == read("5.8%", "％") == Decimal("5.8")


@pytest.mark.parametrize("text", ["", "   ", "\u3000"])
def test_nothing_typed_is_no_figure(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    "text",
    ["约300", "三百", "300左右", "1,32", "12,3456", "1 2", "1e5", "--3", "3.", ".5", "1.2.3", "NaN", "∞", "套", "=1+1"],
)
def test_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read(text)
    assert refused.value.code in ("value_no_number", "value_other_unit")
    assert refused.value.message("zh").startswith("第 14 项“完成值”应为")


def test_names_the_unit_that_was_wanted() -> None:
    with pytest.raises(RefusedError) as refused:
        read("1.3万套")
    assert refused.value.message("zh") == "第 14 项“完成值”应为以“套”计的数字，现为“1.3万套”；请换算后只填数字"


@pytest.mark.parametrize("text", ["1" * 19, "0.1234567"])
def test_refuses_what_the_ledger_cannot_hold(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read(text)
    assert refused.value.code == "value_too_long"


def test_what_was_typed_is_repeated_in_one_short_line() -> None:
    with pytest.raises(RefusedError) as refused:
        read("约\n" * 100)
    assert len(str(refused.value.params["given"])) <= 40


@given(st.decimals(min_value=-(10**17), max_value=10**17, places=6))
def test_any_figure_is_read_back_however_it_is_written(value: Decimal) -> None:
    plain = f"{normal(value):f}"
    wide = plain.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789.-"})
    grouped = f"{normal(value):,f}"
    assert read(plain) == read(wide) == read(grouped) == read(f"{grouped} 套") == value


@given(st.text(max_size=30))
def test_any_text_is_a_figure_or_a_sentence(text: str) -> None:
    try:
        found: Decimal | str | None = read(text)
    except RefusedError as error:
        found = error.message("zh")
    assert found is None or "\n" not in str(found)


@pytest.mark.parametrize(
    "text",
    ["2026-03-05", "2026-3-5", "2026年3月5日", "2026/3/5", "2026.3.5", "２０２６年３月５日", " 2026 年 3 月 5 日 "],
)
def test_reads_days(text: str) -> None:
    assert day(text, "第 14 行", "主体封顶", TODAY) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "code"), [("2026-2-30", "value_no_day"), ("3月5日", "value_no_day"), ("2026-03-21", "value_day_ahead")]
)
def test_refuses_days(text: str, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        day(text, "第 14 行", "主体封顶", TODAY)
    assert refused.value.code == code
