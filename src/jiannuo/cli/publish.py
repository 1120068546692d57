"""``jiannuo publish``: a report to the files that people use the same day."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from jiannuo.cli import inputs
from jiannuo.cli.commands import Command
from jiannuo.exports.poster.styles import STYLES
from jiannuo.exports.publication import ARTEFACTS, Choices, Publication, publish
from jiannuo.model.messages import language, render


def publish_command(lang: str) -> Command:
    """The command with its help in ``zh`` or ``en``."""

    def word(code: str) -> str:
        return render(code, {}, lang)

    return Command(
        name="publish",
        language=lang,
        callback=run,
        help="\n\n".join(word(code) for code in ("help_publish", "help_publish_more", "help_publish_exits")),
        short_help=word("help_publish"),
        params=[
            click.Argument(["source"], required=True, metavar="REPORT"),
            click.Option(["--previous"], metavar="REPORT", help=word("help_previous")),
            click.Option(["-o", "--output", "target"], required=True, metavar="FOLDER", help=word("help_folder")),
            click.Option(["--only"], multiple=True, type=click.Choice(list(ARTEFACTS)), help=word("help_only")),
            click.Option(["--fonts"], is_flag=True, help=word("help_fonts")),
            click.Option(["--style"], type=click.Choice(list(STYLES)), default="朱", help=word("help_style")),
            click.Option(["--colour", "colours"], multiple=True, metavar="NAME=#RRGGBB", help=word("help_colour")),
            click.Option(["--force"], is_flag=True, help=word("help_force")),
        ],
    )


def run(
    source: str,
    previous: str | None,
    target: str,
    only: tuple[str, ...],
    fonts: bool,
    style: str,
    colours: tuple[str, ...],
    force: bool,
) -> int:
    """Read, make the artefacts, and name what was written; returns the exit code."""
    lang = language()
    report = inputs.load(source)
    before = inputs.load(previous) if previous is not None else None
    publication = Publication(report, before, Choices(fonts=fonts, style=style, colours=colours))
    failed = broken = 0
    for outcome in publish(publication, Path(target), only, force=force):
        for path in outcome.paths:
            click.echo(path)
        if outcome.error is not None:
            failed += 1
            broken += outcome.broken
            params = {"name": outcome.artefact.name, "message": outcome.error.message(lang)}
            print(render("error", {"message": render("artefact_failed", params, lang)}, lang), file=sys.stderr)
    return (1 if broken else 2) if failed else 0
