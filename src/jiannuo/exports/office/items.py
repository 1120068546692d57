"""The promises of a report as items that somebody must deliver, in areas, numbered through both files."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import msgspec

from jiannuo.exports.page.areas import areas
from jiannuo.exports.page.cards import Cards, shown
from jiannuo.exports.page.words import clean
from jiannuo.model.document import Grounding
from jiannuo.model.outline import Part
from jiannuo.model.period import Period
from jiannuo.model.report import Report
from jiannuo.model.span import Span
from jiannuo.model.statement import Bound, Kind, Measure, Statement

LONGEST = 200  # characters of a clause; a report without stops must not fill a page with one item
_STOP = re.compile("[，。；！？：\n]")
_SPACE = re.compile(r"[^\S\u2009]+")  # a thin space before a unit stays
_WRITTEN = re.compile(r"(\d+(?:\.\d+)?)\s*([^\d\s]*)")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)([^\d\s—–~～至到-]*)[—–~～至到-]+(\d+(?:\.\d+)?)([^\d\s]*)")
_WHEN = re.compile(
    r"(?:年底|年末|[上下]半年|(?:第?[一二三四]|前[两三二])季度|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:底|末|份)?"
    r"|春节|清明|五一|端午|七一|汛期|国庆|入冬|供暖季)(?:之?前|以前)|(?<![一二三四五六七八九十两\d])年内"
    r"|[上下]半年|年底|[一二三四]季度"
)
AHEAD = "今后五年"


class Item(msgspec.Struct, frozen=True):
    """One promise.

    task is its clause as written; goal the figure with its bound words, empty for a milestone; deadline what the report
    says, the period where it says no more.  value and unit are as written (300, 亿元); a value that is no plain number
    stays words (6—7, 三成).
    """

    number: int
    area: str
    task: str
    indicator: str
    goal: str
    value: float | str | None
    unit: str
    bound: str
    deadline: str
    sentence: str
    place: str
    id: str


class Group(msgspec.Struct, frozen=True):
    """An area of the plan with its items; chapter is the heading above it, remark what is odd about it."""

    chapter: str
    title: str
    items: tuple[Item, ...]
    remark: str = ""


def groups(report: Report) -> tuple[Group, ...]:
    """All promises in the areas of the reading page, those for five years last; numbered in that order."""
    cards = Cards(report)
    spans = Spans(measure.span for measure in report.measures)
    found: list[Group] = []
    number = 0
    for area in areas(cards)[0]:
        places = [card.index for card in (*area.large, *area.details, *area.folded)]
        places += [promise.index for promise in (*area.promises, *area.folded_promises)]
        statements = [cards.pane.statements[index] for index in sorted(places)]
        title = f"{area.marker}{' ' if area.lost else ''}{area.title}"
        items = tuple(_item(statement, number + i, title, report, spans) for i, statement in enumerate(statements, 1))
        number += len(items)
        found.append(Group(area.chapter, title, items, area.remark))
    ahead = [s for s in report.statements if s.kind is Kind.TARGET and s.part is Part.OUTLOOK]
    if ahead:
        items = tuple(_item(statement, number + i, AHEAD, report, spans) for i, statement in enumerate(ahead, 1))
        found.append(Group("", AHEAD, items))
    return tuple(found)


def _item(statement: Statement, number: int, area: str, report: Report, spans: Spans) -> Item:
    text = report.text
    clause = _line(_clause(statement, text, spans).of(text))
    measure = statement if isinstance(statement, Measure) else None
    indicator = _line(measure.indicator) if measure else ""
    task = clause if _says(clause, indicator) else f"{indicator}：{clause}"
    value, unit = _amount(measure) if measure else (None, "")
    bound = "…".join(measure.bound_words) if measure else ""
    return Item(
        number=number,
        area=area,
        task=task,
        indicator=indicator,
        goal=_line("".join(shown(measure, text))) if measure else "",
        value=value,
        unit=unit,
        bound=bound or (_bound(measure) if measure else ""),
        deadline=deadline(clause, statement.period),
        sentence=_line(statement.sentence.of(text)),
        place=_place(statement),
        id=statement.id,
    )


def _says(clause: str, indicator: str) -> bool:
    """Whether the clause has all of the indicator's characters in their order, be it with others between them."""
    characters = iter(clause)
    return all(character in characters for character in indicator)


def deadline(clause: str, period: Period | None) -> str:
    """When an item is due: ``2026年6月底前`` where the clause says so, else ``2026年`` or ``2021—2025年``."""
    when = _WHEN.search(clause)
    if period is None:
        return when[0] if when else ""
    if period.first != period.last:
        return f"{period.first}—{period.last}年"
    return f"{period.first}年" + (when[0].removeprefix("年") if when else "")


def _clause(statement: Statement, text: str, others: Spans) -> Span:
    """The statement with what stands around it up to the next stop, inside its sentence and within reason.

    Where the clause holds several figures, as in 培育企业5家、平台2个, it is cut at the 、 between them too.
    """
    span, around = statement.span, statement.sentence
    low, high = max(around.start, span.start - LONGEST), min(around.end, span.end + LONGEST)
    start = max((match.end() for match in _STOP.finditer(text, low, span.start)), default=low)
    after = _STOP.search(text, span.end, high)
    end = after.start() if after else high
    before, behind = others.around(span)
    if before is not None and before.end > start:
        start = text.find("、", before.end, span.start) + 1 or start
    if behind is not None and behind.start < end:
        cut = text.rfind("、", span.end, behind.start)
        end = cut if cut >= 0 else end
    return Span(min(start, span.start), max(end, span.end))


class Spans:
    """Where figures stand, in order of the text."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def around(self, span: Span) -> tuple[Span | None, Span | None]:
        """The nearest ones that end before *span* and start after it."""
        low, high = bisect_left(self._spans, span), bisect_right(self._spans, span)
        before = self._spans[low - 1] if low else None
        behind = self._spans[high] if high < len(self._spans) else None
        if before is not None and before.end > span.start:
            before = None
        return before, behind if behind is not None and behind.start >= span.end else None


def _line(text: str) -> str:
    return _SPACE.sub(" ", clean(text)).strip(" \u3000")


def _amount(measure: Measure) -> tuple[float | str, str]:
    """Number and unit as written; of a range both ends; words such as 三成 as they are."""
    match = _WRITTEN.fullmatch(measure.text)
    if match is not None:
        number = float(match[1])
        return (-number if measure.value < 0 else number), match[2]
    ends = _RANGE.fullmatch(measure.text)
    if ends is not None and ends[2] in ("", ends[4]):
        return f"{ends[1]}—{ends[3]}", ends[4]
    return _line(measure.text), ""


def _bound(measure: Measure) -> str:
    """The sense of a bound whose words the report does not spell out beside the figure."""
    return {Bound.GE: "不低于", Bound.LE: "不超过", Bound.APPROX: "左右", Bound.RANGE: "区间"}.get(measure.bound, "")


def _place(statement: Statement) -> str:
    """Page or paragraph where the file has them, and the characters in the text."""
    at = statement.location
    where = ""
    if at is not None and at.grounding in (Grounding.BOX, Grounding.PAGE):
        where = f"第{at.page}页 "
    elif at is not None and at.paragraph is not None:
        where = f"第{at.paragraph}段 "
    return f"{where}字符{statement.span.start}–{statement.span.end}"
