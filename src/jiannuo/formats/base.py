"""What every format says of itself, and what several formats need."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from jiannuo.model.document import Anchor, Document
from jiannuo.model.errors import ReadError
from jiannuo.model.span import Span

MIB = 1024 * 1024


class Format(msgspec.Struct, frozen=True):
    """One format that can be read.

    name is what Document.format says; extensions are lower case with their dot; read makes a Document of the bytes
    and the source's name, and raises ReadError; limit is the largest file in bytes; magic is true where the content
    gives the format away, so that a file without that sign is refused whatever its name says.
    """

    name: str
    extensions: tuple[str, ...]
    read: Callable[[bytes, str], Document]
    limit: int
    magic: bool


def refuse_large(size: int, limit: int, source: str) -> None:
    """Raise ReadError where *size* bytes are more than *limit*."""
    if size > limit:
        raise ReadError("too_large", source=source, size=f"{size / MIB:.1f}", limit=f"{limit / MIB:.0f}")


def numbered(lines: list[str]) -> tuple[str, tuple[Anchor, ...]]:
    """The text of *lines*, one paragraph a line, and anchors that number them from 1."""
    anchors = []
    start = 0
    for number, line in enumerate(lines, 1):
        anchors.append(Anchor(Span(start, start + len(line)), paragraph=number))
        start += len(line) + 1
    return "\n".join(lines), tuple(anchors)
