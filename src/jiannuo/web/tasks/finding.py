"""What the addresses of ledgers and tasks name."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from jiannuo.web.tasks.actions.ledgers import with_plans
from jiannuo.web.tasks.models import Adjustment, Ledger, Task
from jiannuo.web.tasks.reach import Governed


def find_ledger(pk: int) -> Ledger:
    """The ledger with its government; Http404 where there is none."""
    ledger = Ledger.objects.select_related("owner", "report").defer("report__text").filter(pk=pk).first()
    if ledger is None:
        raise Http404
    return ledger


def find_task(pk: int) -> Task:
    """The task with all that can be edited; Http404 where there is none."""
    rows = with_plans(Task.objects.all()).select_related("programme", "changed_by", "parent__lead")
    task = rows.filter(pk=pk).first()
    if task is None:
        raise Http404
    return task


@dataclass(frozen=True)
class Led:
    """A task as its lead unit's alone: who cooperates does not pass it on."""

    task: Task

    def unit_paths(self) -> list[str]:
        """The lead unit, or the government where none leads yet."""
        return (self.task.lead or self.task.ledger.owner).unit_paths()


def find_led(pk: int) -> Led:
    """The task of an address, as its lead unit's."""
    return Led(find_task(pk))


def find_governed(pk: int) -> Governed:
    """The task of an address, as the matter of who gave it out."""
    return Governed(find_task(pk))


def find_adjustment(pk: int) -> Adjustment:
    """The request with its task; Http404 where there is none."""
    rows = Adjustment.objects.select_related(
        "task__ledger__owner", "task__lead", "task__parent__lead", "requested_by", "decided_by"
    )
    found = rows.prefetch_related("task__duties__unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
