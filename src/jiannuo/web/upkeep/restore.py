"""A backup becomes a ledger again, on either database; one of an earlier version is brought up to this one."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from jiannuo.model.errors import JiannuoError
from jiannuo.web import clock
from jiannuo.web.files.store import folder, path_of
from jiannuo.web.upkeep import archive, snapshot
from jiannuo.web.upkeep.archive import Archive


def restore(backup: Archive, *, force: bool = False) -> Path | None:
    """Put *backup* into the empty database and data folder.

    With *force* what is there is first backed up under the data folder, then replaced; gives the path of that backup.
    Raises JiannuoError where there is something and *force* is off, or the backup is of a later version.
    """
    _known(backup)
    kept = None
    if _occupied():
        if not force:
            raise JiannuoError("restore_occupied")
        kept = _keep()
    _clear()
    registry = _structure(backup)
    with transaction.atomic():
        _load(backup, registry)
    for digest, chunks in backup.files():
        _put(digest, chunks)
    call_command("migrate", verbosity=0, interactive=False)
    return kept


def _known(backup: Archive) -> None:
    loader = MigrationExecutor(connection).loader
    for label, names in backup.manifest.migrations.items():
        for name in names:
            if (label, name) not in loader.disk_migrations:
                raise JiannuoError("backup_newer", path=backup.path, program=backup.manifest.program)


def _occupied() -> bool:
    """Whether there is a unit or a log entry; tables that are only made are nothing to lose."""
    names = set(connection.introspection.table_names())
    for table in ("accounts_unit", "audit_logentry"):
        if table in names:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
                if cursor.fetchone() is not None:
                    return True
    return False


def _keep() -> Path:
    target = Path(settings.DATA) / "backups" / f"before-restore-{clock.now():%Y%m%dT%H%M%SZ}.zip"
    target.parent.mkdir(exist_ok=True, mode=0o700)
    archive.write(target)
    return target


def _clear() -> None:
    """An empty database: the log's triggers refuse to have its rows deleted, so all is dropped."""
    if connection.vendor == "sqlite":
        _drop_sqlite()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = connection.ops.quote_name(cursor.fetchone()[0])
        cursor.execute(f"DROP SCHEMA {schema} CASCADE")
        cursor.execute(f"CREATE SCHEMA {schema}")


def _drop_sqlite() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        for kind in ("trigger", "view", "table"):
            cursor.execute("SELECT name FROM sqlite_master WHERE type = %s AND name NOT LIKE 'sqlite_%%'", [kind])
            names = [name for (name,) in cursor.fetchall()]
            for name in sorted(names, key=len):  # the tables behind a virtual one have longer names and go with it
                cursor.execute(f"DROP {kind.upper()} IF EXISTS {connection.ops.quote_name(name)}")
        cursor.execute("PRAGMA foreign_keys = ON")


def _structure(backup: Archive) -> Any:
    """Make the tables as they were when the backup was made; gives the models as they were then."""
    executor = MigrationExecutor(connection)
    had = {(label, name) for label, names in backup.manifest.migrations.items() for name in names}
    graph = executor.loader.graph
    ours = snapshot.labels()
    targets = [key for key in graph.leaf_nodes() if key[0] not in ours]
    for key in sorted(had):
        later = {child.key for child in graph.node_map[key].children if child.key[0] == key[0]}
        if not later & had:
            targets.append(key)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def _load(backup: Archive, registry: Any) -> None:
    models = snapshot.tables(registry)
    by_label = {model._meta.label: model for model in models}
    for model in models:
        if model._meta.label != "audit.LogEntry":
            model._base_manager.all().delete()  # what migrations put in
    for label in backup.manifest.rows:
        if label not in by_label:
            raise JiannuoError("backup_changed", path=backup.path, part=archive.table_name(label))
        _insert(by_label[label], backup.rows(label))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _insert(model: type[Model], rows: Iterable[dict[str, Any]]) -> None:
    """Put rows in as they are: no default, no time of now."""
    fields = list(model._meta.concrete_fields)
    size = max(1, min(1000, connection.ops.bulk_batch_size(fields, [None] * 1000)))
    for batch in _batches(rows, size):
        things = [
            model(
                **{field.attname: field.to_python(row.get(field.attname)) for field in fields if field.attname in row}
            )
            for row in batch
        ]
        manager: Any = model._base_manager.all()
        manager._insert(things, fields=fields, using=connection.alias, raw=True)


def _batches(rows: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    rest = iter(rows)
    while batch := list(itertools.islice(rest, size)):
        yield batch


def _put(digest: str, chunks: Iterable[bytes]) -> None:
    """A kept file back to its place; its hash was checked when the backup was opened."""
    target = path_of(digest)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=folder(), prefix=".part-")
    with os.fdopen(handle, "wb") as out:
        for chunk in chunks:
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    Path(draft).replace(target)
