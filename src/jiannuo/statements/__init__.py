"""Sentences to measures and milestones."""

from __future__ import annotations

from jiannuo.model.document import Document
from jiannuo.model.outline import Outline
from jiannuo.model.report import Note
from jiannuo.model.span import Span
from jiannuo.model.statement import Kind, Measure, Milestone
from jiannuo.statements import periods
from jiannuo.statements.measures import MeasureReader, title_of
from jiannuo.statements.milestones import Found, find_milestones
from jiannuo.statements.normal import widen
from jiannuo.statements.oddities import oddities
from jiannuo.statements.topics import Topics


def read_statements(
    document: Document, outline: Outline
) -> tuple[tuple[Measure, ...], tuple[Milestone, ...], tuple[Note, ...]]:
    """The measures and milestones of a report, in order of the text, and what was odd about its numbers."""
    wide = widen(document.text)
    topics = Topics(wide)
    measures, notes = MeasureReader(document, wide, outline, topics).read()
    taken = [(measure.span.start, measure.span.end, measure.kind.value) for measure in measures]
    found = find_milestones(wide, outline.sentences, taken)
    milestones = tuple(_milestone(document, outline, topics, promise) for promise in found)
    notes += oddities(document, wide, measures, outline)
    return tuple(measures), milestones, tuple(notes)


def _milestone(document: Document, outline: Outline, topics: Topics, found: Found) -> Milestone:
    sentence = outline.sentences[found.sentence_index]
    span = Span(found.start, found.end)
    before = document.text[max(sentence.span.start, found.start - periods.REACH) : found.start]
    when = periods.When(sentence.part, Kind.TARGET, still=True, averaged=False, earlier=False)
    return Milestone(
        span=span,
        text=span.of(document.text),
        kind=Kind.TARGET,
        part=sentence.part,
        period=periods.of_measure(when, before, before, outline.metadata.year),
        section=sentence.section,
        sentence=sentence.span,
        topic=topics.topic_of(span.start, span.end, found.object, title_of(outline, sentence)),
        location=document.locate(span) if document.anchors else None,
        action=found.action,
        object=found.object,
        bound_words=found.bound_words,
    )
