"""The lights of tasks, month by month, as they stand today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from jiannuo.ledger.lights import Filed, Lit, lights
from jiannuo.ledger.month import Month
from jiannuo.web import clock
from jiannuo.web.progress.history import histories
from jiannuo.web.progress.models import Collection, RatingRecord
from jiannuo.web.progress.rating import kept_light
from jiannuo.web.tasks.models import Task
from jiannuo.web.tasks.planning import plan_of


def rounds_of(task: Task) -> list[Month]:
    """The months that were collected from the task's ledger, in order."""
    rows = Collection.objects.filter(ledger=task.ledger_id).order_by("month")
    return [Month.parse(month) for month in rows.values_list("month", flat=True)]


def lights_of(task: Task, months: Sequence[Month] | None = None) -> list[tuple[Month, Lit]]:
    """The light of each of *months*, by default of every round of the ledger; with the rule that lit it."""
    wanted = rounds_of(task) if months is None else list(months)
    return list(lights_for([task], wanted)[task.pk].items())


def lights_for(tasks: Sequence[Task], months: Sequence[Month]) -> Mapping[int, Mapping[Month, Lit]]:
    """The lights of many tasks, by the task's key; ledger, points and steps should be fetched with them.

    Two queries.  A later return turns an earlier red month yellow, so all returns up to today are looked at.
    """
    pks = [task.pk for task in tasks]
    history = histories(Q(task__in=pks))
    records: dict[int, list[RatingRecord]] = {}
    for record in RatingRecord.objects.filter(task__in=pks, month__in=[str(month) for month in months], in_force=True):
        records.setdefault(record.task_id, []).append(record)
    return {task.pk: lights_from(task, months, history.get(task.pk, []), records.get(task.pk, ())) for task in tasks}


def lights_from(
    task: Task, months: Sequence[Month], history: Sequence[Filed], records: Iterable[RatingRecord]
) -> Mapping[Month, Lit]:
    """The lights of one task by its returns and its ratings in force, which have been read already."""
    told = ((Month.parse(record.month), kept_light(record)) for record in records)
    kept = {month: light for month, light in told if light is not None}
    return lights(plan_of(task), history, months, clock.today(), task.ledger.due_day, kept)
