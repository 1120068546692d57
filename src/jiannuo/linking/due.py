"""When a promise falls due: the year that its sentence names, or the year ahead."""

from __future__ import annotations

from jiannuo.linking.words import words
from jiannuo.model.report import Report
from jiannuo.model.statement import Measure, Milestone
from jiannuo.statements.normal import widen

OPEN = 9999  # 今后一个时期: not due in any year that is named


def due(report: Report, statement: Measure | Milestone) -> int | None:
    """The last year in which *statement* may be kept; OPEN where it names no end, None where no year is known."""
    year = report.metadata.year
    named = statement.period.last if statement.period else year
    if year is None:
        return named
    # Words up to the end of the promise only: what follows may set another date for another thing.
    said = widen(report.text[statement.sentence.start : statement.span.end])[-_REACH:]
    lexicon = words()
    if lexicon.open_ended.search(said):
        return OPEN
    for word, years in lexicon.years_from_now.items():
        if word in said:
            return max(named or year, year + years)
    return named


_REACH = 120  # characters before the end of a promise in which a date still speaks of it
