"""Write docs/permissions.md from the matrix of rights; with --check, only tell whether it is stale."""

from __future__ import annotations

import sys
from pathlib import Path

from jiannuo.ledger.status import Role
from jiannuo.web.access.matrix import NAMES, Scope, matrix

FILE = Path(__file__).parents[1] / "docs" / "permissions.md"
HEAD = """# Permissions

Made by `scripts/permissions_reference.py` from `jiannuo/web/access/matrix.toml`; don't edit by hand.

A role is held in a unit, and a person may hold several. Each right of a role reaches from that unit as far as the table
says. What the table does not name is refused; whoever may not see a thing is told the same as if it were not there.
A person without a role may do what the public may.

| scope | 范围 | reaches |
|---|---|---|
"""
# How far each scope reaches, in the order of the matrix's own list.
REACH = {
    "none": ("无", "nothing"),
    "own": ("本单位", "what concerns the unit itself"),
    "below": ("下级", "what concerns the units under it, at any depth"),
    "tree": ("本级及下级", "own and below"),
    "line": ("本级、下级和上级", "tree, and the units over it: a county reads the city's report"),
    "open": ("不限", "everything"),
}


def reference() -> str:
    """The whole page."""
    if tuple(REACH) != NAMES:
        raise SystemExit(f"permissions_reference: the scopes are {', '.join(NAMES)}; say how far each reaches")
    lines = [f"| {_code(name)} | {zh} | {reaches} |\n" for name, (zh, reaches) in REACH.items()]
    roles = list(Role)
    lines.append("\n| right | 权限 | meaning |" + "".join(f" {role.zh}<br>{role.en} |" for role in roles) + "\n")
    lines.append("|---|---|---|" + "---|" * len(roles) + "\n")
    for code, right in matrix().items():
        cells = "".join(f" {_cell(right.scope(role))} |" for role in roles)
        lines.append(f"| `{code}` | {right.zh} | {right.en} |{cells}\n")
    return HEAD + "".join(lines)


def _code(name: str) -> str:
    return "–" if name == "none" else f"`{name}`"


def _cell(scope: Scope) -> str:
    return _code(next(name for name in NAMES if Scope[name.upper()] is scope))


def main() -> int:
    """Write the page, or check it; 1 where it is stale."""
    if "--check" in sys.argv[1:]:
        if FILE.is_file() and FILE.read_text(encoding="utf-8") == reference():
            return 0
        print("docs/permissions.md is stale: run python scripts/permissions_reference.py", file=sys.stderr)
        return 1
    FILE.write_text(reference(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
