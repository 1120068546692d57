"""The figures that the project must reach, from bars.toml beside this file."""

from __future__ import annotations

import tomllib
from pathlib import Path


def bars(section: str) -> dict[str, float]:
    """The bars of *section* (accuracy, corpus, speed); KeyError for another name."""
    table: dict[str, dict[str, float]] = tomllib.loads(
        Path(__file__).with_name("bars.toml").read_text(encoding="utf-8")
    )
    return table[section]
