"""Join the English translations of the ledger's pages into one catalogue and compile it.

Words on pages are Chinese; ``src/jiannuo/web/locale/parts/en/*.po`` hold their English, one file a subject.  This
writes ``locale/en/LC_MESSAGES/django.po`` and ``.mo``.  With ``--check`` it writes nothing and fails where a
translation lacks, where one is of no use any more, or where what is written is stale.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
WEB = ROOT / "src" / "jiannuo" / "web"
TARGET = WEB / "locale" / "en" / "LC_MESSAGES" / "django"
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract"), ("**.txt", "jinja2.ext:babel_extract")]
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "lazy": None, "noop": None,
}  # fmt: skip
_PLACEHOLDERS = (b'"POT-', b'"PO-Rev', b'"Gen', b'"Report-', b'"Last-', b'"Language-Team')
Key = str | tuple[str, ...]


def wanted() -> dict[Key, list[str]]:
    """Every msgid of the pages with the places that it stands at."""
    found: dict[Key, list[str]] = {}
    options = {
        "**.html": {"silent": "false", "trimmed": "true", "extensions": "jinja2.ext.do"},
        "**.txt": {"silent": "false", "trimmed": "true"},
    }
    for name, line, words, _comments, _context in extract_from_dir(WEB, METHODS, options, keywords=KEYWORDS):
        key: Key = tuple(words) if isinstance(words, tuple | list) else words
        if key:
            found.setdefault(key, []).append(f"{name}:{line}")
    return found


def states() -> dict[str, str]:
    """Names that pages ask for by a variable: of states, which carry their English themselves, and of bounds."""
    from jiannuo.exports.fields import VALUES
    from jiannuo.ledger import rollup, status

    kinds = [kind for module in (status, rollup) for kind in vars(module).values() if isinstance(kind, type)]
    named = [kind for kind in kinds if issubclass(kind, status.Named) and kind is not status.Named]
    bounds = {chinese: code for code, chinese in VALUES["bound"].items()}
    return bounds | {state.zh: state.en for kind in named for state in kind}


def translated() -> tuple[dict[str, str | tuple[str, ...]], list[str]]:
    """English by the Chinese singular, and what contradicts itself between the parts."""
    words: dict[str, str | tuple[str, ...]] = {}
    troubles: list[str] = []
    for part in sorted((WEB / "locale" / "parts" / "en").glob("*.po")):
        for message in read_po(part.open("rb"), locale="en"):
            if not message.id or not message.string:
                continue
            key = message.id[0] if isinstance(message.id, tuple | list) else message.id
            value = tuple(message.string) if isinstance(message.string, tuple | list) else message.string
            if words.setdefault(key, value) != value:
                troubles.append(f"{part.name}: {key} is translated otherwise elsewhere")
    return words, troubles


def build() -> tuple[bytes, bytes, list[str]]:
    """The catalogue as po and mo, and what is wrong with it."""
    words, troubles = translated()
    catalog = Catalog(
        locale="en",
        header_comment="# The English of the ledger's pages, joined by scripts/catalogue.py.",
        project="Jiannuo",
        version="1",
        fuzzy=False,
    )
    used = set()
    for key, places in sorted(wanted().items(), key=lambda item: str(item[0])):
        singular = key[0] if isinstance(key, tuple) else key
        english = words.get(singular)
        used.add(singular)
        if english is None:
            troubles.append(f"{places[0]}: {singular} has no English")
            continue
        if isinstance(key, tuple) and isinstance(english, str):
            english = (english, english)
        catalog.add(key, english, flags=[])
    for chinese, english in states().items():
        if chinese not in used:
            catalog.add(chinese, words.get(chinese, english), flags=[])
            used.add(chinese)
    troubles += [f"{key}: its English is of no use any more" for key in words if key not in used]
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, omit_header=False, sort_output=True, no_location=True, width=120)
    write_mo(mo, catalog)
    stable = b"\n".join(line for line in po.getvalue().split(b"\n") if not line.startswith(_PLACEHOLDERS))
    return stable, mo.getvalue(), troubles


def stale(mo: bytes) -> bool:
    """Whether what is written says something else."""
    from babel.messages.mofile import read_mo

    try:
        kept = read_mo(TARGET.with_suffix(".mo").open("rb"))
    except FileNotFoundError:
        return True
    new = read_mo(io.BytesIO(mo))
    return {str(m.id): m.string for m in kept if m.id} != {str(m.id): m.string for m in new if m.id}


def main() -> int:
    """Write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    po, mo, troubles = build()
    if not arguments.check:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.with_suffix(".po").write_bytes(po)
        TARGET.with_suffix(".mo").write_bytes(mo)
    elif stale(mo):
        troubles.append("the compiled catalogue is stale; run scripts/catalogue.py")
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
