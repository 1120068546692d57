"""Marked blocks in Markdown files that programs fill: <!-- NAME:start --> … <!-- NAME:end -->."""

from __future__ import annotations

import re
from pathlib import Path


def replace_block(path: Path, name: str, text: str) -> None:
    """Put *text* between the marks of *name* in *path*; ValueError where the marks are not there exactly once."""
    pattern = re.compile(rf"(<!-- {name}:start -->\n).*?(<!-- {name}:end -->)", re.DOTALL)
    changed, count = pattern.subn(lambda m: f"{m[1]}{text.rstrip()}\n{m[2]}", path.read_text(encoding="utf-8"))
    if count != 1:
        raise ValueError(f"{path.name}: {count} blocks named {name}, expected 1")
    path.write_text(changed, encoding="utf-8")
