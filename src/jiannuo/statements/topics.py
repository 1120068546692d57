"""Policy topics: the major topic of the Comparative Agendas Project that a statement speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

import ahocorasick_rs
import msgspec

from jiannuo.lexicon.loader import load
from jiannuo.model.errors import LexiconError

LEXICON = "topics.toml"
NONE = 0  # no topic could be told
_STRONG, _WEAK = 3.0, 1.0
_OWN, _CLAUSE, _SENTENCE, _TITLE = 6.0, 3.0, 1.0, 1.0  # what a word counts by where it stands
_REACH = 60  # characters on either side of a statement that its clause may take
_SHARE = "占"  # what a share is a share of tells less than whose share it is
_STOPS = frozenset("。；！？\n")
_MARKS = re.compile(r"[。；！？\n，,、：:]")


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One major topic: names, words that settle it, words that suggest it."""

    zh: str
    en: str
    strong: tuple[str, ...]
    words: tuple[str, ...] = ()


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file topics.toml; keys are CAP's numbers."""

    topics: dict[str, Topic]


class _Table:
    """All words in one automaton, longest first, each with its topic and weight."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.meaning: list[tuple[int, float]] = []
        words: list[str] = []
        for number, topic in lexicon.topics.items():
            for word in (*topic.strong, *topic.words):
                words.append(word)
                self.meaning.append((int(number), _STRONG if word in topic.strong else _WEAK))
        self.automaton = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def check(lexicon: Lexicon) -> Lexicon:
    """Refuse a word that two topics claim, an empty word and a number beyond CAP's; returns the lexicon."""
    seen: dict[str, str] = {}
    for number, topic in lexicon.topics.items():
        key = f"topics.{number}"
        if not (number.isascii() and number.isdigit() and 0 < int(number) < 100):
            raise LexiconError("lexicon_invalid", file=LEXICON, key=key, reason="topics are numbered 1 to 99")
        for word in (*topic.strong, *topic.words):
            if not word or word in seen:
                reason = f"{word} is a word of topics.{seen[word]} already" if word else "an empty word"
                raise LexiconError("lexicon_invalid", file=LEXICON, key=key, reason=reason)
            seen[word] = number
    return lexicon


@cache
def lexicon() -> Lexicon:
    """The lexicon of topics, read once; LexiconError says what is wrong with it."""
    return check(load(LEXICON, Lexicon))


@cache
def _table() -> _Table:
    return _Table(lexicon())


class Topics:
    """The topics of one text: its words are found once, then looked up statement by statement."""

    def __init__(self, text: str) -> None:
        table = _table()
        self.text = text
        self.hits = table.automaton.find_matches_as_indexes(text)
        self.starts = [hit[1] for hit in self.hits]
        self.marks = [mark.start() for mark in _MARKS.finditer(text)]
        self.stops = [at for at in self.marks if text[at] in _STOPS]
        self.meaning = table.meaning
        self.titles: dict[str, list[tuple[int, float]]] = {}
        self.automaton = table.automaton

    def topic_of(self, start: int, end: int, words: str = "", title: str = "") -> int:
        """The topic of the statement at [start, end); 0 where no word tells.

        words is the indicator or object, which weighs most, then come the statement's clause and its sentence, then
        the title of its section.
        """
        scores: dict[int, float] = {}
        self._add(self._found(words.partition(_SHARE)[0]), _OWN, scores)
        self._look(*self._between(self.marks, start, end), _CLAUSE, scores)
        if not scores or max(scores.values()) < _OWN * _STRONG:
            self._look(*self._between(self.stops, start, end), _SENTENCE, scores)
            if title not in self.titles:
                self.titles[title] = self._found(title)
            self._add(self.titles[title], _TITLE, scores)
        return max(scores, key=scores.__getitem__) if scores else NONE

    def _between(self, marks: list[int], start: int, end: int) -> tuple[int, int]:
        """The stretch around a statement between two of *marks*, no further than the reach."""
        left, right = max(0, start - _REACH), min(len(self.text), end + _REACH)
        at = bisect_left(marks, start)
        if at and marks[at - 1] >= left:
            left = marks[at - 1] + 1
        at = bisect_left(marks, end, at)
        if at < len(marks) and marks[at] < right:
            right = marks[at]
        return left, right

    def _look(self, left: int, right: int, weight: float, scores: dict[int, float]) -> None:
        for index in range(bisect_left(self.starts, left), len(self.hits)):
            pattern, begin, _ = self.hits[index]
            if begin >= right:
                break
            topic, strength = self.meaning[pattern]
            scores[topic] = scores.get(topic, 0.0) + weight * strength

    def _found(self, words: str) -> list[tuple[int, float]]:
        """Topic and weight of each of the lexicon's words in *words*."""
        return [self.meaning[hit[0]] for hit in self.automaton.find_matches_as_indexes(words)] if words else []

    def _add(self, found: list[tuple[int, float]], weight: float, scores: dict[int, float]) -> None:
        for topic, strength in found:
            scores[topic] = scores.get(topic, 0.0) + weight * strength
