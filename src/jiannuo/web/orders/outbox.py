"""The outbox as its page shows it."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.accounts.models import Person
from jiannuo.web.orders.models import Channel, Outgoing

KINDS = {
    "waiting": Q(sent=None, given_up=None),
    "given_up": Q(given_up__isnull=False),
    "sent": Q(sent__isnull=False),
}


def messages_of(actor: Actor) -> QuerySet[Outgoing]:
    """The messages to people and robots of units whose outbox *actor* may see."""
    people = visible(Person.objects.all(), actor, "outbox.view", "memberships__unit__path").order_by().values("pk")
    channels = visible(Channel.objects.all(), actor, "outbox.view").order_by().values("pk")
    rows = Outgoing.objects.filter(Q(person__in=people) | Q(channel__in=channels))
    return rows.select_related("person", "channel")


def counts(rows: QuerySet[Outgoing]) -> dict[str, int]:
    """How many messages wait, were given up and were sent."""
    return rows.order_by().aggregate(**{name: Count("pk", filter=wanted) for name, wanted in KINDS.items()})
