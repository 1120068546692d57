"""The words that milestones are found by, compiled once into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import msgspec

from jiannuo.lexicon.loader import load


class VerbLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``milestone_verbs.toml`` as it stands; the file says what each list is for."""

    hedges: tuple[str, ...]
    adverbs: tuple[str, ...]
    endless: tuple[str, ...]
    unnamed: tuple[str, ...]
    leads: tuple[str, ...]
    openers: tuple[str, ...]
    movers: tuple[str, ...]
    vague: tuple[str, ...]
    causatives: tuple[str, ...]
    inner: tuple[str, ...]
    outcomes: tuple[str, ...]
    nouns: tuple[str, ...]
    splitting: tuple[str, ...]
    verbs: dict[str, tuple[str, ...]]


class ThingLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``milestone_things.toml``: endings of objects by class, and endings that stand after the thing itself."""

    light: tuple[str, ...]
    endings: dict[str, tuple[str, ...]]


class Words(NamedTuple):
    """The lexicon as patterns; all are anchored by ``match`` or run once over a clause."""

    lead: re.Pattern[str]
    verb: re.Pattern[str]
    classes: dict[str, str]
    hedges: frozenset[str]
    opener: re.Pattern[str]
    movers: frozenset[str]
    vague: re.Pattern[str]
    causatives: frozenset[str]
    inner: re.Pattern[str]
    outcome: re.Pattern[str]
    nouns: frozenset[str]
    unnamed: re.Pattern[str]
    splitter: re.Pattern[str]
    light: frozenset[str]
    longest_light: int
    kinds: dict[str, str]
    longest_ending: int


def one_of(words: Iterable[str]) -> str:
    """An alternation that prefers the longest word."""
    return "|".join(sorted(map(re.escape, set(words)), key=lambda word: (-len(word), word)))


@cache
def words() -> Words:
    """The lexicon, loaded once; raises LexiconError where the file is not valid."""
    raw = load("milestone_verbs.toml", VerbLexicon)
    things = load("milestone_things.toml", ThingLexicon)
    kinds = {ending: name for name, members in things.endings.items() for ending in members}
    classes = {word: name for name, members in raw.verbs.items() for word in members}
    return Words(
        lead=re.compile(f"(?:{one_of((*raw.leads, *raw.adverbs, *raw.hedges, *raw.endless))})"),
        verb=re.compile(one_of(classes)),
        classes=classes,
        hedges=frozenset(raw.hedges),
        opener=re.compile(one_of((*raw.openers, *raw.movers))),
        movers=frozenset(raw.movers),
        vague=re.compile(one_of(raw.vague)),
        causatives=frozenset(raw.causatives),
        inner=re.compile(one_of(raw.inner)),
        outcome=re.compile(f"(?:{one_of(raw.outcomes)})$"),
        nouns=frozenset(raw.nouns),
        unnamed=re.compile(one_of(raw.unnamed)),
        splitter=re.compile(f"、(?=(?:{one_of(raw.splitting)})[^、]{{4}})"),
        light=frozenset(things.light),
        longest_light=max(map(len, things.light)),
        kinds=kinds,
        longest_ending=max(map(len, kinds)),
    )
