"""Where a found thing is, and what it is called today."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _

from jiannuo.ledger.status import OrderState, ReturnState, TaskState
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.orders.models import Order
from jiannuo.web.progress.models import Return
from jiannuo.web.reports.models import ReportStatement
from jiannuo.web.tasks.models import Task
from jiannuo.web.ui.addresses import url
from jiannuo.web.ui.words import day, month, state_name


class Place(NamedTuple):
    """A thing's title, its address (empty where it has no page) and a note of whose and of when it is."""

    title: str
    address: str
    note: str


def _tasks(targets: list[int]) -> dict[int, Place]:
    rows = Task.objects.filter(pk__in=targets).select_related("lead", "ledger")
    return {
        task.pk: Place(
            task.title,
            url("task", task.pk),
            f"{task.ledger.title} · {task.lead or '—'} · {state_name(TaskState.of(task.state))}",
        )
        for task in rows.only("title", "state", "ledger__title", "lead__name", "lead__short")
    }


def _returns(targets: list[int]) -> dict[int, Place]:
    rows = Return.objects.filter(pk__in=targets).select_related("task", "unit")
    found = {}
    for one in rows.only("month", "state", "task__title", "unit__name", "unit__short"):
        note = f"{month(one.month)} · {one.unit} · {state_name(ReturnState.of(one.state))}"
        found[one.pk] = Place(one.task.title, f"{url('task', one.task_id)}#r-{one.pk}", note)
    return found


def _statements(targets: list[int]) -> dict[int, Place]:
    rows = ReportStatement.objects.filter(pk__in=targets).select_related("report")
    found = {}
    for one in rows.only("key", "promise", "report__title"):
        page = url("report", one.report_id)
        address = f"{page}?statement={one.key}#s-{one.key}" if page else ""
        found[one.pk] = Place(one.report.title, address, _("承诺") if one.promise else "")
    return found


def _orders(targets: list[int]) -> dict[int, Place]:
    rows = Order.objects.filter(pk__in=targets).select_related("unit")
    found = {}
    for order in rows.only("number", "title", "state", "due", "unit__name", "unit__short"):
        note = f"{order.number} · {order.unit} · {state_name(OrderState.of(order.state))}"
        found[order.pk] = Place(order.title, url("order", order.pk), note)
    return found


def _bulletins(targets: list[int]) -> dict[int, Place]:
    rows = Bulletin.objects.filter(pk__in=targets).only("title", "month", "number", "frozen")
    return {
        one.pk: Place(
            one.title, url("bulletin", one.pk), day(one.frozen) if one.frozen else f"{month(one.month)} · {_('草稿')}"
        )
        for one in rows
    }


PLACES: dict[str, Callable[[list[int]], dict[int, Place]]] = {
    "task": _tasks,
    "return": _returns,
    "statement": _statements,
    "order": _orders,
    "bulletin": _bulletins,
}
