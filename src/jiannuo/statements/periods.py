"""The year or years that a statement is about."""

from __future__ import annotations

import re
from functools import lru_cache

from jiannuo.model.outline import Part
from jiannuo.model.period import Period
from jiannuo.model.statement import Kind, MeasureType

_SPAN = re.compile(r"((?:19|20)\d\d)年?(?:[-—~至到]{1,2})((?:19|20)\d\d)年")
_BY = re.compile(r"(?:到|至)((?:19|20)\d\d)年")
_YEAR = re.compile(r"(?<![比较与是\d])((?:19|20)\d\d)年(?!的?[^，。；]{0,4}(?:行动|计划|规划|第|版))")
_COMPARED = re.compile(r"(?:比|较|与|相当于|是|为)$")
_BACK = re.compile(r"(?:近|过去|前|最近)([两三四五六七八九十\d]{1,2})年|([三四五六七八九十]|\d)年(?:来|间)?(?:累计|共|完成|新增|增长|年均|平均)")
_PLAN = re.compile(r"“([一二三四五六七八九十]+)五”(?:时期|期间|以来|五年)?")
_NUMBER = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_PLAN_FIRST = {"六": 1981, "七": 1986, "八": 1991, "九": 1996, "十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}  # fmt: skip


@lru_cache(maxsize=512)
def period(first: int, last: int) -> Period:
    """One Period value for the same years, made once."""
    return Period(first, last)


def plan_years(name: str) -> tuple[int, int] | None:
    """The five years of a five-year plan: 十四 is 2021 to 2025."""
    first = _PLAN_FIRST.get(name)
    return (first, first + 4) if first else None


def stated(clause: str, year: int) -> tuple[int, int] | None:
    """The years that the words before a quantity name themselves; the last mention counts."""
    best: tuple[int, tuple[int, int]] | None = None
    for match in _SPAN.finditer(clause):
        first, last = int(match.group(1)), int(match.group(2))
        if first <= last:
            best = (match.end(), (first, last))
    for match in _YEAR.finditer(clause):
        if best is not None and match.start() < best[0]:
            continue
        if _COMPARED.search(clause[: match.start()]) or clause[match.end() : match.end() + 1] == "以":
            continue
        best = (match.end(), (int(match.group(1)), int(match.group(1))))
    for match in _BACK.finditer(clause):
        if best is not None and match.start() < best[0]:
            continue
        digits = match.group(1) or match.group(2)
        size = int(digits) if digits.isascii() else _NUMBER.get(digits, 0)
        if size:
            best = (match.end(), (year - size, year - 1))
    return best[1] if best else None


def of_measure(
    part: Part, kind: Kind, measure: MeasureType, clause: str, year: int | None, span: tuple[int, int] | None, averaged: bool
) -> Period | None:  # fmt: skip
    """The period of a measure; None where neither text nor report names a year.

    *clause* is what stands before the quantity in its sentence, *span* the five years that a five-year part is about.
    """
    if year is None:
        return None
    named = stated(clause, year)
    if named is not None and not (averaged and named[0] == named[1]):
        return period(*named)
    if part is Part.PLAN or (part is Part.OTHER and kind is Kind.TARGET):
        if kind is Kind.TARGET or kind is Kind.QUALIFIER:
            return period(year, year)
        return period(year - 1, year - 1)
    if part in (Part.REVIEW_FIVE, Part.OUTLOOK):
        first, last = span or ((year - 5, year - 1) if part is Part.REVIEW_FIVE else (year, year + 4))
        still = measure in (MeasureType.LEVEL, MeasureType.RATIO)
        return period(last, last) if still and not averaged else period(first, last)
    return period(year - 1, year - 1)
