"""The learned weights and the sum that decides."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from jiannuo.model.errors import LexiconError
from jiannuo.statements.milestones.features import TEMPLATES

_WEIGHTS = "milestone_weights.json"
_PAIRS = "milestone_pairs.txt"


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``milestone_weights.json``: whole hundredths of a logit, written by ``scripts/train_milestones.py``.

    bias is added to every sum; a candidate is a milestone where the sum is at least threshold.  tables holds one table
    for each template, pairs the weights of character pairs.
    """

    bias: int
    threshold: int
    tables: dict[str, dict[str, int]]
    pairs: dict[str, int]


class Model(msgspec.Struct, frozen=True):
    """Weights laid out for summing, and the character pairs that many reports use."""

    base: int
    tables: tuple[dict[str, int], ...]
    pairs: dict[str, int]
    known: frozenset[str]
    common: frozenset[str]

    def score(self, keys: tuple[str, ...], pairs: set[str]) -> int:
        """How far the candidate lies above the threshold; a milestone where it is not negative."""
        total = self.base
        for table, key in zip(self.tables, keys, strict=True):
            total += table.get(key, 0)
        return total + sum(map(self.pairs.__getitem__, pairs & self.known))


def build(raw: bytes, common: str) -> Model:
    """A Model of the weights in *raw* and the pairs of *common*; raises LexiconError where they do not fit."""
    try:
        weights = msgspec.json.decode(raw, type=Weights)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise LexiconError("lexicon_invalid", file=_WEIGHTS, key="$", reason=str(error)) from error
    if set(weights.tables) != set(TEMPLATES):
        reason = f"needs a table for each of {', '.join(TEMPLATES)}"
        raise LexiconError("lexicon_invalid", file=_WEIGHTS, key="tables", reason=reason)
    pairs = frozenset(map("".join, zip(common[::2], common[1::2], strict=False)))
    tables = tuple(weights.tables[name] for name in TEMPLATES)
    return Model(weights.bias - weights.threshold, tables, weights.pairs, frozenset(weights.pairs), pairs)


@cache
def model() -> Model:
    """The shipped weights, loaded once; raises LexiconError where a file is missing or not valid."""
    return build(_read(_WEIGHTS), _read(_PAIRS).decode("utf-8").strip())


def _read(name: str) -> bytes:
    try:
        return (files("jiannuo.lexicon") / "data" / name).read_bytes()
    except FileNotFoundError as error:
        raise LexiconError("lexicon_missing", file=name, key="-", reason="-") from error
