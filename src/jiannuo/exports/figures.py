"""Figures as people read them: 6,019.95 亿元, 1,322 万人, 5%左右."""

from __future__ import annotations

import re
from typing import NamedTuple

from jiannuo.exports.cells import plain
from jiannuo.model.statement import Bound, Measure

THIN_SPACE = "\u2009"

_WRITTEN = re.compile(r"([-−]?)(\d+)((?:\.\d+)?)(\D*)")
_CLOSE = ("%", "％", "‰")  # signs that stand against their number
_STEPS = ((10**8, "亿"), (10**4, "万"))
_SIGNS = {Bound.GE: ("≥", ""), Bound.LE: ("≤", ""), Bound.APPROX: ("约", "")}


class Figure(NamedTuple):
    """A figure and the bound words around it."""

    before: str
    number: str
    after: str

    def __str__(self) -> str:
        return "".join(self)


def figure(measure: Measure, text: str) -> Figure:
    """The figure of *measure* as *text*, the Document's, has it, with its bound words on the side where they stand.

    A bound whose words are not beside the figure is shown by a sign, so that no target looks firmer than it is.
    """
    before = after = ""
    for word in measure.bound_words:
        if text.startswith(word, measure.span.end + len(after)):
            after += word
    head = measure.span.start
    for word in reversed(measure.bound_words):
        if text.endswith(word, max(0, head - len(word)), head):
            before = word + before
            head -= len(word)
    if not before and not after and measure.bound in _SIGNS:
        before, after = _SIGNS[measure.bound]
    number = written(measure.text)
    if measure.value < 0 and not number.startswith(("-", "−")):
        number = "−" + number
    return Figure(before, number, after)


def written(text: str) -> str:
    """The figure as written, with thousands apart and a thin space before its unit; anything else comes back as is."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return text
    sign, digits, decimals, unit = match.groups()
    gap = THIN_SPACE if unit and not unit.startswith(_CLOSE) else ""
    return f"{sign}{_grouped(digits)}{decimals}{gap}{unit}"


def readable(value: float, unit: str) -> str:
    """A value in base units with 万 or 亿: ``readable(13220000, "人")`` is 1,322 万人; nothing is rounded."""
    size = abs(value)
    name = ""
    if not unit.startswith(_CLOSE):
        for step, step_name in _STEPS:
            if size >= step:
                # 601995000000 / 10**8 is exact in decimal, not always in binary: shift the digits instead.
                value, name = float(f"{plain(value)}e-{len(str(step)) - 1}"), step_name
                break
    sign = "−" if value < 0 else ""
    whole, point, rest = plain(abs(value)).partition(".")
    gap = THIN_SPACE if (name or unit) and not unit.startswith(_CLOSE) else ""
    return f"{sign}{_grouped(whole)}{point}{rest}{gap}{name}{unit}"


def _grouped(digits: str) -> str:
    """Thousands apart; a number that begins with 0 is no amount and stays."""
    return f"{int(digits):,}" if not digits.startswith("0") else digits
