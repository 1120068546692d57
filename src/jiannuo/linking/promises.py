"""The promises of a report: its targets, its milestones and its intentions that name an object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from jiannuo.linking.due import due
from jiannuo.linking.words import words
from jiannuo.model.link import Promise, Sort
from jiannuo.model.outline import Part
from jiannuo.model.report import Report
from jiannuo.model.span import Span
from jiannuo.model.statement import Bound, Kind, Measure, Milestone
from jiannuo.statements.milestones.features import keys
from jiannuo.statements.milestones.find import candidates
from jiannuo.statements.milestones.weights import model
from jiannuo.statements.milestones.words import words as milestone_words
from jiannuo.statements.normal import widen
from jiannuo.statements.periods import When, of_measure

# How far below a milestone's threshold, in hundredths of a logit, an intention may lie: wide enough for reforms
# (推进户籍制度改革), too narrow for mottoes (坚持稳中求进).
INTENTION = -350

_WHEN = {
    part: When(part, Kind.TARGET, still=True, averaged=False, earlier=False) for part in (Part.PLAN, Part.OUTLOOK)
}


def promises(report: Report) -> list[Promise]:
    """All promises in order of the text; a target that is stated again is one promise."""
    targets = [measure for measure in report.measures if measure.kind is Kind.TARGET and measure.part.ahead]
    found = [_of_targets(report, group) for group in _restated(targets)]
    found += [Promise(milestone, Sort.MILESTONE, due(report, milestone)) for milestone in report.milestones]
    taken = [promise.statement.span for promise in found]
    taken += [measure.span for measure in targets]
    found += [Promise(milestone, Sort.INTENTION, due(report, milestone)) for milestone in _intentions(report, taken)]
    return sorted(found, key=lambda promise: promise.statement.span)


def _restated(targets: Iterable[Measure]) -> Iterator[list[Measure]]:
    """Targets in groups that say the same: same indicator, value, unit and period."""
    groups: dict[object, list[Measure]] = defaultdict(list)
    for target in targets:
        name = target.code or _bare(target.indicator)
        groups[name, target.value, target.upper, target.unit, target.measure, str(target.period)].append(target)
    yield from groups.values()


def _bare(indicator: str) -> str:
    """An indicator's words without those that only lead to it."""
    return words().leading.sub("", indicator)


def _of_targets(report: Report, group: list[Measure]) -> Promise:
    # The firmest wording stands for all: a bound that is written beats a bare repetition.
    first = min(group, key=lambda target: (target.bound is Bound.EQ and not target.bound_words, target.span))
    others = tuple(target.span for target in group if target is not first)
    return Promise(first, Sort.MEASURE, due(report, first), others)


def _intentions(report: Report, taken: list[Span]) -> Iterator[Milestone]:
    """Clauses that promise something named, less definite than a milestone, clear of the spans in *taken*."""
    text, year = widen(report.text), report.metadata.year
    lexicon, weights = milestone_words(), model()
    occupied = bytearray(len(text))
    for span in taken:
        occupied[span.start : span.end] = b"\1" * len(span)
    for sentence in report.outline.sentences:
        if not sentence.part.ahead or sentence.heading:
            continue
        for found, around in candidates(text, sentence.span.start, sentence.span.end):
            if occupied.find(1, found.start, found.end) >= 0:
                continue
            shown, pairs = keys(text, found, around, weights.common, lexicon)
            if not INTENTION <= weights.score(shown, pairs) < 0:
                continue
            span = Span(found.start, found.end)
            before = report.text[sentence.span.start : found.start]
            yield Milestone(
                span=span,
                text=span.of(report.text),
                kind=Kind.TARGET,
                part=sentence.part,
                period=of_measure(_WHEN[sentence.part], before, before, year),
                section=sentence.section,
                sentence=sentence.span,
                location=report.document.locate(span) if report.document.anchors else None,
                action=found.action,
                object=text[slice(*found.object)],
                bound_words=found.bound_words,
            )
