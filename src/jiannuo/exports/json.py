"""One object a report, with its metadata, sections, statements and notes; an array where several were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from jiannuo.exports.options import Options
from jiannuo.exports.rows import as_json, note_record
from jiannuo.model.outline import Section
from jiannuo.model.records import records
from jiannuo.model.report import Report


def export(reports: Iterable[Report], options: Options) -> Iterator[bytes]:
    """One piece a report, indented by two spaces, and the brackets of the array."""
    separator = b"[\n" if options.several else b""
    for report in reports:
        yield separator + as_json(as_object(report, options), indent=2)
        separator = b",\n"
    yield b"\n]\n" if options.several else b"\n"


def as_object(report: Report, options: Options) -> dict[str, Any]:
    """The report as plain values; notes speak the options' language."""
    document = report.document
    return {
        "source": document.source,
        "format": document.format,
        "encoding": document.encoding,
        "characters": len(document.text),
        "metadata": msgspec.to_builtins(report.metadata),
        "sections": [section_record(section) for section in report.sections],
        "statements": list(records(report)),
        "notes": [note_record(note, options.language) for note in report.notes],
    }


def section_record(section: Section) -> dict[str, Any]:
    """A section with its spans flattened to start and end, heading_start and heading_end."""
    return {
        "index": section.index,
        "parent": section.parent,
        "depth": section.depth,
        "marker": section.marker,
        "number": section.number,
        "title": section.title,
        "part": section.part.value,
        "start": section.span.start,
        "end": section.span.end,
        "heading_start": section.heading.start,
        "heading_end": section.heading.end,
    }
