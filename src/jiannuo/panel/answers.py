"""How the next year's report answers the promises of this one: all pairs of a panel, counted by level and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from jiannuo.linking import PairError, link
from jiannuo.model.errors import JiannuoError
from jiannuo.model.link import Sort, Verdict
from jiannuo.panel.pool import make_pool
from jiannuo.reading import read

COLUMNS = (
    "level", "year", "pairs", "promises", "exceeded", "met", "partly", "missed", "reported", "unmentioned", "answered",
    "openness",
)  # fmt: skip


class Pair(msgspec.Struct, frozen=True):
    """Two reports of one place; year is the earlier's."""

    earlier: str
    later: str
    level: str
    year: int


def pairs(base: Any) -> list[Pair]:
    """The pairs of a panel that a DuckDB connection with the views has."""
    found = base.execute(
        "SELECT a.source, b.source, a.level, a.year FROM reports a JOIN reports b ON b.year = a.year + 1"
        " AND coalesce(nullif(a.place_code, ''), a.place) = coalesce(nullif(b.place_code, ''), b.place)"
        " WHERE a.document = 'report' AND b.document = 'report' AND a.place <> '' ORDER BY 1"
    ).fetchall()
    return [Pair(*row) for row in found]


def verdicts(pair: Pair) -> dict[str, int] | None:
    """Quantities promised for the year ahead by verdict; None where the two cannot be read or compared."""
    try:
        links = link(read(pair.earlier), read(pair.later)).links
    except (JiannuoError, PairError):
        return None
    due = [one for one in links if one.promise.sort is Sort.MEASURE and not one.pending]
    return dict(Counter(one.verdict.value for one in due))


def answers(found: Sequence[Pair], jobs: int) -> dict[str, Any]:
    """A table of COLUMNS.

    answered is the share of promises that the next report speaks of, openness the share of those that it answers so
    that they can be judged (exceeded, met, partly, missed, not merely reported).
    """
    with make_pool(jobs) as pool:
        counted = list(pool.map(verdicts, found, chunksize=4))
    groups: dict[tuple[str, int], list[dict[str, int]]] = {}
    for pair, counts in zip(found, counted, strict=True):
        if counts is not None:
            groups.setdefault((pair.level, pair.year), []).append(counts)
    return {"columns": list(COLUMNS), "rows": [_row(*key, groups[key]) for key in sorted(groups)]}


def _row(level: str, year: int, several: list[dict[str, int]]) -> list[Any]:
    total: Counter[str] = sum((Counter(counts) for counts in several), Counter())
    by_verdict = [total[verdict.value] for verdict in Verdict if verdict.value in COLUMNS]
    promises = sum(total.values())
    answered = promises - total["unmentioned"]
    open_ones = answered - total["reported"]
    shares = [
        round(100 * part / whole, 1) if whole else None for part, whole in ((answered, promises), (open_ones, answered))
    ]
    return [level, year, len(several), promises, *by_verdict, *shares]
