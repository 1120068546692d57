"""The few figures that a report is known by: each headline target with last year's result beside it."""

from __future__ import annotations

from typing import NamedTuple

from jiannuo.model.report import Report
from jiannuo.model.statement import Kind, Measure, MeasureType
from jiannuo.statements.headline import headline

_TIMES = ("年", "个月", "月", "天", "日", "小时", "分钟", "岁")  # how long something took tells little by itself


class Headline(NamedTuple):
    """An indicator's target for the year ahead and its result of the year under review; one of the two may lack."""

    indicator: str
    target: Measure | None
    result: Measure | None


def headlines(report: Report) -> list[Headline]:
    """Headline indicators, those with a target first, in order of the text."""
    chosen = _chosen(report)
    codes = list(dict.fromkeys(code for code, _ in chosen))
    rows = []
    for code in codes:
        target, result = chosen.get((code, Kind.TARGET)), chosen.get((code, Kind.RESULT))
        named = target or result
        if named is not None:
            rows.append(Headline(named.indicator, target, result))
    return sorted(rows, key=lambda row: row.target is None)


def _chosen(report: Report) -> dict[tuple[str, Kind], Measure]:
    """One measure for each code and kind."""
    by_span = {measure.span: measure for measure in report.measures}
    return {(figure.code, figure.kind): by_span[figure.span] for figure in headline(report)}


def notable(measures: list[Measure], most: int) -> list[Measure]:
    """Up to *most* of *measures* that tell most: coded ones and totals before others, in order of the text."""

    def rank(measure: Measure) -> int:
        if measure.code:
            return 0
        if measure.measure is MeasureType.RANK or measure.unit in _TIMES:
            return 3
        return 1 if measure.measure in (MeasureType.LEVEL, MeasureType.GROWTH) else 2

    best = sorted((measure for measure in measures if measure.indicator), key=rank)[:most]
    return sorted(best, key=lambda measure: measure.span)
