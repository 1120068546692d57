"""Rows that several exports share: records with their notes, and table rows for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from jiannuo.exports.fields import VALUES
from jiannuo.exports.options import Options
from jiannuo.model.records import records
from jiannuo.model.report import Note, Report

_ENCODER = msgspec.json.Encoder()


def note_record(note: Note, language: str) -> dict[str, Any]:
    """A note of the review list as a record of type ``note``; start and end are left out where it has no place."""
    row: dict[str, Any] = {"type": "note", "code": note.code, "message": note.message(language)}
    if note.span is not None:
        row |= {"start": note.span.start, "end": note.span.end}
    return row


def as_json(value: Any, indent: int | None = None) -> bytes:
    """*value* in JSON, on one line unless indented."""
    try:
        data = _ENCODER.encode(value)
        return msgspec.json.format(data, indent=indent) if indent else data
    except UnicodeEncodeError:
        # Half of a surrogate pair, which a caller's own text may hold: UTF-8 has none, but JSON can spell it.
        return json.dumps(value, indent=indent).encode()


def report_records(report: Report, options: Options) -> Iterator[dict[str, Any]]:
    """All records of a report, the review list last; each names its source where several files were asked for."""
    source = {"source": report.document.source} if options.several else {}
    for row in records(report):
        yield source | row
    for note in report.notes:
        yield source | note_record(note, options.language)


def table_rows(report: Report, options: Options) -> Iterator[dict[str, Any]]:
    """The records again, with the words that a reader of a table wants beside them.

    Adds section_title and sentence, and for notes the text that they are about; lists become one string; values of
    closed lists (kind, bound …) are in the options' language.
    """
    for row in report_records(report, options):
        if "section" in row:
            row["section_title"] = report.sections[row["section"]].title
        if "sentence_start" in row:
            row["sentence"] = report.text[row["sentence_start"] : row["sentence_end"]]
        elif "start" in row:
            row["text"] = report.text[row["start"] : row["end"]]
        if "bound_words" in row:
            row["bound_words"] = " ".join(row["bound_words"])
        if "box" in row:
            row["box"] = " ".join(f"{edge:g}" for edge in row["box"])
        yield translate(row) if options.language == "zh" else row


def translate(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with the values of closed lists in Chinese; anything else stays as it is."""
    return {name: VALUES[name].get(value, value) if name in VALUES else value for name, value in row.items()}
