"""The flat record of a statement: what every export prints, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jiannuo.model.statement import Measure, Milestone, Statement

if TYPE_CHECKING:
    from jiannuo.model.report import Report


def record(statement: Statement) -> dict[str, Any]:
    """One statement as a flat mapping of plain values; fields that do not apply are left out."""
    row: dict[str, Any] = {
        "type": "measure" if isinstance(statement, Measure) else "milestone",
        "id": statement.id,
        "start": statement.span.start,
        "end": statement.span.end,
        "text": statement.text,
        "kind": statement.kind.value,
        "part": statement.part.value,
    }
    if statement.period is not None:
        row["period"] = str(statement.period)
    if isinstance(statement, Measure):
        row |= {"indicator": statement.indicator, "code": statement.code, "value": statement.value}
        if statement.upper is not None:
            row["upper"] = statement.upper
        row |= {
            "unit": statement.unit,
            "bound": statement.bound.value,
            "bound_words": list(statement.bound_words),
            "measure": statement.measure.value,
        }
    elif isinstance(statement, Milestone):
        row |= {"action": statement.action, "object": statement.object, "bound_words": list(statement.bound_words)}
    row["topic"] = statement.topic
    if statement.section is not None:
        row["section"] = statement.section
    row |= {"sentence_start": statement.sentence.start, "sentence_end": statement.sentence.end}
    if statement.location is not None:
        place = statement.location
        row["grounding"] = place.grounding.value
        if place.page is not None:
            row["page"] = place.page
        if place.box is not None:
            row["box"] = [place.box.left, place.box.top, place.box.right, place.box.bottom]
        if place.paragraph is not None:
            row["paragraph"] = place.paragraph
    return row


def records(report: Report) -> Iterator[dict[str, Any]]:
    """All statements of a report as records, in order of the text."""
    for statement in report.statements:
        yield record(statement)
