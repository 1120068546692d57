"""Which tasks an actor may see, as a query for lists; the same answer as ``Actor.may`` gives for one task."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.tasks.models import Ledger, Task, TaskUnit


def visible_tasks(actor: Actor, right: str = "task.view") -> QuerySet[Task]:
    """Tasks that a unit within the actor's reach has to do with; those of no unit are their government's."""
    duties = TaskUnit.objects.filter(task=OuterRef("pk"))
    owned = visible(Ledger.objects.all(), actor, right, "owner__path")
    return Task.objects.filter(
        Exists(visible(duties, actor, right)) | (~Exists(duties) & Exists(owned.filter(pk=OuterRef("ledger"))))
    )
