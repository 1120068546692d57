"""The words of oddities.toml, made ready."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from jiannuo.lexicon.loader import load
from jiannuo.model.errors import LexiconError

LEXICON = "oddities.toml"


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file oddities.toml; every list is explained there."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    toward: tuple[str, ...]
    change_lead: tuple[str, ...]
    ranks: tuple[str, ...]
    not_additive: tuple[str, ...]
    averages: tuple[str, ...]
    not_parts: tuple[str, ...]
    wholes: tuple[tuple[str, ...], ...]
    shares: tuple[str, ...]
    not_shares: tuple[str, ...]
    real: tuple[str, ...]
    places: tuple[str, ...]


def check(read: Lexicon) -> Lexicon:
    """Refuse empty lists and words, a verb of both directions and a whole of one part; returns the lexicon."""
    for key in read.__struct_fields__:
        words = getattr(read, key)
        if key == "wholes":
            if any(len(parts) < 2 or not all(parts) for parts in words):
                raise _invalid(key, "a whole has at least two parts, each with a name")
        elif not words or not all(words):
            raise _invalid(key, "no word, or an empty one")
    both = set(read.up) & set(read.down)
    if both:
        raise _invalid("down", f"{min(both)} is in up too")
    return read


def _invalid(key: str, reason: str) -> LexiconError:
    return LexiconError("lexicon_invalid", file=LEXICON, key=key, reason=reason)


class Words:
    """The lexicon with its patterns; all are matched on the short stretches between two figures."""

    def __init__(self, lexicon: Lexicon) -> None:
        verbs = _any((*lexicon.up, *lexicon.down))
        self.lexicon = lexicon
        self.up = frozenset(lexicon.up)
        self.ranks = frozenset(lexicon.ranks)
        self.not_additive = frozenset(lexicon.not_additive)
        self.to = re.compile(rf"[^，。；、：\d]{{0,8}}?({verbs})(?:{_any(lexicon.toward)})[^，。；、：\d]{{0,4}}")
        self.by = re.compile(rf"[，、,（(]?(?:{_any(lexicon.change_lead)})?({verbs})了?")
        self.averages = re.compile(_any(lexicon.averages))
        self.not_parts = re.compile(_any((*lexicon.averages, *lexicon.not_parts)))
        self.shares = re.compile(rf"(?:{_any(lexicon.shares)})[^，。；、]{{0,4}}$")
        self.not_shares = re.compile(_any(lexicon.not_shares))
        self.places = re.compile(_any(lexicon.places))
        self.real = re.compile(_any(lexicon.real))


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def table() -> Words:
    """The words of the lexicon that ships with the project, made once; LexiconError says what is wrong with it."""
    return Words(check(load(LEXICON, Lexicon)))
