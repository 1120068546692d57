"""Strings and numbers that a spreadsheet neither runs nor rewrites."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

FORMULA_LEADS = ("=", "+", "-", "@", "\t", "\r")

# Excel reads 12e4567890 as a number in scientific notation and drops the leading zero of 0123456789.
_LOOKS_NUMERIC = re.compile(r"\d+[eE]\d+|0\d+|\d{12,}")

# What XML 1.0 cannot hold: control characters, lone surrogates and the two non-characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet would take *text* for a formula."""
    return text.startswith(FORMULA_LEADS)


def csv_cell(value: Any) -> str:
    """A cell of a CSV file: numbers plain and never in scientific notation, risky strings behind an apostrophe.

    To read a string back, take one leading apostrophe off.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        risky = starts_formula(value) or value.startswith("'") or _LOOKS_NUMERIC.fullmatch(value)
        return f"'{value}" if risky else value
    return plain(value)


def plain(value: float) -> str:
    """The number in full: ``1580000000000``, ``33.33``."""
    if float(value).is_integer():
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def xml_text(text: str) -> str:
    """*text* with characters that XML cannot hold shown as U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)
