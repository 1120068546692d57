"""``jiannuo panel``: many reports to one table; ``jiannuo panel explore``: a table to a page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiannuo.cli import inputs, output
from jiannuo.cli.commands import Command
from jiannuo.model.messages import language, render

if TYPE_CHECKING:
    from jiannuo.panel.build import Built, Watch
    from jiannuo.panel.write import Format

FORMATS = ("parquet", "csv", "xlsx", "duckdb")  # as in panel.write, which is slow to import; a test compares them


def panel_command(lang: str) -> Command:
    """The command with its help in ``zh`` or ``en``."""

    def word(code: str) -> str:
        return render(code, {}, lang)

    return Command(
        name="panel",
        language=lang,
        callback=panel,
        help="\n\n".join(word(code) for code in ("help_panel", "help_panel_more", "help_panel_exits")),
        short_help=word("help_panel"),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, metavar="PATH..."),
            click.Option(["-o", "--output", "target"], metavar="FILE", required=True, help=word("help_panel_output")),
            click.Option(["--format", "name"], type=click.Choice(FORMATS), help=word("help_panel_format")),
            click.Option(["--jobs"], type=click.IntRange(1), metavar="N", help=word("help_panel_jobs")),
            click.Option(["--cluster"], metavar="ADDRESS", help=word("help_panel_cluster")),
            click.Option(["--force"], is_flag=True, help=word("help_force")),
        ],
    )


def explore_command(lang: str) -> Command:
    """The command with its help in ``zh`` or ``en``."""

    def word(code: str) -> str:
        return render(code, {}, lang)

    return Command(
        name="panel explore",
        language=lang,
        callback=explore,
        help="\n\n".join(word(code) for code in ("help_explore", "help_explore_more")),
        short_help=word("help_explore"),
        params=[
            click.Argument(["source"], required=True, metavar="PANEL"),
            click.Option(["-o", "--output", "target"], metavar="FILE", required=True, help=word("help_explore_output")),
            click.Option(["--force"], is_flag=True, help=word("help_force")),
        ],
    )


def panel(
    paths: tuple[str, ...], target: str, name: str | None, jobs: int | None, cluster: str | None, force: bool
) -> int:
    """Build the panel of *paths* at *target*; returns the exit code."""
    from jiannuo.panel.build import Order, build, journal_of
    from jiannuo.panel.pool import cores

    lang, path = language(), Path(target)
    entry = _format(path, name)
    output.refuse_existing(path, force)
    order = Order(sources=inputs.find(paths), target=path, format=entry, jobs=jobs or cores(), on=cluster)
    try:
        with _progress(lang) as watch:
            built = build(order, lang, watch)
    except KeyboardInterrupt:
        print(render("panel_interrupted", {"journal": journal_of(path)}, lang), file=sys.stderr)
        raise
    return _tell(built, path, lang)


def explore(source: str, target: str, force: bool) -> int:
    """Write the page of the panel at *source* to *target*; returns the exit code."""
    from jiannuo.panel.explore import page

    path = Path(target)
    output.refuse_existing(path, force)
    output.to_file([page(Path(source)).encode()], path)
    return 0


def _format(path: Path, name: str | None) -> Format:
    """The format asked for, else by the file's name."""
    from jiannuo.exports import WriteError
    from jiannuo.panel.write import FORMATS as REGISTRY

    for entry in REGISTRY.values():
        if name == entry.name or (name is None and path.suffix.lower() == entry.suffix):
            return entry
    raise WriteError("output_suffix", target=str(path), formats=", ".join(REGISTRY))


@contextmanager
def _progress(lang: str) -> Iterator[Watch]:
    """A bar on standard error where a person sees it."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # slow to import
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(render("cli_reading", {}, lang), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _tell(built: Built, path: Path, lang: str) -> int:
    """One line for each file that is not in the panel and one for the whole, on standard error; the exit code."""
    from jiannuo.panel.build import beside

    for one in built.left_out:
        failed = one.status in ("failed", "broken")
        params = {"source": one.source, "message": one.message(lang)}
        named = failed or one.status == "double"  # the other messages do not say which file
        code = "error" if failed else "panel_left_out" if named else "panel_left_out_file"
        print(render(code, params, lang), file=sys.stderr)
    counts = {"target": path, "reports": built.reports, "rows": built.rows, "left_out": len(built.left_out)}
    done = render("panel_done", counts, lang)
    if built.resumed:
        done += render("panel_resumed", {"resumed": built.resumed}, lang)
    if built.left_out:
        done += render("panel_listed", {"listed": beside(path, "left-out.csv")}, lang)
    print(done, file=sys.stderr)
    statuses = {one.status for one in built.left_out}
    return 1 if "broken" in statuses else 2 if "failed" in statuses else 0
