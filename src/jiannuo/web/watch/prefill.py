"""Values that came by themselves, for the returns of the tasks that they are about."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiannuo.web.tasks.models import Task
from jiannuo.web.watch.models import Point


def figures_for(tasks: Iterable[Task], month: str) -> dict[int, Decimal]:
    """The value of *month* that came by itself, by task, where it is in the task's own unit: it prefills the return."""
    by_task = {task.pk: task for task in tasks}
    rows = Point.objects.filter(series__task__in=by_task, series__active=True, month=month, in_force=True)
    found = {}
    for point in rows.select_related("series").order_by("series_id"):
        task = by_task[point.series.task_id or 0]
        if point.series.measure_unit in ("", task.measure_unit):
            found[task.pk] = point.value
    return found
