"""A backup is made while people write, and is a ledger again on either database."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import KINDS, Place

FILL = """
from datetime import date
from decimal import Decimal
from jiannuo.web import clock
from jiannuo.web.access.actor import console
from jiannuo.web.accounts.models import Unit
from jiannuo.web.files.store import keep
from jiannuo.web.tasks.models import Ledger, Task
actor = console()
kept = keep(["证明材料，含 <>&".encode()], "text/plain", actor, "证明.txt")
root = Unit.objects.get(code="root")
ledger = Ledger.objects.create(owner=root, year=2026, title="台账", created=clock.now())
for number in range(1, 4):
    task = Task.objects.create(
        ledger=ledger, number=number, title=f"第{number}项\\t“引号”\\n换行", target=Decimal("12.500000"),
        due=date(2026, 12, 31), lead=root, created=clock.now(), changed=clock.now(), parent=Task.objects.first(),
    )
    task.duties.create(unit=root, duty="lead")
"""
STATE = """
import json
from django.core.serializers.json import DjangoJSONEncoder
from jiannuo.web.upkeep import snapshot
print(json.dumps({model._meta.label: list(snapshot.rows(model, "default")) for model in snapshot.tables()},
    cls=DjangoJSONEncoder, sort_keys=True))
"""
WRITE = """
import sys, threading
from jiannuo.web import startup; startup.ready()
from django.db import connection
from jiannuo.web.access.actor import console
from jiannuo.web.accounts.actions import AddUnit
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform
stop, out = threading.Event(), threading.Lock()
root = Unit.objects.get(code="root").pk
def write(who):
    number = 0
    while not stop.is_set():
        code = f"w{who}-{number}"
        perform(AddUnit(f"单位{code}", code, root), console())
        with out:
            print(code, flush=True)
        number += 1
    connection.close()
threads = [threading.Thread(target=write, args=(who,)) for who in range(3)]
for thread in threads: thread.start()
sys.stdin.read()
stop.set()
for thread in threads: thread.join()
"""


def state(place: Place) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(place.script(STATE))
    return found


@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("source", KINDS)
def test_a_restored_ledger_is_the_one_that_was_backed_up(
    place: Callable[..., Place], tmp_path: Path, source: str, target: str
) -> None:
    first, second = place(source, founded=True), place(target)
    first.script(FILL)
    backup = tmp_path / "backup.zip"
    done = first.run("ledger", "backup", str(backup))
    assert (done.returncode, done.stderr) == (0, "")
    assert backup.stat().st_mode & 0o077 == 0, "it holds hashes of passwords"
    restored = second.run("ledger", "restore", str(backup))
    assert (restored.returncode, restored.stderr) == (0, "")
    assert "完好" in restored.stdout
    assert state(second) == state(first)
    added = second.run("ledger", "user", "li", "--add", "李四", "--unit", "root", "--role", "head")
    assert added.returncode == 0, "new rows get new numbers: " + added.stderr
    assert second.run("ledger", "verify").returncode == 0
    again = second.run("ledger", "restore", str(backup))
    assert again.returncode == 2
    assert "数据库里已有数据" in again.stderr
    forced = second.run("ledger", "restore", str(backup), "--force")
    assert forced.returncode == 0, forced.stderr
    assert len(list((second.data / "backups").glob("before-restore-*.zip"))) == 1
    assert state(second) == state(first)


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_made_while_people_write_is_whole(place: Callable[..., Place], tmp_path: Path, kind: str) -> None:
    first, second = place(kind, founded=True), place(kind)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE], env=first.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline().strip() for _ in range(20)]
    backup = tmp_path / "backup.zip"
    done = first.run("ledger", "backup", str(backup))
    rest, _ = writer.communicate()
    assert writer.returncode == 0
    assert (done.returncode, done.stderr) == (0, "")
    restored = second.run("ledger", "restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    found = state(second)
    units = {unit["code"] for unit in found["accounts.Unit"]}
    added = [entry for entry in found["audit.LogEntry"] if entry["action"] == "unit.add"]
    assert set(acknowledged) <= units, "what was acknowledged before is in it"
    assert len(added) == len(units), "no change without its entry, no entry without its change"
    assert len(rest.split()) + len(acknowledged) + 1 >= len(units)


def test_a_backup_that_was_changed_is_refused(place: Callable[..., Place], tmp_path: Path) -> None:
    first, second = place(founded=True), place()
    first.script(FILL)
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    first.run("ledger", "backup", str(good))
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace("第1项".encode(), "第9项".encode()))
    for file, words in ((bad, "tables/tasks.Task.jsonl"), (tmp_path / "none.zip", "没有这个文件")):
        done = second.run("ledger", "restore", str(file))
        assert done.returncode == 2
        assert words in done.stderr
    good.write_bytes(good.read_bytes()[:-200])
    done = second.run("ledger", "restore", str(good))
    assert "不是台账备份" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_backup_of_a_later_version_is_refused(place: Callable[..., Place], tmp_path: Path) -> None:
    first, second = place(founded=True), place()
    good, later = tmp_path / "good.zip", tmp_path / "later.zip"
    first.run("ledger", "backup", str(good))
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(later, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "manifest.json":
                manifest = json.loads(data)
                manifest["migrations"]["accounts"].append("0999_not_yet")
                data = json.dumps(manifest).encode()
            target.writestr(name, data)
    done = second.run("ledger", "restore", str(later))
    assert done.returncode == 2
    assert "请先升级本程序" in done.stderr


def test_a_lost_file_is_told_and_the_rest_is_backed_up(place: Callable[..., Place], tmp_path: Path) -> None:
    first = place(founded=True)
    first.script(FILL)
    (kept,) = [path for path in (first.data / "files").rglob("*") if path.is_file()]
    kept.unlink()
    done = first.run("ledger", "backup", str(tmp_path / "backup.zip"))
    assert done.returncode == 2
    assert kept.name in done.stderr
    assert (tmp_path / "backup.zip").is_file()


def test_a_backup_that_exists_is_left_alone(place: Callable[..., Place], tmp_path: Path) -> None:
    first = place(founded=True)
    target = tmp_path / "backup.zip"
    target.write_text("mine")
    done = first.run("ledger", "backup", str(target))
    assert done.returncode == 2
    assert target.read_text() == "mine"
    assert first.run("ledger", "backup", str(tmp_path / "no" / "such" / "folder.zip")).returncode == 2


def test_an_upgrade_keeps_the_sqlite_database_before_it(place: Callable[..., Place]) -> None:
    first = place("sqlite", founded=True)
    first.script(
        "from django.core.management import call_command\ncall_command('migrate', 'audit', '0001', verbosity=0)"
    )
    old = first.run("ledger", "verify")
    assert old.returncode == 2
    assert "不是本版本的" in old.stderr
    first.script("print(startup.migrate())")
    (kept,) = (first.data / "backups").glob("before-upgrade-*.sqlite3")
    assert kept.stat().st_size > 0
    assert first.run("ledger", "verify").returncode == 0
