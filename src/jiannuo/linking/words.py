"""The words of ``linking.toml``, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import msgspec

from jiannuo.lexicon.loader import load


class LinkLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``linking.toml`` as it stands; the file says what each list is for."""

    leading: tuple[str, ...]
    intending: tuple[str, ...]
    intended: tuple[str, ...]
    mottoes: tuple[str, ...]
    open_ended: tuple[str, ...]
    done: tuple[str, ...]
    moving: tuple[str, ...]
    definite: tuple[str, ...]
    beyond: tuple[str, ...]
    fulfilled: tuple[str, ...]
    failed: tuple[str, ...]
    cumulative: tuple[str, ...]
    whole: tuple[str, ...]
    ceilings: tuple[str, ...]
    income: tuple[str, ...]
    pace: tuple[str, ...]
    pace_of: tuple[str, ...]
    pace_with: tuple[str, ...]
    stages: tuple[tuple[str, ...], ...]
    added: tuple[str, ...]
    same_units: dict[str, str]
    same_words: dict[str, str]
    years_from_now: dict[str, int]


class Words(NamedTuple):
    """The lexicon as patterns."""

    leading: re.Pattern[str]
    intending: re.Pattern[str]
    intended: frozenset[str]
    mottoes: re.Pattern[str]
    open_ended: re.Pattern[str]
    done: re.Pattern[str]
    moving: re.Pattern[str]
    definite: re.Pattern[str]
    beyond: re.Pattern[str]
    fulfilled: re.Pattern[str]
    failed: re.Pattern[str]
    cumulative: re.Pattern[str]
    whole: re.Pattern[str]
    ceilings: frozenset[str]
    income: tuple[str, ...]
    pace: tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]
    stages: tuple[re.Pattern[str], ...]
    added: re.Pattern[str]
    same_units: dict[str, str]
    same_words: dict[str, str]
    rewritten: re.Pattern[str]
    years_from_now: dict[str, int]


def one_of(words: Iterable[str]) -> str:
    """An alternation that prefers the longest word."""
    return "|".join(sorted(map(re.escape, set(words)), key=lambda word: (-len(word), word)))


@cache
def words() -> Words:
    """The lexicon, loaded once; raises LexiconError where the file is not valid."""
    raw = load("linking.toml", LinkLexicon)
    return Words(
        leading=re.compile(f"^(?:{one_of(raw.leading)})+(?=.{{2}})"),
        intending=re.compile(one_of(raw.intending)),
        intended=frozenset(raw.intended),
        mottoes=re.compile(one_of(raw.mottoes)),
        open_ended=re.compile(one_of(raw.open_ended)),
        done=re.compile(one_of(raw.done)),
        moving=re.compile(one_of(raw.moving)),
        definite=re.compile(one_of(raw.definite)),
        beyond=re.compile(one_of(raw.beyond)),
        fulfilled=re.compile(one_of(raw.fulfilled)),
        failed=re.compile(one_of(raw.failed)),
        whole=re.compile(one_of(raw.whole)),
        cumulative=re.compile(one_of(raw.cumulative)),
        ceilings=frozenset(raw.ceilings),
        income=raw.income,
        pace=(re.compile(one_of(raw.pace)), re.compile(one_of(raw.pace_of)), re.compile(one_of(raw.pace_with))),
        stages=tuple(re.compile(one_of(stage)) for stage in raw.stages),
        added=re.compile(one_of(raw.added)),
        same_units=raw.same_units,
        same_words=raw.same_words,
        rewritten=re.compile(one_of(raw.same_words)),
        years_from_now=raw.years_from_now,
    )
