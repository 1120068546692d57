"""From a task's rows to its plan as the rules see it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import Plan, PlanPoint, Step, expected
from jiannuo.ledger.status import Frequency, Sort
from jiannuo.ledger.typed import DECIMALS, normal
from jiannuo.model.statement import Bound
from jiannuo.web.tasks.models import Task


def plan_of(task: Task) -> Plan:
    """The plan of *task*, whose ledger, points and steps should be fetched with it.

    A task without a start begins in January of the ledger's year, one without a deadline ends in December.
    """
    year = task.ledger.year
    return Plan(
        sort=Sort.of(task.sort),
        start=Month.parse(task.start) if task.start else Month(year, 1),
        due=task.due or date(year, 12, 31),
        target=number(task.target),
        upper=number(task.upper),
        base=number(task.base),
        unit=task.measure_unit,
        bound=Bound(task.bound),
        softened=task.softened,
        frequency=Frequency.of(task.frequency),
        points=tuple(PlanPoint(Month.parse(point.month), number(point.value)) for point in task.points.all()),
        steps=tuple(Step(str(step.pk), step.title, step.due) for step in task.steps.all()),
    )


def number(value: Decimal | None) -> float | None:
    """*value* as the rules reckon with it."""
    return None if value is None else float(value)


def amount(value: float | None) -> Decimal | None:
    """A figure of the rules as the ledger keeps it, to six decimals."""
    return None if value is None else normal(Decimal(repr(round(value, DECIMALS))))


def expected_value(task: Task, month: Month) -> Decimal | None:
    """What the plan wants by the end of *month*, to four decimals as the rules print it; None where it wants none."""
    return rounded(expected(plan_of(task), month))


def rounded(wanted: float | None) -> Decimal | None:
    """A figure of a plan to four decimals, as the rules print it."""
    return None if wanted is None else amount(round(wanted, 4))
