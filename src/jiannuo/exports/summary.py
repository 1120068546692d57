"""A report at a glance, for a terminal or a plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any

import msgspec

from jiannuo.exports.figures import figure
from jiannuo.exports.headlines import Headline, headlines, notable
from jiannuo.exports.options import Options
from jiannuo.model.outline import Part, Section
from jiannuo.model.report import Report
from jiannuo.model.statement import Kind, Measure, Milestone

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

CINNABAR, YELLOW = "#B5382A", "#B7791F"
TEAL = "#2E8B8B"  # a shade lighter than on paper, so that it reads on a dark ground too

MOST_RESULTS, MOST_FIGURES, MOST_MILESTONES, MOST_NOTES = 8, 3, 2, 10
SIDE_BY_SIDE = 120  # columns from which targets and results stand beside each other

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
    "area_counts": ("{measures} 个指标 · {milestones} 个事项", "{measures} figures · {milestones} milestones"),
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
    from rich.console import Console  # slow to import

    words = Words(options.language)
    for number, report in enumerate(reports):
        buffer = StringIO()
        console = Console(
            file=buffer,
            width=max(options.width, 40),
            force_terminal=options.colour,
            color_system="truecolor" if options.colour else None,
            no_color=not options.colour,
            legacy_windows=False,
            highlight=False,
            emoji=False,
            markup=False,
        )
        if number:
            console.print()
        _print(console, report, words)
        lines = (line.rstrip() for line in buffer.getvalue().split("\n")) if not options.colour else [buffer.getvalue()]
        yield "\n".join(lines).encode("utf-8", "replace")


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
        table.add_row(_clean(measure.indicator), _figure(measure, report, "bold"))
    return table


def _figure(measure: Measure, report: Report, style: str) -> Text:
    """The figure with its bound words small, which in a terminal is dim, beside it."""
    from rich.text import Text

    before, number, after = figure(measure, report.text)
    return Text.assemble((_clean(before), "dim"), (_clean(number), style), (_clean(after), "dim"))


def _dim(text: str) -> Text:
    from rich.text import Text

    return Text(text, style="dim")


def _plan(console: Console, report: Report, words: Words) -> None:
    """Each area of the plan: its title, how much it holds, and its first promises."""
    from rich.padding import Padding
    from rich.text import Text

    areas = plan_areas(report.sections)
    if not areas:
        return
    console.print()
    console.print(_heading(words("plan")))
    for area in areas:
        measures = [m for m in report.measures if m.kind is Kind.TARGET and area.span.contains(m.span)]
        milestones = [m for m in report.milestones if area.span.contains(m.span)]
        counts = words("area_counts", measures=len(measures), milestones=len(milestones))
        console.print()
        title = Text.assemble((_clean(f"{area.marker}{area.title}"), f"bold {TEAL}"), "  ", (counts, "dim"))
        console.print(title)
        for line in _promises(measures, milestones, report):
            console.print(Padding(line, (0, 0, 0, 2)))


def _promises(measures: list[Measure], milestones: list[Milestone], report: Report) -> Iterator[Text]:
    from rich.text import Text

    shown = notable(measures, MOST_FIGURES)
    if shown:
        line = Text()
        for number, measure in enumerate(shown):
            line.append(" · " if number else "", style="dim")
            line.append(f"{_clean(measure.indicator)} ").append_text(_figure(measure, report, "bold"))
        yield line
    for milestone in milestones[:MOST_MILESTONES]:
        yield Text.assemble(("○ ", "dim"), _clean(milestone.text))


def plan_areas(sections: tuple[Section, ...]) -> list[Section]:
    """The sections that divide the plan: its top ones, or those below where one section is the whole plan."""
    plan = [section for section in sections if section.part is Part.PLAN]
    inside = {section.index for section in plan}
    areas = [section for section in plan if section.parent not in inside]
    while len(areas) == 1:
        below = [section for section in plan if section.parent == areas[0].index]
        if not below:
            break
        areas = below
    # A plan in two or three chapters (要求, 任务): the chapter that is divided is told by its own areas.
    if len(areas) <= 3:
        areas = [part for area in areas for part in ([s for s in plan if s.parent == area.index] or [area])]
    return areas


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
    if len(report.notes) > MOST_NOTES:
        console.print(_dim(words("review_more", count=len(report.notes) - MOST_NOTES)))


def _clean(text: str) -> str:
    """One line without control characters: a report must not be able to steer the terminal."""
    return "".join(c if c.isprintable() or c in "\u2009\u3000" else " " for c in text).strip(" ")
