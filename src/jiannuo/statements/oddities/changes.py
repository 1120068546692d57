"""From-to changes that contradict their verb or the change stated beside them, ranges and shares that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jiannuo.model.report import Note
from jiannuo.model.span import Span
from jiannuo.model.statement import Bound, Measure, MeasureType
from jiannuo.statements.oddities.figures import slack, step
from jiannuo.statements.oddities.words import Words

_FROM = re.compile(r"[由从][^，。；、：\d]{0,12}(?:(?:19|20)\d\d年)?[^，。；、：\d]{0,8}$")
_FROM_REACH = 28  # characters before the first figure in which 由 or 从 stands
_GAP = 24  # characters between the two figures
_ROOM = 0.15  # of the change: figures on another basis (prices, scope) differ by so much without being wrong
_ROOM_POINTS = 2.0  # percentage points of growth that may differ in any case
_RELATIVE = {"%": 100.0, "倍": 1.0}
_RANGE = re.compile(r"[—~-](?<=[%0-9万亿].)(?=[0-9])")
_LOW = re.compile(r"(?<![0-9.%:：/—~-])([0-9]{1,9}(?:\.[0-9]{1,4})?)(%|万|亿)?[—~-]$")
_HIGH = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,4})?)(%|万|亿|个百分点)")
_RANGE_REACH = 18
_COMES_FROM = re.compile(r"[由从自][^，。；]{0,12}$")


def from_to(group: Sequence[Measure], wide: str, words: Words) -> Iterator[Note]:
    """Pairs of figures joined by 由…提高到… that go the other way, or whose change is stated wrongly behind them."""
    for index in range(len(group) - 1):
        before, after = group[index], group[index + 1]
        start, end = before.span.end, after.span.start
        if (
            before.unit != after.unit
            or before.unit in words.ranks
            or end - start > _GAP
            or before.upper is not None
            or after.upper is not None
        ):
            continue
        verb = words.to.fullmatch(wide, start, end)
        if verb is None or _FROM.search(wide, max(0, before.span.start - _FROM_REACH), before.span.start) is None:
            continue
        if "-" in (wide[before.span.start - 1], wide[end - 1]):
            continue
        low, high = abs(before.value), abs(after.value)
        rises = verb.group(1) in words.up
        span = Span(before.span.start, after.span.end)
        steps = step(before, wide), step(after, wide)
        room = max(steps) / 2 if min(steps) < max(steps) * 0.9 else 0.0  # 12.4% to 12% may be a rise
        if (low - high if rises else high - low) > room:
            params = {"before": before.text, "after": after.text, "verb": verb.group(1)}
            yield Note("direction_contradicts", span, params)
        elif index + 2 < len(group):
            yield from _change(before, after, group[index + 2], wide, words)


def _change(before: Measure, after: Measure, stated: Measure, wide: str, words: Words) -> Iterator[Note]:
    """The change from *before* to *after* held against the figure right behind, where that states it."""
    verb = words.by.fullmatch(wide, after.span.end, stated.span.start)
    if verb is None or before.bound is not Bound.EQ or after.bound is not Bound.EQ or before.value == 0:
        return
    sign = 1 if verb.group(1) in words.up else -1
    change = (abs(after.value) - abs(before.value)) * sign
    absolute = stated.unit == before.unit and stated.measure in (MeasureType.LEVEL, MeasureType.COUNT)
    if absolute or (stated.unit == "个百分点" and before.unit == "%"):
        room = slack(before, wide) + slack(after, wide) + slack(stated, wide)
    elif stated.unit in _RELATIVE and before.unit != "%":
        if words.real.search(wide, max(before.sentence.start, before.span.start - _FROM_REACH), stated.span.start):
            return
        scale = _RELATIVE[stated.unit]
        change *= scale / abs(before.value)
        room = abs(change) * _ROOM + _ROOM_POINTS * scale / 100 + slack(stated, wide)
    else:
        return
    if abs(change - abs(stated.value)) > room:
        span = Span(before.span.start, stated.span.end)
        computed = _figure(change * sign, stated.unit)
        params = {"before": before.text, "after": after.text, "computed": computed, "stated": stated.text}
        yield Note("growth_contradicts", span, params)


def _figure(value: float, unit: str) -> str:
    for scale, name in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= scale:
            return f"{value / scale:.4g}{name}{unit}"
    return f"{round(value, 2):g}{unit}"


def ranges(wide: str, text: str) -> Iterator[Note]:
    """Ranges that end below their beginning: 6.5%-6%."""
    for dash in _RANGE.finditer(wide):
        low = _LOW.search(wide, max(0, dash.start() - _RANGE_REACH), dash.end())
        high = _HIGH.match(wide, dash.end())
        if low is None or high is None or (low.group(2) or high.group(2)) != high.group(2):
            continue
        if float(low.group(1)) <= float(high.group(1)) or _COMES_FROM.search(
            wide, max(0, low.start() - 14), low.start()
        ):
            continue
        if low.group(2) is None and float(low.group(1)) >= 1900:
            continue
        span = Span(low.start(), high.end())
        yield Note("range_reversed", span, {"range": span.of(text)})


def over_hundred(measure: Measure, words: Words) -> Iterator[Note]:
    """A share of more than the whole."""
    if measure.unit == "%" and measure.value > 100 and measure.measure is MeasureType.RATIO:
        name = measure.indicator
        if words.shares.search(name) and not words.not_shares.search(name):
            yield Note("over_hundred", measure.span, {"indicator": name, "value": measure.text})
