"""A second reading of numerals, for checking the first: shares no code with the package on purpose.

``verdict`` tells how a record's value follows from the record's own text, or that it does not.  It is generous about
which of the text's numbers a value is, never about the number itself: digits and multipliers are read exactly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

SMALL = {"十": 10, "百": 100, "千": 1000}
CHINESE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
VAGUE = "多余几来"

_NUMERAL = re.compile(r"[0-9.零〇一二两三四五六七八九十百千万亿多余几来]+(?:点[零〇一二三四五六七八九]+[万亿]*)?")
_PART = re.compile(r"([0-9.零〇一二两三四五六七八九十百千万亿]+)分之([0-9.零〇一二两三四五六七八九十百千万亿点]+)")
_SLASH = re.compile(r"(\d+)/(\d+)")
_FOLD = re.compile(r"翻(?:了|两)?([一二两三四五\d]?)番|倍增")


def squeeze(text: str) -> str:
    """*text* in half-width characters without spaces, line breaks and thousands separators."""
    folded = unicodedata.normalize("NFKC", text)
    folded = re.sub(r"[\s\u200b\ufeff\u00ad]+", "", folded)
    folded = re.sub(r"千(?=[瓦米克卡伏焦赫帕])", "k", folded)  # a unit's prefix, no multiplier: 560亿千瓦时
    return re.sub(r"(?<=\d)[,，](?=\d{3})", "", folded)


def number(text: str) -> Fraction | None:
    """What a numeral means, Arabic, Chinese or mixed (1亿2千万, 三百零五, 二点五); None where it is none."""
    text = text.translate({ord(c): None for c in VAGUE})
    if not text:
        return None
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Fraction(text)
    whole, point, decimals = text.partition("点")
    if point:
        head = number(whole)
        tail = "".join(str(CHINESE.get(c, "")) for c in decimals)
        if head is None or not tail:
            return None
        return (head + Fraction(int(tail), 10 ** len(tail))) * multiplier(decimals)  # 二十三点五万
    for mark, factor in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        if mark in text:
            left, _, right = text.rpartition(mark)
            many = number(left) if left else Fraction(1)
            rest = number(right.lstrip("零〇")) if right.lstrip("零〇") else Fraction(0)
            return None if many is None or rest is None else many * factor + rest
    if text in CHINESE:
        return Fraction(CHINESE[text])
    if len(text) > 1 and text[0] in "零〇":  # 一年零两个月
        return number(text[1:])
    if re.fullmatch(r"[零〇一二三四五六七八九]+", text):  # digit by digit: 二〇二五
        return Fraction(int("".join(str(CHINESE[c]) for c in text)))
    return None


def readings(text: str) -> Iterator[tuple[str, Fraction]]:
    """Every value that the squeezed *text* may state, with the name of the rule that gives it."""
    for match in _PART.finditer(text):
        below, above = number(match.group(1)), number(match.group(2))
        if below and above is not None:
            yield ("literal", above) if below in (100, 1000) else ("fraction", 100 * above / below)
    for match in _SLASH.finditer(text):
        if int(match.group(2)):
            yield "fraction", Fraction(100 * int(match.group(1)), int(match.group(2)))
    for match in _FOLD.finditer(text):
        times = number(match.group(1)) if match.group(1) else (Fraction(2) if "两番" in match.group() else Fraction(1))
        if times is not None:
            yield "fold", Fraction(100 * (2 ** int(times) - 1))
    if re.search(r"一半|半数|过半|对半", text):
        yield "half", Fraction(50)
    if re.search(r"(?<!成)半(?!数)", text):
        yield "half", Fraction(1, 2)
    for match in re.finditer(r"([0-9一二两三四五六七八九十]+)[个倍年天]?半", text):
        if (whole := number(match.group(1))) is not None:
            yield "half", whole + Fraction(1, 2)
    yield from _plain(text)


def _plain(text: str) -> Iterator[tuple[str, Fraction]]:
    """Numerals as they stand, with the multiplier of a range's second end and the units 成 and 倍."""
    matches = [match for match in _NUMERAL.finditer(text) if match.group().strip(".")]
    for index, match in enumerate(matches):
        value = number(match.group().strip("."))
        if value is None:
            continue
        yield "literal", value
        after = text[match.end() : match.end() + 2]
        if after.startswith("成"):
            yield "tenths", 10 * value
            if after[1:] == "半":
                yield "tenths", 10 * value + 5
            elif after[1:] and after[1] in CHINESE:
                yield "tenths", 10 * value + CHINESE[after[1]]
        if after.startswith("倍"):
            yield "times", 100 * value
        if index + 1 < len(matches):  # 1.5-2万亩: the multiplier holds for both ends
            factor = multiplier(matches[index + 1].group())
            if factor > 1:
                yield "shared multiplier", value * factor


def multiplier(text: str) -> Fraction:
    """The multiplier at the end of a numeral: 10000 of 2.5万, 1 where there is none."""
    match = re.search(r"[十百千万亿]+$", text.rstrip(VAGUE))
    return (number(match.group()) or Fraction(1)) if match else Fraction(1)


def _same(value: float, reading: Fraction) -> bool:
    return abs(abs(value) - abs(float(reading))) <= 1e-9 * max(1.0, abs(float(reading)))


def _rounded(value: float, reading: Fraction) -> bool:
    """Thirds and the like are stated to two decimals at least."""
    return abs(abs(value) - float(reading)) <= 0.005


def verdict(value: float, text: str, behind: str = "") -> str | None:
    """The rule by which *value* follows from *text* up to its sign; None where it does not.

    behind is what stands after the text in the report: a multiplier there may hold for this value too (2、3万户).
    """
    plain = squeeze(text)
    found = list(readings(plain))
    for rule, reading in found:
        if _same(value, reading) or (rule == "fraction" and _rounded(value, reading)):
            return rule
    for rule, reading in found:
        if rule == "literal" and 80 <= reading <= 130 and _same(value, reading - 100):
            return "index"
    tail = squeeze(behind)
    following = _NUMERAL.search(tail)
    if following:
        factor = multiplier(following.group())
        if factor > 1 and any(_same(value, reading * factor) for rule, reading in found if rule == "literal"):
            return "shared multiplier"
    return None
