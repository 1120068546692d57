"""Orders as lists and pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from jiannuo.ledger import due
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import OrderState
from jiannuo.ledger.transitions import ORDER, may
from jiannuo.model.messages import render
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, Subject, visible
from jiannuo.web.orders.models import Order, OrderEvent
from jiannuo.web.ui.asked import whole
from jiannuo.web.ui.words import is_english
from jiannuo.web.watch.models import Breach

AT_WORK = (OrderState.OPEN.value, OrderState.ANSWERED.value, OrderState.CLOSING.value)


def late(now: datetime) -> Q:
    """Orders past the deadline that they stand before, which their state tells."""
    return Q(state=OrderState.OPEN.value, report_due__lt=now) | Q(state__in=AT_WORK, due__lt=now)


def is_late(order: Order, now: datetime) -> bool:
    """Whether *order* is past the deadline that it stands before."""
    if order.state not in AT_WORK:
        return False
    return order.due < now or (order.state == OrderState.OPEN.value and order.report_due < now)


def chosen(actor: Actor, asked: Mapping[str, str]) -> QuerySet[Order]:
    """The orders that *actor* may see and that fit the filters of an address."""
    orders = visible(Order.objects.all(), actor, "order.view")
    orders = orders.select_related("unit").order_by("-issued", "-pk")
    state = asked.get("state", "")
    if state == "at_work":
        orders = orders.filter(state__in=AT_WORK)
    elif state == "late":
        orders = orders.filter(late(clock.now()))
    elif state in set(OrderState):
        orders = orders.filter(state=state)
    if (unit := whole(asked.get("unit", ""))) is not None:
        orders = orders.filter(unit_id=unit)
    if (task := whole(asked.get("task", ""))) is not None:
        orders = orders.filter(task_id=task)
    if (year := whole(asked.get("year", ""))) is not None and 1900 < year < 9999:
        orders = orders.filter(issued__year=year)
    if asked.get("hard") == "1":
        orders = orders.filter(hard=True)
    if words := asked.get("q", ""):
        orders = orders.filter(Q(title__icontains=words) | Q(number__icontains=words) | Q(text__icontains=words))
    return orders


class Deed(msgspec.Struct, frozen=True):
    """Something that happened to an order: its words, its text, and the files that came with it."""

    event: OrderEvent
    words: str
    text: str
    files: list[OrderEvent]


def event_words() -> dict[str, str]:
    """What each kind of event is called."""
    return {
        "issue": _("下达"),
        "answer": _("反馈"),
        "file": _("附件"),
        "request_closing": _("申请销号"),
        "send_back": _("退回"),
        "close": _("销号"),
        "withdraw": _("撤回"),
        "escalate": _("升级"),
        "breach_again": _("又有预警"),
        "breach_cleared": _("预警解除"),
    }


def history(order: Order) -> list[Deed]:
    """What happened to *order*, the first first; files stand with the event that they came with."""
    told: list[Deed] = []
    names = event_words()
    for event in order.events.select_related("file"):
        if event.what == "file" and told:
            told[-1].files.append(event)
        else:
            text = level_words(event.text) if event.what == "escalate" else event.text
            told.append(Deed(event, names[event.what], text, []))
    return told


def level_words(number: str) -> str:
    """What the level of that number is called; the history keeps the number."""
    step = due.orders().levels[int(number) - 1]
    return step.en if is_english() else step.zh


def possible(order: Order, actor: Actor) -> dict[str, bool]:
    """Which steps *actor* may take with *order* now, for forms that should not be offered in vain."""
    state = OrderState.of(order.state)
    rights: dict[str, tuple[str, Subject]] = {
        "answer": ("order.answer", order),
        "request_closing": ("order.request_closing", order),
        "send_back": ("order.review", order.issuer),
        "close": ("order.review", order.issuer),
        "withdraw": ("order.issue", order.issuer),
    }
    return {change: may(ORDER, change, state) and actor.may(right, on) for change, (right, on) in rights.items()}


def counts(orders: QuerySet[Order], now: datetime) -> dict[str, int]:
    """How many orders are at work, late, asked to be closed, closed; one query."""
    at_work = Q(state__in=AT_WORK)
    return orders.order_by().aggregate(
        at_work=Count("pk", filter=at_work, distinct=True),
        late=Count("pk", filter=late(now), distinct=True),
        closing=Count("pk", filter=Q(state=OrderState.CLOSING.value), distinct=True),
        closed=Count("pk", filter=Q(state=OrderState.CLOSED.value), distinct=True),
    )


def finding_words(breach: Breach, language: str = "") -> str:
    """The sentence of a breach with its rule and figures, in the language of the page."""
    kept = breach.message
    params = dict(kept["params"])
    told = language or ("en" if is_english() else "zh")
    if told == "zh" and "month" in params:
        params["month"] = Month.parse(str(params["month"])).name
    return render(kept["code"], {**params, "rule": params["rule"][told]}, told)


def breach_words(order: Order) -> str:
    """The sentence of the breach that an order is about, empty where it is about none."""
    return finding_words(order.breach) if order.breach else ""
