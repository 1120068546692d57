"""Several people at once, each in a thread of their own: nothing is overwritten, nobody waits for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection, connections

from jiannuo.web.audit.models import LogEntry
from jiannuo.web.progress.actions import SendBackReturn
from jiannuo.web.progress.content import Typed
from jiannuo.web.progress.filling import Filler, Outcome
from jiannuo.web.progress.models import Return
from jiannuo.web.progress.reviewing import review
from jiannuo.web.tasks.models import Task

from ..conftest import World
from .conftest import MARCH, Report

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("tables_may_be_emptied"),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite in memory has no queue of writers; a file has, and one writer"
    ),
]


def run(jobs: list[object]) -> list[object]:
    """The results of all *jobs*, begun at the same moment."""
    start = Barrier(len(jobs))

    def one(job: object) -> object:
        try:
            start.wait(10)
            return job()  # type: ignore[operator]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


@pytest.mark.parametrize("_round", range(5))
def test_two_editors_of_the_same_rows(world: World, tasks: list[Task], _round: int) -> None:
    for number in range(9):
        world.task(tasks[0].ledger, f"任务{number}", target=Decimal(100))
    pks = list(Task.objects.exclude(sort="steps").order_by("pk").values_list("pk", flat=True))

    def editor(who: str, value: str, order: list[int]) -> object:
        actor = world.actor(who)
        rows = [Typed(task=pk, where=str(pk), value=value, stamp="x") for pk in order]
        return lambda: Filler(actor, world.units["housing"], MARCH, who).fill(rows, set(order))

    found = run([editor("reporter.housing", "10", pks), editor("head.housing", "20", pks[::-1])])
    outcomes = [one for one in found if isinstance(one, Outcome)]
    assert sorted(one.saved for one in outcomes) == [0, len(pks)]
    assert sorted(len(one.troubles) for one in outcomes) == [0, len(pks)]
    assert len(set(Return.objects.values_list("value", flat=True))) == 1
    assert LogEntry.objects.filter(action="return.save").count() == len(pks)


@pytest.mark.parametrize("_round", range(5))
def test_saving_while_the_office_sends_back(world: World, tasks: list[Task], report: Report, _round: int) -> None:
    for number in range(9):
        world.task(tasks[0].ledger, f"任务{number}", target=Decimal(100))
    rows = [report(task, "5", upto="signed") for task in Task.objects.exclude(sort="steps")[:5]]
    others = [Typed(task=task.pk, where="", value="7", stamp="x") for task in Task.objects.exclude(sort="steps")[3:]]
    actor, office = world.actor("reporter.housing"), world.actor("office.city")
    wanted = [(row.pk, row.version) for row in rows]
    filled, decided = run(
        [
            lambda: Filler(actor, world.units["housing"], MARCH).fill(others),
            lambda: review(office, tasks[0].ledger, MARCH, SendBackReturn, wanted, "请核对", "k"),
        ]
    )
    assert decided == (5, [])
    assert isinstance(filled, Outcome)
    assert filled.saved + len(filled.troubles) == len(others)
