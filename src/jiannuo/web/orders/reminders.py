"""Who owes what by when: one message a day for each person and each unit's robots, not one for each thing."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jiannuo.ledger.status import Role
from jiannuo.web import clock
from jiannuo.web.accounts.models import Unit
from jiannuo.web.orders.deadlines import stands_before
from jiannuo.web.orders.models import Order
from jiannuo.web.orders.owing import open_rounds, owed
from jiannuo.web.orders.reading import AT_WORK
from jiannuo.web.orders.schedule import reminders
from jiannuo.web.orders.telling import RoleIn, tell_each
from jiannuo.web.ui import words


class Debt(msgspec.Struct, frozen=True):
    """Something that a unit owes: the day, and its words by kind."""

    unit: Unit
    day: date
    kind: str
    values: tuple[str | int, ...]

    def line(self, today: date) -> str:
        """The line of a message, in the language of who reads it."""
        if self.kind == "round":
            month, count = self.values
            what = ngettext("%(month)s进展 %(count)d 项未报", "%(month)s进展 %(count)d 项未报", int(count)) % {
                "month": words.month(str(month)),
                "count": count,
            }
        else:
            number, title = self.values
            what = _("督办单 %(number)s“%(title)s”") % {"number": number, "title": title}
        left = (self.day - today).days
        if left < 0:
            when = ngettext("已逾期 %d 天", "已逾期 %d 天", -left) % -left
        elif left == 0:
            when = _("今天到期")
        else:
            when = ngettext("还有 %d 天", "还有 %d 天", left) % left
        return _("%(what)s：%(day)s前，%(when)s") % {"what": what, "day": words.day(self.day), "when": when}


def wanted(day: date, today: date) -> bool:
    """Whether people are reminded today of what is due on *day*."""
    left, rule = (day - today).days, reminders()
    return left in rule.before if left >= 0 else -left % rule.late_every == 0


def debts(today: date) -> list[Debt]:
    """What units owe that they are reminded of today, the earliest first."""
    rounds = [found for found in open_rounds() if wanted(found.due, today)]
    found = [Debt(one.unit, one.collection.due, "round", (one.collection.month, one.count)) for one in owed(rounds)]
    for order in Order.objects.filter(state__in=AT_WORK).select_related("unit").order_by("due", "pk"):
        day = timezone.localtime(stands_before(order)).date()
        if wanted(day, today):
            found.append(Debt(order.unit, day, "order", (order.number, order.title)))
    return sorted(found, key=lambda debt: debt.day)


def remind(now: datetime) -> int:
    """Write today's reminders into the outbox, from the hour of the schedule on; returns how many are new."""
    local = timezone.localtime(now)
    if local.hour < reminders().hour:
        return 0
    today = clock.today()
    by_unit: dict[Unit, list[Debt]] = {}
    for debt in debts(today):
        by_unit.setdefault(debt.unit, []).append(debt)
    by_audience = [(RoleIn(role, unit), owes) for unit, owes in by_unit.items() for role in (Role.REPORTER, Role.HEAD)]
    return tell_each(
        by_audience,
        gettext_lazy("践诺：今天要办的事"),
        lambda owes: _digest(owes, today),
        f"remind:{today.isoformat()}",
    )


def _lines(owes: list[Debt], today: date) -> str:
    several = len({debt.unit.pk for debt in owes}) > 1
    return "\n".join(f"{debt.unit}：{debt.line(today)}" if several else debt.line(today) for debt in owes)


_digest = lazy(_lines, str)
