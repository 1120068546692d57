"""Quantities in a plain sentence: a numeral with its unit and the words that bound it."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from jiannuo.lexicon.words import Bounds, Decoys, Unit, Units, bounds, decoys, units
from jiannuo.model.statement import Bound
from jiannuo.statements.bounding import Bounder, Quantity, Reading
from jiannuo.statements.names import Names, before_is_each
from jiannuo.statements.numerals import (
    CN,
    FOLD,
    FRACTION,
    HALF,
    LONGEST,
    PERCENT_OF,
    VAGUE,
    Numeral,
    chinese_value,
    exact,
    read_arabic,
    read_chinese,
)

_START = re.compile(rf"[0-9{CN}翻半倍过]")
_NOISE = r"\s*_【\[〔\u200b\ufeff\\"  # what may part a numeral from its unit and is left out before reading
_RUN = re.compile(rf"[{CN}]+")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?:年|[-—~至到](?:1[89]|20)\d\d|(?=[、和](?:1[89]|20)\d\d年))")
_RANGE = re.compile(r"[-—~]{1,2}|[至到](?=[\d一二三四五六七八九十百])")
_SHARES = re.compile(r"(\d+(?:\.\d+)?)[:：](\d+(?:\.\d+)?)[:：](\d+(?:\.\d+)?)(?![\d%])")
_COLONS = (":", "：")
_FRACTION_REACH = 12  # characters of a numeral before 分之
_SHARE_SUM = (98.5, 101.5)  # rounded parts of a whole
_ITEM = re.compile(r"\d{1,3}[.、](?!\d)|[（(]?\d{1,3}[）)]|\d[\d.]*[”’〕】]")
_ITEM_OPENERS = frozenset("（(“‘〔【")
_SIGNED_UNITS = ("%", "‰", "个百分点")
_DIGITS_BEFORE = frozenset("0123456789%万亿年") | {""}
_NAME_GLUE = frozenset("$._#/\\+×·")
_TOKEN = re.compile(r"[A-Za-z0-9._#/+×-]*")
_POINTS = re.compile(r"个(?:多|以上|左右)?(?:百|千)分点")
_SHARED_UNIT = re.compile(r"[、和及与,]{1,2}(?=\d)")
_SHARED_KINDS = frozenset(("points", "percent", "count", "people", "money"))
_TENTHS = re.compile(
    r"成(?:[一二三四五六七八九半](?![个家年项月十百千万大是]))"
    r"|成(?![立为果效员长就品本交功都套渝片型熟人年份分])多?"
)
_MULTIPLIED = re.compile(r"(?:增长|增加|提高|上升|扩大|增)(?:了|近|约|超过|超|将近|接近|逾)?[一-鿿点]+$")
_MEDALS = re.compile(r"(\d+)金[、，]?(?:(\d+)银)?[、，]?(?:(\d+)铜)?")
_FROM_BEFORE = re.compile(r"[由从][^，；。]{0,12}$")
_PRICE_INDEX = re.compile(r"(?:价格|物价|CPI)[^，。；]{0,14}$")
INDEX_VALUES = (85.0, 130.0)  # a price index with last year at 100


class Finder:
    """Finds the quantities of a sentence with the words of the lexicon."""

    def __init__(self, unit_words: Units, bound_words: Bounds, decoy_words: Decoys) -> None:
        self.units = unit_words
        self.decoys = decoy_words
        self.names = Names(decoy_words, bound_words)
        self.bounder = Bounder(bound_words)
        behind = re.escape("".join(unit_words.by_head)) + "分成点增"
        self.worth = re.compile(rf"[0-9翻半万亿]|倍增|[{CN}][{VAGUE}]?[{behind}{_NOISE}]")

    def worth_reading(self, wide: str, start: int, end: int) -> bool:
        """Whether find may find anything in that stretch of a widened text: one look spares the reading of most."""
        return self.worth.search(wide, start, end) is not None

    def find(self, text: str) -> tuple[list[Quantity], list[tuple[int, int]]]:
        """The quantities of *text* in order, and the numerals that are neither quantity nor known name."""
        found: list[Quantity] = []
        open_numbers: list[tuple[int, int]] = []
        names = iter(self.decoys.spans(text))
        name = next(names, None)
        position = 0
        while (match := _START.search(text, position)) is not None:
            start = match.start()
            while name is not None and name[1] <= start:
                name = next(names, None)
            if name is not None and name[0] <= start:
                position = name[1]
            elif (head := text[start]).isascii():
                position = self._arabic(text, start, found, open_numbers)
            elif head in "翻倍过半":
                position = self._special(text, start, found)
            else:
                position = self._chinese(text, start, found)
        return found, open_numbers

    # -- numerals ---------------------------------------------------------------------------------------------

    def _arabic(self, text: str, start: int, found: list[Quantity], open_numbers: list[tuple[int, int]]) -> int:
        before = text[start - 1] if start else ""
        if before and (before in _NAME_GLUE or (before.isascii() and before.isalpha())):
            return _token_end(text, start)
        if text[start] in "12" and (year := _YEAR.match(text, start)):
            return year.end()
        if (not before or before in _ITEM_OPENERS) and (item := _ITEM.match(text, start)):
            return item.end()
        numeral = read_arabic(text, start)
        assert numeral is not None
        behind = text[numeral.end : numeral.end + 1]
        if behind == "/" and (fraction := FRACTION.match(text, start)):
            return self._fraction(text, fraction, found)
        if behind in _COLONS and (shares := _SHARES.match(text, start)):
            return self._shares(shares, found)
        if numeral.end - start > LONGEST:
            open_numbers.append((start, numeral.end))
            return numeral.end
        if before in self.decoys.before:
            return _token_end(text, start)
        signed = before == "-" and text[start - 2 : start - 1] not in _DIGITS_BEFORE
        if signed and text.startswith(_SIGNED_UNITS, numeral.end):
            numeral = msgspec.structs.replace(numeral, value=-numeral.value)  # 从-13.1%回升到1.5%
        if behind == "金" and (medals := _MEDALS.match(text, start)):
            return self._medals(text, medals, found)
        return self._with_unit(text, numeral, found, open_numbers)

    def _chinese(self, text: str, start: int, found: list[Quantity]) -> int:
        before = text[start - 1] if start else ""
        if text[start] == "零" and before == "年":
            return start + 3  # 一年零三个月
        head = text[start]
        if head in "百千" and (percent := PERCENT_OF.match(text, start)):
            return self._percent_of(text, percent, found)
        if "分之" in text[start : start + _FRACTION_REACH] and (fraction := FRACTION.match(text, start)):
            return self._fraction(text, fraction, found)
        if head in "一半" and (half := HALF.match(text, start)):
            return self._half(text, half, found)
        run = _RUN.match(text, start)
        assert run is not None
        numeral = read_chinese(text, start)
        if numeral is None or (before and (before in self.decoys.before or before in "数几" or before.isascii())):
            return run.end()
        if run.group() == "零" and text.startswith("增长", run.end()):
            return self._add(text, found, Reading(numeral, 0.0, run.end(), "%", "percent"))
        return self._with_unit(text, numeral, found, None)

    def _with_unit(
        self, text: str, first: Numeral, found: list[Quantity], open_numbers: list[tuple[int, int]] | None
    ) -> int:
        """Read the unit behind *first*, a range's second numeral too; returns where to go on."""
        unit = self._unit(text, first)
        end = first.end + (len(unit[0]) if unit else 0)
        span = _RANGE.match(text, end)
        if span is not None and (second := self._second(text, span, first, unit)):
            return self._range(text, first, second, found)
        if unit is None:
            return self._unitless(text, first, found, open_numbers)
        word, entry = unit
        if self.names.with_unit(text, first, word, entry):
            return end
        value = first.value if entry.scale == 1.0 else exact(first.value * entry.scale)
        return self._add(text, found, Reading(first, value, end, entry.unit, entry.kind))

    def _second(
        self, text: str, span: re.Match[str], first: Numeral, unit: tuple[str, Unit] | None
    ) -> tuple[Numeral, str, Unit] | None:
        """The upper end of a range, with its unit, where *span* really joins a range."""
        if unit and unit[1].kind == "ordinal":
            return None
        second = (read_chinese if first.chinese else read_arabic)(text, span.end())
        after = self._unit(text, second) if second else None
        if second is None or after is None or after[1].kind == "ordinal" or (unit and unit[1].unit != after[1].unit):
            return None
        if span.group() in ("至", "到") and _comes_from(text, first.start):
            return None
        if after[1].kind == "duration" and self.names.with_unit(text, first, *after):
            return None  # 力争3—5年实现
        return second, after[0], after[1]

    def _range(self, text: str, first: Numeral, rest: tuple[Numeral, str, Unit], found: list[Quantity]) -> int:
        second, word, entry = rest
        low, high = first.value, second.value
        if second.scaled and not first.scaled and low < high:
            digits = re.match(r"[\d.]+", text[second.start : second.end])
            if digits:  # 1.5—2万亩: the multiplier holds for both
                low = exact(low * high / float(digits.group()))
        low, high = exact(low * entry.scale), exact(high * entry.scale)
        if high <= low:
            return second.end
        return self._add(text, found, Reading(first, low, second.end + len(word), entry.unit, entry.kind, high))

    def _unitless(
        self, text: str, numeral: Numeral, found: list[Quantity], open_numbers: list[tuple[int, int]] | None
    ) -> int:
        """A number without a unit behind it: implied by a noun, shared with the next, an index, a name or open."""
        end = numeral.end
        if numeral.scaled and numeral.value >= 1e4 and not before_is_each(text, numeral.start):
            implied = self.units.implied(text, numeral.start, end, numeral.value)
            if implied:
                return self._add(text, found, Reading(numeral, numeral.value, end, implied.unit, implied.kind))
        if open_numbers is None:
            return end
        if INDEX_VALUES[0] < numeral.value < INDEX_VALUES[1] and _PRICE_INDEX.search(
            text[max(0, numeral.start - 24) : numeral.start]
        ):
            return self._add(text, found, Reading(numeral, numeral.value, end, "%", "percent"))
        if (join := _SHARED_UNIT.match(text, end)) is not None:
            other = read_arabic(text, join.end())
            unit = self._unit(text, other) if other else None
            if unit and unit[1].kind in _SHARED_KINDS:
                return self._add(text, found, Reading(numeral, numeral.value, end, unit[1].unit, unit[1].kind))
        tail = text[end : end + 1]
        if tail.isascii() and tail.isalpha():
            return _token_end(text, end)
        if not self.names.bare(text, numeral):
            open_numbers.append((numeral.start, end))
        return end

    # -- special forms ----------------------------------------------------------------------------------------

    def _medals(self, text: str, match: re.Match[str], found: list[Quantity]) -> int:
        for index in (1, 2, 3):
            if match.group(index):
                begin, end = match.span(index)
                numeral = Numeral(begin, end, float(match.group(index)))
                self._add(text, found, Reading(numeral, numeral.value, end + 1, "枚", "count"))
        return match.end()

    def _special(self, text: str, start: int, found: list[Quantity]) -> int:
        """翻番 and its like, 一半 and its like."""
        if half := HALF.match(text, start):
            return self._half(text, half, found)
        fold = FOLD.match(text, start)
        if fold is None:
            return start + 1
        closing = text[fold.end() : fold.end() + 1]
        slogan = fold.group() == "倍增" and closing not in "，。；、！"
        if text[max(0, start - 1) : start] in ("的", "“", "个") or (slogan and closing):
            return fold.end()
        digit = fold.group(1)
        times = 1 if digit is None else int(digit) if digit.isascii() else int(chinese_value(digit) or 1)
        value = (2.0**times - 1) * 100
        return self._add(text, found, Reading(Numeral(start, fold.end(), float(times)), value, fold.end(), "%", "fold"))

    def _half(self, text: str, match: re.Match[str], found: list[Quantity]) -> int:
        numeral = Numeral(match.start(), match.end(), 50.0)
        return self._add(text, found, Reading(numeral, 50.0, match.end(), "%", "half"))

    def _percent_of(self, text: str, match: re.Match[str], found: list[Quantity]) -> int:
        scale, low, high = match.groups()
        value, upper, end = _part(low), _part(high), match.end()
        if value is None:
            return end
        if upper is not None and (upper <= value or _comes_from(text, match.start())):
            upper, end = None, match.end(2)
        unit, kind = ("%", "percent") if scale == "百" else ("‰", "permille")
        return self._add(text, found, Reading(Numeral(match.start(), end, value), value, end, unit, kind, upper))

    def _fraction(self, text: str, match: re.Match[str], found: list[Quantity]) -> int:
        chinese_low, chinese_high, high, low = match.groups()
        below = chinese_value(chinese_low) if chinese_low else float(low)
        above = chinese_value(chinese_high) if chinese_high else float(high)
        if not below or not above or above >= below:
            return match.end()
        value = round(above / below * 100, 2)
        numeral = Numeral(match.start(), match.end(), value)
        return self._add(text, found, Reading(numeral, value, match.end(), "%", "percent"))

    def _shares(self, match: re.Match[str], found: list[Quantity]) -> int:
        """3.3:55.3:41.4 as three shares, where they make up a whole."""
        values = [float(part) for part in match.groups()]
        if _SHARE_SUM[0] <= sum(values) <= _SHARE_SUM[1]:
            for index, value in enumerate(values, 1):
                begin, end = match.span(index)
                numeral = Numeral(begin, end, value)
                found.append(
                    Quantity(begin, end, begin, end, value, None, "%", "share", Bound.EQ, (), numeral, "", False)
                )
        return match.end()

    # -- units ------------------------------------------------------------------------------------------------

    def _unit(self, text: str, numeral: Numeral) -> tuple[str, Unit] | None:
        end = numeral.end
        if (points := _POINTS.match(text, end)) is not None:
            return points.group(), self.units.table["个千分点" if "千" in points.group() else "个百分点"]
        if numeral.chinese and not numeral.scaled and 0 < numeral.value < 10 and (tenths := _TENTHS.match(text, end)):
            half = tenths.group().strip("成多")
            extra = 0.0 if not half else 5.0 if half == "半" else float(chinese_value(half) or 0)
            return tenths.group(), Unit("%", "tenths", 10.0 + extra / numeral.value)
        unit = self.units.at(text, end)
        if unit and unit[0] == "倍" and numeral.chinese and _MULTIPLIED.search(text[max(0, numeral.start - 6) : end]):
            return "倍", Unit("%", "fold", 100.0)  # 增长两倍
        return None if unit and numeral.chinese and unit[0] == "大" else unit

    def _add(self, text: str, found: list[Quantity], reading: Reading) -> int:
        return self.bounder.add(text, found, reading)


def _token_end(text: str, start: int) -> int:
    match = _TOKEN.match(text, start)
    assert match is not None
    return max(match.end(), start + 1)


def _comes_from(text: str, start: int) -> bool:
    """Whether 由 or 从 stands before: then 至 leads to a new value and joins no range."""
    return _FROM_BEFORE.search(text[max(0, start - 14) : start]) is not None


def _part(digits: str | None) -> float | None:
    if digits is None:
        return None
    return float(digits) if digits[0].isascii() else chinese_value(digits)


@cache
def finder() -> Finder:
    """The Finder over the lexicon that ships with the project, made once."""
    return Finder(units(), bounds(), decoys())
