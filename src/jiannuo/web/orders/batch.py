"""Several orders at once: about all tasks that lag, to all units whose returns are late."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from jiannuo.ledger.status import LedgerState, Light, Rating, Role, TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform, sub_key
from jiannuo.web.orders.actions import IssueOrder, issuer_for
from jiannuo.web.orders.models import Order
from jiannuo.web.orders.numbering import lock_numbers, word_of
from jiannuo.web.orders.owing import Owed, open_rounds, owed
from jiannuo.web.orders.prefill import from_task
from jiannuo.web.orders.reading import AT_WORK
from jiannuo.web.tasks.models import Task
from jiannuo.web.ui import words
from jiannuo.web.ui.asked import whole
from jiannuo.web.ui.asked import words as said


def lagging(actor: Actor) -> list[Task]:
    """The issued tasks that are behind, stand on red or did not move for two periods; ``at_work`` where ordered."""
    tasks = Task.objects.filter(ledger__state=LedgerState.ISSUED.value, state=TaskState.ISSUED.value)
    behind = Q(rating=Rating.BEHIND.value) | Q(light=Light.RED.value) | Q(still__gte=2)
    ordered = Order.objects.filter(task=OuterRef("pk"), state__in=AT_WORK)
    tasks = visible(tasks.filter(behind, lead__isnull=False), actor, "order.issue", "lead__path")
    return list(tasks.select_related("lead", "ledger").annotate(at_work=Exists(ordered)).order_by("-still", "number"))


def late_units(actor: Actor) -> list[Owed]:
    """The units whose returns are late, those of *actor*."""
    late = owed(open_rounds().filter(due__lt=clock.today()))
    return [one for one in late if actor.may("order.issue", one.unit)]


def issue(actor: Actor, asked: QueryDict) -> int:
    """Issue the orders that are ticked, all or none; returns how many.

    Raises RefusedError where nothing is ticked or one of them may not be issued.
    """
    added, key = said(asked.get("text", "")), said(asked.get("request_key", ""))
    orders: list[tuple[str, IssueOrder]] = []
    ticked = {pk for pk in map(whole, asked.getlist("task")) if pk is not None}
    for task in Task.objects.filter(pk__in=ticked, lead__isnull=False).select_related("lead", "ledger__owner"):
        begun = from_task(task)
        orders.append((f"t{task.pk}", _order(begun["unit"], begun["title"], begun["text"], added, task.pk)))
    units = {pk for pk in asked.getlist("unit") if ":" in pk}
    for one in late_units(actor):
        if f"{one.collection.pk}:{one.unit.pk}" in units:
            orders.append((f"u{one.collection.pk}-{one.unit.pk}", _about_lateness(one, added)))
    if not orders:
        raise RefusedError("orders_none_chosen")
    told = Unit.objects.filter(pk__in={order.unit_id for _name, order in orders})
    with transaction.atomic():
        lock_numbers(issuer_for(actor, unit) for unit in told.select_related("parent"))
        for name, order in orders:
            perform(order, actor, sub_key(actor, key, "issue", name))
    return len(orders)


def _about_lateness(one: Owed, added: str) -> IssueOrder:
    month = words.month(one.collection.month)
    title = _("关于%(month)s进展迟报的督办") % {"month": month}
    text = _("%(month)s进展应于%(due)s前报送，现有 %(count)s 项未报。请立即补报并说明迟报原因。") % {
        "month": month,
        "due": words.day(one.collection.due),
        "count": one.count,
    }
    return _order(one.unit.pk, title, text, added)


def _order(unit: int, title: str, text: str, added: str, task: int | None = None) -> IssueOrder:
    return IssueOrder(unit_id=unit, title=title, text=f"{text}\n{added}".strip(), task_id=task)


def offices(actor: Actor) -> QuerySet[Unit]:
    """The units in whose name *actor* issues orders."""
    return Unit.objects.filter(path__in=[grant.path for grant in actor.grants if grant.role is Role.OFFICE])


def numberings(actor: Actor) -> list[tuple[Unit, str]]:
    """Each office of *actor* with the word of its numbers."""
    return [(unit, word_of(unit, clock.today().year)) for unit in offices(actor)]
