"""A whole that contradicts its parts, and shares that do not make a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jiannuo.model.report import Note
from jiannuo.model.span import Span
from jiannuo.model.statement import Bound, Kind, Measure, MeasureType
from jiannuo.statements.oddities.figures import slack, whole_number
from jiannuo.statements.oddities.words import Words

_AMONG = "其中"
_ABSOLUTE = (MeasureType.LEVEL, MeasureType.COUNT)
_INCREASE = re.compile(r"(?:增加|净增|增|增长|减少|提高|增收|下降|降低|新增)(?:了|约|近|超过|超)?$")
_LINK = re.compile(r"[^。；;\n]{0,10}[，、；;（(。]?其中[，：,:]?")  # from a whole to its parts
_CHANGE = re.compile(r"[^。；;\n，、]{0,8}[，、；;（(]?[^。；;\n，、]{0,12}")  # from a figure to what it changed by
_NAME = re.compile(r"[^。；;\n，、）)]{1,16}")  # of the first part
_LISTED = re.compile(r"[、和][^。；;\n，、）)]{0,12}")  # from a part to the next in a list
_RUN_ON = re.compile(r"[，、；;和][^。\n，、；;）)]{1,16}")  # from a part to the next, wherever one may stand
_AGAIN = re.compile(r"[、和](?:达到?|为|突破|超过?)$")  # the same part said more exactly
_SHORT = 8  # characters between two figures that belong together
_PASSED = 3  # figures of change that may stand between the whole and 其中
_NEAR = 30  # characters before shares in which the text says that they are an economy's
_SHARES = re.compile(r"[:：](?<=[0-9].)[0-9]")
_THREE = re.compile(
    r"([0-9]{1,2}(?:\.[0-9]{1,2})?)[:：]([0-9]{1,2}(?:\.[0-9]{1,2})?)[:：]([0-9]{1,2}(?:\.[0-9]{1,2})?)"
)
_STRUCTURE = re.compile(r"产业|产?结构|一二三产|三产")
_PLAUSIBLE = (60.0, 140.0)  # other sums are ratios of another sort (2:1:2)
_OWN_STEP = 16  # characters of a figure before the first colon that are looked at


class _Part(NamedTuple):
    """A part with the words before it; listed where it surely belongs to the list begun by 其中."""

    words: str
    measure: Measure
    listed: bool


def against_parts(group: Sequence[Measure], wide: str, words: Words) -> Iterator[Note]:
    """Wholes of one sentence whose parts (其中 …) are larger than they, or do not add up where nothing is left over."""
    start, end = group[0].span.end, group[-1].span.start
    if wide.find(_AMONG, start, end) < 0:
        return
    for index in range(len(group) - 1):
        link = _LINK.match(wide, group[index].span.end, group[index + 1].span.start)
        place = _whole(group, index, wide) if link is not None else None
        if link is not None and place is not None and _divisible(group, place, wide, words):
            parts = _parts(group, index + 1, group[place], wide, link.end(), words)
            if parts:
                yield from _compare(group[place], parts, wide, words)


def _whole(group: Sequence[Measure], index: int, wide: str) -> int | None:
    """The place of the figure that 其中 behind figure *index* takes apart; what it grew by may stand between."""
    for place in range(index, max(-1, index - _PASSED), -1):
        measure = group[place]
        if measure.measure in _ABSOLUTE and measure.kind is not Kind.QUALIFIER:
            return place
        gap = (group[place - 1].span.end, measure.span.start) if place else (0, 0)
        if measure.measure is not MeasureType.GROWTH or not place or _CHANGE.fullmatch(wide, *gap) is None:
            return None
    return None


def _divisible(group: Sequence[Measure], place: int, wide: str, words: Words) -> bool:
    """Whether the figure is a sum, and the only one that 其中 can mean."""
    whole = group[place]
    start = group[place - 1].span.end if place else max(whole.sentence.start, whole.span.start - _NEAR)
    before = wide[start : whole.span.start]
    if whole.unit in words.not_additive or words.averages.search(before) or _INCREASE.search(before):
        return False
    # 开工50个，竣工30个，其中…: which of the two is taken apart, or both, is not said
    together = len(before) <= _SHORT or before[:1] in ("、", "和")
    return not (place and together and group[place - 1].unit == whole.unit)


def _parts(group: Sequence[Measure], first: int, whole: Measure, wide: str, begin: int, words: Words) -> list[_Part]:
    """The parts of *whole* from figure *first* on; *begin* is where the name of the first begins."""
    parts: list[_Part] = []
    listed = True
    start = begin
    for measure in group[first:]:
        end = measure.span.start
        if measure.kind is Kind.QUALIFIER and whole.kind is not Kind.QUALIFIER:
            continue  # 亿元以上项目80个: the figure belongs to the name
        if parts and measure.measure is MeasureType.GROWTH and _CHANGE.fullmatch(wide, start, end):
            listed = False
            start = measure.span.end
            continue
        name = (_RUN_ON if parts else _NAME).fullmatch(wide, start, end)
        if name is None or measure.unit != whole.unit or measure.measure not in _ABSOLUTE:
            break
        if measure.kind is not whole.kind or _AGAIN.match(name.group()) or words.not_parts.search(name.group()):
            break
        listed = listed and (not parts or _LISTED.fullmatch(wide, start, end) is not None)
        parts.append(_Part(name.group(), measure, listed))
        start = measure.span.end
    return parts


def _compare(whole: Measure, parts: list[_Part], wide: str, words: Words) -> Iterator[Note]:
    complete = _complete(parts, words)
    counted = [part.measure for part in (complete or parts) if complete or part.listed]
    params = {"total": whole.text, "parts": "、".join(part.text for part in counted)}
    span = Span(whole.span.start, counted[-1].span.end)
    total = sum(part.value for part in counted)
    room = 0.0
    if not all(whole_number(figure, wide) for figure in (whole, *counted)):
        room = slack(whole, wide) + sum(slack(part, wide) for part in counted)
    if total - room > (whole.value if whole.upper is None else whole.upper):
        if whole.bound is not Bound.GE:
            yield Note("total_exceeded", span, params)
    elif complete and total + room < whole.value and whole.bound is not Bound.LE:
        yield Note("total_differs", span, params)


def _complete(parts: list[_Part], words: Words) -> list[_Part]:
    """The parts with nothing left over, by their names; none where that is not sure."""
    for names in words.lexicon.wholes:
        named = parts[: len(names)]
        if len(named) == len(names) and all(sum(name in part.words for part in named) == 1 for name in names):
            return named
    return []


def shares(wide: str, text: str) -> Iterator[Note]:
    """Shares of the three sectors (3.3:55.3:41.4) whose sum is not 100 within rounding."""
    last = 0
    for colon in _SHARES.finditer(wide):
        start = colon.start()
        while start > last and colon.start() - start < _OWN_STEP and wide[start - 1] in "0123456789.":
            start -= 1
        match = _THREE.match(wide, start)
        if match is None or colon.start() < last:
            continue
        last = match.end()
        if wide[last : last + 1] in ("%", ":", "：", ".") or wide[last : last + 1].isdigit():
            continue
        total = round(sum(map(float, match.groups())), 2)
        places = min(len(part.partition(".")[2]) for part in match.groups())
        exact = [part for part in match.groups() if "." in part]
        allowed = (1.5 if not exact else 0.15 if places < 2 else 0.015) + 0.005
        if not _PLAUSIBLE[0] < total < _PLAUSIBLE[1] or abs(total - 100) <= allowed:
            continue
        if _STRUCTURE.search(wide, max(0, start - _NEAR), start):
            span = Span(start, last)
            yield Note("shares_differ", span, {"shares": span.of(text), "sum": f"{total:g}"})
