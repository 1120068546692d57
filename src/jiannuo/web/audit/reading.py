"""Log entries for people: what was done, to what, what was before, what is after."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from jiannuo.ledger.status import Role
from jiannuo.lexicon.loader import load
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.ui.words import EMPTY, day, is_english, moment, month, state_name

FILE = "words.toml"
# The field that names a thing, for those that people know by a name.
NAMES = {
    "accounts.Unit": "name",
    "accounts.Person": "name",
    "bulletins.Bulletin": "title",
    "progress.Evidence": "title",
    "progress.Return": "task__title",
    "public.Comment": "task__title",
    "orders.Order": "title",
    "reports.GovernmentReport": "title",
    "tasks.Adjustment": "task__title",
    "tasks.Ledger": "title",
    "tasks.Programme": "name",
    "tasks.Remark": "task__title",
    "tasks.Task": "title",
    "watch.Entity": "name",
    "watch.Series": "indicator",
}
MONTH, DAY, MOMENT = (re.compile(form) for form in (r"\d{4}-\d\d", r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d-\d\dT[\d:.]+Z"))


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if is_english() else self.zh


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How entries read: actions by their names, and what is no field of the thing changed."""

    action: dict[str, Pair]
    field: dict[str, Pair]


@cache
def words() -> Words:
    """The words of ``words.toml``."""
    return load(FILE, Words, Path(__file__).parent)


class Line(msgspec.Struct, frozen=True):
    """One thing that an entry says: its name, what it was (None where the entry does not say), what it is."""

    name: str
    before: str | None
    after: str | None


class Told(msgspec.Struct, frozen=True):
    """An entry as it reads: what was done, to what, and each thing that it says."""

    entry: LogEntry
    what: str
    on: str
    lines: list[Line]


def read(entries: Iterable[LogEntry]) -> list[Told]:
    """The entries as they read; as many queries as there are kinds of things."""
    found = list(entries)
    names = _names(found)
    return [
        Told(entry, action_name(entry.action), _target(entry, names.get((entry.target, entry.target_id))), lines(entry))
        for entry in found
    ]


def _names(entries: Iterable[LogEntry]) -> dict[tuple[str, str], str]:
    wanted: dict[str, set[str]] = {}
    for entry in entries:
        if entry.target in NAMES and entry.target_id.isascii() and entry.target_id.isdigit():
            wanted.setdefault(entry.target, set()).add(entry.target_id)
    found = {}
    for target, ids in wanted.items():
        rows = apps.get_model(target)._base_manager.filter(pk__in=ids)
        for pk, name in rows.values_list("pk", NAMES[target]):
            found[target, str(pk)] = name
    return found


def action_name(code: str) -> str:
    """The words for an action; its code where the program no longer has it."""
    return str(words().action.get(code, code))


def _target(entry: LogEntry, name: str | None) -> str:
    kind = _kinds().get(entry.target, entry.target)
    return f"{kind} {name or entry.target_id}".strip()


def lines(entry: LogEntry) -> list[Line]:
    """What *entry* says, change by change."""
    data = json.loads(entry.data)
    if not isinstance(data, dict):
        return [Line(_("内容"), None, _said(data, None))]
    before, after = _mapping(data.pop("before", None)), _mapping(data.pop("after", None))
    found = []
    for name in sorted({*before, *after}):
        field = _field(entry, name)
        found.append(
            Line(
                _label(name, field),
                _said(before[name], field) if name in before else None,
                _said(after[name], field) if name in after else None,
            )
        )
    for name, value in _flat(data):
        field = _field(entry, name)
        found.append(Line(_label(name, field), None, _said(_named(name, value), field)))
    return found


def _mapping(value: Any) -> dict[str, Any]:
    """A side of a change; one value alone is a state."""
    if value is None:
        return {}
    return value if isinstance(value, dict) else {"state": value}


def _flat(data: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _field(entry: LogEntry, name: str) -> Any:
    """The field of that name of what was changed, None where it is none."""
    try:
        return apps.get_model(entry.target)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def _label(name: str, field: Any) -> str:
    """The field's own words where it has Chinese ones, else those of the table, else the name as it was logged."""
    given = str(getattr(field, "verbose_name", "") or "")
    if given and not given.isascii() and not is_english():
        return given
    return str(words().field.get(name, name.replace("_", " ")))


def _said(value: Any, field: Any) -> str:
    if value is None or value in ("", [], {}):
        return EMPTY
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(_said(item, None) for item in value)
    if isinstance(value, dict):
        return "；".join(f"{name} {_said(item, None)}" for name, item in value.items())
    choices = dict(getattr(field, "choices", None) or ())
    if isinstance(value, str) and value not in choices:
        return _written(value)
    return str(value) if is_english() else str(choices.get(value, value))


def _named(name: str, value: Any) -> Any:
    """A role by its name, where an entry tells of one."""
    roles = {role.value: role for role in Role} if name in ("tell", "role") else {}
    return state_name(roles[value]) if isinstance(value, str) and value in roles else value


def _written(value: str) -> str:
    """A month, a day or a moment as pages write it, any other text as it is."""
    try:
        if MONTH.fullmatch(value):
            return month(value)
        if DAY.fullmatch(value):
            return day(date.fromisoformat(value))
        if MOMENT.fullmatch(value):
            return moment(datetime.fromisoformat(value))
    except ValueError:  # no day of the calendar
        pass
    return value


def _kinds() -> dict[str, str]:
    return {
        "accounts.Unit": _("单位"),
        "accounts.Person": _("人员"),
        "accounts.Membership": _("角色"),
        "api.Token": _("接口令牌"),
        "bulletins.Bulletin": _("通报"),
        "files.StoredFile": _("文件"),
        "orders.Channel": _("通知渠道"),
        "orders.Order": _("督办单"),
        "orders.Outgoing": _("通知"),
        "orders.CalendarKey": _("日历订阅"),
        "progress.Collection": _("报送月份"),
        "progress.Evidence": _("佐证材料"),
        "progress.RatingRecord": _("评定"),
        "progress.Return": _("填报"),
        "public.Comment": _("留言"),
        "reports.GovernmentReport": _("报告"),
        "tasks.Adjustment": _("任务调整"),
        "tasks.Ledger": _("台账"),
        "tasks.Programme": _("专项行动"),
        "tasks.Remark": _("批注"),
        "tasks.Task": _("任务"),
        "watch.Breach": _("预警"),
        "watch.Entity": _("监测对象"),
        "watch.Point": _("监测数据"),
        "watch.Series": _("监测指标"),
    }
