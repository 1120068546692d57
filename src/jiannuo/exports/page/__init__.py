"""The reading page: one self-contained HTML file."""

from __future__ import annotations

from pathlib import Path

from jiannuo.exports.publication import Publication

FILE = "reading.html"


def make(publication: Publication, folder: Path) -> None:
    """Write reading.html into *folder*."""
    from jiannuo.exports.page.reading import reading_page  # Jinja2 is slow to import

    (folder / FILE).write_text(reading_page(publication), encoding="utf-8", errors="replace")
