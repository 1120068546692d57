"""The log refuses to be changed, in the database itself: no action of the program and no slip of a hand does it."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SQLITE = """
CREATE TRIGGER log_no_{name} BEFORE {verb} ON audit_logentry
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
"""
_POSTGRESQL = (
    """
    CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$
    """,
    """
    CREATE TRIGGER log_no_change BEFORE UPDATE OR DELETE ON audit_logentry
    FOR EACH ROW EXECUTE FUNCTION log_is_append_only()
    """,
    """
    CREATE TRIGGER log_no_truncate BEFORE TRUNCATE ON audit_logentry
    FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only()
    """,
)


def protect(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in."""
    if editor.connection.vendor == "sqlite":
        statements: tuple[str, ...] = (
            _SQLITE.format(name="update", verb="UPDATE"),
            _SQLITE.format(name="delete", verb="DELETE"),
        )
    else:
        statements = _POSTGRESQL
    for statement in statements:
        editor.execute(statement)


def release(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers out."""
    if editor.connection.vendor == "sqlite":
        for name in ("update", "delete"):
            editor.execute(f"DROP TRIGGER log_no_{name}")
    else:
        editor.execute("DROP TRIGGER log_no_change ON audit_logentry")
        editor.execute("DROP TRIGGER log_no_truncate ON audit_logentry")
        editor.execute("DROP FUNCTION log_is_append_only()")


class Migration(migrations.Migration):
    """Append-only by trigger."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
