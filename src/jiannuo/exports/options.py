"""What a caller may choose about an export."""

from __future__ import annotations

import msgspec


class Options(msgspec.Struct, frozen=True):
    """How to write reports.

    language (``zh`` or ``en``) is that of column names, values and notes.  several says that more than one file was
    asked for, so that every record names its source.  width, in columns of a terminal, and colour concern the summary.
    """

    language: str = "en"
    several: bool = False
    width: int = 80
    colour: bool = False
