"""How telling a pair of characters is: rare in work reports at large, hence likely to name the thing."""

from __future__ import annotations

from functools import cache

import msgspec

from jiannuo.lexicon.loader import load_json

NAME = "link_background.json"


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``link_background.json``, written by ``scripts/train_links.py``.

    levels leads from tenths of a natural logarithm to the pairs that are so rare, one after the other.
    """

    rarest: int
    levels: dict[str, str]


class Background(msgspec.Struct, frozen=True):
    """Weights of pairs; a pair that is not listed is rarest."""

    rarest: float
    weights: dict[str, float]

    def weight(self, pair: str) -> float:
        """Minus the natural logarithm of the share of clauses that hold *pair*."""
        return self.weights.get(pair, self.rarest)


@cache
def background() -> Background:
    """The shipped table, loaded once; raises LexiconError where the file is missing or not valid."""
    table = load_json(NAME, Table)
    weights = {
        pairs[i : i + 2]: int(level) / 10 for level, pairs in table.levels.items() for i in range(0, len(pairs), 2)
    }
    return Background(table.rarest / 10, weights)
