"""The pipeline: a file's bytes to a Report."""

from __future__ import annotations

from os import PathLike

from jiannuo.formats import open_document
from jiannuo.model.document import Document
from jiannuo.model.report import Report
from jiannuo.outline import read_outline
from jiannuo.statements import read_statements


def read(path: str | PathLike[str]) -> Report:
    """Read the file at *path*; ReadError says what is wrong with it and how to mend that."""
    return read_document(open_document(path))


def read_text(text: str, source: str = "-") -> Report:
    """Read a text that is at hand already; offsets are into *text* as given."""
    return read_document(Document(source=source, format="txt", text=text))


def read_document(document: Document) -> Report:
    """Outline and statements of a Document that is open already."""
    outline, outline_notes = read_outline(document)
    measures, milestones, notes = read_statements(document, outline)
    ordered = sorted((*outline_notes, *notes), key=lambda note: note.span.start if note.span else -1)
    return Report(document, outline, measures, milestones, tuple(ordered))
