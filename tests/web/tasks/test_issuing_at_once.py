"""Issuing a ledger while others still draw it up: what is issued is what was checked, and nobody waits for ever."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from jiannuo.ledger.status import LedgerState, TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.audit.action import Action, perform
from jiannuo.web.tasks.actions.drafting import DropTask, EditTask, RestoreTask
from jiannuo.web.tasks.actions.ledgers import IssueLedger
from jiannuo.web.tasks.actions.shaping import MergeTasks, SplitTask
from jiannuo.web.tasks.models import Ledger, Task

from ..conftest import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("tables_may_be_emptied"),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite in memory has no queue of writers; a file has, and one writer"
    ),
]
KEPT = 12


def test_editing_shaping_and_issuing(world: World, ledger: Ledger) -> None:
    office = world.actor("office.city")
    pks = list(ledger.tasks.values_list("pk", flat=True))
    for pk in pks[KEPT:]:
        perform(DropTask(pk, 1, reason="示例只取几项"), office)
    for pk in pks[:KEPT]:
        perform(EditTask(pk, 1, {"lead": world.units["trade"].pk}), office)
    start = Barrier(5)

    def run(makers: list[Callable[[], Action[Any]]]) -> list[str]:
        """The codes of what was refused."""
        refusals = []
        try:
            start.wait(30)
            for make in makers:
                try:
                    perform(make(), office)
                except RefusedError as error:
                    refusals.append(error.code)
        finally:
            connections.close_all()
        return refusals

    def version(pk: int) -> int:
        return Task.objects.get(pk=pk).version

    def merge(*pieces: int) -> MergeTasks:
        return MergeTasks(ledger.pk, {pk: version(pk) for pk in pieces}, {"title": "合并", "sort": "other"})

    halves = ({"title": "甲", "sort": "other", "target": ""}, {"title": "乙", "sort": "other", "target": ""})
    jobs: list[list[Callable[[], Action[Any]]]] = [
        [lambda pk=pk: EditTask(pk, version(pk), {"lead": None}) for pk in pks[4:8]],  # type: ignore[misc]
        [lambda: merge(pks[0], pks[3]), lambda: merge(pks[2], pks[1])],
        [lambda pk=pk: SplitTask(pk, version(pk), halves) for pk in pks[:4]],  # type: ignore[misc]
        [lambda pk=pk: RestoreTask(pk, version(pk)) for pk in pks[KEPT : KEPT + 4]],  # type: ignore[misc]
        [lambda: IssueLedger(ledger.pk)] * 8,
    ]
    with ThreadPoolExecutor(len(jobs)) as pool:
        found = list(pool.map(run, jobs))  # what is no refusal, such as a deadlock, is raised here
    ledger.refresh_from_db()
    assert ledger.state in (LedgerState.DRAFTING.value, LedgerState.ISSUED.value)
    assert ("ledger_lacking" in found[-1]) or ledger.state == LedgerState.ISSUED.value
    left = {TaskState.PROPOSED.value} if ledger.state == LedgerState.DRAFTING.value else {TaskState.ISSUED.value}
    living = ledger.tasks.filter(state__in=[TaskState.PROPOSED.value, TaskState.ISSUED.value])
    assert set(living.values_list("state", flat=True)) == left
    assert not ledger.tasks.filter(state=TaskState.ISSUED.value, lead=None).exists()
