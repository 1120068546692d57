"""Intentions: clauses of the plan that name their object, though not a definite act or figure (推进户籍制度改革).

They are weaker than milestones and are kept apart from them; whether the next report speaks of them can be told all
the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiannuo.linking.background import background
from jiannuo.linking.clauses import bare, pairs_of
from jiannuo.linking.words import words
from jiannuo.model.outline import Part
from jiannuo.model.report import Report
from jiannuo.model.span import Span
from jiannuo.model.statement import Kind, Milestone
from jiannuo.statements.milestones.clauses import clauses
from jiannuo.statements.milestones.features import thing_class
from jiannuo.statements.milestones.words import words as milestone_words
from jiannuo.statements.normal import widen
from jiannuo.statements.periods import When, of_measure

SHORTEST, LONGEST = 6, 45  # characters of a clause that can be followed up
_RARE = 8.0  # a pair of characters in fewer than one clause of 3,000
_RARE_PAIRS = 6  # so many make a name
_WHEN = {part: When(part, Kind.TARGET, still=True, averaged=False, earlier=False) for part in (Part.PLAN, Part.OUTLOOK)}


def intentions(report: Report, taken: Sequence[Span]) -> Iterator[Milestone]:
    """The intentions of *report* that are clear of the spans in *taken*."""
    text = widen(report.text)
    occupied = bytearray(len(text))
    for span in taken:
        occupied[span.start : span.end] = b"\1" * len(span)
    for sentence in report.outline.sentences:
        if not sentence.part.ahead or sentence.heading:
            continue
        for start, end in clauses(text, sentence.span.start, sentence.span.end):
            if occupied.find(1, start, end) >= 0 or (found := _intention(text, start, end)) is None:
                continue
            begin, after, hedges = found
            span = Span(begin, end)
            before = report.text[sentence.span.start : begin]
            yield Milestone(
                span=span,
                text=span.of(report.text),
                kind=Kind.TARGET,
                part=sentence.part,
                period=of_measure(_WHEN[sentence.part], before, before, report.metadata.year),
                section=sentence.section,
                sentence=sentence.span,
                location=report.document.locate(span) if report.document.anchors else None,
                action=text[begin:after],
                object=text[after:end],
                bound_words=hedges,
            )


def _rare(pair: str) -> bool:
    """Whether few reports use *pair*, so that it is likely part of a name."""
    return background().weight(pair) >= _RARE


def _intention(text: str, start: int, end: int) -> tuple[int, int, tuple[str, ...]] | None:
    """Where the quote starts and its verb ends, with the hedges before it; None for a clause that is no intention."""
    lexicon, verbs = words(), milestone_words()
    if not SHORTEST <= end - start <= LONGEST or lexicon.mottoes.search(text, start, end):
        return None
    hedges = []
    while (lead := verbs.lead.match(text, start, end)) is not None:
        if lead.group() in verbs.hedges:
            hedges.append(lead.group())
        start = lead.end()
    verb = lexicon.intending.match(text, start, end) or verbs.verb.match(text, start, end)
    after = verb.end() if verb else start
    thing = text[after:end]
    named = "“" in thing or "《" in thing or sum(_rare(pair) for pair in pairs_of(bare(thing))) >= _RARE_PAIRS
    if verb is None:
        # Without a verb of ours in front only an outcome at the end makes a promise: 重点区域实质动建.
        if not (named and verbs.outcome.search(text, start, end)):
            return None
    elif not named and thing_class(thing, verbs)[0] not in lexicon.intended:
        return None
    return (start, after, tuple(hedges)) if end - after >= 3 else None
