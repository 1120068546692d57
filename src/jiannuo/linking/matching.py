"""For each promise the clause of the later report that answers it, if any, and how sure that is."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import msgspec

from jiannuo.lexicon.loader import load_json
from jiannuo.linking.clauses import Clause, Index
from jiannuo.linking.features import NAMES, Sought, other_number, shown
from jiannuo.model.errors import LexiconError
from jiannuo.model.link import Sort
from jiannuo.model.outline import Part
from jiannuo.model.span import Span
from jiannuo.model.statement import Measure

NAME = "link_weights.json"
NEAREST = 14  # clauses looked at in full for each promise
OTHER_NUMBER = 0.5  # a clause without the number in the promise's name (10亿元以上项目) is hardly about it
OLDER = 0.8  # a sum of several years answers a promise for one less well than its own year


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``link_weights.json``, written by ``scripts/train_links.py``: one weight for each of the features' NAMES.

    figures are for promises with a figure, acts for all others; threshold is the probability from which a clause
    counts as an answer.  calibration, constant and slope, leads from the log odds of the best clause to those that the
    report speaks of the promise at all.
    """

    threshold: float
    calibration: tuple[float, float]
    figures: dict[str, float]
    acts: dict[str, float]


def spoken(best: float, table: Weights) -> float:
    """The probability that the report speaks of a promise whose likeliest clause has the probability *best*."""
    odds = math.log(max(best, 1e-6) / max(1 - best, 1e-6))
    constant, slope = table.calibration
    return 1 / (1 + math.exp(-(constant + slope * odds)))


class Scored(NamedTuple):
    """A clause and the probability that it speaks of the promise."""

    clause: Clause
    probability: float


@cache
def weights() -> Weights:
    """The shipped weights, loaded once; raises LexiconError where the file is missing or not valid."""
    found = load_json(NAME, Weights)
    for key, table in (("figures", found.figures), ("acts", found.acts)):
        if table.keys() != set(NAMES):
            raise LexiconError("lexicon_invalid", file=NAME, key=key, reason=f"needs one weight each for {NAMES}")
    return found


class Matcher:
    """Finds answers among the clauses of an index."""

    def __init__(self, index: Index, table: Weights) -> None:
        self.index = index
        self.table = table
        self._around: dict[Span, frozenset[str]] = {}
        for clause in index.clauses:
            self._around[clause.sentence] = self._around.get(clause.sentence, frozenset()) | clause.pairs

    def best(self, one: Sought) -> list[Scored]:
        """The nearest clauses, the likeliest first."""
        rule = self.table.figures if one.promise.sort is Sort.MEASURE else self.table.acts
        scored = []
        for number in self.index.nearest(one.all_pairs, NEAREST):
            clause = self.index.clauses[number]
            values = shown(one, clause, self._around[clause.sentence])
            total = sum(rule[name] * value for name, value in zip(NAMES, values, strict=True))
            share = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            scored.append(Scored(clause, share * self._discount(one, clause)))
        return sorted(scored, key=lambda item: (-item.probability, item.clause.span))

    def _discount(self, one: Sought, clause: Clause) -> float:
        """What is known of a clause besides the learned features: the years that it sums up, numbers in names."""
        share = OLDER if clause.part is Part.REVIEW_FIVE else 1.0
        statement = one.promise.statement
        if isinstance(statement, Measure) and other_number(statement, clause):
            share *= OTHER_NUMBER
        return share
