"""What search keeps in the database besides its models: the full-text index, and the triggers that note changes.

A trigger writes down which row's words changed, so that nothing is missed however the row was written: one by one,
many at once, or by a hand in the database.  SQLite forgets a table's triggers when a migration rewrites the table;
``install`` therefore runs after every migration.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper


class Watched(NamedTuple):
    """A table, the column that leads to the entry's target, the kind of entry, and the columns that hold its words."""

    table: str
    key: str
    kind: str
    columns: tuple[str, ...]


WATCHED = (
    Watched("tasks_task", "id", "task", ("title", "text")),
    Watched("tasks_taskstatement", "task_id", "task", ("task_id", "statement_id")),
    Watched("progress_return", "id", "return", ("text", "problems", "next_step")),
    Watched("reports_reportstatement", "id", "statement", ("text",)),
    Watched("orders_order", "id", "order", ("number", "title", "text")),
    Watched("bulletins_bulletin", "id", "bulletin", ("title", "lead", "correction_reason")),
)
_WORDS = {
    "sqlite": ("CREATE VIRTUAL TABLE IF NOT EXISTS overview_words USING fts5(kind, words)",),
    "postgresql": (
        "CREATE TABLE IF NOT EXISTS overview_words "
        "(entry bigint PRIMARY KEY, kind text NOT NULL, words tsvector NOT NULL)",
        "CREATE INDEX IF NOT EXISTS overview_words_index ON overview_words USING gin (words)",
        """
        CREATE OR REPLACE FUNCTION overview_note() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE changed jsonb;
        BEGIN
            IF TG_OP = 'DELETE' THEN changed := to_jsonb(OLD); ELSE changed := to_jsonb(NEW); END IF;
            INSERT INTO overview_stale (kind, target) VALUES (TG_ARGV[0], (changed ->> TG_ARGV[1])::bigint);
            RETURN NULL;
        END $$
        """,
    ),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Create whatever is missing."""
    with connection.cursor() as cursor:
        for statement in _WORDS[connection.vendor]:
            cursor.execute(statement)
        there = triggers(connection)
        for watched in WATCHED:
            for event in ("insert", "update", "delete"):
                if _name(watched, event) not in there:
                    cursor.execute(_trigger(connection.vendor, watched, event))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take everything out again."""
    with connection.cursor() as cursor:
        for watched in WATCHED:
            for event in ("insert", "update", "delete"):
                on = "" if connection.vendor == "sqlite" else f" ON {watched.table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(watched, event)}{on}")
        cursor.execute("DROP TABLE overview_words")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION overview_note()")


def triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers that are there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {name for (name,) in cursor.fetchall()}


def wanted_triggers() -> set[str]:
    """The names of those that should be there."""
    return {_name(watched, event) for watched in WATCHED for event in ("insert", "update", "delete")}


def _name(watched: Watched, event: str) -> str:
    return f"overview_note_{watched.table}_{event}"


def _trigger(vendor: str, watched: Watched, event: str) -> str:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in watched.columns)
    when = f" WHEN ({changed})" if event == "update" else ""
    row = "OLD" if event == "delete" else "NEW"
    head = f"CREATE TRIGGER {_name(watched, event)} AFTER {event.upper()} ON {watched.table} FOR EACH ROW{when}"
    if vendor == "sqlite":
        note = f"INSERT INTO overview_stale (kind, target) VALUES ('{watched.kind}', {row}.{watched.key})"
        return f"{head} BEGIN {note}; END"
    return f"{head} EXECUTE FUNCTION overview_note('{watched.kind}', '{watched.key}')"
