"""What an adjustment changed, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jiannuo.ledger.month import Month
from jiannuo.ledger.rollup import Roll
from jiannuo.ledger.status import Frequency, Named, Sort
from jiannuo.web.accounts.models import Unit
from jiannuo.web.tasks.fields import NAMES
from jiannuo.web.tasks.models import Adjustment
from jiannuo.web.ui.words import EMPTY

_STATES: Mapping[str, type[Named]] = {"sort": Sort, "frequency": Frequency, "rollup": Roll}
_UNITS = ("lead", "cooperating", "supervising")
_MOST = 300  # characters of one value


def units_of(adjustments: Iterable[Adjustment]) -> Mapping[int, str]:
    """The names of the units that *adjustments* speak of, by their keys; one query."""
    keys: set[int] = set()
    for one in adjustments:
        for values in (one.before, one.after):
            for name in _UNITS:
                found = values.get(name) or []
                keys |= set(found) if isinstance(found, list) else {found}
    return {unit.pk: str(unit) for unit in Unit.objects.filter(pk__in=keys)}


def told(adjustment: Adjustment, units: Mapping[int, str]) -> str:
    """完成时限：2026-06-30 → 2026-09-30；…"""
    return "；".join(
        f"{NAMES.get(name, name)}：{_plain(name, adjustment.before.get(name), units)} → {_plain(name, value, units)}"
        for name, value in adjustment.after.items()
        if adjustment.before.get(name) != value
    )


def _plain(name: str, value: Any, units: Mapping[int, str]) -> str:
    if value in (None, "", [], {}):
        return EMPTY
    if name in _UNITS:
        keys = value if isinstance(value, list) else [value]
        return "、".join(units.get(key, str(key)) for key in keys)
    if name in _STATES:
        return next((state.zh for state in _STATES[name] if state.value == value), str(value))
    if name == "points":
        return "、".join(f"{Month.parse(month).month}月{figure}" for month, figure in sorted(value.items()))[:_MOST]
    if name == "steps":
        return "、".join(f"{step['title']}（{step['due']}）" for step in value)[:_MOST]
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)[:_MOST]
