"""The learned weights and the sum that decides."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from jiannuo.model.errors import LexiconError
from jiannuo.statements.milestones.features import TEMPLATES


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``milestone_weights.json``: whole hundredths of a logit, written by ``scripts/train_milestones.py``.

    bias is added to every sum; a candidate is a milestone where the sum is at least threshold.  tables holds one table
    for each template, pairs the weights of character pairs; common are the character pairs that many reports use.
    """

    bias: int
    threshold: int
    tables: dict[str, dict[str, int]]
    pairs: dict[str, int]
    common: str


class Model(msgspec.Struct, frozen=True):
    """Weights laid out for summing."""

    base: int
    tables: tuple[dict[str, int], ...]
    pairs: dict[str, int]
    common: frozenset[str]

    def score(self, keys: tuple[str, ...], pairs: set[str]) -> int:
        """How far the candidate lies above the threshold; a milestone where it is not negative."""
        total = self.base
        for table, key in zip(self.tables, keys, strict=True):
            if key in table:
                total += table[key]
        known = self.pairs
        for pair in pairs & known.keys():
            total += known[pair]
        return total


def build(weights: Weights) -> Model:
    """A Model of *weights*; raises LexiconError where a template has no table."""
    missing = set(TEMPLATES) - set(weights.tables)
    if missing or len(weights.tables) != len(TEMPLATES):
        raise LexiconError(
            "lexicon_invalid",
            file="milestone_weights.json",
            key="tables",
            reason=f"needs one table each for {TEMPLATES}",
        )
    common = frozenset(weights.common[i : i + 2] for i in range(0, len(weights.common), 2))
    tables = tuple(weights.tables[name] for name in TEMPLATES)
    return Model(weights.bias - weights.threshold, tables, weights.pairs, common)


@cache
def model() -> Model:
    """The shipped weights, loaded once; raises LexiconError where the file is missing or not valid."""
    name = "milestone_weights.json"
    try:
        raw = (files("jiannuo.lexicon") / "data" / name).read_bytes()
    except FileNotFoundError as error:
        raise LexiconError("lexicon_missing", file=name, key="-", reason="-") from error
    try:
        return build(msgspec.json.decode(raw, type=Weights))
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise LexiconError("lexicon_invalid", file=name, key="$", reason=str(error)) from error
