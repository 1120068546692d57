"""A Document with its outline and statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from jiannuo.model.document import Document
from jiannuo.model.messages import render
from jiannuo.model.outline import Metadata, Outline, Section
from jiannuo.model.span import Span
from jiannuo.model.statement import Measure, Milestone, Statement

if TYPE_CHECKING:
    import pandas


class Note(msgspec.Struct, frozen=True):
    """Something odd that a person should look at (复核); code names the message, params fill it in."""

    code: str
    span: Span | None = None
    params: Mapping[str, str | int] = {}

    def message(self, language: str | None = None) -> str:
        """The note in ``zh`` or ``en``; by the locale where no language is given."""
        return render(self.code, self.params, language)


class Report(msgspec.Struct, frozen=True):
    """A report as read: what the document says, statement by statement, each with its place.

    measures and milestones are in order of the text, so are notes; notes is the review list.
    """

    document: Document
    outline: Outline
    measures: tuple[Measure, ...]
    milestones: tuple[Milestone, ...]
    notes: tuple[Note, ...]

    @property
    def text(self) -> str:
        """The Document's text."""
        return self.document.text

    @property
    def metadata(self) -> Metadata:
        """Place, level, year, session, date and speaker."""
        return self.outline.metadata

    @property
    def sections(self) -> tuple[Section, ...]:
        """The outline's sections, in order of the text."""
        return self.outline.sections

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Measures and milestones together, in order of the text."""
        return tuple(sorted((*self.measures, *self.milestones), key=lambda s: (s.span.start, s.span.end)))

    def to_frame(self) -> pandas.DataFrame:
        """One row a statement, with the fields of its record; ImportError names the extra where pandas is missing."""
        from jiannuo.model.records import records

        try:
            import pandas
        except ImportError as error:
            raise ImportError("to_frame needs pandas: pip install 'jiannuo[frame]'") from error
        rows: list[dict[str, Any]] = list(records(self))
        return pandas.DataFrame(rows)
