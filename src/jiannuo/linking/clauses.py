"""The clauses of the later report that may answer a promise, found by the pairs of characters that they share."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from jiannuo.linking.background import background
from jiannuo.linking.words import words
from jiannuo.model.outline import Part
from jiannuo.model.report import Report
from jiannuo.model.span import Span
from jiannuo.model.statement import Kind, Measure
from jiannuo.statements.milestones.clauses import clauses as clauses_of
from jiannuo.statements.normal import NOISE, widen

_NO_WORD = re.compile(r"[\s，。；：、！？,;:!?“”‘’《》（）()\[\]【】*#\-—·]+|(?<!\d)\.|\.(?!\d)")
_PAIR = re.compile(r"[^\d.]{2}|[A-Za-z]\d|\d[A-Za-z]")
_QUOTED = re.compile(r"[“《]([^”》\n]{2,24})[”》]")


class Clause(NamedTuple):
    """A clause with what it is compared by.

    words is its text without marks; pairs its pairs of characters with those of the indicators of its measures, which
    may stand in an earlier clause, weight how telling they are together; quoted the names in it in quotation marks.
    """

    span: Span
    sentence: Span
    part: Part
    words: str
    pairs: frozenset[str]
    weight: float
    quoted: frozenset[str]
    measures: tuple[Measure, ...]


def bare(text: str) -> str:
    """*text* without marks and blanks, digits and letters half-width, things in one wording where they have two."""
    lexicon = words()
    kept = _NO_WORD.sub("", NOISE.sub("", widen(text)))
    return lexicon.rewritten.sub(lambda match: lexicon.same_words[match.group()], kept)


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters; a digit counts beside a Latin letter only (5G, R1), never as a figure."""
    return frozenset(filter(_PAIR.fullmatch, map("".join, pairwise(text))))


def weigh(pairs: Iterable[str]) -> float:
    """How telling *pairs* are together; summed in one order, so that the result never depends on the process."""
    weight = background().weight
    return sum(map(weight, sorted(pairs)))


def quoted_in(text: str) -> frozenset[str]:
    """Names in quotation marks or book title marks, without marks of their own."""
    return frozenset(filter(None, (bare(name) for name in _QUOTED.findall(text))))


class Index:
    """The clauses of some parts of a report and where each pair of characters stands."""

    def __init__(self, report: Report, parts: Iterable[Part]) -> None:
        wanted = frozenset(parts)
        wide = widen(report.text)
        measures = [measure for measure in report.measures if measure.kind is not Kind.QUALIFIER]
        starts = [measure.span.start for measure in measures]
        self.clauses: list[Clause] = []
        self.postings: dict[str, list[int]] = defaultdict(list)
        for sentence in report.outline.sentences:
            if sentence.part not in wanted:
                continue
            for start, end in clauses_of(wide, sentence.span.start, sentence.span.end):
                inside = tuple(measures[bisect_left(starts, start) : bisect_left(starts, end)])
                text = wide[start:end]
                plain = bare(text)
                pairs = pairs_of(plain).union(*(pairs_of(bare(measure.indicator)) for measure in inside))
                clause = Clause(
                    Span(start, end), sentence.span, sentence.part, plain, pairs, weigh(pairs), quoted_in(text), inside
                )
                for pair in pairs:
                    self.postings[pair].append(len(self.clauses))
                self.clauses.append(clause)

    def nearest(self, pairs: Iterable[str], most: int) -> list[int]:
        """Up to *most* clauses that share the weightiest pairs, the best first."""
        weight = background().weight
        found: dict[int, float] = defaultdict(float)
        for pair in sorted(pairs):
            if pair in self.postings:
                gain = weight(pair)
                for number in self.postings[pair]:
                    found[number] += gain
        return sorted(found, key=lambda number: (-found[number], number))[:most]
