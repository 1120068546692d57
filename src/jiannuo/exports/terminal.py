"""What the exports for a terminal share: a console that writes into memory, and what it wrote as bytes."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from jiannuo.exports.options import Options

if TYPE_CHECKING:
    from rich.console import Console


def memory_console(options: Options, least: int) -> tuple[Console, StringIO]:
    """A console of the options' width, of *least* columns where that is narrower, and the buffer it writes into."""
    from rich.console import Console  # slow to import

    buffer = StringIO()
    console = Console(
        file=buffer,
        width=max(options.width, least),
        force_terminal=options.colour,
        color_system="truecolor" if options.colour else None,
        no_color=not options.colour,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
    )
    return console, buffer


def written(buffer: StringIO, options: Options) -> bytes:
    """What stands in *buffer*; without colour the blanks at the ends of lines are left out."""
    text = buffer.getvalue()
    if not options.colour:
        text = "\n".join(line.rstrip() for line in text.split("\n"))
    return text.encode("utf-8", "replace")
