"""The year or years that a statement is about."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from jiannuo.model.outline import Part
from jiannuo.model.period import Period
from jiannuo.model.statement import Kind

_SPAN = re.compile(r"((?:19|20)\d\d)年?(?:[-—~至到]{1,2})((?:19|20)\d\d)年")
_YEAR = re.compile(r"(?<![比较与是\d])((?:19|20)\d\d)年(?!的?[^，。；]{0,4}(?:行动|计划|规划|第|版|远景|愿景))")
_COMPARED = ("比", "较", "与", "同", "和", "相当于", "是", "为")
_FLOW = re.compile(r"[三四五六七八九十\d]年(?:来|间)?(?:累计|共)?(?:完成|实现|投入)")
_LAST_YEAR = re.compile(r"比上年|比去年|较上年|较去年")
_BACK = re.compile(
    r"(?:近|过去|(?<!提)前|最近|连续)([两三四五六七八九十\d]{1,2})年|(?<![一二三四五六七八九十\d前])([三四五六七八九十]|\d)年(?:来|间)?(?:累计|共|完成|新增|增长|年均|平均)"
)
REACH = 400  # characters of a sentence that are looked over for a year: more than real sentences have
_NUMBER = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


@lru_cache(maxsize=512)
def period(first: int, last: int) -> Period:
    """One Period value for the same years, made once."""
    return Period(first, last)


class When(msgspec.Struct, frozen=True, gc=False):
    """What a measure's period depends on besides the words that name years.

    still is true for stocks and shares, which belong to the end of a span; averaged for yearly averages, which belong
    to all of it; earlier for the first figure of 由A提高到B.
    """

    part: Part
    kind: Kind
    still: bool
    averaged: bool
    earlier: bool


def stated(before: str) -> tuple[int, int] | None:
    """The years that the words before a quantity name themselves; the last mention counts."""
    if "年" not in before:
        return None
    best: tuple[int, tuple[int, int]] | None = None
    for match in _SPAN.finditer(before):
        first, last = int(match.group(1)), int(match.group(2))
        if first <= last:
            best = (match.end(), (first, last))
    for match in _YEAR.finditer(before):
        if best is not None and match.start() < best[0]:
            continue
        if before.endswith(_COMPARED, 0, match.start()) or before[match.end() : match.end() + 2] in ("以前", "相比"):
            continue
        best = (match.end(), (int(match.group(1)), int(match.group(1))))
    if best is None or _LAST_YEAR.search(before, best[0]):
        return None
    return best[1]


def lasting(clause: str, year: int) -> tuple[int, int] | None:
    """The span that a clause names by its length: 近三年, 五年累计."""
    for match in _BACK.finditer(clause):
        digits = match.group(1) or match.group(2)
        size = int(digits) if digits.isascii() else _NUMBER.get(digits, 0)
        if size:
            return year - size, year - 1
    return None


def of_measure(when: When, before: str, clause: str, year: int | None) -> Period | None:
    """The period of a measure; None where neither text nor report names a year.

    *before* is what stands before the quantity in its sentence, *clause* the last clause of that.
    """
    named = stated(before)
    if named is not None and not (when.averaged and named[0] == named[1]):
        return period(*named)
    if year is None:
        return None
    if (not when.still or _FLOW.search(clause)) and (span := lasting(clause, year)):
        return period(*span)
    part = when.part
    if part is Part.PLAN:
        ahead = when.kind in (Kind.TARGET, Kind.QUALIFIER)
        return period(year, year) if ahead else period(year - 1, year - 1)
    if part in (Part.REVIEW_FIVE, Part.OUTLOOK):
        first, last = (year - 5, year - 1) if part is Part.REVIEW_FIVE else (year, year + 4)
        if when.earlier:
            return period(first - 1, first - 1)
        return period(last, last) if when.still and not when.averaged else period(first, last)
    back = 2 if when.earlier else 1
    return period(year - back, year - back)
