"""Numerals read by value, written anew and read back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digits import number
from jiannuo.statements.normal import NOISE, plain, widen
from jiannuo.statements.numerals import FOLD, LONGEST, PERCENT_OF, chinese_value, read_arabic, read_chinese

DIGITS = "零一二三四五六七八九"
PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))


def _section(value: int) -> str:
    """A number below 10,000, zeros between digits written once: 1005 is 一千零五."""
    written = ""
    for size, place in PLACES:
        digit = value // size % 10
        if digit:
            written += DIGITS[digit] + place
        elif written and value % size:
            written += "" if written.endswith("零") else "零"
    return written


def in_chinese(value: int) -> str:
    """*value* below 10¹² as a report writes it: 一百二十亿零三百万."""
    if not value:
        return "零"
    written = ""
    for size, place in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = value // size % 10**4
        if section:
            gap = "零" if written and section < 1000 else ""
            written += gap + _section(section) + place
    return re.sub("^一十", "十", written)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10), ("十二", 12), ("二十", 20), ("两百", 200), ("一百零五", 105), ("两千三百", 2300), ("一万", 1e4),
        ("两万五千", 25_000), ("十二万", 120_000), ("三千四百万", 34e6), ("一百零五亿", 105e8), ("三万五千亿", 3.5e12),
        ("四亿零七百万", 407e6), ("百", 100), ("千", 1000), ("千亿", 1e11), ("万亿", 1e12), ("六万万", 6e8),
        ("二点五", 2.5), ("零点三", 0.3), ("二十三点五万", 235_000), ("一点二亿", 1.2e8), ("零", 0),
        ("九千九百九十九", 9999),
    ],
)  # fmt: skip
def test_chinese_values(text: str, value: float) -> None:
    assert chinese_value(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["一二三", "十三五", "二百五", "百百", "十百", "三三", "一" * (LONGEST + 1), "亿" * 2000]
)
def test_what_is_no_number(text: str) -> None:
    assert chinese_value(text) is None


@pytest.mark.parametrize(
    ("text", "value", "end", "vague", "scaled"),
    [
        ("5.8%", 5.8, 3, False, False), ("1,322.5万", 13_225_000, 8, False, True), ("2400余家", 2400, 5, True, False),
        ("300多万", 3e6, 5, True, True), ("3千多名", 3000, 3, True, True), ("1亿2千万元", 1.2e8, 5, False, True),
        ("1.58万亿元", 1.58e12, 6, False, True), ("5千瓦", 5, 1, False, False), ("1，200万", 12e6, 6, False, True),
        ("1,2345", 1, 1, False, False), ("12.5.3", 12.5, 4, False, False),
    ],
)  # fmt: skip
def test_arabic_numerals(text: str, value: float, end: int, vague: bool, scaled: bool) -> None:
    numeral = read_arabic(text, 0)
    assert numeral is not None
    assert (numeral.value, numeral.end, numeral.vague, numeral.scaled) == (value, end, vague, scaled)


@pytest.mark.parametrize(
    ("text", "value", "end", "vague"),
    [("百余场", 100, 2, True), ("十几个", 10, 2, True), ("一百二十余家", 120, 5, True), ("两千多名", 2000, 3, True),
     ("二十余万人", 200_000, 4, True), ("五千瓦", 5, 1, False)],
)  # fmt: skip
def test_chinese_numerals_with_more(text: str, value: float, end: int, vague: bool) -> None:
    numeral = read_chinese(text, 0)
    assert numeral is not None
    assert (numeral.value, numeral.end, numeral.vague, numeral.chinese) == (value, end, vague, True)


def test_no_numeral_where_none_stands() -> None:
    assert read_arabic("甲5", 0) is None
    assert read_chinese("甲五", 0) is None
    assert read_chinese("三三制", 0) is None


@given(st.integers(0, 10**12 - 1))
def test_a_number_written_in_chinese_is_read_back(value: int) -> None:
    text = in_chinese(value)
    assert chinese_value(text) == value
    assert number(text) == value  # the second reading agrees


@given(st.integers(0, 9999), st.integers(1, 999))
def test_a_decimal_written_in_chinese_is_read_back(whole: int, decimals: int) -> None:
    text = f"{in_chinese(whole)}点{''.join(DIGITS[int(c)] for c in str(decimals))}"
    assert chinese_value(text) == pytest.approx(float(f"{whole}.{decimals}"), rel=1e-12)
    found = PERCENT_OF.match(f"百分之{text}")
    assert found is not None
    assert found.group(2) == text


MULTIPLIERS = {"": 1, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}


@given(
    st.integers(0, 10**6), st.integers(0, 99), st.sampled_from(sorted(MULTIPLIERS)), st.booleans(), st.booleans(),
    st.sampled_from(["", "余", "多"]),
)  # fmt: skip
def test_a_number_written_in_digits_is_read_back(
    whole: int, decimals: int, multiplier: str, separated: bool, wide: bool, more: str
) -> None:
    digits = f"{whole:,}" if separated else str(whole)
    if decimals:
        digits += f".{decimals:02}"
    text = digits + multiplier + more
    if wide:
        text = text.translate({code: code + 0xFEE0 for code in (*range(0x30, 0x3A), ord("."), ord(","))})
    numeral = read_arabic(widen(text) + "个", 0)
    assert numeral is not None
    assert numeral.end == len(text)
    assert numeral.value == pytest.approx((whole + decimals / 100) * MULTIPLIERS[multiplier], rel=1e-9)
    assert numeral.vague == bool(more)


@pytest.mark.parametrize(("text", "digit"), [("翻番", None), ("翻一番", "一"), ("翻了两番", "两"), ("倍增", None)])
def test_folds(text: str, digit: str | None) -> None:
    found = FOLD.fullmatch(text)
    assert found is not None
    assert found.group(1) == digit


SIGNS = st.text("增长５％8.％年一九七八二〇 \n\u3000*_[1]【】０Ａ，。、abc－", max_size=60)


@given(SIGNS)
def test_widening_keeps_the_length(text: str) -> None:
    assert len(widen(text)) == len(text)


@given(SIGNS, st.integers(0, 60), st.integers(0, 60))
def test_offsets_lead_back(text: str, one: int, other: int) -> None:
    wide = widen(text)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    line = plain(wide, start, end)
    assert line.text == NOISE.sub("", wide[start:end])
    for position, character in enumerate(line.text):
        assert wide[line.origin(position)] == character
        assert line.origin_end(position + 1) == line.origin(position) + 1
        assert start <= line.origin(position) < end


def test_years_in_chinese_become_digits_at_their_place() -> None:
    assert widen("一九七八年和二〇二五年") == "1978年和2025年"
    assert widen("二〇二五") == "二零二五"
