"""Several freeze at once on a database server: each number is given once, without a gap."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

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
    pytest.mark.skipif(connection.vendor == "sqlite", reason="in memory; test_freezing does it on a file"),
]
_GUARDED = (("audit_logentry", "log_no_truncate"), ("bulletins_bulletin", "bulletin_no_truncate"))


@pytest.fixture(scope="module", autouse=True)
def tables_may_be_emptied(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Such tests end by emptying all tables, those too that otherwise refuse."""
    for verb in ("DISABLE", "ENABLE"):
        if connection.vendor == "postgresql":
            with django_db_blocker.unblock(), connection.cursor() as cursor:
                for table, trigger in _GUARDED:
                    cursor.execute(f"ALTER TABLE {table} {verb} TRIGGER {trigger}")
        if verb == "DISABLE":
            yield


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
