"""The entries of the bar on top, by what the actor may do."""

from __future__ import annotations

import msgspec
from django.utils.translation import gettext as _

from jiannuo.web.access.guard import Request
from jiannuo.web.ui.addresses import url


class Entry(msgspec.Struct, frozen=True):
    """An entry: its words, its address, whether the page shown is in it."""

    words: str
    address: str
    current: bool


def navigation(request: Request) -> list[Entry]:
    """The entries that the actor may open."""
    entries = [
        (_("总览"), "home", "home.view"),
        (_("任务"), "task_list", "task.view"),
        (_("台账"), "ledger_list", "ledger.view"),
        (_("填报"), "return_desk", "return.view"),
        (_("督办"), "order_list", "order.view"),
        (_("监测"), "watch_list", "watch.view"),
        (_("通报"), "bulletin_list", "bulletin.view"),
        (_("留言"), "comment_list", "comment.view"),
        (_("单位"), "unit_list", "unit.view"),
        (_("报告"), "report_list", "report.view"),
        (_("日志"), "log", "audit.view"),
    ]
    found = []
    for words, name, right in entries:
        if request.actor.is_public or not request.actor.may(right):
            continue
        address = url(name)
        current = request.path == address or (address != "/" and request.path.startswith(address + "/"))
        found.append(Entry(words, address, current))
    return found
