"""The views over a panel: growth targets, targets against results, amplification, repeated and absent targets."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def views() -> dict[str, str]:
    """Name → statement that makes the view, in an order in which each finds those that it needs."""
    text = (files("jiannuo.panel") / "views.sql").read_text(encoding="utf-8")
    code = "\n".join(line for line in text.split("\n") if not line.startswith("--"))
    statements = [piece.strip() for piece in code.split(";") if piece.strip()]
    return {piece.partition("CREATE VIEW ")[2].split()[0]: piece for piece in statements}


def create_views(base: Any) -> None:
    """Make all views in a DuckDB connection that has a table ``panel``."""
    for statement in views().values():
        base.execute(statement)
