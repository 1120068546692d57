"""The words that an outline is read by, from ``lexicon/data/outline.toml``, compiled once."""

from __future__ import annotations

import re
from functools import lru_cache
from re import Pattern

import msgspec

from jiannuo.lexicon.loader import load
from jiannuo.outline.numbering import DIGITS, chinese_name

FIVE_YEAR_PLANS = {  # ordinal: first year (GB: the first plan 1953–1957, the third began in 1966)
    1: 1953, 2: 1958, 3: 1966, 4: 1971, 5: 1976, 6: 1981, 7: 1986, 8: 1991, 9: 1996, 10: 2001,
    11: 2006, 12: 2011, 13: 2016, 14: 2021, 15: 2026, 16: 2031, 17: 2036, 18: 2041,
}  # fmt: skip


class WebWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Remains of a web page: words that fill a line, and beginnings of a short line."""

    words: tuple[str, ...]
    prefixes: tuple[str, ...]


class BodyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a report begins and ends."""

    address: str
    opening: str
    glossary: str
    enclosure: str
    explanation: str
    closing: str
    government: tuple[str, ...]


class HeadingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Headings without a number, and how long headings may be (characters)."""

    title_words: str
    not_title: str
    longest_title: int
    longest_lead: int
    longest_plain_lead: int


class PartWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells review from plan, and one year from five."""

    review_five: tuple[str, ...]
    review: tuple[str, ...]
    outlook: tuple[str, ...]
    plan: tuple[str, ...]
    plan_weak: tuple[str, ...]
    back_weak: str
    back: str
    lead_review: str
    lead_review_five: str
    lead_plan: str
    lead_outlook: str
    retrospect: str
    words_ahead: tuple[str, ...]
    words_back: tuple[str, ...]


class MetadataWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a title and an office are called; the nations that autonomous places are named after."""

    title: str
    offices: str
    nations: tuple[str, ...]


class OutlineWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    web: WebWords
    body: BodyWords
    headings: HeadingWords
    parts: PartWords
    metadata: MetadataWords


@lru_cache(maxsize=1)
def words() -> OutlineWords:
    """The lexicon of the outline; LexiconError where the file is not valid."""
    return load("outline.toml", OutlineWords)


@lru_cache(maxsize=256)
def pattern(source: str) -> Pattern[str]:
    """*source* compiled."""
    return re.compile(source)


class PartCues(msgspec.Struct, frozen=True):
    """The patterns for one year of report."""

    review_five: Pattern[str]
    review: Pattern[str]
    outlook: Pattern[str]
    plan: Pattern[str]
    plan_weak: Pattern[str]
    back_weak: Pattern[str]
    back: Pattern[str]
    lead_review: Pattern[str]
    lead_review_five: Pattern[str]
    lead_plan: Pattern[str]
    lead_outlook: Pattern[str]


@lru_cache(maxsize=128)
def part_cues(year: int | None, late: bool = False) -> PartCues:
    """Patterns of parts for a report whose year ahead is *year*; None: only words that name no year work.

    late says that it was held before that year began: then 今年 is the year under review and 明年 the year ahead.
    """
    table = words().parts
    marks = {
        "now": "明年" if late else "今年",
        "before": "今年" if late else "(?:去年|上年)",
        "this": _year_pattern(year),
        "last": _year_pattern(year - 1 if year else None),
        "next_plan": _plan_pattern([n for n, first in FIVE_YEAR_PLANS.items() if year and year <= first <= year + 6]),
        "past_plan": _plan_pattern([n for n, first in FIVE_YEAR_PLANS.items() if year and first + 5 <= year]),
    }

    def one(sources: tuple[str, ...]) -> Pattern[str]:
        return re.compile("|".join(_fill(source, marks) for source in sources))

    def lead(source: str) -> Pattern[str]:
        return re.compile(_fill(source, marks))

    return PartCues(
        one(table.review_five),
        one(table.review),
        one(table.outlook),
        one(table.plan),
        one(table.plan_weak),
        re.compile(table.back_weak),
        re.compile(table.back),
        lead(table.lead_review),
        lead(table.lead_review_five),
        lead(table.lead_plan),
        lead(table.lead_outlook),
    )


def chinese_year(year: int) -> str:
    """1998 → 一九九八."""
    return "".join(DIGITS[int(digit)] for digit in str(year))


def _fill(source: str, marks: dict[str, str]) -> str:
    for name, value in marks.items():
        source = source.replace("{" + name + "}", value)
    return source


def _year_pattern(year: int | None) -> str:
    if year is None:
        return "(?!)"
    return rf"(?:(?<!\d){year} ?|{chinese_year(year).replace('〇', '[〇○零ОO0]')})"


def _plan_pattern(ordinals: list[int]) -> str:
    if not ordinals:
        return "(?!)"
    names = "|".join(sorted((chinese_name(n) for n in ordinals), key=len, reverse=True))
    bare = rf"(?<![一二三四五六七八九十])(?:{names})五"
    return rf"(?:[“\"＂]?{bare}[”\"＂]|{bare}(?=时期|期间|规划|计划|以来|发展)|第(?:{names})个五年(?:规划|计划)?)"
