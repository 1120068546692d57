"""Lights and stagnation of many tasks of a ledger, from one reading of their returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from django.db.models import Q

from jiannuo.ledger.lights import Lit, light
from jiannuo.ledger.month import Month
from jiannuo.ledger.stagnation import Standing, is_stagnant, stagnation_rule, still
from jiannuo.ledger.status import Light, Rating, TaskState
from jiannuo.model.link import Remark
from jiannuo.web import clock
from jiannuo.web.progress.history import History, approved, histories
from jiannuo.web.progress.models import RatingRecord
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.planning import plan_of

_GREEN = Remark("light_green")


class Movement(msgspec.Struct, frozen=True):
    """The lights and the returns of tasks, and the months that each has a rating of; all by the task's key."""

    lights: Mapping[int, Mapping[Month, Lit]]
    rated: Mapping[int, frozenset[Month]]
    history: History


def movement(ledger: Ledger, tasks: Sequence[Task], months: Sequence[Month]) -> Movement:
    """How *tasks*, with ledger, points and steps fetched, moved in *months*; two queries.

    A green light that was stored with a rating stands; every other one is lit anew, since a later return makes an
    earlier month good, and a month that was not due yet becomes due.
    """
    kept = _kept(ledger, months)
    history = histories(Q(task__ledger=ledger))
    return Movement(
        lights={task.pk: _lights(task, months, kept.get(task.pk, {}), history) for task in tasks},
        rated={pk: frozenset(found) for pk, found in kept.items()},
        history=history,
    )


def _kept(ledger: Ledger, months: Sequence[Month]) -> dict[int, dict[Month, Light]]:
    """The lights that were stored with the ratings in force."""
    names = {str(month): month for month in months}
    rows = RatingRecord.objects.filter(task__ledger=ledger, month__in=names, in_force=True)
    found: dict[int, dict[Month, Light]] = {}
    for task, month, code in rows.values_list("task_id", "month", "rule__light__light"):
        found.setdefault(task, {})[names[month]] = Light.of(code)
    return found


def _lights(task: Task, months: Sequence[Month], kept: dict[Month, Light], history: History) -> dict[Month, Lit]:
    plan, returns = plan_of(task), history.get(task.pk, [])
    today, due_day = clock.today(), task.ledger.due_day
    return {
        month: Lit(Light.GREEN, _GREEN)
        if kept.get(month) is Light.GREEN
        else light(plan, returns, month, today, due_day, kept.get(month))
        for month in months
    }


class Stuck(msgspec.Struct, frozen=True):
    """A task that has not moved for *periods*, and the printed rule."""

    task: Task
    periods: int
    rule: Remark


def stuck(tasks: Sequence[Task], month: Month, history: History, ratings: Mapping[int, Rating]) -> list[Stuck]:
    """The stagnant ones of *tasks* up to *month*, the longest first."""
    found = []
    for task in tasks:
        plan = plan_of(task)
        standing = Standing(
            key=str(task.pk),
            plan=plan,
            rating=ratings.get(task.pk, Rating.OTHER),
            still=still(plan, approved(history.get(task.pk, [])), month),
            state=TaskState.of(task.state),
        )
        if is_stagnant(standing):
            found.append(Stuck(task, standing.still, stagnation_rule(standing)))
    return sorted(found, key=lambda one: (-one.periods, one.task.number))
