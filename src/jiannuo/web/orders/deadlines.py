"""Deadlines of orders by the printed rule, and how far one that is late has escalated."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from jiannuo.ledger import due
from jiannuo.ledger.due import Deadlines, Matter
from jiannuo.ledger.status import OrderState
from jiannuo.web.orders.models import Order


def deadlines(issued: datetime, *, hard: bool) -> Deadlines:
    """By when an order issued at *issued* must be deployed, reported on and settled, where the ledger is kept."""
    return due.deadlines(Matter.HARD if hard else Matter.ORDINARY, timezone.localtime(issued))


def stands_before(order: Order) -> datetime:
    """The deadline that counts now: of the answer where that is wanted first, else of the settlement."""
    return min(order.report_due, order.due) if order.state == OrderState.OPEN.value else order.due


def level(order: Order, now: datetime) -> int:
    """How far *order* should have escalated by *now*: 0 while it is in time."""
    return due.level(stands_before(order), now)
