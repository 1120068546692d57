"""Who reviews a return: the office over the ledger's government, or the unit that passed the task down."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from jiannuo.ledger.status import Role
from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.progress.models import Return


def reviewable(actor: Actor, returns: QuerySet[Return]) -> QuerySet[Return]:
    """Those of *returns* that *actor* decides on.

    A county's office does not review what the county itself reports to the city, only what its units do for it.
    """
    wanted = Q(pk__in=[])
    for grant in actor.grants:
        if grant.role is Role.OFFICE:
            wanted |= Q(task__ledger__owner__path__startswith=grant.path)
            wanted |= Q(task__parent__lead__path__startswith=grant.path)
        elif grant.role is Role.HEAD:
            wanted |= Q(task__parent__lead__path=grant.path)
    return visible(returns, actor, "return.review").filter(wanted)


def may_review(actor: Actor, report: Return) -> bool:
    """Whether *actor* decides on *report*; one query."""
    return reviewable(actor, Return.objects.filter(pk=report.pk)).exists()
