"""Figures and days as people type them: full-width digits, thousands marks and the task's own unit are understood.

What cannot be read with certainty is refused with a sentence, never guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from jiannuo.ledger.transitions import RefusedError

DIGITS, DECIMALS = 18, 6  # that the ledger keeps before and behind the point
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[, ]\d{3})+)(?:\.\d+)?")
_WITH_UNIT = re.compile(r"([+-]?[\d,. ]+)(?:[^\W\d]|[%‰]).*", re.DOTALL)
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_SHOWN = 40  # characters of what was typed that a message repeats


def figure(text: str, unit: str, where: str, field: str) -> Decimal | None:
    """The figure typed as *text*, None where it is blank; the task's own *unit* may stand behind it.

    Raises RefusedError that names *where* (第 14 项) and *field* (完成值): not a number, another unit, or too long.
    """
    plain = _plain(text)
    own = _plain(unit)
    if own and plain.endswith(own):
        plain = plain[: -len(own)].rstrip()
    if not plain:
        if text.strip():
            raise RefusedError("value_no_number", where=where, field=field, given=shown(text))
        return None
    if not _NUMBER.fullmatch(plain):
        started = _WITH_UNIT.fullmatch(plain)
        if own and started and _NUMBER.fullmatch(started[1].strip()):
            raise RefusedError("value_other_unit", where=where, field=field, unit=unit, given=shown(text))
        raise RefusedError("value_no_number", where=where, field=field, given=shown(text))
    value = Decimal(plain.replace(",", "").replace(" ", ""))
    whole, _, fraction = f"{abs(value):f}".partition(".")
    if len(whole.lstrip("0")) > DIGITS or len(fraction.rstrip("0")) > DECIMALS:
        raise RefusedError(
            "value_too_long", where=where, field=field, given=shown(text), digits=DIGITS, decimals=DECIMALS
        )
    return normal(value)


def normal(value: Decimal) -> Decimal:
    """*value* without idle zeros, never in scientific notation, and no negative nought."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral() else short


def day(text: str, where: str, field: str, latest: date) -> date | None:
    """The day typed as *text* (2026-3-5, 2026年3月5日, 2026/3/5), None where it is blank.

    Raises RefusedError that names *where* and *field*: no such day, or one after *latest*.
    """
    plain = _plain(text)
    if not plain:
        return None
    match = _DAY.fullmatch(plain)
    try:
        found = date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        found = None
    if found is None:
        raise RefusedError("value_no_day", where=where, field=field, given=shown(text))
    if found > latest:
        raise RefusedError("value_day_ahead", where=where, field=field, given=shown(text))
    return found


def _plain(text: str) -> str:
    """Full-width forms and the mathematical minus made plain, the blanks around it off."""
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\xa0", " ").strip()


def shown(text: str, most: int = _SHOWN) -> str:
    """What was typed, in one line of at most *most* characters, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
