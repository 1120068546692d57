"""The page's opening: headline targets beside what became of last year's, and the five-year view."""

from __future__ import annotations

from collections import Counter

import msgspec

from jiannuo.exports.comparing import Row, rows, way
from jiannuo.exports.figures import figure
from jiannuo.exports.headlines import headlines, notable
from jiannuo.exports.links.rows import VERDICTS
from jiannuo.exports.page.cards import Card, Cards, name, shown
from jiannuo.exports.page.words import clean
from jiannuo.linking.figures import Reading
from jiannuo.model.link import Verdict
from jiannuo.model.outline import Part
from jiannuo.model.report import Report
from jiannuo.model.statement import Kind, Measure

FIVE = 12  # figures of five years shown on either side


class Light(msgspec.Struct, frozen=True):
    """A verdict as sign and word, never colour alone, with the rule that decided; name is its class in the style."""

    name: str
    sign: str
    word: str
    rule: str = ""


NOT_TOLD = Light("unmentioned", "○", "未见结果", "今年报告中没有读出这项结果")


def verdict_light(verdict: Verdict, rule: str = "") -> Light:
    """How a verdict is shown."""
    sign, word, _ = VERDICTS[verdict]
    return Light(verdict.value, sign, word, rule)


def light(reading: Reading | None) -> Light:
    """How a reading is shown: the lenient one, and the strict one where it differs; None is silence."""
    if reading is None:
        return NOT_TOLD
    shown_as = verdict_light(reading.lenient, reading.rule.message("zh"))
    if reading.strict is reading.lenient:
        return shown_as
    word = f"{shown_as.word}（从严{VERDICTS[reading.strict][1]}）"
    return msgspec.structs.replace(shown_as, name="partly", sign="◆", word=word)


class Top(msgspec.Struct, frozen=True):
    """A headline indicator: target, result and, with an earlier report, that one's target and its verdict."""

    label: str
    target: Card | None
    result: Card | None
    earlier: str = ""
    light: Light | None = None


class Change(msgspec.Struct, frozen=True):
    """An indicator's line among the changes; way is 上调, 下调, 持平 or empty, reworded the two wordings."""

    label: str
    before: str
    result: str
    light: Light | None
    now: str
    way: str
    reworded: bool
    at: int | None


def tops(cards: Cards, previous: Report | None) -> tuple[Top, ...]:
    """Headline indicators with a target; those with a result only where there is no target at all."""
    found = headlines(cards.report)
    chosen = [row for row in found if row.target] or found
    earlier = {row.result.span: row for row in rows(previous, cards.report) if row.result} if previous else {}
    texts = previous.text if previous else ""
    tiles = []
    for row in chosen:
        label = clean(row.indicator)
        was = earlier.get(row.result.span) if row.result else None
        before = was.before if was else None
        tiles.append(
            Top(
                label,
                cards.card(row.target, label) if row.target else None,
                cards.card(row.result, label) if row.result else None,
                wording(before, texts) if before else "",
                light(was.reading) if was and before else None,
            )
        )
    return tuple(tiles)


def wording(measure: Measure, text: str) -> str:
    """A figure with its bound words in one piece."""
    return clean("".join(shown(measure, text)))


def changes(cards: Cards, previous: Report) -> tuple[Change, ...]:
    """Every headline indicator over the two years."""
    return tuple(_change(row, cards, previous) for row in rows(previous, cards.report))


def _change(row: Row, cards: Cards, previous: Report) -> Change:
    text = cards.report.text
    named = row.now or row.before
    direction = way(row)
    before = wording(row.before, previous.text) if row.before else ""
    now = wording(row.now, text) if row.now else ""
    reworded = bool(
        row.before and row.now and direction == "持平" and figure(row.before, previous.text) != figure(row.now, text)
    )
    at = row.now or row.result
    return Change(
        name(named) if named else "",
        before,
        wording(row.result, text) if row.result else "",
        light(row.reading) if row.before else None,
        now,
        direction,
        reworded,
        cards.pane.at(at.span.start) if at else None,
    )


class Span(msgspec.Struct, frozen=True):
    """Figures of several years; years says which, where most of them are about the same."""

    years: str
    cards: tuple[Card, ...]


def five_years(cards: Cards) -> tuple[Span, Span]:
    """Figures of the five years behind and of those ahead."""
    measures = cards.report.measures
    behind = [m for m in measures if m.part is Part.REVIEW_FIVE and m.kind is Kind.RESULT]
    ahead = [m for m in measures if m.part is Part.OUTLOOK and m.kind is Kind.TARGET]
    return _span(behind, cards), _span(ahead, cards)


def _span(measures: list[Measure], cards: Cards) -> Span:
    periods = Counter(m.period for m in measures if m.period is not None and m.period.first < m.period.last)
    period = periods.most_common(1)[0][0] if periods else None
    years = f"{period.first}—{period.last}年" if period else ""
    return Span(years, tuple(cards.card(measure) for measure in notable(measures, FIVE)))
