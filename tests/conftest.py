"""Fixtures that several tests share."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports; tests that need it skip where it is missing."""
    path = Path(os.environ.get("JIANNUO_SHARED", Path(__file__).parents[2] / "shared"))
    if not path.is_dir():
        pytest.skip(f"no real reports at {path}; set JIANNUO_SHARED")
    return path


@pytest.fixture(scope="module")
def tables_may_be_emptied(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """For tests that end by emptying all tables: those too may be emptied that otherwise refuse."""
    from django.db import connection

    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'")
            guards = list(cursor.fetchall())
            off, on = [f"DROP TRIGGER {name}" for name, _sql in guards], [sql for _name, sql in guards]
        else:
            cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE '%_no_truncate'")
            guards = list(cursor.fetchall())
            off = [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in guards]
            on = [f"ALTER TABLE {table} ENABLE TRIGGER {name}" for table, name in guards]
        for statement in off:
            cursor.execute(statement)
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for statement in on:
            cursor.execute(statement)
