"""Statements as the page shows them: a figure or a promise with the way to its sentence."""

from __future__ import annotations

import re

import msgspec

from jiannuo.exports.figures import figure
from jiannuo.exports.page.pane import Footnotes, Pane
from jiannuo.exports.page.words import clean
from jiannuo.model.report import Report
from jiannuo.model.statement import Kind, Measure, MeasureType, Milestone, Statement

_SAYS_GROWTH = re.compile("增(?!加值)|[升降涨减]")  # 增加值 is a thing, no change


class Card(msgspec.Struct, frozen=True):
    """A measure: number and, small beside it, the words that bound it.

    index is the statement's, at its sentence's first character, note the number of the footnote.
    """

    index: int
    at: int
    note: int
    label: str
    before: str
    number: str
    after: str

    @property
    def figure(self) -> str:
        """The figure in one piece."""
        return f"{self.before}{self.number}{self.after}"


class Promise(msgspec.Struct, frozen=True):
    """A milestone: its verb and the rest, as the report has them."""

    index: int
    at: int
    note: int
    action: str
    object: str


class Cards:
    """Makes cards of one report's statements."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.pane = Pane(report)
        self.notes = Footnotes(self.pane)

    def _place(self, statement: Statement) -> tuple[int, int, int]:
        at = self.pane.at(statement.span.start)
        return self.pane.number[id(statement)], at, self.notes.of(at)

    def card(self, measure: Measure, label: str = "", *, direction: bool = True) -> Card:
        """*measure* as a card; a growth rate says which way it goes where neither label nor figure does."""
        index, at, note = self._place(measure)
        before, number, after = shown(measure, self.report.text, direction=direction)
        return Card(index, at, note, label or name(measure), clean(before), clean(number), clean(after))

    def promise(self, milestone: Milestone) -> Promise:
        """*milestone* as a line of a checklist."""
        index, at, note = self._place(milestone)
        return Promise(index, at, note, clean(milestone.action), clean(milestone.object or milestone.text))


def name(measure: Measure) -> str:
    """What a measure measures, in the report's words; its kind where the report gives none."""
    return clean(measure.indicator).strip() or ("目标" if measure.kind is Kind.TARGET else "数值")


def shown(measure: Measure, text: str, *, direction: bool = True) -> tuple[str, str, str]:
    """Words before, number, words after."""
    before, number, after = figure(measure, text)
    if measure.measure is MeasureType.GROWTH and number == "零":
        return before, number, after or "增长"
    if measure.measure is MeasureType.GROWTH and measure.unit in ("%", "个百分点", "‰"):
        if direction and not _SAYS_GROWTH.search(measure.indicator):
            before = ("下降" if number.startswith("−") else "增长") + before
            number = number.removeprefix("−")
        elif any(word in measure.indicator for word in ("下降", "降低", "减少", "降幅")):
            number = number.removeprefix("−")
    return before, number, after
