"""A prepared query gives what the plain one gives, for each number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F

from jiannuo.ledger.status import Sort
from jiannuo.web.audit.action import append
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.prepared import Prepared, attach
from jiannuo.web.tasks.models import PlanPoint, Step, Task

from .conftest import World


def test_rows_are_those_of_the_plain_query(world: World) -> None:
    ledger = world.ledger()
    one, other = world.task(ledger), world.task(ledger, "建成文化中心", sort=Sort.STEPS)
    one.points.create(month="2026-02", value=Decimal("1.5"))
    one.points.create(month="2026-01", value=Decimal(1))
    ask = Prepared(lambda pk: PlanPoint.objects.filter(task=pk))
    assert [(point.month, point.value) for point in ask(one.pk)] == [("2026-01", 1), ("2026-02", Decimal("1.5"))]
    assert ask(other.pk) == []
    assert ask(one.pk) == list(PlanPoint.objects.filter(task=one.pk))


def test_what_is_joined_annotated_or_a_plain_value_comes_along(world: World, django_assert_num_queries: object) -> None:
    task = world.task(world.ledger())
    whole = Prepared(lambda pk: Task.objects.filter(pk=pk).select_related("lead").annotate(year=F("ledger__year")))
    dates = Prepared(lambda pk: Task.objects.filter(pk=pk).values_list("due", "ledger__created"))
    assert whole(task.pk) == [task]
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = whole(task.pk)[0]
        assert (found.lead, found.year) == (task.lead, task.ledger.year)
        assert dates(task.pk) == [(task.due, task.ledger.created)]
    assert isinstance(dates(task.pk)[0][0], date)


def test_a_number_that_is_kept_as_text(world: World) -> None:
    entry = append(world.actor("office.city"), "task.edit", {}, target="tasks.Task", target_id="7")
    ask = Prepared(lambda pk: LogEntry.objects.filter(target_id=str(pk)).values_list("seq", flat=True)[:5])
    assert ask(7) == [entry.seq]
    assert ask(8) == []


def test_a_query_on_nothing_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="does not depend"):
        Prepared(lambda _pk: Task.objects.filter(number=1))(1)


def test_attached_rows_stand_for_the_query(world: World, django_assert_num_queries: object) -> None:
    task = world.task(world.ledger(), "建成文化中心", sort=Sort.STEPS, steps=(("开工", date(2026, 3, 31)),))
    steps = list(task.steps.all())
    fresh = Task.objects.get(pk=task.pk)
    attach(fresh, "steps", steps, Step)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert list(fresh.steps.all()) == steps
