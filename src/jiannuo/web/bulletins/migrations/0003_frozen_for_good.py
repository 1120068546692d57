"""A frozen bulletin refuses to be changed, in the database itself."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SQLITE = """
CREATE TRIGGER bulletin_no_{name} BEFORE {verb} ON bulletins_bulletin WHEN OLD.state = 'frozen'
BEGIN SELECT RAISE(ABORT, 'a frozen bulletin never changes'); END
"""
_POSTGRESQL = (
    """
    CREATE FUNCTION bulletin_is_frozen() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a frozen bulletin never changes'; END $$
    """,
    """
    CREATE TRIGGER bulletin_no_change BEFORE UPDATE OR DELETE ON bulletins_bulletin
    FOR EACH ROW WHEN (OLD.state = 'frozen') EXECUTE FUNCTION bulletin_is_frozen()
    """,
    """
    CREATE FUNCTION bulletins_are_frozen() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
        IF EXISTS (SELECT 1 FROM bulletins_bulletin WHERE state = 'frozen') THEN
            RAISE EXCEPTION 'a frozen bulletin never changes';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER bulletin_no_truncate BEFORE TRUNCATE ON bulletins_bulletin
    FOR EACH STATEMENT EXECUTE FUNCTION bulletins_are_frozen()
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
            editor.execute(f"DROP TRIGGER bulletin_no_{name}")
    else:
        editor.execute("DROP TRIGGER bulletin_no_change ON bulletins_bulletin")
        editor.execute("DROP TRIGGER bulletin_no_truncate ON bulletins_bulletin")
        editor.execute("DROP FUNCTION bulletin_is_frozen()")
        editor.execute("DROP FUNCTION bulletins_are_frozen()")


class Migration(migrations.Migration):
    """Frozen for good by trigger."""

    dependencies = [("bulletins", "0002_period")]
    operations = [migrations.RunPython(protect, release)]
