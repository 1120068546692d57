"""The list's filter, which lives in the address: read from it, checked, and written back into links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _

from jiannuo.ledger.status import Duty, Light, Named, Rating, Sort, TaskState
from jiannuo.web.ui.words import state_name

ORDERS = ("number", "title", "unit", "due", "share", "rating", "still")
# What may be chosen besides one state: all that were ever listed, merged, split and left out included.
ALL = "all"
_LONGEST = 120  # characters of a text that is looked for

_STATES: dict[str, type[Named]] = {
    "state": TaskState,
    "rating": Rating,
    "light": Light,
    "duty": Duty,
    "sort": Sort,
}


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What of a ledger's tasks is asked for; empty means whatever it is.

    unit is a unit's code, or its name as typed; order may begin with ``-``.
    """

    ledger: int = 0
    q: str = ""
    state: str = ""
    rating: str = ""
    light: str = ""
    unit: str = ""
    duty: str = ""
    area: str = ""
    topic: str = ""
    programme: str = ""
    sort: str = ""
    behind: bool = False
    still: bool = False
    late: bool = False
    owing: bool = False
    order: str = ""
    page: int = 1

    def with_(self, **changes: Any) -> Filter:
        """The same but for *changes*; another filter or order begins at its first page."""
        return msgspec.structs.replace(self, **({"page": 1} | changes))

    def query(self) -> str:
        """The part of the address behind ``?``: what differs from the plain list, in one order."""
        plain, pairs = Filter(), []
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if value != getattr(plain, name):
                pairs.append((name, "1" if value is True else str(value)))
        return urlencode(pairs)

    def address(self, view: str = "task_list", **changes: Any) -> str:
        """The address of the list, or of *view*, with *changes* made."""
        query = self.with_(**changes).query() if changes else self.query()
        return reverse(view) + (f"?{query}" if query else "")

    def turned(self, order: str) -> str:
        """The address that sorts by *order*, the other way round where it is sorted by it already."""
        return self.address(order="-" + order if self.order == order else order)

    def chosen(self) -> bool:
        """Whether anything but the ledger, the order and the page is asked for."""
        plain = Filter(ledger=self.ledger, order=self.order, page=self.page)
        return self != plain


def read(asked: Mapping[str, str]) -> tuple[Filter, list[str]]:
    """The filter of an address, and a sentence for each value that is none; such a value is left out."""
    problems: list[str] = []
    values: dict[str, Any] = {}
    for name in ("q", "unit", "area", "topic", "programme"):
        values[name] = asked.get(name, "").replace("\0", "").strip()[:_LONGEST]
    for name, states in _STATES.items():
        values[name] = _state(name, asked.get(name, ""), states, problems)
    for name in ("behind", "still", "late", "owing"):
        values[name] = asked.get(name, "") == "1"
    for name, least in (("ledger", 0), ("page", 1)):
        values[name] = _count(name, asked.get(name, ""), least, problems)
    order = asked.get("order", "")
    if order.removeprefix("-") not in ("", *ORDERS):
        problems.append(_("不能按“%(value)s”排序，已按编号排列") % {"value": order[:20]})
        order = ""
    return Filter(order=order, **values), problems


def words() -> dict[str, str]:
    """What each part of a filter is called."""
    return {
        "state": _("状态"),
        "rating": _("评定"),
        "light": _("亮灯"),
        "duty": _("职责"),
        "sort": _("类别"),
        "ledger": _("台账"),
        "page": _("页码"),
    }


def _state(name: str, value: str, states: type[Named], problems: list[str]) -> str:
    if not value or (name == "state" and value == ALL):
        return value
    try:
        return states.of(value).value
    except ValueError:
        allowed = "、".join(state_name(state) for state in states)
        problems.append(
            _("“%(name)s”没有“%(value)s”这一项，已不按它筛选；可选：%(allowed)s")
            % {"name": words()[name], "value": value[:20], "allowed": allowed}
        )
        return ""


def _count(name: str, value: str, least: int, problems: list[str]) -> int:
    if not value:
        return least
    if value.isascii() and value.isdigit() and len(value) < 10:
        return max(int(value), least)
    problems.append(_("“%(name)s”应为数字，现为“%(value)s”") % {"name": words()[name], "value": value[:20]})
    return least
