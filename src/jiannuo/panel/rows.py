"""A report's rows: its statements, headline figures marked, and the headline targets that it leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from jiannuo.model.outline import Level, Part
from jiannuo.model.report import Report
from jiannuo.model.span import Span
from jiannuo.model.statement import Bound, Kind, Measure, Milestone, Statement
from jiannuo.panel.columns import VARYING
from jiannuo.panel.words import rule_set, words
from jiannuo.statements.codes import codes_of, names
from jiannuo.statements.headline import HeadlineFigure, headline
from jiannuo.statements.headline import lexicon as headline_words

NATION_CODE = "100000"
REACH = 150  # characters of the sentence to each side of a statement: a sentence without end is quoted in part
_WHOLE = "gdp_growth"
LONGEST = 200  # characters of a section's title

_CLAUSE_END = re.compile("[，。；：！？,;]")

Row = dict[str, Any]
_EMPTY: Row = {
    name: None if name in ("low", "high", "start", "end", "quote_start") else "" for name in VARYING
} | {name: False for name in VARYING if name.startswith("says_") or name == "absent"} | {"topic": 0}  # fmt: skip


def fixed(report: Report, document: str) -> Row:
    """The values that all rows of a report share."""
    metadata = report.metadata
    return {
        "source": report.document.source.replace("\\", "/"),
        "document": document,
        "place": metadata.place,
        "place_code": NATION_CODE if metadata.level is Level.NATIONAL else metadata.code,
        "level": metadata.level.value,
        "year": metadata.year,
        "rules": rule_set(),
    }


def varying(report: Report, document: str) -> Iterator[Row]:
    """The other columns, row by row: statements in order of the text, then the absent headline targets."""
    figures = headline(report) if document == "report" else _realised(report)
    marked: dict[tuple[Span, Kind], list[HeadlineFigure]] = {}
    for figure in figures:
        marked.setdefault((figure.span, figure.kind), []).append(figure)
    for statement in report.statements:
        row = _statement(statement, report)
        for figure in marked.get((statement.span, statement.kind), ()) if isinstance(statement, Measure) else ():
            yield row | _headline(figure)
        if (statement.span, statement.kind) not in marked or isinstance(statement, Milestone):
            yield row
    if document == "report":
        yield from _absent(report, figures)


def _realised(report: Report) -> tuple[HeadlineFigure, ...]:
    """Headline figures of a communiqué.

    It gives stocks where reports give what is new, so only rates are the same thing; and it goes on to growth by head,
    by sector and abroad, so the economy's own is the first.
    """
    first = next((measure for measure in report.measures if measure.code == _WHOLE), None)
    others = tuple(measure for measure in report.measures if measure.code != _WHOLE or measure is first)
    figures = headline(replace(report, measures=others))
    if not any(figure.code == _WHOLE for figure in figures):
        figures += tuple(figure for figure in headline(report) if figure.code == _WHOLE)
    return tuple(figure for figure in figures if figure.unit == "%" and figure.kind is Kind.RESULT)


def _statement(statement: Statement, report: Report) -> Row:
    row = _EMPTY | {
        "id": statement.id,
        "kind": statement.kind.value,
        "period": "" if statement.period is None else str(statement.period),
        "topic": statement.topic,
        "part": statement.part.value,
        "section": "" if statement.section is None else report.sections[statement.section].title[:LONGEST],
        "text": statement.text,
        "start": statement.span.start,
        "end": statement.span.end,
    }
    row |= _quote(statement.span, statement.sentence, report.text)
    if isinstance(statement, Measure):
        upper = statement.value if statement.upper is None else statement.upper
        row |= {
            "record": "measure",
            "indicator_code": statement.code,
            "indicator": statement.indicator,
            "low": min(statement.value, upper),
            "high": max(statement.value, upper),
            "unit": statement.unit,
            "measure": statement.measure.value,
            "bound": statement.bound.value,
        }
        return row | _firmness(statement.kind, statement.bound, statement.bound_words)
    assert isinstance(statement, Milestone)
    row |= {"record": "milestone", "action": statement.action, "indicator": statement.object}
    return row | _firmness(statement.kind, None, statement.bound_words)


def _quote(span: Span, sentence: Span, text: str) -> Row:
    start = max(sentence.start, span.start - REACH)
    return {"quote": text[start : min(sentence.end, span.end + REACH)], "quote_start": start}


def _firmness(kind: Kind, bound: Bound | None, bound_words: tuple[str, ...]) -> Row:
    """The five switches and the coding that follows from them; only targets are coded."""
    pledge = words().pledge
    switches = {
        "says_limit": bound in (Bound.GE, Bound.LE),
        "says_about": bound is Bound.APPROX,
        "says_range": bound is Bound.RANGE,
        "says_ensure": not pledge.ensure.isdisjoint(bound_words),
        "says_strive": not pledge.strive.isdisjoint(bound_words),
    }
    hard = switches["says_limit"] or switches["says_ensure"]
    soft = switches["says_about"] or switches["says_range"] or switches["says_strive"]
    coding = ("mixed" if soft else "hard") if hard else "soft" if soft else "plain"
    return {**switches, "bound_words": " ".join(bound_words), "coding": coding if kind is Kind.TARGET else ""}


def _headline(figure: HeadlineFigure) -> Row:
    return {
        "code": figure.code,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        **_firmness(figure.kind, figure.bound, figure.bound_words),
        "bound": figure.bound.value,
    }


def _absent(report: Report, figures: tuple[HeadlineFigure, ...]) -> Iterator[Row]:
    """Rows for headline targets that are left out, of a report that sets others."""
    lexicon = words().absent
    set_codes = {figure.code for figure in figures if figure.kind is Kind.TARGET}
    if not set_codes:
        return
    said = _said(report)
    results = {figure.code for figure in figures if figure.kind is Kind.RESULT}
    for code in headline_words().codes:
        silent = code in results and set_codes.isdisjoint(lexicon.alike(code))
        if code in set_codes or not (code in said or silent):
            continue
        row = _EMPTY | {
            "record": "absent",
            "kind": Kind.TARGET.value,
            "code": code,
            "indicator_code": code,
            "indicator": names()[code].zh,
            "unit": names()[code].unit[0],
            "period": "" if report.metadata.year is None else str(report.metadata.year),
            "absent": True,
        }
        if code in said:
            row |= {"start": said[code].start, "end": said[code].end, "quote_start": said[code].start}
            row |= {"text": said[code].of(report.text), "quote": said[code].of(report.text)}
        yield row


def _said(report: Report) -> dict[str, Span]:
    """Headline codes of which the plan says that it sets no target, and where."""
    lexicon, found = words().absent, dict[str, Span]()
    for sentence in report.outline.sentences:
        if sentence.part is not Part.PLAN:
            continue
        text = sentence.span.of(report.text)
        cue = next((at for word in lexicon.cues if (at := text.find(word)) >= 0), -1)
        if cue < 0:
            continue
        clause = _CLAUSE_END.split(text[cue : cue + REACH], maxsplit=1)[0]
        if any(word in clause for word in lexicon.nouns):
            start = sentence.span.start + cue
            for code in _codes_in(clause):
                found.setdefault(code, Span(start, start + len(clause)))
    return found


def _codes_in(clause: str) -> Iterator[str]:
    """Headline codes that *clause* names, with its words for a target or without (经济增速, 投资增速目标)."""
    bare = clause
    for noun in words().absent.nouns:
        bare = bare.replace(noun, "")
    for code in headline_words().codes:
        entry = names()[code]
        if any(code in codes_of(form, entry.unit[0], entry.measure[0], "") for form in (clause, bare)):
            yield code
