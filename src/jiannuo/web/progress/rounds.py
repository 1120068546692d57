"""A month's round of returns seen as a whole: who returned in time, who late, who not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from jiannuo.ledger.month import Month
from jiannuo.web import clock
from jiannuo.web.accounts.models import Unit
from jiannuo.web.progress.due import due_day, due_tasks
from jiannuo.web.progress.models import Collection, Return
from jiannuo.web.tasks.models import Ledger, Task


@dataclass
class Standing:
    """How a unit stands in a round; days_late counts from the due day to the last late return, or to today."""

    unit: Unit
    owed: int = 0
    reported: int = 0
    late: int = 0
    days_late: int = 0
    missing: list[Task] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether all that it owes was submitted."""
        return self.reported == self.owed

    @property
    def is_late(self) -> bool:
        """Whether anything came after the due day, or still is not there after it."""
        return self.days_late > 0


def due_of(ledger: Ledger, month: Month) -> date:
    """The due day of the round, as it was opened; else as the ledger says."""
    opened = Collection.objects.filter(ledger=ledger, month=str(month)).values_list("due", flat=True).first()
    return opened or due_day(ledger, month)


def standings(ledger: Ledger, month: Month) -> list[Standing]:
    """Every unit that owes returns in the round, in the order of the tree; three queries."""
    due, today = due_of(ledger, month), clock.today()
    tasks = due_tasks(month).filter(ledger=ledger).select_related("lead").order_by("lead__path", "number")
    rows = Return.objects.filter(task__ledger=ledger, month=str(month), submitted__isnull=False)
    reports = {(row.task_id, row.unit_id): row for row in rows.only("task_id", "unit_id", "state", "late", "submitted")}
    found: dict[int, Standing] = {}
    for task in tasks:
        assert task.lead is not None  # due_tasks leaves out those without a unit
        standing = found.setdefault(task.lead.pk, Standing(task.lead))
        standing.owed += 1
        report = reports.get((task.pk, task.lead.pk))
        if report is None or report.submitted is None:
            standing.missing.append(task)
            standing.days_late = max(standing.days_late, (today - due).days)
            continue
        standing.reported += 1
        if report.late:
            standing.late += 1
            standing.days_late = max(standing.days_late, (timezone.localtime(report.submitted).date() - due).days)
    return list(found.values())


def late_units(ledger: Ledger, month: Month) -> list[Standing]:
    """The units that were late in the round or still owe something after its due day, the latest first."""
    late = [standing for standing in standings(ledger, month) if standing.is_late]
    return sorted(late, key=lambda standing: (-standing.days_late, standing.unit.path))


def missing(ledger: Ledger, month: Month) -> QuerySet[Task]:
    """The tasks whose return of the round was not submitted; those sent back for mending count as submitted."""
    submitted = Return.objects.filter(month=str(month), submitted__isnull=False).values("task")
    return due_tasks(month).filter(ledger=ledger).exclude(pk__in=submitted).select_related("lead")
