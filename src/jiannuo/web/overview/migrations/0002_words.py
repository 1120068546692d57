"""The full-text index, and the triggers that note what changed."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from jiannuo.web.overview.search import schema


def install(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create index and triggers."""
    schema.install(editor.connection)


def remove(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them."""
    schema.remove(editor.connection)


class Migration(migrations.Migration):
    """Full text by the database's own means."""

    dependencies = [
        ("overview", "0001_search_entries"),
        ("tasks", "0001_initial"),
        ("progress", "0001_initial"),
        ("reports", "0001_initial"),
        ("orders", "0001_initial"),
        ("bulletins", "0001_initial"),
    ]
    operations = [migrations.RunPython(install, remove)]
