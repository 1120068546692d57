"""The database as it is at one moment, while people go on working; and which tables are the ledger's."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, connections, transaction
from django.db.models import Model

ALIAS = "snapshot"
OURS = "jiannuo.web."
DERIVED = {"overview"}  # the index of search: its triggers note every row that is put in


def labels() -> set[str]:
    """Our applications."""
    return {config.label for config in apps.get_app_configs() if config.name.startswith(OURS)}


def tables(registry: Any = apps) -> list[type[Model]]:
    """The models whose rows are the ledger; sessions and failed log-ins are not."""
    found = [
        model
        for label in sorted(labels() - DERIVED)
        for model in registry.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    return sorted(found, key=lambda model: model._meta.label)


@contextmanager
def moment() -> Iterator[str]:
    """The alias of a connection that sees one moment; it holds up nobody who writes."""
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(prefix="jiannuo-snapshot-") as folder:
            copy = Path(folder) / "ledger.sqlite3"
            copy_sqlite(copy)
            with _connected({"NAME": str(copy)}):
                yield ALIAS
        return
    with _connected({}), transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield ALIAS


def copy_sqlite(target: Path) -> None:
    """Copy the SQLite database to *target* as it is at one moment, by SQLite's own backup."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)


@contextmanager
def _connected(changes: dict[str, Any]) -> Iterator[None]:
    connections.databases[ALIAS] = connections["default"].settings_dict | {"CONN_MAX_AGE": 0} | changes
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def rows(model: type[Model], alias: str) -> Iterator[dict[str, Any]]:
    """The rows of *model* in the order of their keys, column by column."""
    names = [field.attname for field in model._meta.concrete_fields]
    query = model._base_manager.using(alias).order_by("pk").values_list(*names)
    for values in query.iterator(chunk_size=2000):
        yield dict(zip(names, values, strict=True))


def migrations(alias: str) -> dict[str, list[str]]:
    """The migrations of our applications that *alias* has, by application."""
    from django.db.migrations.recorder import MigrationRecorder

    ours = labels()
    found: dict[str, list[str]] = {}
    for label, name in sorted(MigrationRecorder(connections[alias]).applied_migrations()):
        if label in ours:
            found.setdefault(label, []).append(name)
    return found
