"""Sentences to measures and milestones."""

from __future__ import annotations

from jiannuo.model.document import Document
from jiannuo.model.outline import Outline
from jiannuo.model.report import Note
from jiannuo.model.statement import Measure, Milestone
from jiannuo.statements.measures import MeasureReader
from jiannuo.statements.normal import widen


def read_statements(
    document: Document, outline: Outline
) -> tuple[tuple[Measure, ...], tuple[Milestone, ...], tuple[Note, ...]]:
    """The measures and milestones of a report, in order of the text, and what was odd about its numbers."""
    wide = widen(document.text)
    measures, notes = MeasureReader(document, wide, outline).read()
    return tuple(measures), (), tuple(notes)
