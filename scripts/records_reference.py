"""Write docs/records.md from the list of fields; with --check, only tell whether it is stale."""

from __future__ import annotations

import sys
from pathlib import Path

from jiannuo.exports.fields import FIELDS, VALUES

FILE = Path(__file__).parents[1] / "docs" / "records.md"
TYPES = {"m": "measure", "s": "milestone", "n": "note"}
HEAD = """# Records

Made by `scripts/records_reference.py` from `jiannuo/exports/fields.py`; don't edit by hand.

`jiannuo read --format jsonl` prints one record a line: the statements of a report in order of the text, then its review
list. Fields that do not apply to a record are left out. Positions count Unicode code points of the text, from 0, `end`
is not included. csv and xlsx have the same fields as columns, in this order, with the Chinese names where
`--columns zh` says so; those marked *table* are in csv and xlsx only.

| field | 列 | in | meaning | 含义 |
|---|---|---|---|---|
"""


def reference() -> str:
    """The whole page."""
    rows = []
    for field in FIELDS:
        types = ", ".join(TYPES[letter] for letter in field.types) + (" (*table*)" if field.table_only else "")
        rows.append(f"| `{field.name}` | {field.zh} | {types} | {field.about} | {field.about_zh} |\n")
    lists = ["\n## Closed lists\n\n| field | value | 值 |\n|---|---|---|\n"]
    names = {field.name for field in FIELDS}
    for name, values in VALUES.items():
        if name in names:
            lists += [f"| `{name}` | `{value}` | {zh} |\n" for value, zh in values.items()]
    return HEAD + "".join(rows) + "".join(lists)


def main() -> int:
    """Write the page, or check it; 1 where it is stale."""
    if "--check" in sys.argv[1:]:
        if FILE.is_file() and FILE.read_text(encoding="utf-8") == reference():
            return 0
        print("docs/records.md is stale: run python scripts/records_reference.py", file=sys.stderr)
        return 1
    FILE.write_text(reference(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
