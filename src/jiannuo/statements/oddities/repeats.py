"""A headline figure that one report gives twice with different values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jiannuo.model.document import Document
from jiannuo.model.outline import Outline
from jiannuo.model.report import Note, Report
from jiannuo.model.statement import Bound, Kind, Measure, MeasureType
from jiannuo.statements import headline
from jiannuo.statements.oddities.figures import slack

_MONTHS = re.compile("[0-9一二三四五六七八九十]月|同期")
_REACH = 40  # characters before a figure in which the text says that it is of some months only
_FAR = 2.0  # a growth that differs by a larger factor is another span of years


def stated_twice(
    document: Document, wide: str, measures: Sequence[Measure], outline: Outline, places: re.Pattern[str]
) -> Iterator[Note]:
    """The first contradiction of each headline code, kind and year; differences within rounding are none.

    Only figures that the text gives to the whole place (全市, 全省) are compared: others may be a part's.
    """
    words = headline.lexicon()
    codes = frozenset(words.codes)
    coded = tuple(
        measure
        for measure in measures
        if measure.code
        and measure.code in codes
        and places.search(measure.indicator)
        and _MONTHS.search(wide, max(measure.sentence.start, measure.span.start - _REACH), measure.span.start) is None
    )
    if len(coded) == len({(measure.code, measure.kind) for measure in coded}):
        return  # the common case: nothing is given twice
    first: dict[tuple[str, Kind, str], Measure] = {}
    done: set[tuple[str, Kind, str]] = set()
    for candidate in headline.candidates(Report(document, outline, coded, (), ()), words):
        measure, period = candidate.measure, candidate.measure.period
        if period is None or period.first != period.last or len(candidate.codes) != 1 or measure.bound is Bound.RANGE:
            continue
        key = (candidate.codes[0], measure.kind, str(period))
        before = first.setdefault(key, measure)
        if key in done or before.sentence == measure.sentence or before.part is not measure.part:
            continue
        if measure.measure is MeasureType.GROWTH and not 1 / _FAR <= measure.value / (before.value or 1) <= _FAR:
            continue
        if abs(before.value - measure.value) > slack(before, wide) + slack(measure, wide):
            done.add(key)
            params = {"name": before.indicator, "period": key[2], "first": before.text, "second": measure.text}
            yield Note("stated_twice", measure.span, params)
