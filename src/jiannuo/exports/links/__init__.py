"""Links to bytes, one module an export; each has ``export(links, options)``, which yields the bytes in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from jiannuo.exports import Export
from jiannuo.exports.options import Options
from jiannuo.model.link import Links

__all__ = ["LINK_EXPORTS", "export_links"]

# The only list of exports of links: the command, its help and suffixes follow it.
LINK_EXPORTS: dict[str, Export] = {
    entry.name: entry
    for entry in (
        Export("table", ".txt"),
        Export("jsonl", ".jsonl"),
        Export("xlsx", ".xlsx", binary=True),
        Export("html", ".html"),
    )
}


def export_links(name: str, links: Links, options: Options) -> Iterator[bytes]:
    """*links* in the format *name*, UTF-8 where it is text; KeyError for a name not in LINK_EXPORTS."""
    # Each module is imported when it is asked for: openpyxl and rich are slow to import.
    module = import_module(f"jiannuo.exports.links.{LINK_EXPORTS[name].name}")
    pieces: Iterator[bytes] = module.export(links, options)
    return pieces
