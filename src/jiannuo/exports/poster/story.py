"""What the poster tells: the story of the reading page, chosen and cut to fit, as plain values."""

from __future__ import annotations

import re
from typing import Any

from jiannuo.exports.figures import THIN_SPACE
from jiannuo.exports.headlines import notable
from jiannuo.exports.page.areas import Area, areas
from jiannuo.exports.page.cards import Card, Cards, Promise
from jiannuo.exports.page.honours import honours
from jiannuo.exports.page.top import Top, five_years, tops
from jiannuo.exports.page.words import clean, day, title
from jiannuo.exports.publication import Publication
from jiannuo.model.outline import Part
from jiannuo.model.statement import Kind

MOST_HEADLINES, MOST_RESULTS, MOST_HONOURS, MOST_AREAS, MOST_AHEAD = 12, 9, 8, 24, 8
LABEL, PROMISE, TITLE, NAME, HONOUR = 36, 56, 44, 60, 44  # characters before a text is cut; a figure is never cut
MOST_LINES = 6  # small figures, and promises, of an area; a template shows as many of them as fit, and counts the rest
_ONE_LINE = re.compile(r"\s+")


def story(publication: Publication) -> dict[str, Any]:
    """The values that the templates set; words only, nothing that typst would run."""
    report = publication.report
    cards = Cards(report)
    about = report.metadata
    place, name = title(about)
    found = tops(cards, publication.previous)
    told, silent = areas(cards)
    honoured = [cut(honour.text, HONOUR) for honour in honours(cards)]
    behind, ahead = five_years(cards)
    results, results_head = _results(cards, found), f"{about.year - 1}年成效" if about.year else "成效"
    if not results:
        results, results_head = list(behind.cards[:MOST_RESULTS]), _dated("五年成效", behind.years)
    facts = [about.session, about.speaker and f"报告人 {about.speaker}", day(about.date) if about.date else ""]
    return {
        "place": cut(place, NAME),
        "title": cut(name, NAME),
        "facts": [cut(fact, NAME) for fact in facts if fact],
        "counts": _counts(publication),
        "headlines_head": _headlines_head(found, about.year),
        "areas_head": f"{about.year}年工作安排" if about.year else "工作安排",
        "headlines": [_headline(row, about.year) for row in found[:MOST_HEADLINES]],
        "headlines_more": len(found[MOST_HEADLINES:]),
        "results": [_figure(card) for card in results],
        "results_head": results_head,
        "honours": honoured[:MOST_HONOURS],
        "honours_more": len(honoured[MOST_HONOURS:]),
        "areas": _areas(told, {row.target.index for row in found if row.target}),
        "areas_more": _areas_more(told, silent),
        "ahead": [_figure(card) for card in ahead.cards[:MOST_AHEAD]],
        "ahead_head": _dated("今后五年", ahead.years),
        "source": _source(publication),
    }


def _dated(head: str, years: str) -> str:
    return f"{head}（{years}）" if years else head


def cut(text: str, most: int) -> str:
    """*text* on one line, cut with … where it is longer than *most* characters."""
    text = _ONE_LINE.sub(" ", clean(text)).strip()
    return text if len(text) <= most else text[: most - 1].rstrip("，、；： ") + "…"


def _counts(publication: Publication) -> str:
    report = publication.report
    targets = sum(measure.kind is Kind.TARGET for measure in report.measures)
    return f"全文 {len(report.text):,} 字 · 目标 {targets} 项 · 事项 {len(report.milestones)} 项"


def _figure(card: Card) -> dict[str, str]:
    number, _, unit = card.number.partition(THIN_SPACE)
    return {
        "label": cut(card.label, LABEL),
        "before": card.before,
        "number": number,
        "unit": unit,
        "after": card.after,
    }


def _plain(card: Card) -> str:
    return card.figure.replace(THIN_SPACE, "")


def _headline(row: Top, year: int | None) -> dict[str, Any]:
    card = row.target or row.result
    assert card is not None  # a row has one of the two
    beside = []
    if row.target and row.result:
        beside.append((f"{year - 1}年结果 " if year else "上年结果 ") + _plain(row.result))
    if row.earlier:
        beside.append(f"上年目标 {row.earlier.replace(THIN_SPACE, '')}")
        beside += [f"{row.light.sign} {row.light.word}"] if row.light else []
    return _figure(card) | {"label": cut(row.label, LABEL), "beside": beside}


def _headlines_head(found: tuple[Top, ...], year: int | None) -> str:
    """Where the report names no target for the year ahead, its results stand at the top and are called so."""
    if any(row.target for row in found):
        return f"{year}年主要目标" if year else "主要目标"
    return f"{year - 1}年主要结果" if year else "主要结果"


def _results(cards: Cards, found: tuple[Top, ...]) -> list[Card]:
    """Results that tell most and are not beside a headline target already."""
    taken = {row.result.index for row in found if row.result}
    measures = [
        measure
        for measure in cards.report.measures
        if measure.kind is Kind.RESULT and measure.part is Part.REVIEW and cards.pane.number[id(measure)] not in taken
    ]
    chosen = notable([m for m in measures if len(m.indicator) <= LABEL], MOST_RESULTS)
    return [cards.card(measure) for measure in chosen]


def _areas(told: tuple[Area, ...], above: set[int]) -> list[dict[str, Any]]:
    """Areas as blocks; figures that stand *above* among the headlines do not come again."""
    drawn = [_area(area, above) for area in told[:MOST_AREAS]]
    return [area for area in drawn if area["large"] or area["promises"] or area["small"] or area["lost"]]


def _area(area: Area, above: set[int]) -> dict[str, Any]:
    details = [card for card in (*area.details, *area.folded) if card.index not in above]
    promises = (*area.promises, *area.folded_promises)
    return {
        "marker": cut(area.marker, 8),
        "title": cut(area.title, TITLE),
        "large": [_figure(card) for card in area.large if card.index not in above],
        "small": [_figure(card) for card in details[:MOST_LINES]],
        "small_count": len(details),
        "promises": [_promise(promise) for promise in promises[:MOST_LINES]],
        "promises_count": len(promises),
        "lost": area.lost,
        "remark": cut(area.remark, NAME),
    }


def _promise(promise: Promise) -> dict[str, str]:
    action = cut(promise.action, LABEL)
    return {"action": action, "object": cut(promise.object, PROMISE)}


def _areas_more(told: tuple[Area, ...], silent: tuple[str, ...]) -> str:
    parts = []
    if len(told) > MOST_AREAS:
        parts.append(f"另有 {len(told) - MOST_AREAS} 个方面，见全文")
    if silent:
        parts.append(f"另有 {len(silent)} 节没有读出目标或事项")
    return "；".join(parts)


def _source(publication: Publication) -> list[str]:
    report = publication.report
    about = report.metadata
    name = cut(about.title, NAME) or "政府工作报告"
    lines = [f"来源：《{name.strip('《》')}》" + (f"，{day(about.date)}" if about.date else "")]
    lines.append("数字与约束词照录原文，由践诺读出；○ 为没有数量的事项。")
    if report.notes:
        lines.append(f"有 {len(report.notes)} 处需人工复核，详见阅读页。")
    return lines
