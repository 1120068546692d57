"""The second reading of numerals, on sentences of our own."""

from fractions import Fraction

import pytest

from digits import number, squeeze, verdict


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.58万亿", 1_580_000_000_000), ("1亿2千万", 120_000_000), ("四亿零七百多万", 407_000_000),
        ("三百零五", 305), ("二千零十七万", 20_170_000), ("十二", 12), ("百", 100), ("千亿", 10**11),
        ("3万多", 30_000), ("二点五", Fraction(5, 2)), ("二〇二五", 2025), ("两千三百", 2300),
    ],
)  # fmt: skip
def test_number(text: str, value: float) -> None:
    assert number(text) == value


def test_squeeze_folds_width_spaces_and_line_breaks() -> None:
    assert squeeze("１，３２２\n ．5 ％") == "1322.5%"


@pytest.mark.parametrize(
    ("value", "text", "behind", "rule"),
    [
        (5, "5%", "", "literal"), (-3.1, "3.1%", "", "literal"), (13_220_000, "1322 万人", "", "literal"),
        (6, "6%-6.5%", "", "literal"), (6.5, "6%至7.5%", "", None), (15_000, "1.5—2万亩", "", "shared multiplier"),
        (2.5, "百分之二点五", "", "literal"), (10, "一成", "", "tenths"), (35, "三成半", "", "tenths"),
        (33.33, "三分之一", "", "fraction"), (100, "翻一番", "", "fold"), (300, "翻两番", "", "fold"),
        (200, "两倍", "", "times"), (50, "一半", "", "half"), (3, "103%", "", "index"),
        (20_000, "2", "、3万户", "shared multiplier"), (56e9, "560亿千瓦时", "", "literal"),
        (51_000, "五万千瓦", "", None), (501, "500家", "", None), (50, "500家", "", None),
    ],
)  # fmt: skip
def test_verdict(value: float, text: str, behind: str, rule: str | None) -> None:
    assert verdict(value, text, behind) == rule
