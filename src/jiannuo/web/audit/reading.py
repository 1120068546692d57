"""Log entries for people: what was before, what is after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from jiannuo.web.access.matrix import matrix
from jiannuo.web.audit.action import Action
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.ui.words import EMPTY, is_english


class Line(msgspec.Struct, frozen=True):
    """One thing that an entry says: its name, what it was (None where the entry does not say), what it is."""

    name: str
    before: str | None
    after: str | None


def lines(entry: LogEntry) -> list[Line]:
    """What *entry* says, change by change."""
    data = json.loads(entry.data)
    if not isinstance(data, dict):
        return [Line(_("内容"), None, _words(data))]
    before, after = _mapping(data.pop("before", None)), _mapping(data.pop("after", None))
    found = [
        Line(
            _label(entry, name),
            _words(before[name]) if name in before else None,
            _words(after[name]) if name in after else None,
        )
        for name in sorted({*before, *after})
    ]
    return found + [Line(_label(entry, name), None, _words(value)) for name, value in _flat(data)]


def _mapping(value: Any) -> dict[str, Any]:
    """A side of a change; one value alone stands under an empty name."""
    if value is None:
        return {}
    return value if isinstance(value, dict) else {"": value}


def _flat(data: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _label(entry: LogEntry, name: str) -> str:
    """The field's own name where the entry is about a field, else the name as it was logged."""
    if is_english():
        return name.replace("_", " ") or "value"
    try:
        field = apps.get_model(entry.target)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return name or _("值")
    words = str(getattr(field, "verbose_name", "") or "")
    return words if words and not words.isascii() else name


def _words(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return EMPTY
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(_words(item) for item in value)
    if isinstance(value, dict):
        return "；".join(f"{name} {_words(item)}" for name, item in value.items())
    return str(value)


def action_name(code: str) -> str:
    """The words for an action: those of its right; its code where the program no longer has it."""
    right = matrix().get(code) or matrix().get(_rights().get(code, ""))
    if right is None:
        return code
    return right.en if is_english() else right.zh


def _rights() -> dict[str, str]:
    """The right of each action by its name; the addresses have imported them all."""
    found, waiting = {}, list(Action.__subclasses__())
    while waiting:
        action = waiting.pop()
        waiting += action.__subclasses__()
        if "name" in vars(action):
            found[action.name] = action.right or action.name
    return found


def target_name(entry: LogEntry) -> str:
    """What was changed: the kind of thing and its number."""
    return f"{_kinds().get(entry.target, entry.target)} {entry.target_id}".strip()


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
