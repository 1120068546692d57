"""Threshold rules for figures that come in by themselves: a breach names its rule and the figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Literal

import msgspec

from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Named, Role
from jiannuo.lexicon.loader import check_words, load, refuse
from jiannuo.model.messages import language as current_language
from jiannuo.model.messages import render

FILE = "watch.toml"


class Limit(StrEnum):
    """What a rule holds a figure against."""

    CEILING = "ceiling"
    FLOOR = "floor"
    CHANGE_ON_PERIOD = "change_on_period"
    CHANGE_ON_YEAR = "change_on_year"
    MISSING = "missing"


class Severity(Named):
    """How grave a breach is."""

    NOTICE = "notice", "提示", "notice"
    WARNING = "warning", "预警", "warning"
    SERIOUS = "serious", "严重", "serious"


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule of ``watch.toml``, which says what each field means; limit is decimal text."""

    zh: str
    en: str
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    kind: Limit
    limit: str
    unit: str
    severity: Severity
    tell: tuple[Role, ...]
    order: str
    order_en: str
    pace: bool = False
    every: int = 1
    direction: Literal["rise", "fall"] | None = None
    measured: Literal["percent", "points"] | None = msgspec.field(default=None, name="in")
    key: str = ""

    @property
    def bar(self) -> Decimal:
        """The limit as a number."""
        return Decimal(self.limit)

    def applies(self, code: str, name: str) -> bool:
        """Whether the rule is for a series with this indicator code or name."""
        return (bool(code) and code in self.codes) or any(word in name for word in self.names)


class WatchFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``watch.toml`` as it stands."""

    rules: dict[str, Rule]


class Outcome(StrEnum):
    """What a check found where all is not well."""

    BREACH = "breach"
    NOT_COMPARABLE = "not_comparable"


class Finding(msgspec.Struct, frozen=True):
    """A breach of a rule, or a figure that the rule could not judge; code and params are those of its sentence."""

    rule: Rule
    month: Month
    outcome: Outcome
    code: str
    params: Mapping[str, str | int]

    def message(self, language: str | None = None) -> str:
        """The sentence to print, with the rule and the figures; by the locale where no language is given."""
        told = language or current_language()
        return render(self.code, {**self.params, "rule": self.rule.zh if told == "zh" else self.rule.en}, told)

    def order(self, language: str) -> str:
        """The text of the order that a breach opens, in ``zh`` or ``en``."""
        return self.rule.order if language == "zh" else self.rule.order_en


@cache
def rules() -> dict[str, Rule]:
    """The rules that ship, by key."""
    return check_rules(load(FILE, WatchFile))


def check_rules(file: WatchFile) -> dict[str, Rule]:
    """The rules of *file* by key; LexiconError names the first that makes no sense."""
    for key, rule in file.rules.items():
        place = f"rules.{key}"
        check_words(FILE, {f"{place}.names": rule.names, f"{place}.codes": rule.codes})
        if not (rule.names or rule.codes):
            raise refuse(FILE, place, "names and codes are both empty: it applies to nothing")
        if not rule.tell:
            raise refuse(FILE, f"{place}.tell", "nobody is told")
        _check_limit(rule, place)
        _check_kind(rule, place)
    return {key: msgspec.structs.replace(rule, key=key) for key, rule in file.rules.items()}


def _check_limit(rule: Rule, place: str) -> None:
    try:
        bar = rule.bar
    except InvalidOperation:
        raise refuse(FILE, f"{place}.limit", f"{rule.limit} is no number") from None
    if not bar.is_finite():
        raise refuse(FILE, f"{place}.limit", f"{rule.limit} is no number")
    if rule.kind not in (Limit.CEILING, Limit.FLOOR) and bar < 0:
        raise refuse(FILE, f"{place}.limit", f"{rule.limit} is below 0; direction says rise or fall")
    if rule.kind is Limit.MISSING and bar != bar.to_integral_value():
        raise refuse(FILE, f"{place}.limit", f"{rule.limit} is no whole number of days")


def _check_kind(rule: Rule, place: str) -> None:
    changes = rule.kind in (Limit.CHANGE_ON_PERIOD, Limit.CHANGE_ON_YEAR)
    if changes and not (rule.direction and rule.measured):
        raise refuse(FILE, place, f"{rule.kind} needs direction and in")
    if not changes and (rule.direction or rule.measured):
        raise refuse(FILE, place, f"{rule.kind} takes neither direction nor in")
    if rule.pace and rule.kind is not Limit.FLOOR:
        raise refuse(FILE, f"{place}.pace", "only a floor grows over the year")
    if rule.every not in (1, 3, 6, 12):
        raise refuse(FILE, f"{place}.every", f"{rule.every} is not 1, 3, 6 or 12 months")


def check(
    rule: Rule,
    name: str,
    series: Mapping[Month, Decimal],
    month: Month,
    due: date | None = None,
    today: date | None = None,
) -> Finding | None:
    """What *rule* says to the figure of *month* in the series called *name*; None where it is within the limit.

    A figure that lacks, or that it is compared with, makes the outcome ``not_comparable``, never well.  A rule on
    missing figures needs *due*, the day by which the figure is wanted, and *today*; ValueError where they lack.
    """
    if rule.kind is Limit.MISSING:
        return _missing(rule, name, series, month, due, today)
    value = series.get(month)
    if value is None:
        return _mute(rule, name, month, month)
    if rule.kind in (Limit.CEILING, Limit.FLOOR):
        return _level(rule, name, value, month)
    back = 12 if rule.kind is Limit.CHANGE_ON_YEAR else rule.every
    earlier = month.plus(-back)
    base = series.get(earlier)
    if base is None:
        return _mute(rule, name, month, earlier)
    return _change(rule, name, value, month, base, earlier)


def _missing(
    rule: Rule, name: str, series: Mapping[Month, Decimal], month: Month, due: date | None, today: date | None
) -> Finding | None:
    if due is None or today is None:
        raise ValueError("a rule on missing figures needs the due day and today")
    if month in series or today <= due + timedelta(days=int(rule.bar)):
        return None
    params: dict[str, str | int] = {"due": due.isoformat(), "days": (today - due).days, "limit": int(rule.bar)}
    return _breach(rule, name, month, "watch_missing", params)


def _level(rule: Rule, name: str, value: Decimal, month: Month) -> Finding | None:
    if rule.kind is Limit.CEILING:
        if value <= rule.bar:
            return None
        return _breach(rule, name, month, "watch_ceiling", _figures(rule, value, rule.bar))
    # Twelfths are compared by multiplying, so that a third of a limit stays exact.
    gone = month.month if rule.pace else 12
    if value * 12 >= rule.bar * gone:
        return None
    floor = rule.bar * gone / 12
    params: dict[str, str | int] = {**_figures(rule, value, floor), "gone": gone}
    return _breach(rule, name, month, "watch_pace" if rule.pace else "watch_floor", params)


def _change(rule: Rule, name: str, value: Decimal, month: Month, base: Decimal, earlier: Month) -> Finding | None:
    percent = rule.measured == "percent"
    if percent and base <= 0:
        return _mute(rule, name, month, earlier, base)
    moved = value - base if rule.direction == "rise" else base - value
    if moved * (100 if percent else 1) <= rule.bar * (base if percent else 1):
        return None
    by = moved * 100 / base if percent else moved
    params: dict[str, str | int] = {
        "value": plain_number(value) + rule.unit,
        "base": plain_number(base) + rule.unit,
        "earlier": str(earlier),
        "by": _apart(by, rule.bar),
        "limit": plain_number(rule.bar),
    }
    rises = rule.direction == "rise"
    code = (
        ("watch_rise_percent" if rises else "watch_fall_percent")
        if percent
        else "watch_rise"
        if rises
        else "watch_fall"
    )
    return _breach(rule, name, month, code, params)


def _figures(rule: Rule, value: Decimal, bar: Decimal) -> dict[str, str | int]:
    return {"value": plain_number(value) + rule.unit, "limit": _apart(bar, value) + rule.unit}


def _apart(number: Decimal, other: Decimal) -> str:
    """*number* to two decimals, or to as many as tell it from *other*: 20.004 is not printed as the limit 20."""
    for digits in (2, 4, 8):
        rounded = round(number, digits)
        if rounded != other:
            return plain_number(rounded)
    return plain_number(number)


def _breach(rule: Rule, name: str, month: Month, code: str, params: Mapping[str, str | int]) -> Finding:
    return Finding(rule, month, Outcome.BREACH, code, {"name": name, "month": str(month), **params})


def _mute(rule: Rule, name: str, month: Month, lacking: Month, base: Decimal | None = None) -> Finding:
    params: dict[str, str | int] = {"name": name, "month": str(month), "lacking": str(lacking)}
    if base is None:
        return Finding(rule, month, Outcome.NOT_COMPARABLE, "watch_no_figure", params)
    params["base"] = plain_number(base) + rule.unit
    return Finding(rule, month, Outcome.NOT_COMPARABLE, "watch_no_base", params)
