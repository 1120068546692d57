"""Sentences about the future → milestones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jiannuo.model.outline import Sentence
from jiannuo.statements.milestones.candidates import Candidate, candidate
from jiannuo.statements.milestones.clauses import clauses
from jiannuo.statements.milestones.features import keys
from jiannuo.statements.milestones.weights import model
from jiannuo.statements.milestones.words import words

Quantity = tuple[int, int] | tuple[int, int, str]


class Found(NamedTuple):
    """A milestone in the text.

    start and end bound the quote; action is the verb of the deed, object the rest of the clause as far as it is what
    the verb acts on; sentence_index counts in the sentences as given; bound_words say how firmly it is promised.
    """

    start: int
    end: int
    action: str
    object: str
    sentence_index: int
    bound_words: tuple[str, ...]


def find_milestones(text: str, sentences: Sequence[Sentence], taken: Sequence[Quantity] = ()) -> list[Found]:
    """Milestones of the sentences that speak of the future, in order of the text.

    text has ASCII digits and signs; taken holds start, end and, where known, the kind of the quantities found, in
    order: a clause with a quantity of kind ``target`` (or of no given kind) promises a number and is no milestone.
    """
    lexicon, weights = words(), model()
    found = []
    for index, cand, around in open_candidates(text, sentences, taken):
        shown, pairs = keys(text, cand, around, weights.common, lexicon)
        if weights.score(shown, pairs) >= 0:
            first, last = cand.object
            found.append(Found(cand.start, cand.end, cand.action, text[first:last], index, cand.bound_words))
    return found


def open_candidates(
    text: str, sentences: Sequence[Sentence], taken: Sequence[Quantity] = ()
) -> Iterator[tuple[int, Candidate, tuple[str, str]]]:
    """Each candidate about the future without a target quantity: its sentence's index, and the marks around it."""
    targets = [place for place in taken if len(place) < 3 or place[2] == "target"]
    starts = [place[0] for place in targets]
    for index, sentence in enumerate(sentences):
        if not sentence.part.ahead:
            continue
        for first, last in clauses(text, sentence.span.start, sentence.span.end):
            at = bisect_left(starts, last) - 1
            if at >= 0 and targets[at][1] > first:
                continue  # the clause promises a number
            cand = candidate(text, first, last)
            if cand is not None:
                yield index, cand, (text[first - 1 : first], text[last : last + 1])
