"""Canonical indicators: the report's own words, unit and measure to a code (gdp_growth).

A code is found by exact words of the lexicon only; what the lexicon does not name stays without one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import ahocorasick_rs
import msgspec

from jiannuo.lexicon.loader import load
from jiannuo.model.errors import LexiconError
from jiannuo.model.statement import MeasureType

LEXICON = "indicators.toml"
_RESPECTIVELY = "分别"
_BARE = 5  # characters; a part shorter than this names whose, not what
_FIGURE = re.compile(r"[0-9０-９][0-9０-９.．]*+[万亿]*+([%％]?)")


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One canonical code, its names, and what it takes: measures, and units (none listed: any)."""

    code: str
    zh: str
    en: str
    measure: tuple[MeasureType, ...]
    unit: tuple[str, ...] = ()


class Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is measured: any of words names it, one of also must stand beside it, none of without may."""

    words: tuple[str, ...]
    codes: tuple[Code, ...]
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def fits(self, part: str) -> bool:
        """Whether the words beside the name allow it."""
        if self.also and not any(word in part for word in self.also):
            return False
        return not any(word in part for word in self.without)


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word for two subjects at once; after 分别 the first figure belongs to first, the next to second."""

    word: str
    first: str
    second: str


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file indicators.toml."""

    subjects: dict[str, Subject]
    pairs: tuple[Pair, ...]
    shares: tuple[str, ...]
    cumulative: tuple[str, ...]
    joints: tuple[str, ...]
    each: tuple[str, ...]


class _Table:
    """The lexicon made ready: one automaton over all words, longest word first."""

    def __init__(self, lexicon: Lexicon) -> None:
        named: dict[str, list[Subject]] = {}
        for subject in lexicon.subjects.values():
            for word in subject.words:
                named.setdefault(word, []).append(subject)
        self.lexicon = lexicon
        self.subjects = tuple(tuple(subjects) for subjects in named.values())
        self.automaton = ahocorasick_rs.AhoCorasick(list(named), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self.joints = re.compile("|".join(map(re.escape, sorted(lexicon.joints, key=len, reverse=True))))

    def of_part(self, part: str, unit: str, measure: MeasureType) -> list[str]:
        """Codes of one part of an indicator, in order of the words."""
        if any(word in part for word in self.lexicon.cumulative):
            return []
        shared = measure is not MeasureType.RATIO and any(word in part for word in self.lexicon.shares)
        found = []
        for index, _, _ in self.automaton.find_matches_as_indexes(part):
            for subject in self.subjects[index]:
                if shared or not subject.fits(part):
                    continue
                found += [c.code for c in subject.codes if measure in c.measure and (not c.unit or unit in c.unit)][:1]
        return found


def check(lexicon: Lexicon) -> Lexicon:
    """Refuse a code that is given twice, and empty words; returns the lexicon."""
    seen: dict[str, str] = {}
    for name, subject in lexicon.subjects.items():
        if not subject.words or not all(subject.words):
            raise LexiconError(
                "lexicon_invalid", file=LEXICON, key=f"subjects.{name}.words", reason="no word, or an empty one"
            )
        for code in subject.codes:
            if code.code in seen:
                reason = f"code {code.code} is taken by subjects.{seen[code.code]}"
                raise LexiconError("lexicon_invalid", file=LEXICON, key=f"subjects.{name}.codes", reason=reason)
            seen[code.code] = name
    return lexicon


@cache
def lexicon() -> Lexicon:
    """The lexicon of indicators, read once; LexiconError says what is wrong with it."""
    return check(load(LEXICON, Lexicon))


@cache
def _table() -> _Table:
    return _Table(lexicon())


@cache
def names() -> dict[str, Code]:
    """Every canonical code with its names, in the lexicon's order."""
    return {code.code: code for subject in lexicon().subjects.values() for code in subject.codes}


@lru_cache(maxsize=4096)
def _lookup(indicator: str, unit: str, measure: MeasureType) -> tuple[str, ...]:
    table = _table()
    parts = [part for part in table.joints.split(indicator) if part]
    if not parts:
        return ()
    found: list[str] = []
    for part in parts:
        # 城镇和农村居民人均可支配收入: the head is written once, with the last part
        found += table.of_part(part, unit, measure) or (
            table.of_part(part + parts[-1], unit, measure) if len(parts) > 1 else []
        )
    if not found and len(parts) > 1:
        found = table.of_part(indicator, unit, measure)
    return tuple(dict.fromkeys(found))


def _figures(text: str, unit: str) -> int:
    """How many figures of the unit's sort (shares, or amounts) *text* has."""
    return sum(1 for figure in _FIGURE.finditer(text) if bool(figure[1]) == (unit == "%"))


def _whose(word: str, pair: Pair, unit: str, context: str) -> tuple[str, ...]:
    """The words that *word* stands for at this figure: itself, one of the pair, or both."""
    _, found, behind = context.rpartition(word)
    if not found:
        return (word,)
    if _RESPECTIVELY in behind:
        before = _figures(behind, unit)
        return (pair.first, pair.second)[before : before + 1] or (word,)
    if any(each in behind for each in _table().lexicon.each):
        return (pair.first, pair.second)
    return (word,)


def codes_of(indicator: str, unit: str, measure: MeasureType, context: str = "") -> tuple[str, ...]:
    """All canonical codes that a figure answers; none where unknown.

    indicator is the report's words, unit without multiplier, context the sentence up to the figure: it decides whose
    figure it is where one word stands for two subjects (城乡居民人均可支配收入分别增长5%、6%).
    """
    for pair in _table().lexicon.pairs:
        if pair.word in indicator:
            chosen = _whose(pair.word, pair, unit, context)
            found = [_lookup(indicator.replace(pair.word, word), unit, measure) for word in chosen]
            return tuple(dict.fromkeys(code for codes in found for code in codes))
    return _lookup(_own_part(indicator, unit, context), unit, measure)


def _own_part(indicator: str, unit: str, context: str) -> str:
    """Of a joint indicator the part that a figure after 分别 belongs to; else the indicator as it is."""
    _, found, behind = context.rpartition(_RESPECTIVELY)
    parts = _table().joints.split(indicator)
    if not found or len(parts) == 1 or parts[-1] not in context or context.rindex(parts[-1]) > context.rindex(found):
        return indicator
    before = _figures(behind, unit)
    # a part that lacks the shared head (城镇和农村居民人均可支配收入) takes the last one's
    if before >= len(parts):
        return indicator
    return parts[before] + (parts[-1] if len(parts[before]) < _BARE and before < len(parts) - 1 else "")


def code_of(indicator: str, unit: str, measure: MeasureType, context: str = "") -> str:
    """The first of codes_of, "" where unknown."""
    codes = codes_of(indicator, unit, measure, context)
    return codes[0] if codes else ""
