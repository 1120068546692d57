"""``jiannuo read``: files to statements."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from jiannuo.cli import inputs, output
from jiannuo.cli.commands import Command
from jiannuo.exports import EXPORTS, Export, Options, WriteError, export
from jiannuo.model.messages import language, render
from jiannuo.model.report import Report

DEFAULT_WIDTH = 80
WIDEST = 140


def read_command(lang: str) -> Command:
    """The command with its help in ``zh`` or ``en``."""

    def word(code: str) -> str:
        return render(code, {}, lang)

    return Command(
        name="read",
        language=lang,
        callback=read,
        help="\n\n".join(word(code) for code in ("help_read", "help_read_paths", "help_read_exits")),
        short_help=word("help_read"),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, metavar="PATH..."),
            click.Option(["--format", "name"], type=click.Choice(list(EXPORTS)), help=word("help_format")),
            click.Option(["-o", "--output", "target"], metavar="FILE|FOLDER", help=word("help_output")),
            click.Option(["--columns"], type=click.Choice(["zh", "en"]), help=word("help_columns")),
            click.Option(["--force"], is_flag=True, help=word("help_force")),
        ],
    )


def read(paths: tuple[str, ...], name: str | None, target: str | None, columns: str | None, force: bool) -> int:
    """Read *paths* and write them; returns the exit code."""
    lang = language()
    entry = EXPORTS[name] if name else _by_suffix(target)
    folder = target is not None and output.is_folder(target)
    if entry.binary and target is None and sys.stdout.isatty():
        raise WriteError("output_binary", target="stdout", format=entry.name)
    if target and not folder:
        output.refuse_existing(Path(target), force)
    files = inputs.find(paths)
    reader = inputs.Inputs(files, lang, bar=target is not None or not sys.stdout.isatty())
    options = options_for(columns or lang, several=len(files) > 1 and not folder, terminal=target is None)
    if target and folder:
        _write_each(reader, entry, options, Path(target), force)
    else:
        _write_all(reader, entry, options, target)
    return _finish(reader)


def _by_suffix(target: str | None) -> Export:
    """The format that a file's name asks for; a summary where nothing does."""
    if target is None or output.is_folder(target):
        return EXPORTS["summary"]
    suffix = Path(target).suffix.lower()
    for entry in EXPORTS.values():
        if entry.suffix == suffix:
            return entry
    raise WriteError("output_suffix", target=target, formats=", ".join(EXPORTS))


def options_for(lang: str, *, several: bool, terminal: bool) -> Options:
    """Width and colour are those of the terminal, where there is one."""
    if not (terminal and sys.stdout.isatty()):
        return Options(lang, several)
    colour = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    try:
        width = os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        width = DEFAULT_WIDTH
    return Options(lang, several, min(width or DEFAULT_WIDTH, WIDEST), colour)


def _write_all(reader: inputs.Inputs, entry: Export, options: Options, target: str | None) -> None:
    """All reports into one stream; nothing at all where none could be read."""
    reports: Iterator[Report] = (report for _, report in reader)
    first = next(reports, None)
    if first is None:
        return
    pieces = export(entry.name, chain([first], reports), options)
    if target is None:
        output.to_stdout(pieces)
    else:
        output.to_file(pieces, Path(target))


def _write_each(reader: inputs.Inputs, entry: Export, options: Options, folder: Path, force: bool) -> None:
    """One file a report; one that cannot be written does not stop the others."""
    output.make_folder(folder)
    names = output.Names(folder, entry)
    for file, report in reader:
        path = names.of(file)
        try:
            output.refuse_existing(path, force)
            output.to_file(export(entry.name, [report], options), path)
        except WriteError as error:
            reader.fail(error.message(reader.language))


def _finish(reader: inputs.Inputs) -> int:
    """The exit code, and for several files how many failed."""
    if not reader.failed:
        return 0
    if len(reader.files) > 1:
        counts = {"failed": reader.failed, "total": len(reader.files)}
        print(render("some_failed", counts, reader.language), file=sys.stderr)
    return 1 if reader.broken else 2
