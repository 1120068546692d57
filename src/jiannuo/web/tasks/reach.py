"""Which tasks an actor may see, as a query for lists; the same answer as ``Actor.may`` gives for one task."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Governed:
    """A task as the matter of who gave it out: the ledger's government, or the unit that passed the part down.

    A unit's own office neither edits, cancels nor rates what was given to the unit from above.
    """

    task: Task

    def unit_paths(self) -> list[str]:
        """The government, or the unit that passed it down."""
        above = self.task.parent
        return (above.lead if above and above.lead else self.task.ledger.owner).unit_paths()
