"""Installations of their own, each with an empty database of the kind that is tested, and SQLite beside PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

SOURCE = Path(__file__).parents[3] / "src"
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
KINDS = ["sqlite", "postgresql"] if ON_POSTGRESQL else ["sqlite"]


class Place:
    """An installation: its data folder and database, and the command in it."""

    def __init__(self, data: Path, database: str) -> None:
        self.data = data
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("JIANNUO_", "DJANGO_"))}
        kept.pop("DATABASE_URL", None)
        self.env = kept | {"PYTHONPATH": str(SOURCE), "JIANNUO_DATA": str(data), "LC_ALL": "zh_CN.UTF-8"}
        self.env |= {"JIANNUO_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFG"}
        if database:
            self.env["DATABASE_URL"] = database

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """The command with *arguments*."""
        return self.python("-m", "jiannuo", *arguments, **options)

    def python(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Python with *arguments*; ``script`` sets Django up first."""
        more = options.pop("env", {})
        return subprocess.run(
            [sys.executable, *arguments], env=self.env | more, capture_output=True, text=True, timeout=120,
            stdin=subprocess.DEVNULL, check=False, **options,
        )  # fmt: skip

    def script(self, text: str) -> str:
        """What a script prints that has Django ready."""
        done = self.python("-c", f"from jiannuo.web import startup; startup.ready()\n{text}")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Place]]:
    """Makes installations: ``place("sqlite")``, ``place("postgresql")``."""
    made: list[str] = []

    def make(kind: str = KINDS[-1]) -> Place:
        number = len(made)
        made.append("")
        data = tmp_path / f"data-{number}"
        if kind == "sqlite":
            return Place(data, "")
        made[number] = f"place_{os.getpid()}_{number}"
        _admin(f'CREATE DATABASE "{made[number]}"')
        wanted = connection.settings_dict
        return Place(data, f"postgresql://{wanted['USER']}@{quote(wanted['HOST'], safe='')}/{made[number]}")

    yield make
    for name in filter(None, made):
        _admin(f'DROP DATABASE "{name}" WITH (FORCE)')


def _admin(statement: str) -> None:
    import psycopg

    wanted = connection.settings_dict
    with psycopg.connect(host=wanted["HOST"], user=wanted["USER"], dbname="postgres", autocommit=True) as server:
        server.execute(statement)
