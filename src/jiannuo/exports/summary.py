"""A report at a glance, for a terminal or a plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from jiannuo.exports.figures import figure
from jiannuo.exports.headlines import Headline, headlines, notable
from jiannuo.exports.options import Options
from jiannuo.exports.terminal import memory_console, written
from jiannuo.model.outline import Part, Section
from jiannuo.model.report import Report
from jiannuo.model.statement import Kind, Measure, MeasureType, Milestone

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

# The house's cinnabar, teal and yellow in shades that reach 4.5 : 1 on black and on white alike.
CINNABAR, TEAL, YELLOW = "#CE4636", "#288280", "#9B6B1B"

MOST_RESULTS, MOST_FIGURES, MOST_MILESTONES, MOST_NOTES = 8, 3, 2, 10
AROUND = 16  # characters shown on each side of what a note is about
COMFORTABLE = 100  # columns beyond which a line of the plan is hard to follow to its end
SIDE_BY_SIDE = 120  # columns from which targets and results stand beside each other

_SAYS_GROWTH = re.compile("增(?!加值)|[升降涨减]")  # 增加值 is a thing, no change

_WORDS: dict[str, tuple[str, str]] = {
    "report": ("{place} {year} 年政府工作报告", "{place}, government work report {year}"),
    "report_undated": ("{place}政府工作报告", "{place}, government work report"),
    "nameless": ("政府工作报告", "Government work report"),
    "length": ("{count:,} 字", "{count:,} characters"),
    "targets": ("主要目标", "Headline targets"),
    "target": ("{year}目标", "{year} target"),
    "result": ("{year}结果", "{year} result"),
    "year": ("{year} 年", "{year}"),
    "indicator": ("指标", "Indicator"),
    "results": ("成效", "Results"),
    "figure": ("数值", "Figure"),
    "plan": ("今年工作", "The plan by area"),
    "area_counts": ("指标 {measures} · 事项 {milestones}", "figures {measures} · milestones {milestones}"),
    "silent": ("另有 {count} 节没有读出目标或事项", "sections without any target or milestone: {count}"),
    "up": ("增长 ", "up "),
    "down": ("下降 ", "down "),
    "total": (
        "共 {measures} 个指标（目标 {targets}、成效 {results}）、{milestones} 个事项",
        "{measures} figures ({targets} targets, {results} results), {milestones} milestones",
    ),
    "review": ("复核", "Review"),
    "review_none": ("没有需要复核的内容。", "Nothing to review."),
    "review_more": ("另有 {count} 条；用 --format csv 可看全部", "{count} more; --format csv shows all"),
    "nothing": ("没有读出指标或事项。", "No figures or milestones were found."),
}


class Words(msgspec.Struct, frozen=True):
    """The summary's own words in one language."""

    language: str

    def __call__(self, code: str, **params: object) -> str:
        zh, en = _WORDS[code]
        return (zh if self.language == "zh" else en).format_map(params)


def export(reports: Iterable[Report], options: Options) -> Iterator[bytes]:
    """One piece a report, an empty line between two."""
    words = Words(options.language)
    for number, report in enumerate(reports):
        console, buffer = memory_console(options, 40)
        if number:
            console.print()
        _print(console, report, words)
        yield written(buffer, options)


def _print(console: Console, report: Report, words: Words) -> None:
    _masthead(console, report, words)
    rows = headlines(report)
    # A result that stands beside its target is not told twice.
    beside = {row.result.span for row in rows if row.result and row.target}
    results = [m for m in report.measures if m.kind is Kind.RESULT and m.span not in beside]
    blocks: list[RenderableType] = []
    if targets := [row for row in rows if row.target]:
        blocks.append(_targets(targets, report, words))
    if results:
        blocks.append(_results(notable(results, MOST_RESULTS), report, words))
    _columns(console, blocks)
    _plan(console, report, words)
    _closing(console, report, words)


def _masthead(console: Console, report: Report, words: Words) -> None:
    from rich.rule import Rule
    from rich.text import Text

    about = report.metadata
    if about.place and about.year:
        title = words("report", place=about.place, year=about.year)
    elif about.place:
        title = words("report_undated", place=about.place)
    else:
        title = about.title.strip() or words("nameless")
    console.print(Text(_clean(title), style=f"bold {CINNABAR}"))
    length = words("length", count=len(report.text))
    facts = [about.session, _date(about.date, words), about.speaker, length]
    console.print(Text(" · ".join(_clean(fact) for fact in facts if fact), style="dim"))
    console.print(Text(_clean(report.document.source), style="dim"))
    console.print(Rule(style=CINNABAR, characters="─"))


def _date(date: str, words: Words) -> str:
    """2026年1月27日; anything but a whole ISO date comes back as it is."""
    parts = date.split("-")
    if words.language != "zh" or len(parts) != 3:
        return date
    year, month, day = (int(part) for part in parts)
    return f"{year}年{month}月{day}日"


def _heading(title: str) -> Text:
    from rich.text import Text

    return Text(title, style="bold")


def _columns(console: Console, blocks: list[RenderableType]) -> None:
    """Blocks under each other, or side by side where there is room."""
    from rich.table import Table

    if len(blocks) > 1 and console.width >= SIDE_BY_SIDE:
        grid = Table.grid(padding=(0, 6, 0, 0))
        grid.add_row(*blocks)
        blocks = [grid]
    for block in blocks:
        console.print()
        console.print(block)


def _table(title: str, head: list[str]) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(
        title=_heading(title),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        border_style="dim",
        header_style="dim",
    )
    table.add_column(head[0], overflow="fold", max_width=36)
    for name in head[1:]:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _targets(rows: list[Headline], report: Report, words: Words) -> Any:
    year = report.metadata.year
    ahead, past = (words("year", year=year), words("year", year=year - 1)) if year else ("", "")
    heads = [words("indicator"), words("target", year=ahead).strip(), words("result", year=past).strip()]
    table = _table(words("targets"), heads)
    for row in rows:
        table.add_row(
            _clean(row.indicator),
            _figure(row.target, report, f"bold {CINNABAR}") if row.target else "",
            _figure(row.result, report, "") if row.result else _dim("—"),
        )
    return table


def _results(measures: list[Measure], report: Report, words: Words) -> Any:
    table = _table(words("results"), [words("indicator"), words("figure")])
    for measure in measures:
        table.add_row(_clean(measure.indicator), _figure(measure, report, "bold", words))
    return table


def _figure(measure: Measure, report: Report, style: str, words: Words | None = None) -> Text:
    """The figure with its bound words small, which in a terminal is dim, beside it.

    With *words* a growth rate says which way it goes, since no column head does.
    """
    from rich.text import Text

    before, number, after = figure(measure, report.text)
    if words and measure.measure is MeasureType.GROWTH and not _SAYS_GROWTH.search(measure.indicator):
        before = words("down" if number.startswith("−") else "up") + before
        number = number.removeprefix("−")
    return Text.assemble((_clean(before, ""), "dim"), (_clean(number), style), (_clean(after), "dim"))


def _dim(text: str) -> Text:
    from rich.text import Text

    return Text(text, style="dim")


def _plan(console: Console, report: Report, words: Words) -> None:
    """Each chapter of the plan with its areas: title, how much it holds, and its first promises."""
    chapters = plan_chapters(report.sections)
    if not chapters:
        return
    console.print()
    console.print(_heading(words("plan")))
    silent = 0
    for chapter, areas in chapters:
        told = [(area, *_promised(area, report)) for area in areas]
        told = [item for item in told if item[1] or item[2]]
        silent += len(areas) - len(told)
        if told and chapter is not None and len(chapters) > 1:
            console.print()
            console.print(_clean(f"{chapter.marker}{chapter.title}"))
        for area, measures, milestones in told:
            console.print()
            _area(console, area, measures, milestones, report, words)
    if silent:
        console.print()
        console.print(_dim(words("silent", count=silent)))


def _promised(area: Section, report: Report) -> tuple[list[Measure], list[Milestone]]:
    measures = [m for m in report.measures if m.kind is Kind.TARGET and area.span.contains(m.span)]
    return measures, [m for m in report.milestones if area.span.contains(m.span)]


def _area(
    console: Console,
    area: Section,
    measures: list[Measure],
    milestones: list[Milestone],
    report: Report,
    words: Words,
) -> None:
    """An area's title with its counts at the right, and its first promises below."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    line = Table.grid(expand=True, padding=(0, 0, 0, 2))
    line.add_column(ratio=1, overflow="fold")
    line.add_column(justify="right", no_wrap=True)
    counts = words("area_counts", measures=len(measures), milestones=len(milestones))
    line.add_row(Text(_clean(f"{area.marker}{area.title}"), style=f"bold {TEAL}"), _dim(counts))
    console.print(line, width=min(console.width, COMFORTABLE))
    for promise in _promises(measures, milestones, report, words):
        console.print(Padding(promise, (0, 0, 0, 2)), width=min(console.width, COMFORTABLE))


def _promises(measures: list[Measure], milestones: list[Milestone], report: Report, words: Words) -> Iterator[Text]:
    from rich.text import Text

    for measure in notable(measures, MOST_FIGURES):
        shown = _figure(measure, report, "bold", words)
        yield Text.assemble(("• ", "dim"), _clean(measure.indicator), "  ", shown)
    for milestone in milestones[:MOST_MILESTONES]:
        yield Text.assemble(("○ ", "dim"), _clean(milestone.text))


def plan_chapters(sections: tuple[Section, ...]) -> list[tuple[Section | None, list[Section]]]:
    """The plan's chapters, each with the sections that divide it; an undivided chapter stands for itself."""
    plan = [section for section in sections if section.part is Part.PLAN]
    inside = {section.index for section in plan}
    top = [section for section in plan if section.parent not in inside]
    chapters: list[tuple[Section | None, list[Section]]] = []
    for section in top:
        below = [other for other in plan if other.parent == section.index]
        chapters.append((section, below) if below else (None, [section]))
    return chapters


def _closing(console: Console, report: Report, words: Words) -> None:
    from rich.text import Text

    kinds = [measure.kind for measure in report.measures]
    console.print()
    if not report.statements:
        console.print(words("nothing"))
    else:
        counts = {"measures": len(kinds), "milestones": len(report.milestones)}
        counts |= {"targets": kinds.count(Kind.TARGET), "results": kinds.count(Kind.RESULT)}
        console.print(words("total", **counts))
    console.print()
    if not report.notes:
        console.print(Text(words("review_none"), style="dim"))
        return
    console.print(_heading(f"{words('review')} {len(report.notes)}"))
    for note in report.notes[:MOST_NOTES]:
        console.print(Text.assemble(("◆ ", YELLOW), _clean(note.message(words.language))))
        if note.span is not None and len(note.span) <= AROUND:
            start, end = max(0, note.span.start - AROUND), note.span.end + AROUND
            console.print(_dim(f"  …{_clean(report.text[start:end])}…"))
    if len(report.notes) > MOST_NOTES:
        console.print(_dim(words("review_more", count=len(report.notes) - MOST_NOTES)))


def _clean(text: str, strip: str = " ") -> str:
    """One line without control characters: a report must not be able to steer the terminal."""
    return "".join(c if c.isprintable() or c in "\u2009\u3000" else " " for c in text).strip(strip)
