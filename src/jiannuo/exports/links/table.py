"""Promise and answer in a terminal, the verdicts that matter first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jiannuo.exports.links.rows import ORDER, VERDICTS, answered, promised, sort_word, tally, verdict_word
from jiannuo.exports.options import Options
from jiannuo.exports.summary import CINNABAR, TEAL, YELLOW
from jiannuo.exports.terminal import memory_console, written
from jiannuo.model.link import Link, Links, Sort, Verdict
from jiannuo.model.messages import render

if TYPE_CHECKING:
    from rich.console import Console

_COLOURS = {
    Verdict.EXCEEDED: TEAL,
    Verdict.MET: "#3B8558",
    Verdict.PARTLY: YELLOW,
    Verdict.MISSED: CINNABAR,
    Verdict.REPORTED: YELLOW,
    Verdict.UNMENTIONED: "dim",
}
NARROW = 100  # columns below which the rule stands under the answer


def export(links: Links, options: Options) -> Iterator[bytes]:
    """The whole table in one piece."""
    console, buffer = memory_console(options, 60)
    _masthead(console, links, options.language)
    for sort in (Sort.MEASURE, Sort.MILESTONE):
        chosen = [link for link in links.links if link.promise.sort is sort]
        if chosen:
            console.print()
            console.print(_table(chosen, links, options, sort))
    _closing(console, links, options.language)
    yield written(buffer, options)


def _masthead(console: Console, links: Links, language: str) -> None:
    from rich.rule import Rule
    from rich.text import Text

    one, two = links.earlier.metadata, links.later.metadata
    title = render("link_title", {"place": one.place or two.place, "year": one.year or "?"}, language)
    console.print(Text(clean(title), style=f"bold {CINNABAR}"))
    sources = f"{links.earlier.document.source} → {links.later.document.source}"
    console.print(Text(clean(sources), style="dim"))
    console.print(Rule(style=CINNABAR, characters="─"))
    for remark in links.remarks:
        console.print(Text.assemble(("◆ ", YELLOW), clean(remark.message(language))))
    for sort, counts in tally(links).items():
        if not counts:
            continue
        line = Text.assemble((f"{sort_word(sort, language)} {sum(counts.values())}", "bold"), "  ")
        for verdict in ORDER:
            if counts[verdict]:
                sign, word = VERDICTS[verdict][0], verdict_word(verdict, language)
                line.append(f"{sign} {word} {counts[verdict]}  ", style=_COLOURS[verdict])
        console.print(line)


def _table(chosen: list[Link], links: Links, options: Options, sort: Sort) -> Any:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    language = options.language
    table = Table(
        title=Text(sort_word(sort, language), style="bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        border_style="dim",
        header_style="dim",
        expand=True,
    )
    wide = options.width >= NARROW
    table.add_column(render("link_verdict", {}, language), no_wrap=True)
    table.add_column(render("link_promise", {}, language), overflow="fold", ratio=5)
    table.add_column(render("link_answer", {}, language), overflow="fold", ratio=5)
    if wide:
        table.add_column(render("link_rule", {}, language), overflow="fold", ratio=4)
    for link in sorted(chosen, key=lambda link: ORDER.index(link.verdict)):
        sign = VERDICTS[link.verdict][0]
        word = verdict_word(link.verdict, language).partition("，")[0]
        verdict = Text(f"{sign} {word}{'?' if link.review else ''}", style=_COLOURS[link.verdict])
        told = Text(clean(answered(link)) or "—", style="" if link.evidence else "dim")
        rule = Text(_rule(link, language), style="dim")
        cells = [verdict, Text(clean(promised(link, links))), told]
        if wide:
            cells.append(rule)
        elif link.verdict is not Verdict.UNMENTIONED:
            told.append("\n")
            told.append_text(rule)
        table.add_row(*cells)
    return table


def _rule(link: Link, language: str) -> str:
    """The rule, both readings where they differ, and the remarks."""
    parts = [link.rule.message(language)]
    if link.strict is not link.lenient:
        names = {"strict": verdict_word(link.strict, language), "lenient": verdict_word(link.lenient, language)}
        parts.append(render("link_two_readings", names, language))
    parts += [remark.message(language) for remark in link.remarks]
    return clean(("；" if language == "zh" else "; ").join(parts))


def _closing(console: Console, links: Links, language: str) -> None:
    from rich.text import Text

    review = sum(link.review for link in links.links)
    console.print()
    if not links.links:
        console.print(render("link_nothing", {}, language))
        return
    console.print(Text(render("link_scale", {}, language), style="dim"))
    intentions = sum(link.promise.sort is Sort.INTENTION for link in links.links)
    if intentions:
        console.print(Text(render("link_intentions", {"count": intentions}, language), style="dim"))
    if review:
        console.print(Text.assemble(("◆ ", YELLOW), render("link_review", {"count": review}, language)))


def clean(text: str) -> str:
    """One line without control characters: a report must not be able to steer the terminal."""
    return "".join(c if c.isprintable() or c in "\u2009\u3000" else " " for c in text).strip()
