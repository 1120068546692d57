"""The reading page of a report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jiannuo.exports.page import charts
from jiannuo.exports.page.areas import Area, areas
from jiannuo.exports.page.cards import Cards, name, shown
from jiannuo.exports.page.honours import honours
from jiannuo.exports.page.render import page, script_json, with_font
from jiannuo.exports.page.since import since
from jiannuo.exports.page.top import five_years, tops
from jiannuo.exports.page.words import clean, day, kind_name, part_name, title, topic_name
from jiannuo.exports.publication import Publication
from jiannuo.model.messages import render
from jiannuo.model.outline import Part
from jiannuo.model.report import Report
from jiannuo.model.statement import Kind, Measure, Milestone, Statement

AROUND = 24  # characters shown on each side of what a note is about
LISTED = 12  # promises shown before the rest is folded


def reading_page(publication: Publication) -> str:
    """The whole page as HTML."""
    report, previous = publication.report, publication.previous
    cards = Cards(report)
    # Footnotes are numbered as statements are shown: top to bottom.
    opening, honoured = tops(cards, previous), honours(cards)
    pace, shares = charts.pace(report), charts.topics(report, previous)
    behind, ahead = five_years(cards)
    found, silent = areas(cards)
    place, heading = title(report.metadata)
    data = {
        "statements": [_entry(s, cards) for s in cards.pane.statements],
        "topics": {t: topic_name(t) for t in sorted({s.topic for s in cards.pane.statements})},
        "charts": {"pace": pace, "topics": shares},
        "years": _years(report),
    }
    values: dict[str, Any] = {
        "place": place,
        "heading": heading,
        "facts": _facts(report),
        "counts": _counts(report),
        "stand": _stand(_counts(report)),
        "numbered": sum(bool(area.marker) and not area.opening for area in found),
        "year": report.metadata.year,
        "tops": opening,
        "honours": honoured,
        "behind": behind,
        "ahead": ahead,
        "areas": found,
        "silent": silent,
        "previous": since(cards, previous) if previous else None,
        "listed": LISTED,
        "scale": render("link_scale", {}, "zh"),
        "notes": _notes(cards),
        "pace": pace,
        "shares": shares,
        "source": clean(Path(report.document.source).name),
        "lost_targets": any("预期目标" in section.title for section in report.sections),
        "pane": cards.pane.html(),
        "data": script_json(data),
        "carded": _carded(found),
    }
    values["footnotes"] = cards.notes.all()
    html = page("reading.html", charts=bool(pace or shares), **values)
    return with_font(html) if publication.choices.fonts else html


def _facts(report: Report) -> list[str]:
    about = report.metadata
    speaker = f"报告人 {about.speaker}" if about.speaker else ""
    facts = [speaker, about.session, day(about.date) if about.date else "", f"全文 {len(report.text):,} 字"]
    return [clean(fact) for fact in facts if fact]


def _counts(report: Report) -> dict[str, int]:
    kinds = [measure.kind for measure in report.measures]
    return {
        "targets": kinds.count(Kind.TARGET),
        "results": kinds.count(Kind.RESULT),
        "milestones": len(report.milestones),
        "all": len(report.statements),
    }


def _stand(counts: dict[str, int]) -> str:
    """What was read, in words; kinds of which there is nothing are left out."""
    words = (("targets", "{} 个量化目标"), ("milestones", "{} 件要办的事"), ("results", "{} 个成效数字"))
    told = [words.format(counts[kind]) for kind, words in words if counts[kind]]
    return "、".join(told) or f"{counts['all']} 项表述"


def _years(report: Report) -> dict[str, str]:
    year = report.metadata.year
    return {"now": f"{year}年", "last": f"{year - 1}年"} if year else {"now": "今年", "last": "上年"}


def _entry(statement: Statement, cards: Cards) -> list[Any]:
    """Sentence, words, figure, kind, part and topic of a statement, for search and lists."""
    label, value = "", ""
    if isinstance(statement, Measure):
        label, value = name(statement), clean("".join(shown(statement, cards.report.text)))
    elif isinstance(statement, Milestone):
        label = clean(statement.text).strip()
    at = cards.pane.at(statement.span.start)
    return [at, label, value, statement.kind.value, statement.part.value, statement.topic]


def _carded(found: tuple[Area, ...]) -> dict[str, Any]:
    """The choices of the filters."""
    return {
        "kinds": [(kind.value, kind_name(kind.value)) for kind in Kind],
        "parts": [(part.value, part_name(part.value)) for part in Part],
        "areas": [(area.id, f"{area.marker}{area.title}") for area in found],
    }


def _notes(cards: Cards) -> list[dict[str, Any]]:
    """The review list: each note with the words it is about."""
    text = cards.report.text
    rows = []
    for note in cards.report.notes:
        row: dict[str, Any] = {"message": clean(note.message("zh")), "at": None, "before": "", "words": "", "after": ""}
        if note.span is not None:
            start, end = note.span.start, note.span.end
            row["at"] = cards.pane.at(start)
            row["before"] = clean(text[max(0, start - AROUND) : start]).rpartition("\n")[2].lstrip()
            row["words"] = clean(text[start : min(end, start + 2 * AROUND)]).replace("\n", " ")
            row["after"] = clean(text[end : end + AROUND]).partition("\n")[0] if len(note.span) <= 2 * AROUND else "…"
        rows.append(row)
    return rows
