"""Write the tables of docs/api.md from the OpenAPI document; with --check, only tell whether they are stale."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

FILE = Path(__file__).parents[1] / "docs" / "api.md"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def operations() -> str:
    """Every operation with its scope, its right and its parameters in the address."""
    from django.utils import translation

    from jiannuo.web.api.interface import schema
    from jiannuo.web.api.reference import chapters

    with translation.override("zh-hans"):
        chinese = {chapter.name: chapter.summary for chapter in chapters(schema())}
    with translation.override("en"):
        told = chapters(schema())
    rows = []
    for chapter in told:
        asked = [line.name for line in chapter.parameters if line.place == "query"]
        filters = " ".join(f"`{name}`" for name in asked if name not in ("page", "size")) or "–"
        rows.append(
            (
                f"`{chapter.method}`",
                f"`{chapter.path.removeprefix('/api/v1')}`",
                chapter.summary,
                chinese[chapter.name],
                filters,
                f"`{chapter.scope}`",
                f"`{chapter.right}`",
            )
        )
    return table(("method", "path", "what it does", "作用", "filters", "scope", "right"), rows)


def scopes() -> str:
    """What a token may be given."""
    from jiannuo.web.api.scopes import scopes as declared

    return table(("scope", "opens", "范围"), [(f"`{code}`", scope.en, scope.zh) for code, scope in declared().items()])


def limits() -> str:
    """The limits that ship."""
    from jiannuo.web.api.scopes import limits as declared

    found = declared()
    return table(
        ("limit", "of"),
        [
            (f"{found.requests_per_minute:,} requests", "a token, a minute and a server process"),
            (f"{found.body_bytes:,} bytes", "a request's body"),
            (f"{found.page_most:,} rows", "a page of a list"),
            (f"{found.key_most:,} characters", "an `Idempotency-Key`"),
            (f"{found.tokens_most:,} tokens", "a person, in use at the same time"),
        ],
    )


BLOCKS = {"operations": operations, "scopes": scopes, "limits": limits}


def reference(text: str) -> str:
    """The page *text* with its tables made anew."""
    for name, make in BLOCKS.items():
        block = f"<!-- {name}:start -->\n{make()}<!-- {name}:end -->"
        text, count = re.subn(rf"<!-- {name}:start -->.*?<!-- {name}:end -->", lambda _, b=block: b, text, flags=re.S)
        if count != 1:
            raise SystemExit(f"docs/api.md has {count} blocks named {name}, it needs one")
    return text


def main() -> int:
    """Write the tables, or check them; 1 where they are stale."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiannuo.web.settings")
    django.setup()
    text = FILE.read_text(encoding="utf-8")
    if "--check" in sys.argv[1:]:
        if text == reference(text):
            return 0
        print("docs/api.md is stale: run python scripts/api_reference.py", file=sys.stderr)
        return 1
    FILE.write_text(reference(text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
