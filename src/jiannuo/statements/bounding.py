"""The words that bound a quantity, before and behind it, and what they mean for its neighbours in a list."""

from __future__ import annotations

import re

import msgspec

from jiannuo.lexicon.words import Bounds
from jiannuo.model.statement import Bound
from jiannuo.statements.numerals import Numeral

_FAR_BEFORE = re.compile(r"(超过|不足|接近|约(?=[为占]))[^，。；、]{1,10}$")
_LIST_JOINTS = frozenset(("、", "和", "或", "与", "及", "至"))
_SPREAD_JOINTS = frozenset(("、", "和", "及"))
_INNER = re.compile(r"以上|左右")


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A quantity and its surroundings; all positions are into the plain sentence.

    start to end is the numeral with its unit; left is where the words before it begin that link or bound it, right
    where those behind it end.  links are all the words from left to start, words those among them and behind the unit
    that bound or pledge.
    """

    start: int
    end: int
    left: int
    right: int
    value: float
    upper: float | None
    unit: str
    unit_class: str
    bound: Bound
    words: tuple[str, ...]
    numeral: Numeral
    links: str
    suffixed: bool


class Reading(msgspec.Struct, frozen=True, gc=False):
    """A numeral with its unit as read, before the words around it are looked at."""

    numeral: Numeral
    value: float
    end: int
    unit: str
    unit_class: str
    upper: float | None = None


class Bounder:
    """Adds readings to the quantities of a sentence with the words that bound them."""

    def __init__(self, words: Bounds) -> None:
        self.words = words

    def add(self, text: str, found: list[Quantity], reading: Reading) -> int:
        """Append *reading* as a Quantity; returns where it ends."""
        numeral, end, unit, kind = reading.numeral, reading.end, reading.unit, reading.unit_class
        left, before, words, links = self.words.leading(text, numeral.start)
        right, after, suffix = self.words.trailing(text, end)
        if before == "ge" and kind == "count" and words[-1].startswith("跨"):
            before = None  # 跨越3个千亿元台阶: the steps are counted, not bounded
        if unit in ("微克", "毫克") and "每立方米" in links:
            unit += "/立方米"
        if kind == "points" and after is None and (inner := _INNER.search(text, numeral.end, end)):
            after, suffix = self.words.after[inner.group()], inner.group()
        if before is None and after is None:
            before = self._far(text, left, links, kind)
            carried = self._carried(text, found, left, kind) if before is None else None
            if carried is not None:
                before, words = carried.bound.value, carried.words
        bound = self._bound(text, reading, before, after)
        if after is not None:
            words = (*words, suffix)
            if found:
                self._spread(text, found, left, Bound(after), suffix, unit)
        found.append(
            Quantity(
                numeral.start,
                end,
                left,
                right,
                reading.value,
                reading.upper,
                unit,
                kind,
                bound,
                words,
                numeral,
                links,
                bool(suffix),
            )
        )
        return end

    def _far(self, text: str, left: int, links: str, kind: str) -> str | None:
        """A bounding word that other words part from the numeral: 至少引进一个, 超过高中生总数的70%."""
        if "至少" in text[max(0, left - 6) : left]:
            return "ge"
        if kind == "percent" and links.endswith("的"):
            far = _FAR_BEFORE.search(text[max(0, left - 14) : left])
            return self.words.before[far.group(1)] if far else None
        return None

    def _carried(self, text: str, found: list[Quantity], left: int, kind: str) -> Quantity | None:
        """The quantity before in a list whose bounding word holds for this one too: 超100亿元或10亿美元."""
        if not found or text[found[-1].right : left] not in _LIST_JOINTS:
            return None
        last = found[-1]
        return last if last.bound is not Bound.RANGE and not last.suffixed and last.unit_class == kind else None

    def _bound(self, text: str, reading: Reading, before: str | None, after: str | None) -> Bound:
        numeral = reading.numeral
        if reading.upper is not None:
            return Bound.RANGE
        if (word := after or before) is not None:
            return Bound(word)
        more = numeral.vague or "多" in text[numeral.end : reading.end]
        over_half = reading.unit_class == "half" and text.startswith("过", numeral.start)
        return Bound.GE if more or over_half else Bound.EQ

    def _spread(self, text: str, found: list[Quantity], left: int, bound: Bound, suffix: str, unit: str) -> None:
        """分别增长8%、9.8%左右: the word behind the last value holds for all values of one head."""
        for index in range(len(found) - 1, -1, -1):
            item = found[index]
            if text[item.right : left] not in _SPREAD_JOINTS or item.bound is not Bound.EQ or item.unit != unit:
                return
            found[index] = msgspec.structs.replace(item, bound=bound, words=(*item.words, suffix))
            if "分别" in item.links or "分别" in text[max(0, item.left - 4) : item.left]:
                return
            left = item.left
