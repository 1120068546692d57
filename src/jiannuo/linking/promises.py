"""The promises of a report: its targets, its milestones and its intentions that name an object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from jiannuo.linking.due import due
from jiannuo.linking.intentions import intentions
from jiannuo.linking.words import words
from jiannuo.model.link import Promise, Sort
from jiannuo.model.report import Report
from jiannuo.model.statement import Bound, Kind, Measure


def promises(report: Report) -> list[Promise]:
    """All promises in order of the text; a target that is stated again is one promise."""
    targets = [measure for measure in report.measures if measure.kind is Kind.TARGET and measure.part.ahead]
    found = [_of_targets(report, group) for group in _restated(targets)]
    found += [Promise(milestone, Sort.MILESTONE, due(report, milestone)) for milestone in report.milestones]
    taken = [promise.statement.span for promise in found]
    taken += [measure.span for measure in targets]
    found += [Promise(milestone, Sort.INTENTION, due(report, milestone)) for milestone in intentions(report, taken)]
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
