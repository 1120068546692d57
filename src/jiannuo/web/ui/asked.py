"""What an address or a form asks for, read so that nonsense asks for nothing."""

from __future__ import annotations

from jiannuo.exports.cells import xml_text


def whole(text: str) -> int | None:
    """The number that *text* is, as keys of rows are; None where it is none, or greater than any key."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


def words(text: str) -> str:
    """What *text* says, without spaces around it; characters that no database takes are shown as U+FFFD."""
    return xml_text(text).strip()
