"""The application ``overview``: pages across subjects and the index that search reads."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class OverviewConfig(AppConfig):
    """Registered in the settings under its own name; every change of the ledger brings the index up to date."""

    name = "jiannuo.web.overview"
    label = "overview"

    def ready(self) -> None:
        """Let the index follow what actions change, in their transaction."""
        from jiannuo.web.audit.action import followers
        from jiannuo.web.overview.search.index import refresh

        followers.append(refresh)
        post_migrate.connect(_install, sender=self)


def _install(using: str, **_more: Any) -> None:
    """Put back the triggers that a migration of another application may have dropped with the table."""
    from jiannuo.web.overview.search import schema

    if "overview_stale" in connections[using].introspection.table_names():
        schema.install(connections[using])
