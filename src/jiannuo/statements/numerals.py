"""Numerals as reports write them: 1,322.5 · 两千三百 · 百分之二点五 · 1亿2千万 · 四亿零七百多万 · 1/3 · 翻两番."""

from __future__ import annotations

import re

import msgspec

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = (("亿", 1e8), ("万", 1e4))
VAGUE = "多余几来"
LONGEST = 32  # characters of a number: more than any that a report states needs

_WITHOUT_VAGUE = {ord(c): None for c in VAGUE}
_HAS_VAGUE = re.compile(f"[{VAGUE}]")
CN = "零一二三四五六七八九十百千万亿两"
_MULTIPLIER = "万亿|千亿|百亿|十亿|千万|百万|十万|万|亿|千(?![瓦伏米克卡])|百"
ARABIC = re.compile(
    rf"(\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:([{VAGUE}])?({_MULTIPLIER})(?:(\d+)(千万|百万|十万|万|千|百))?)?([{VAGUE}](?!年))?"
)
_LETTER = "(?:[" + CN.replace("千", "") + "]|千(?![瓦伏米克卡]))"
CHINESE = re.compile(
    rf"({_LETTER}+(?:点[零一二三四五六七八九]+[万亿]*)?(?:[{VAGUE}](?:[万亿]+|千万|百万))?)([{VAGUE}](?!年))?"
)
_PART = rf"\d+(?:\.\d+)?|[{CN}]+(?:点[零一二三四五六七八九]+)?"
PERCENT_OF = re.compile(rf"(百|千)分之({_PART})(?:[到至-](?:[百千]分之)?({_PART})(?![{CN}个年]))?")
FRACTION = re.compile(rf"([{CN}]+)分之([{CN}]+)|([1-9]\d?)/([1-9]\d?)(?![\d/年月])")
FOLD = re.compile(r"翻了?(?:([一二两三四\d])?番)|倍增")
HALF = re.compile(r"一半|半数|过半(?![个年月天百])")

_MULTIPLIERS = {
    "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7,
    "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12,
}  # fmt: skip


class Numeral(msgspec.Struct, frozen=True, gc=False):
    """A number read from a text; vague where 多, 余 or 几 says that it is somewhat more.

    scaled is true where it carries a multiplier such as 万; chinese where it is written in Chinese numerals.
    """

    start: int
    end: int
    value: float
    vague: bool = False
    scaled: bool = False
    chinese: bool = False


def exact(value: float) -> float:
    """*value* without the dust of binary multiplication: 1.58 × 10¹² is 1580000000000."""
    return value if value.is_integer() and value < 1e12 else float(f"{value:.12g}")


def chinese_value(text: str) -> float | None:
    """What Chinese numerals mean, None where they are no number (十三五, 一二三) or too long for one.

    A leading multiplier stands for one of it (百 is 100, 千亿 10¹¹).
    """
    if len(text) > LONGEST:
        return None
    whole, point, fraction = text.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return value
    decimals = fraction.rstrip("万亿")
    factor = _whole(fraction[len(decimals) :]) if decimals != fraction else 1.0  # 二十三点五万
    return None if factor is None else (value + float("0." + "".join(str(DIGITS[c]) for c in decimals))) * factor


def _whole(text: str) -> float | None:
    """A whole number: split at its last 亿, then at its last 万 (六万万, 三万五千亿)."""
    for letter, size in LARGE:
        head, found, tail = text.rpartition(letter)
        if found:
            high = _whole(head) if head else 1.0
            low = _whole(tail) if tail else 0.0
            return None if high is None or low is None or low >= size else high * size + low
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> float | None:
    value = 0.0
    digit: int | None = None
    last = 10_000
    for c in text:
        if c in DIGITS:
            if digit not in (None, 0):
                return None
            digit = DIGITS[c]
            continue
        if SMALL[c] >= last:
            return None
        last = SMALL[c]
        value += (1 if digit is None or (digit == 0 and c == "十") else digit) * last
        digit = None
    if digit is not None and 10 < last < 10_000 and not text.endswith(f"零{text[-1]}"):
        return None  # 二百五 is 250 in speech only; reports write it out, so what looks like it is no number
    return value + (digit or 0)


def read_arabic(text: str, position: int) -> Numeral | None:
    """The numeral in Arabic digits at *position*."""
    match = ARABIC.match(text, position)
    if match is None:
        return None
    digits, inner, multiplier, more, more_multiplier, tail = match.groups()
    value = float(digits.replace(",", "").replace("，", ""))
    if multiplier:
        value *= _MULTIPLIERS[multiplier]
        if more:
            value += float(more) * _MULTIPLIERS[more_multiplier]
        value = exact(value)
    return Numeral(match.start(), match.end(), value, bool(inner or tail), bool(multiplier))


def read_chinese(text: str, position: int) -> Numeral | None:
    """The numeral in Chinese characters at *position*; None where the characters are no number."""
    match = CHINESE.match(text, position)
    if match is None:
        return None
    body, tail = match.groups()
    letters = body.translate(_WITHOUT_VAGUE) if _HAS_VAGUE.search(body) else body
    value = chinese_value(letters)
    if value is None:
        return None
    scaled = letters[-1] in "百千万亿" or letters[0] in "百千万亿"
    return Numeral(match.start(), match.end(), exact(value), bool(tail) or letters != body, scaled, True)
