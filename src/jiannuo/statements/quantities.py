"""Quantities in a plain sentence: a numeral with its unit and the words that bound it."""

from __future__ import annotations

import re
from typing import NamedTuple

from jiannuo.lexicon.words import Bounds, Decoys, Unit, Units, bounds, decoys, units
from jiannuo.model.statement import Bound
from jiannuo.statements.numerals import (
    CN, FOLD, FRACTION, HALF, PERCENT_OF, Numeral, chinese_value, exact, read_arabic, read_chinese,
)  # fmt: skip

_START = re.compile(rf"[0-9{CN}翻半]|倍增|过半")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?:年|[-—~至到](?:1[89]|20)\d\d|(?=[、和](?:1[89]|20)\d\d年))")
_RANGE = re.compile(r"[-—~]{1,2}|[至到](?=[\d一二三四五六七八九十百])")
_DATE_TAIL = re.compile(r"[年月日号时]")
_SHARES = re.compile(r"(\d+(?:\.\d+)?)[::](\d+(?:\.\d+)?)(?:[::](\d+(?:\.\d+)?))?(?![\d%])")
_TOKEN = re.compile(r"[A-Za-z0-9._#/+×-]*")
_POINTS = re.compile(r"个(?:多|以上|左右)?(?:百|千)分点")
_SHARED_UNIT = re.compile(r"[、和及与,]{1,2}(?=[\d])")
_DURATION_BEFORE = re.compile(r"(?:提前|缩短|延长|提早|推迟|扩大到|延长至|缩短至|缩短到|压缩至|压缩到)(?:了|近|约|到|至)?$")
_TENTHS = re.compile(r"成(?:[一二三四五六七八九半](?![个家年项月十百千万大是]))|成(?:(?![立为果效员长就品本交功都套渝片型熟人年份分]))(?:多)?")
_MEDALS = re.compile(r"(\d+)金[、，]?(?:(\d+)银)?[、，]?(?:(\d+)铜)?")
_MULTIPLIER_ONLY = re.compile(r"[百千万亿]+$")
_NAMED = re.compile(r"[^，。；、]{0,14}?(?:计划|行动|工程|活动|大厦|”)")
_FAR_BEFORE = re.compile(r"(超过|不足|接近)[^，。；、]{1,10}$")
_SMALL = 10


def before_is_each(text: str, start: int) -> bool:
    """Whether the numeral at *start* is a denominator: 每千人, 每10万人."""
    return start > 0 and text[start - 1] == "每"


class Quantity(NamedTuple):
    """A quantity and its surroundings; all positions are into the plain sentence.

    start to end is the numeral with its unit; left is where the words before it begin that link or bound it, right
    where those behind it end.  unit is "" and unit_class "bare" for a number without one.
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


class Finder:
    """Finds the quantities of a sentence with the words of the lexicon."""

    def __init__(self, unit_words: Units, bound_words: Bounds, decoy_words: Decoys) -> None:
        self.units = unit_words
        self.bounds = bound_words
        self.decoys = decoy_words

    def find(self, text: str) -> tuple[list[Quantity], list[tuple[int, int]]]:
        """The quantities of *text* in order, and the numerals that are neither quantity nor known name."""
        found: list[Quantity] = []
        open_numbers: list[tuple[int, int]] = []
        skip = self.decoys.spans(text)
        position = 0
        while (match := _START.search(text, position)) is not None:
            start = match.start()
            inside = next((end for begin, end in skip if begin <= start < end), 0)
            if inside:
                position = inside
                continue
            head = text[start]
            if head.isascii():
                position = self._arabic(text, start, found, open_numbers)
            elif head in "翻倍过半":
                position = self._special(text, start, found)
            else:
                position = self._chinese(text, start, found)
        return found, open_numbers

    # -- numerals ---------------------------------------------------------------------------------------------

    def _arabic(self, text: str, start: int, found: list[Quantity], open_numbers: list[tuple[int, int]]) -> int:
        before = text[start - 1] if start else ""
        if before and before.isascii() and (before.isalpha() or before in "._#/\\+×"):
            return max(_TOKEN.match(text, start).end(), start + 1)  # type: ignore[union-attr]
        if year := _YEAR.match(text, start):
            return year.end()
        if fraction := FRACTION.match(text, start):
            return self._fraction(text, fraction, found)
        if shares := _SHARES.match(text, start):
            return self._shares(text, shares, found)
        numeral = read_arabic(text, start)
        assert numeral is not None
        if before in self.decoys.before:
            return max(_TOKEN.match(text, start).end(), numeral.end)  # type: ignore[union-attr]
        if medals := _MEDALS.match(text, start):
            return self._medals(text, medals, found)
        return self._with_unit(text, numeral, found, open_numbers)

    def _chinese(self, text: str, start: int, found: list[Quantity]) -> int:
        if percent := PERCENT_OF.match(text, start):
            return self._percent_of(text, percent, found)
        if fraction := FRACTION.match(text, start):
            return self._fraction(text, fraction, found)
        if half := HALF.match(text, start):
            return self._add(text, found, Numeral(start, half.end(), 50.0), 50.0, half.end(), "%", "half")
        numeral = read_chinese(text, start)
        run = start + 1
        while run < len(text) and text[run] in CN:
            run += 1
        before = text[start - 1] if start else ""
        if numeral is None or before in self.decoys.before or before in "数几" and before or before.isascii() and before:
            return run
        if text[start:run] == "零" and text.startswith("增长", run):
            return self._add(text, found, numeral, 0.0, run, "%", "percent")
        return self._with_unit(text, numeral, found, None)

    def _with_unit(
        self, text: str, first: Numeral, found: list[Quantity], open_numbers: list[tuple[int, int]] | None
    ) -> int:
        """Read the unit behind *first*, a range's second numeral too; returns where to go on."""
        end = first.end
        unit = self._unit(text, first)
        span = _RANGE.match(text, end + (len(unit[0]) if unit else 0))
        if span is not None and (second := self._second(text, span, first, unit)):
            return self._range(text, first, second, found)
        if unit is None:
            return self._unitless(text, first, found, open_numbers)
        word, entry = unit
        if word == "次" and "连续" in text[max(0, first.start - 4) : first.start]:
            return end + len(word)
        if entry.kind == "ordinal" or (entry.kind == "duration" and not self._lasting(text, first)):
            return end + len(word)
        if before_is_each(text, first.start) or (entry.kind == "count" and text.startswith("方面", end + len(word))):
            return end + len(word)
        if first.chinese and not self._meant(text, first, word, entry):
            return end + len(word)
        value = exact(first.value * entry.scale)
        return self._add(text, found, first, value, end + len(word), entry.unit, entry.kind)

    def _second(
        self, text: str, span: re.Match[str], first: Numeral, unit: tuple[str, Unit] | None
    ) -> tuple[Numeral, str, Unit] | None:
        """The upper end of a range, with its unit, where *span* really joins a range."""
        if span.end() >= len(text) or (unit and unit[1].kind in ("ordinal",)):
            return None
        reader = read_chinese if first.chinese else read_arabic
        second = reader(text, span.end())
        if second is None:
            return None
        after = self._unit(text, second)
        if after is None or after[1].kind == "ordinal" or (unit and unit[1].unit != after[1].unit):
            return None
        if span.group() in ("至", "到") and re.search(r"[由从][^，；。]{0,12}$", text[: first.start]):
            return None
        return second, after[0], after[1]

    def _range(self, text: str, first: Numeral, rest: tuple[Numeral, str, Unit], found: list[Quantity]) -> int:
        second, word, entry = rest
        low, high = first.value, second.value
        if second.scaled and not first.scaled and low < high:
            plain_high = read_arabic(text, second.start)
            digits = re.match(r"[\d.]+", text[second.start : second.end])
            if plain_high and digits:  # 1.5—2万亩: the multiplier holds for both
                low = exact(low * high / float(digits.group()))
        low, high = exact(low * entry.scale), exact(high * entry.scale)
        if high <= low:
            return second.end
        end = second.end + len(word)
        return self._add(text, found, first, low, end, entry.unit, entry.kind, upper=high)

    def _unitless(
        self, text: str, numeral: Numeral, found: list[Quantity], open_numbers: list[tuple[int, int]] | None
    ) -> int:
        end = numeral.end
        if numeral.scaled and numeral.value >= 1e4 and not before_is_each(text, numeral.start):
            implied = self.units.implied(text, numeral.start, end, numeral.value)
            if implied:
                return self._add(text, found, numeral, numeral.value, end, implied.unit, implied.kind)
        if open_numbers is None:
            return end
        if (join := _SHARED_UNIT.match(text, end)) is not None:
            other = read_arabic(text, join.end())
            unit = self._unit(text, other) if other else None
            if unit and unit[1].kind in ("points", "percent", "count", "people", "money"):
                return self._add(text, found, numeral, numeral.value, end, unit[1].unit, unit[1].kind)
        tail = text[end : end + 2]
        if tail[:1].isascii() and tail[:1].isalpha():
            return _TOKEN.match(text, end).end()  # type: ignore[union-attr]
        if not any(text.startswith(word, end) for word in self.decoys.after):
            open_numbers.append((numeral.start, end))
        return end

    def _medals(self, text: str, match: re.Match[str], found: list[Quantity]) -> int:
        for index in (1, 2, 3):
            if match.group(index):
                numeral = read_arabic(text, match.start(index))
                assert numeral is not None
                self._add(text, found, numeral, numeral.value, match.end(index) + 1, "枚", "count")
        return match.end()

    def _special(self, text: str, start: int, found: list[Quantity]) -> int:
        if fold := FOLD.match(text, start):
            if text[max(0, start - 1) : start] in ("的", "“", "个") or (
                fold.group() == "倍增" and text[fold.end() : fold.end() + 1] not in "，。；、！" and fold.end() < len(text)
            ):
                return fold.end()
            count = fold.group(1)
            times = 1 if count is None else int(count) if count.isascii() else int(chinese_value(count) or 1)
            if fold.group().startswith("翻两"):
                times = 2
            numeral = Numeral(start, fold.end(), float(times))
            return self._add(text, found, numeral, (2.0**times - 1) * 100, fold.end(), "%", "fold")
        if half := HALF.match(text, start):
            return self._add(text, found, Numeral(start, half.end(), 50.0), 50.0, half.end(), "%", "half")
        return start + 1

    def _percent_of(self, text: str, match: re.Match[str], found: list[Quantity]) -> int:
        scale, digits = match.groups()
        value = float(digits) if digits[0].isascii() else chinese_value(digits)
        if value is None:
            return match.end()
        unit = "%" if scale == "百" else "‰"
        numeral = Numeral(match.start(), match.end(), value)
        kind = "percent" if scale == "百" else "permille"
        return self._add(text, found, numeral, exact(value), match.end(), unit, kind)

    def _fraction(self, text: str, match: re.Match[str], found: list[Quantity]) -> int:
        chinese_low, chinese_high, high, low = match.groups()
        below = chinese_value(chinese_low) if chinese_low else float(low)
        above = chinese_value(chinese_high) if chinese_high else float(high)
        if not below or not above or above >= below:
            return match.end()
        value = round(above / below * 100, 2)
        numeral = Numeral(match.start(), match.end(), value)
        return self._add(text, found, numeral, value, match.end(), "%", "percent")

    def _shares(self, text: str, match: re.Match[str], found: list[Quantity]) -> int:
        parts = [float(part) for part in match.groups() if part]
        if len(parts) < 3 or not 98.5 <= sum(parts) <= 101.5:
            return match.end()
        for index in range(1, 4):
            begin, end = match.span(index)
            found.append(
                Quantity(begin, end, begin, end, parts[index - 1], None, "%", "share", Bound.EQ, (), Numeral(begin, end, parts[index - 1]), "", False)
            )
        return match.end()

    # -- units ------------------------------------------------------------------------------------------------

    def _unit(self, text: str, numeral: Numeral) -> tuple[str, Unit] | None:
        end = numeral.end
        if (points := _POINTS.match(text, end)) is not None:
            return points.group(), self.units.table["个百分点"]
        if numeral.chinese and (tenths := _TENTHS.match(text, end)) and not numeral.scaled and numeral.value < 10:
            half = tenths.group().strip("成多")
            extra = 0.0 if not half else 5.0 if half == "半" else float(chinese_value(half) or 0)
            return tenths.group(), Unit("%", "tenths", 10.0 + extra / (numeral.value or 1))
        unit = self.units.at(text, end)
        return None if unit and numeral.chinese and unit[0] == "大" else unit

    def _lasting(self, text: str, numeral: Numeral) -> bool:
        """Whether years are a quantity here: 提前1年, but not 连续三年 or 三年行动."""
        return _DURATION_BEFORE.search(text[max(0, numeral.start - 6) : numeral.start]) is not None

    def _meant(self, text: str, numeral: Numeral, word: str, entry: Unit) -> bool:
        """Whether Chinese characters are meant as a quantity and not as a name or a figure of speech."""
        before = text[max(0, numeral.start - 1) : numeral.start]
        after = numeral.end + len(word)
        if _MULTIPLIER_ONLY.match(text[numeral.start : numeral.end]):
            if word in self.decoys.loose_units or text.startswith("口", after):
                return False
            # 千名医师下基层活动, “百名”…: a slogan's name, not a count
            if before in ("近", "超", "逾", "过"):
                return True
            return not (before == "“" or entry.kind == "people" or _NAMED.match(text, after))
        if entry.kind not in ("count", "people", "times", "area", "length", "other") or numeral.value > _SMALL:
            return word not in self.decoys.loose_units
        if before in ("“", "《", "‘", "「", '"') or text[numeral.start] == "二" or word in self.decoys.loose_units:
            return False
        if numeral.value == 1:
            clause = text[max(0, numeral.start - 14) : numeral.start]
            return text[after : after + 2] in self.bounds.after or "至少" in clause.rpartition("，")[2] or word == "枚"
        return word in self.decoys.firm_units or self.decoys.acts_before(text, numeral.start)

    # -- bounds -----------------------------------------------------------------------------------------------

    def _add(
        self, text: str, found: list[Quantity], numeral: Numeral, value: float, end: int, unit: str, kind: str, upper: float | None = None
    ) -> int:  # fmt: skip
        left, before, words, links = self.bounds.leading(text, numeral.start)
        right, after, suffix = self.bounds.trailing(text, end)
        if before == "ge" and kind == "count" and words[-1].startswith("跨"):
            before = None  # 跨越3个千亿元台阶: the steps are counted, not bounded
        if unit in ("微克", "毫克") and "每立方米" in links:
            unit += "/立方米"
        if before is None and after is None:
            if "至少" in text[max(0, left - 6) : left]:
                before = "ge"
            elif kind == "percent" and links.endswith("的") and (far := _FAR_BEFORE.search(text[max(0, left - 14) : left])):
                before = self.bounds.before[far.group(1)]
        if before is None and after is None and found and text[found[-1].right : left] in ("、", "和", "或", "与", "及", "至"):
            carried = found[-1]
            if carried.bound is not Bound.RANGE and not carried.suffixed and carried.unit_class == kind:
                before, words = carried.bound.value, carried.words
        if kind == "points" and after is None and (inner := re.search("以上|左右", text[numeral.end : end])):
            after, suffix = self.bounds.after[inner.group()], inner.group()
        bound = Bound.EQ
        if upper is not None:
            bound = Bound.RANGE
        elif after is not None:
            bound = Bound(after)
        elif before is not None:
            bound = Bound(before)
        elif numeral.vague or "多" in text[numeral.end : end]:
            bound = Bound.GE
        if kind == "half" and text.startswith("过", numeral.start):
            bound = Bound.GE
        if suffix:
            words = (*words, suffix)
        if suffix and after in ("approx", "le", "ge") and found:
            self._spread(text, found, left, Bound(after), suffix, unit)
        found.append(
            Quantity(numeral.start, end, left, right, value, upper, unit, kind, bound, words, numeral, links, bool(suffix))
        )
        return end


    def _spread(self, text: str, found: list[Quantity], left: int, bound: Bound, suffix: str, unit: str) -> None:
        """分别增长8%、9.8%左右: the word behind the last value holds for all values of one head."""
        index = len(found) - 1
        while index >= 0:
            item = found[index]
            if text[item.right : left] not in ("、", "和", "及") or item.bound is not Bound.EQ or item.unit != unit:
                return
            first = item.links
            found[index] = item._replace(bound=bound, words=(*item.words, suffix))
            if "分别" in first or "分别" in text[max(0, item.left - 4) : item.left]:
                return
            left, index = item.left, index - 1


_FINDER: list[Finder] = []


def finder() -> Finder:
    """The Finder over the lexicon that ships with the project, made once."""
    if not _FINDER:
        _FINDER.append(Finder(units(), bounds(), decoys()))
    return _FINDER[0]
