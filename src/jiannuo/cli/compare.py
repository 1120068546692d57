"""``jiannuo compare``: two or more reports on one page."""

from __future__ import annotations

from pathlib import Path

import click

from jiannuo.cli import inputs, output
from jiannuo.cli.commands import Command
from jiannuo.exports import WriteError
from jiannuo.model.messages import render


def compare_command(lang: str) -> Command:
    """The command with its help in ``zh`` or ``en``."""

    def word(code: str) -> str:
        return render(code, {}, lang)

    return Command(
        name="compare",
        language=lang,
        callback=run,
        help="\n\n".join(word(code) for code in ("help_compare", "help_compare_more", "help_publish_exits")),
        short_help=word("help_compare"),
        params=[
            click.Argument(["sources"], nargs=-1, required=True, metavar="REPORT REPORT..."),
            click.Option(
                ["-o", "--output", "target"], required=True, metavar="FILE.html", help=word("help_compare_output")
            ),
            click.Option(["--fonts"], is_flag=True, help=word("help_fonts")),
            click.Option(["--force"], is_flag=True, help=word("help_force")),
        ],
    )


def run(sources: tuple[str, ...], target: str, fonts: bool, force: bool) -> int:
    """Read all reports and write the page; returns the exit code."""
    if len(sources) < 2:
        raise WriteError("compare_one", target=target)
    path = Path(target)
    output.refuse_existing(path, force)
    reports = [inputs.load(source) for source in sources]
    from jiannuo.exports.page.compare import compare_page  # Jinja2 is slow to import

    output.to_file([compare_page(reports, fonts=fonts).encode("utf-8", "replace")], path)
    click.echo(path)
    return 0
