"""What can be found: each kind with its rows, its words, and the right that lets one see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.orders.models import Order
from jiannuo.web.progress.models import Return
from jiannuo.web.reports.models import ReportStatement
from jiannuo.web.tasks.models import Task, TaskStatement
from jiannuo.web.tasks.reach import visible_tasks

Words = tuple[int, str, str]  # key, title, text


class Source(msgspec.Struct, frozen=True):
    """A kind of thing that can be found: the key, own title and text of rows, and the rows that an actor may see."""

    kind: str
    name: str | Promise
    model: type[Model]
    words: Callable[[QuerySet[Any]], Iterator[Words]]
    seen: Callable[[Actor], QuerySet[Any]]


def _tasks(rows: QuerySet[Any]) -> Iterator[Words]:
    found = {pk: (title, [text]) for pk, title, text in rows.values_list("pk", "title", "text")}
    sources = TaskStatement.objects.filter(task__in=rows).order_by("task", "statement__position")
    for task, text in sources.values_list("task_id", "statement__text"):
        if task in found and not any(text in known for known in found[task][1]):
            found[task][1].append(text)
    for pk, (title, texts) in found.items():
        yield pk, title, "\n".join(filter(None, texts))


def _returns(rows: QuerySet[Any]) -> Iterator[Words]:
    for pk, *texts in rows.values_list("pk", "text", "problems", "next_step").iterator(2000):
        yield pk, "", "\n".join(filter(None, texts))


def _statements(rows: QuerySet[Any]) -> Iterator[Words]:
    for pk, text in rows.values_list("pk", "text").iterator(2000):
        yield pk, "", text


def _orders(rows: QuerySet[Any]) -> Iterator[Words]:
    for pk, number, title, text in rows.values_list("pk", "number", "title", "text").iterator(2000):
        yield pk, f"{title} {number}", text


def _bulletins(rows: QuerySet[Any]) -> Iterator[Words]:
    for pk, title, lead, reason in rows.values_list("pk", "title", "lead", "correction_reason").iterator(2000):
        yield pk, title, "\n".join(filter(None, (lead, reason)))


SOURCES = (
    Source("task", _("任务"), Task, _tasks, visible_tasks),
    Source(
        "return",
        _("填报"),
        Return,
        _returns,
        lambda actor: visible(Return.objects.all(), actor, "return.view"),
    ),
    Source(
        "statement",
        _("报告"),
        ReportStatement,
        _statements,
        lambda actor: visible(ReportStatement.objects.all(), actor, "report.view", "report__owner__path"),
    ),
    Source(
        "order",
        _("督办单"),
        Order,
        _orders,
        lambda actor: visible(Order.objects.all(), actor, "order.view"),
    ),
    Source(
        "bulletin",
        _("通报"),
        Bulletin,
        _bulletins,
        lambda actor: visible(Bulletin.objects.all(), actor, "bulletin.view", "ledger__owner__path"),
    ),
)


def source(kind: str) -> Source:
    """The source of *kind*; KeyError where there is none."""
    return {one.kind: one for one in SOURCES}[kind]
