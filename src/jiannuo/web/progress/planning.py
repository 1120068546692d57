"""From a task's rows to its plan as the rules see it."""

from __future__ import annotations

from decimal import Decimal

from jiannuo.ledger.month import Month
from jiannuo.web.tasks.models import Task


def expected_value(task: Task, month: Month) -> Decimal | None:
    """What the plan wants by the end of *month*, where it says so."""
    points = [point for point in task.points.all() if point.month <= str(month)]
    return points[-1].value if points else None
