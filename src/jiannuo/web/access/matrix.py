"""The declared matrix of rights, read from ``matrix.toml`` and checked on load."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntFlag
from functools import cache
from pathlib import Path

import msgspec

from jiannuo.ledger.status import Role
from jiannuo.lexicon.loader import load, refuse

FILE = "matrix.toml"


class Scope(IntFlag):
    """How far a role's right reaches from the unit it is held in."""

    NONE = 0
    OWN = 1  # what concerns the unit itself
    BELOW = 2  # … a unit under it
    ABOVE = 4  # … a unit over it
    ELSEWHERE = 8
    TREE = OWN | BELOW
    LINE = TREE | ABOVE
    OPEN = LINE | ELSEWHERE


NAMES = ("none", "own", "below", "tree", "line", "open")


class Right(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A right: its name in Chinese and English and the scope of each role that has it; other roles have none."""

    zh: str
    en: str
    administrator: str = "none"
    office: str = "none"
    leader: str = "none"
    head: str = "none"
    reporter: str = "none"
    auditor: str = "none"
    public: str = "none"

    def scope(self, role: Role) -> Scope:
        """How far the right reaches for *role*."""
        return Scope[str(getattr(self, role.value)).upper()]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    right: dict[str, Right]


@cache
def matrix(folder: Path | None = None) -> Mapping[str, Right]:
    """Every right by its code, such as ``task.view``; LexiconError where the file is not as it should be."""
    table = load(FILE, _Table, folder or Path(__file__).parent)
    for code, right in table.right.items():
        if not right.zh.strip() or not right.en.strip():
            raise refuse(FILE, code, "zh and en must not be empty")
        for role in Role:
            value = str(getattr(right, role.value))
            if value not in NAMES:
                raise refuse(FILE, f"{code}.{role.value}", f"{value!r} is none of {', '.join(NAMES)}")
    return table.right
