"""How figures, days and states are written on pages, in the page's language."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.utils import timezone
from django.utils.translation import get_language, gettext
from markupsafe import Markup

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Named

EMPTY = "—"
_THIN = "\u2009"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def is_english() -> bool:
    """Whether the page is in English."""
    return (get_language() or "").startswith("en")


@cache
def translating(language: str) -> Callable[..., Markup]:
    """What templates call ``_`` where pages are in *language*, which must be active when it is called.

    As Jinja2's own, which asks anew for language and catalogue at each of a page's hundred words.
    """
    known: dict[str, Markup] = {}
    done: dict[str, Markup] = {}

    def translate(text: str, **variables: object) -> Markup:
        if not variables and text in done:
            return done[text]
        found = known.get(text) or known.setdefault(text, Markup(gettext(text)))  # our own words, escaped where written
        if variables:
            return found % variables
        return done.setdefault(text, found % {})

    return translate


def state_name(state: Named) -> str:
    """A state's name in the page's language."""
    return state.name_in("en" if is_english() else "zh")


def day(value: date | None) -> str:
    """2026年1月27日, or 27 Jan 2026; of a moment its day where the ledger is kept."""
    if value is None:
        return EMPTY
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if is_english():
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime | None) -> str:
    """The day and the time, where the ledger is kept."""
    if value is None:
        return EMPTY
    local = timezone.localtime(value)
    return f"{day(local.date())} {local:%H:%M}"


def day_of(value: datetime | None) -> str:
    """The day of a moment, where the ledger is kept."""
    return EMPTY if value is None else day(timezone.localtime(value).date())


def month(value: str | Month | None) -> str:
    """2026年3月, or Mar 2026."""
    if not value:
        return EMPTY
    found = value if isinstance(value, Month) else Month.parse(value)
    return f"{_MONTHS[found.month - 1]} {found.year}" if is_english() else found.name


def figure(value: Decimal | float | None, unit: str = "") -> str:
    """1,322 万人: thousands marked, no idle zeros, a thin space before the unit, none before a percent sign."""
    if value is None:
        return EMPTY
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    text = f"{number:,.6f}".rstrip("0").rstrip(".")
    if not unit:
        return text
    return f"{text}{unit}" if unit in ("%", "‰", "％") else f"{text}{_THIN}{unit}"


def percent(share: float | None) -> str:
    """A share of one as a percentage with one decimal."""
    return EMPTY if share is None else f"{share * 100:.1f}%"


def size(count: int) -> str:
    """A number of bytes: 340 KB, 1.2 MB."""
    return f"{count / 1_000_000:.1f}{_THIN}MB" if count >= 1_000_000 else f"{max(count // 1000, 1)}{_THIN}KB"


def new_key() -> str:
    """A key of a form: sent twice, it is carried out once."""
    return secrets.token_urlsafe(18)
