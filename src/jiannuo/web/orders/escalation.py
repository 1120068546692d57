"""Orders that are late climb from the reporter to the leader, each level once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from jiannuo.ledger.due import levels_between, orders
from jiannuo.ledger.status import OrderState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import WORKER, Actor, Subject
from jiannuo.web.audit.action import Action, Change, perform
from jiannuo.web.orders.actions import locked, record, said
from jiannuo.web.orders.deadlines import level, stands_before
from jiannuo.web.orders.models import Order
from jiannuo.web.orders.reading import AT_WORK, late, level_words
from jiannuo.web.orders.telling import RoleIn, tell

_level_words = lazy(level_words, str)


@dataclass
class EscalateOrder(Action[Order]):
    """Take a late order to the level after the one that it is on, and tell whom that level names."""

    name: ClassVar[str] = "order.escalate"
    right: ClassVar[str] = "order.review"
    model: ClassVar[type[Order]] = Order
    pk: int
    to: int

    def subject(self) -> Subject:
        """The unit that issued it."""
        self.order = locked(self.pk)
        return self.order.issuer

    def change(self, actor: Actor) -> Change[Order]:
        """Write the level down; refused where another worker did."""
        order, now = self.order, clock.now()
        if order.level != self.to - 1 or order.state not in AT_WORK or level(order, now) < self.to:
            raise RefusedError("order_level", number=order.number, level=order.level)
        step = orders().levels[self.to - 1]
        order.level = self.to
        order.version += 1
        order.save(update_fields=["level", "version"])
        record(order, actor, "escalate", str(self.to))
        unit = order.unit if step.of == "unit" else order.issuer
        wanted = (
            _("{unit}承办的“{title}”应于{deadline}前反馈，至今未反馈。请督促办理。")
            if order.state == OrderState.OPEN.value
            else _("{unit}承办的“{title}”应于{deadline}前办结，至今未办结。请督促办理。")
        )
        subject, body = said(
            order,
            _("{step}：督办单 {number} 已逾期"),
            wanted,
            step=_level_words(str(self.to)),
            deadline=stands_before(order),
        )
        tell(RoleIn(step.tell, unit), subject, body, f"order:{order.pk}:level:{self.to}")
        return Change(order, {"number": order.number, "level": self.to, "tell": step.tell.value}, order.unit.path)


def escalate_orders(now: datetime) -> int:
    """Take every late order to the level that it has reached, level by level; returns how many steps were taken."""
    taken = 0
    waiting = Order.objects.filter(late(now), level__lt=len(orders().levels)).order_by("pk")
    for order in waiting.select_related("unit", "issuer"):
        for number, _step in enumerate(levels_between(order.level, level(order, now)), order.level + 1):
            try:
                perform(EscalateOrder(order.pk, number), WORKER)
            except RefusedError:  # another worker took the step, or the unit answered meanwhile
                break
            taken += 1
    return taken
