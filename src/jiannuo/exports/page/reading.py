"""The reading page of a report."""

from __future__ import annotations

from markupsafe import escape

from jiannuo.exports.publication import Publication


def reading_page(publication: Publication) -> str:
    """The whole page as HTML."""
    return f"<!doctype html>\n<meta charset=utf-8>\n<title>{escape(publication.report.metadata.title)}</title>\n"
