"""Installations of their own, each with an empty database of the kind that is tested, and SQLite beside PostgreSQL."""

from __future__ import annotations

import os
import shutil
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


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Place]]:
    """Installations with the government and its administrator and no more, one of each kind, to be copied."""
    made: dict[str, Place] = {}

    def of(kind: str) -> Place:
        if kind not in made:
            made[kind] = place = _place(tmp_path_factory.mktemp("begun") / "data", kind, f"begun_{os.getpid()}")
            done = place.run("ledger", "init", "--government", "云汀市人民政府", "--username", "admin")
            assert done.returncode == 0, done.stderr
        return made[kind]

    yield of
    if "postgresql" in made:
        _admin(f'DROP DATABASE "begun_{os.getpid()}" WITH (FORCE)')


@pytest.fixture
def place(tmp_path: Path, begun: Callable[[str], Place]) -> Iterator[Callable[..., Place]]:
    """Makes installations: ``place("sqlite")``, ``place("postgresql")``; ``founded`` ones are not empty."""
    made: list[str] = []

    def make(kind: str = KINDS[-1], *, founded: bool = False) -> Place:
        name, data = f"place_{os.getpid()}_{len(made)}", tmp_path / f"data-{len(made)}"
        made.append(name if kind == "postgresql" else "")
        if founded:
            shutil.copytree(begun(kind).data, data)
        return _place(data, kind, name, f"begun_{os.getpid()}" if founded else "template1")

    yield make
    for name in filter(None, made):
        _admin(f'DROP DATABASE "{name}" WITH (FORCE)')


def _place(data: Path, kind: str, name: str, template: str = "template1") -> Place:
    if kind == "sqlite":
        return Place(data, "")
    _admin(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    wanted = connection.settings_dict
    return Place(data, f"postgresql://{wanted['USER']}@{quote(wanted['HOST'], safe='')}/{name}")


def _admin(statement: str) -> None:
    import psycopg

    wanted = connection.settings_dict
    with psycopg.connect(host=wanted["HOST"], user=wanted["USER"], dbname="postgres", autocommit=True) as server:
        server.execute(statement)
