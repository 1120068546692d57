"""Getting Django ready for a command: what is wrong with the surroundings is one sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jiannuo.model.errors import JiannuoError

MODULE = "jiannuo.web.settings"


def ready() -> None:
    """Set Django up by the environment; calling it again does nothing.

    Raises JiannuoError where a setting makes no sense, the extra ``ledger`` is missing or the data folder is of no use.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", MODULE)
    with _extras():
        import django
        from django.conf import settings

        data = Path(settings.JIANNUO_FILES).parent
        _folder(data)
        django.setup()


@contextmanager
def _extras() -> Iterator[None]:
    """A library that is missing becomes the line that says how to get it."""
    try:
        yield
    except ImportError as error:
        name = (error.name or "django").partition(".")[0]
        if name == "jiannuo":
            raise
        raise JiannuoError("extra_missing", module=name, extra="ledger") from error
    except Exception as error:
        if type(error).__name__ != "ImproperlyConfigured" or "psycopg" not in str(error):
            raise
        raise JiannuoError("extra_missing", module="psycopg", extra="postgresql") from error


def _folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        next(data.iterdir(), None)
    except OSError as error:
        raise JiannuoError("data_folder", folder=data, reason=error.strerror or str(error)) from error
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        raise JiannuoError("data_folder", folder=data, reason="permission denied")


@contextmanager
def database() -> Iterator[None]:
    """What the database refuses at the first touch, said in one sentence."""
    from django.db.utils import OperationalError

    try:
        yield
    except OperationalError as error:
        raise JiannuoError("database_failed", reason=" ".join(str(error).split())) from error


def pending() -> bool:
    """Whether the database lacks migrations of this version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with database():
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def require_current() -> None:
    """JiannuoError where the database is not of this version."""
    if pending():
        raise JiannuoError("database_old")


def migrate() -> Path | None:
    """Bring the database to this version; gives where the one before was kept, if there was one to keep.

    A SQLite file is kept beside itself before it is changed; of a PostgreSQL its administrator keeps backups.
    """
    from django.core.management import call_command
    from django.db import connection

    if not pending():
        return None
    kept = None
    with database():
        if connection.vendor == "sqlite" and connection.introspection.table_names():
            kept = _keep()
        call_command("migrate", verbosity=0, interactive=False)
    return kept


def _keep() -> Path:
    """A copy of the SQLite database as it is, under the data folder."""
    from django.conf import settings

    from jiannuo.web import clock
    from jiannuo.web.upkeep.snapshot import copy_sqlite

    folder = Path(settings.DATA) / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    target = folder / f"before-upgrade-{clock.now():%Y%m%dT%H%M%SZ}.sqlite3"
    copy_sqlite(target)
    return target
