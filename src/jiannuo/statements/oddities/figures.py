"""How exactly a figure is written: what may differ by rounding is no contradiction."""

from __future__ import annotations

import re

from jiannuo.model.statement import Bound, Measure

_NUMERAL = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_VAGUE = 0.1  # 多, 近, 左右: by so much of it the true figure may differ
_CHINESE = 0.05  # a figure written in Chinese, whose last digit is not looked for


def step(measure: Measure, wide: str) -> float:
    """One unit of the last digit written, in base units: 1.58万亿元 is exact to 1e10."""
    match = _NUMERAL.match(wide, measure.span.start, measure.span.end)
    if match is None:
        return abs(measure.value) * _CHINESE
    number = float(match.group().replace(",", ""))
    decimals = len(match.group(2) or "")
    scale = abs(measure.value) / number if number else 1.0
    return float(scale * 10.0**-decimals)


def whole_number(measure: Measure, wide: str) -> bool:
    """Whether it is written without decimals and meant exactly."""
    return measure.bound is Bound.EQ and "." not in wide[measure.span.start : measure.span.end]


def slack(measure: Measure, wide: str) -> float:
    """How far the true figure may be from the one written, in base units."""
    rounding: float = step(measure, wide) / 2
    return rounding if measure.bound is Bound.EQ else rounding + abs(measure.value) * _VAGUE
