"""What a task's parts, passed down to other units, come to together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from jiannuo.ledger.month import Month
from jiannuo.ledger.rating import REACHED
from jiannuo.ledger.rollup import Child, Roll, default_roll, roll_up
from jiannuo.ledger.status import ReturnState, Sort, TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.middleware import short_language
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Task
from jiannuo.web.tasks.planning import amount, number


class Rolled(msgspec.Struct, frozen=True):
    """A value from below, and the sentence that says by which rule it came."""

    value: Decimal | None
    sentence: str


def rolled_up(tasks: Sequence[Task], month: Month) -> Mapping[int, Rolled]:
    """For each of *tasks* that was passed down, by its key: what its parts come to by *month*; three queries."""
    parts: dict[int, list[Task]] = {}
    rows = Task.objects.filter(parent__in=[task.pk for task in tasks], state=TaskState.ISSUED.value)
    for part in rows.select_related("lead").prefetch_related("steps").order_by("number"):
        parts.setdefault(part.parent_id or 0, []).append(part)
    held = Return.objects.filter(
        task__in=[part.pk for group in parts.values() for part in group],
        month__lte=str(month),
        state=ReturnState.APPROVED.value,
        value__isnull=False,
    )
    latest = {report.task_id: report for report in held.order_by("month", "pk")}
    return {task.pk: _rolled(task, parts[task.pk], latest) for task in tasks if task.pk in parts}


def _rolled(task: Task, parts: Sequence[Task], latest: Mapping[int, Return]) -> Rolled:
    roll = Roll.of(task.rollup) if task.rollup else default_roll(Sort.of(task.sort))
    try:
        result = roll_up(roll, [_child(part, latest.get(part.pk)) for part in parts], task.measure_unit)
    except RefusedError as error:
        return Rolled(None, error.message(short_language()))
    return Rolled(amount(result.value), result.rule.message(short_language()))


def _child(part: Task, report: Return | None) -> Child:
    return Child(
        unit=str(part.lead) if part.lead else part.title,
        value=number(report.value) if report else None,
        month=Month.parse(report.month) if report else None,
        weight=number(part.weight),
        done=_done(part),
    )


def _done(part: Task) -> date | None:
    """The day on which a part was finished: its last step's, or the end of the month in which it was rated done."""
    days = [step.done for step in part.steps.all()]
    if days:
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None
    if part.rating in {rating.value for rating in REACHED} and part.last_month:
        return Month.parse(part.last_month).last
    return None
