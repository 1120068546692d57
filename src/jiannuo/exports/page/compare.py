"""The comparison page: one place over years, or several places side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from jiannuo.exports.comparing import Row, rows, same_place, way
from jiannuo.exports.links.rows import ORDER
from jiannuo.exports.page import charts
from jiannuo.exports.page.cards import name
from jiannuo.exports.page.pane import Pane
from jiannuo.exports.page.render import page, script_json, with_font
from jiannuo.exports.page.since import kept, new_milestones
from jiannuo.exports.page.top import Light, light, verdict_light, wording
from jiannuo.exports.page.words import clean, title, topic_name
from jiannuo.linking import PairError
from jiannuo.model.link import Verdict
from jiannuo.model.messages import render
from jiannuo.model.report import Report
from jiannuo.model.statement import Kind, Measure, Statement
from jiannuo.statements.codes import names
from jiannuo.statements.headline import headline

LISTED = 20  # promises shown before the rest is folded
MOST_TOPICS = 24
FEW = 4  # places that a title names
HUES = 5  # a chart has no more colours


class Cell(msgspec.Struct, frozen=True):
    """A figure in words with the number of its note; empty where the report has none."""

    words: str = ""
    note: int = 0


class Line(msgspec.Struct, frozen=True):
    """An indicator's targets and results, one cell a report."""

    label: str
    targets: tuple[Cell, ...]
    results: tuple[Cell, ...]


class Note(msgspec.Struct, frozen=True):
    """A sentence that the page leads to."""

    number: int
    where: str
    text: str


class Step(msgspec.Struct, frozen=True):
    """What changed from one report to the next of the same place."""

    heading: str
    changes: tuple[tuple[str, Cell, Cell, Light | None, Cell, str], ...]
    new_topics: tuple[str, ...]
    lost_topics: tuple[str, ...]
    tallies: tuple[tuple[Light, int], ...]
    gone: tuple[tuple[str, int], ...]
    fresh: tuple[tuple[str, int], ...]


class Sources:
    """Numbers the sentences of all reports in order of citation."""

    def __init__(self, reports: Sequence[Report], heads: Sequence[str]) -> None:
        self.reports = reports
        self.heads = heads
        self._panes = [Pane(report) for report in reports]
        self._numbers: dict[tuple[int, int], int] = {}

    def note(self, report: int, statement: Statement) -> int:
        """The number of the sentence that *statement* stands in."""
        key = (report, self._panes[report].at(statement.span.start))
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def cell(self, report: int, measure: Measure | None) -> Cell:
        """*measure* in words; an empty cell for None."""
        if measure is None:
            return Cell()
        return Cell(wording(measure, self.reports[report].text), self.note(report, measure))

    def all(self) -> list[Note]:
        """All notes so far."""
        return [
            Note(number, self.heads[report], self._panes[report].sentence(at))
            for (report, at), number in self._numbers.items()
        ]


def compare_page(reports: Sequence[Report], *, fonts: bool = False) -> str:
    """The whole page as HTML; reports of one place are put in order of their years.

    fonts asks for the characters that it needs to be embedded.
    """
    years = all(same_place(reports[0], report) for report in reports[1:])
    if years:
        reports = sorted(reports, key=lambda report: report.metadata.year or 0)
    heads = _heads(reports, years=years)
    sources = Sources(reports, heads)
    lines = _lines(sources)
    chart = _chart(reports, heads)
    values: dict[str, Any] = {
        "heading": _heading(reports, years=years),
        "years": years,
        "heads": heads,
        "facts": [_fact(report) for report in reports],
        "lines": lines,
        "chart": chart,
        "data": script_json({"charts": {"compare": chart}}),
        "topics": _topics(reports),
        "steps": [_step(sources, index) for index in range(len(reports) - 1)] if years else [],
        "listed": LISTED,
        "scale": render("link_scale", {}, "zh"),
    }
    values["notes"] = sources.all()
    html = page("compare.html", charts=chart is not None, **values)
    return with_font(html) if fonts else html


def _heads(reports: Sequence[Report], *, years: bool) -> list[str]:
    """A short name for each report, told apart by number where two have the same."""
    found: list[str] = []
    for number, report in enumerate(reports, 1):
        about = report.metadata
        place, whole = title(about)
        year = f"{about.year}年" if about.year else ""
        one_year = len({r.metadata.year for r in reports}) == 1
        head = (year if years else place if one_year else f"{place}{year}") or place or whole
        found.append(head if head not in found else f"{head}（{number}）")
    return found


def _heading(reports: Sequence[Report], *, years: bool) -> tuple[str, str]:
    said = sorted({report.metadata.year for report in reports if report.metadata.year})
    span = f"{said[0]}—{said[-1]}年" if len(said) > 1 else f"{said[0]}年" if said else ""
    places = list(dict.fromkeys(title(report.metadata)[0] for report in reports))
    few = len(places) <= FEW and all(places)
    return "、".join(places) if years or few else f"{len(reports)} 份报告", f"{span}政府工作报告对照"


def _fact(report: Report) -> str:
    place, whole = title(report.metadata)
    targets = sum(measure.kind is Kind.TARGET for measure in report.measures)
    return f"{place}{whole}：目标 {targets} 项，事项 {len(report.milestones)} 件"


def _lines(sources: Sources) -> list[Line]:
    found: list[dict[tuple[str, Kind], Measure]] = []
    for report in sources.reports:
        spans = {measure.span: measure for measure in report.measures}
        found.append({(figure.code, figure.kind): spans[figure.span] for figure in headline(report)})
    codes = dict.fromkeys(code for figures in found for code, _ in figures)
    lines = []
    for code in codes:
        targets, results = (
            tuple(sources.cell(i, figures.get((code, kind))) for i, figures in enumerate(found))
            for kind in (Kind.TARGET, Kind.RESULT)
        )
        lines.append(Line(names()[code].zh, targets, results))
    return sorted(lines, key=lambda line: -sum(bool(cell.words) for cell in line.targets))


def _chart(reports: Sequence[Report], heads: Sequence[str]) -> dict[str, Any] | None:
    """Targets in percent that all reports have; None where fewer than two, or more reports than hues."""
    found = [{f.code: f for f in headline(report) if f.kind is Kind.TARGET} for report in reports]
    codes = [code for code in found[0] if all(code in other for other in found)]
    codes = [code for code in codes if all(f[code].unit == "%" and f[code].low == f[code].high for f in found)]
    if len(codes) < charts.LEAST or len(reports) > HUES:
        return None
    falling = {code for code in codes if all(figures[code].low <= 0 for figures in found)}
    return {
        "labels": [names()[code].zh + (charts.FALL if _unsaid(code, falling) else "") for code in codes],
        "series": [
            {"name": head, "values": [-figures[c].low if c in falling else figures[c].low for c in codes]}
            for head, figures in zip(heads, found, strict=True)
        ],
    }


def _unsaid(code: str, falling: set[str]) -> bool:
    """Whether a decline is drawn as a size and the indicator's name does not say that it is one."""
    return code in falling and "降" not in names()[code].zh


def _topics(reports: Sequence[Report]) -> list[tuple[str, tuple[str, ...]]]:
    """Each topic with its share of the promises of every report."""
    counts = [charts.promised_topics(report) for report in reports]
    order = sorted({t for c in counts for t in c}, key=lambda t: -sum(c[t] / (sum(c.values()) or 1) for c in counts))
    return [
        (
            topic_name(topic),
            tuple(f"{100 * c[topic] / (sum(c.values()) or 1):.1f}" if c[topic] else "—" for c in counts),
        )
        for topic in order[:MOST_TOPICS]
    ]


def _step(sources: Sources, index: int) -> Step:
    old, new = sources.reports[index], sources.reports[index + 1]
    try:
        links = kept(old, new).links
    except PairError:  # two reports of one year: nothing answers anything
        links = ()
    gone = [one.promise.statement for one in links if one.verdict is Verdict.UNMENTIONED]
    told = Counter(one.verdict for one in links)
    new_topics, lost_topics = charts.moved_topics(new, old)
    return Step(
        f"{sources.heads[index]} → {sources.heads[index + 1]}",
        tuple(_change(sources, index, row) for row in rows(old, new)),
        new_topics,
        lost_topics,
        tuple((verdict_light(verdict), told[verdict]) for verdict in ORDER if told[verdict]),
        tuple((_words(statement, old), sources.note(index, statement)) for statement in gone),
        tuple((clean(m.text), sources.note(index + 1, m)) for m in new_milestones(old, new)),
    )


def _change(sources: Sources, index: int, row: Row) -> tuple[str, Cell, Cell, Light | None, Cell, str]:
    was, now = sources.cell(index, row.before), sources.cell(index + 1, row.now)
    change = way(row)
    if change == "持平" and was.words != now.words:
        change = "数值未变，措辞改变"
    verdict = light(row.reading) if row.before else None
    return names()[row.code].zh, was, sources.cell(index + 1, row.result), verdict, now, change


def _words(statement: Statement, report: Report) -> str:
    if isinstance(statement, Measure):
        return f"{name(statement)} {wording(statement, report.text)}"
    return clean(statement.text)
