"""The promises that the demonstration takes up, and how each fares."""

from __future__ import annotations

from pathlib import Path

import msgspec

from jiannuo.ledger.status import Named
from jiannuo.lexicon.loader import load


class Pace(Named):
    """How a task fares over the year."""

    EVEN = "even", "按计划", "as planned"
    FAST = "fast", "超计划", "faster than planned"
    EARLY = "early", "提前完成", "done early"
    BEHIND = "behind", "落后", "behind"
    RECOVERS = "recovers", "下半年赶上", "behind until July"
    STILL = "still", "停滞", "no move since May"
    LATE = "late", "节点推迟", "steps done late"


class Passed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part that a county passes down to a town."""

    title: str
    lead: str
    target: str


class Part(Passed, frozen=True, forbid_unknown_fields=True):
    """A part that a promise is split into while the ledger is drawn up."""

    passed: tuple[Passed, ...] = ()


class Promise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A promise by its words in the report, who leads it, what is said of it; steps are ``title|day``."""

    year: int
    title: str
    lead: str
    said: str
    pace: str = "even"
    trouble: str = ""
    frequency: str = ""
    cooperating: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    split: tuple[Part, ...] = ()


class Promises(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``tasks.toml``."""

    tasks: tuple[Promise, ...]


def promises(year: int) -> dict[str, Promise]:
    """The promises of *year* by title; parts fare as their whole does."""
    found = {}
    for one in load("tasks.toml", Promises, Path(__file__).parent).tasks:
        if one.year == year:
            found[one.title] = one
            for part in one.split:
                found |= dict.fromkeys((part.title, *(passed.title for passed in part.passed)), one)
    return found
