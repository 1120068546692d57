"""Several freeze at once on a database server: each number is given once, without a gap."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.audit.action import perform
from jiannuo.web.bulletins.actions import FreezeBulletin
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.bulletins.verifying import verify_bulletins

from .conftest import Year

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("tables_may_be_emptied"),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="in memory; test_freezing does it on a file"),
]


def test_two_freeze_at_once(spring: Year) -> None:
    drafts = [spring.draft(month).pk for month in (1, 2, 3)]
    jobs = [*drafts, drafts[0]]
    actor, start = spring.world.actor("office.city"), Barrier(len(jobs))

    def freeze(pk: int) -> str:
        start.wait(10)
        try:
            perform(FreezeBulletin(pk, 1), actor)
        except RefusedError as error:
            return error.code
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(jobs)) as pool:
        refusals = [code for code in pool.map(freeze, jobs) if code]
    assert len(refusals) == 1
    assert sorted(Bulletin.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert list(verify_bulletins()) == []
