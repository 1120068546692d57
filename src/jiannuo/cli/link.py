"""``jiannuo link``: two reports to verdicts."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from jiannuo.cli import inputs, output
from jiannuo.cli.commands import Command
from jiannuo.cli.read import options_for
from jiannuo.exports import Export, WriteError
from jiannuo.exports.links import LINK_EXPORTS, export_links
from jiannuo.model.messages import language, render


def link_command(lang: str) -> Command:
    """The command with its help in ``zh`` or ``en``."""

    def word(code: str) -> str:
        return render(code, {}, lang)

    return Command(
        name="link",
        language=lang,
        callback=link,
        help="\n\n".join(word(code) for code in ("help_link", "help_link_paths", "help_link_exits")),
        short_help=word("help_link"),
        params=[
            click.Argument(["earlier"], metavar="EARLIER"),
            click.Argument(["later"], metavar="LATER"),
            click.Option(["--format", "name"], type=click.Choice(list(LINK_EXPORTS)), help=word("help_link_format")),
            click.Option(["-o", "--output", "target"], metavar="FILE", help=word("help_link_output")),
            click.Option(["--columns"], type=click.Choice(["zh", "en"]), help=word("help_columns")),
            click.Option(["--force"], is_flag=True, help=word("help_force")),
        ],
    )


def link(earlier: str, later: str, name: str | None, target: str | None, columns: str | None, force: bool) -> int:
    """Compare two reports and write the links; returns the exit code."""
    lang = columns or language()
    entry = LINK_EXPORTS[name] if name else _by_suffix(target)
    if entry.binary and target is None and sys.stdout.isatty():
        raise WriteError("output_binary", target="stdout", format=entry.name)
    if target:
        output.refuse_existing(Path(target), force)
    one, two = inputs.load(earlier), inputs.load(later)
    from jiannuo.linking import link as compare  # needed by this command alone

    pieces = export_links(entry.name, compare(one, two), options_for(lang, several=False, terminal=target is None))
    if target is None:
        output.to_stdout(pieces)
    else:
        output.to_file(pieces, Path(target))
    return 0


def _by_suffix(target: str | None) -> Export:
    """The format that a file's name asks for; a table where nothing does."""
    if target is None:
        return LINK_EXPORTS["table"]
    suffix = Path(target).suffix.lower()
    for entry in LINK_EXPORTS.values():
        if entry.suffix == suffix:
            return entry
    raise WriteError("output_suffix", target=target, formats=", ".join(LINK_EXPORTS))
