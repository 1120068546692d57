"""What is tampered with past the program is found, and named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from jiannuo.ledger.chain import Anchor
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Rating
from jiannuo.web import clock
from jiannuo.web.accounts.actions import AddUnit
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import content, perform
from jiannuo.web.audit.models import ChainHead, LogEntry
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.files.store import keep, path_of
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.actions.rating import ComputeRatings, OverrideRating
from jiannuo.web.progress.models import RatingRecord
from jiannuo.web.tasks.models import Task
from jiannuo.web.upkeep.verify import verify

from ..conftest import World

MARCH = Month(2026, 3)
TABLES = ["audit_logentry", "bulletins_bulletin"]


@contextmanager
def unguarded() -> Iterator[None]:
    """Without the triggers that protect the log, as whoever owns the database may be."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)", TABLES)
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
    yield


def past_the_program(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def codes(*anchors: Anchor) -> list[str]:
    """What is found, but for what is said of the bulletin, which stands here for its anchor alone."""
    return [remark.code for remark in verify(anchors) if not remark.code.startswith("bulletin_")]


@pytest.fixture
def kept(world: World) -> str:
    """A ledger with a log of six entries, a file and a frozen bulletin; gives the file's hash."""
    actor = world.actor("administrator.city")
    for number in range(6):
        perform(AddUnit(f"云汀市第{number}局", f"n-{number}", world.units["city"].pk), actor)
    third = LogEntry.objects.get(seq=3)
    world.task(world.ledger())
    now = clock.now()
    Bulletin.objects.create(
        ledger=world.task(world.ledger(2025)).ledger, month="2025-03", number=1, title="督查通报第1期", state="frozen",
        snapshot="{}", digest=hashlib.sha256(b"{}").hexdigest(), chain_seq=3, chain_hash=third.hash, created=now,
        changed=now,
    )  # fmt: skip
    return keep([b"evidence"], "text/plain", actor, "x").digest


def test_a_ledger_that_nobody_touched_is_whole(kept: str) -> None:
    assert codes() == []


def test_an_entry_that_was_changed_is_named(kept: str) -> None:
    with unguarded():
        LogEntry.objects.filter(seq=4).update(actor="别人")
    assert [(r.code, r.params["sequence"]) for r in verify() if not r.code.startswith("bulletin_")] == [
        ("chain_hash", 4)
    ]


@pytest.mark.parametrize("field", ["data", "via", "action", "target", "target_id", "unit_path", "request_key", "at"])
def test_every_field_of_an_entry_counts(kept: str, field: str) -> None:
    with unguarded():
        LogEntry.objects.filter(seq=4).update(**{field: clock.now() if field == "at" else "{}"})
    assert "chain_hash" in codes()


def test_an_entry_that_was_removed_is_missed(kept: str) -> None:
    with unguarded():
        LogEntry.objects.filter(seq=4).delete()
    assert "chain_gap" in codes()


def test_an_end_that_was_cut_off_is_missed(kept: str) -> None:
    with unguarded():
        LogEntry.objects.filter(seq__gte=5).delete()
    assert "chain_cut" in codes()


def test_a_log_that_was_cut_with_its_head_shows_by_the_bulletin_or_a_backup(kept: str) -> None:
    head = ChainHead.objects.get()
    with unguarded():
        LogEntry.objects.filter(seq__gte=3).delete()
    last = LogEntry.objects.get(seq=2)
    ChainHead.objects.update(seq=2, hash=last.hash)
    assert "chain_cut" in codes()
    past_the_program("DELETE FROM bulletins_bulletin")
    assert codes() == []
    assert "chain_cut" in codes(Anchor(head.seq, head.hash))


def test_a_log_that_was_rewritten_with_all_its_hashes_shows_by_the_bulletin(kept: str) -> None:
    from jiannuo.ledger.chain import START, digest

    with unguarded():
        previous = START
        for entry in LogEntry.objects.order_by("seq"):
            entry.actor = "别人" if entry.seq == 2 else entry.actor
            entry.previous, entry.hash = previous, digest(previous, entry.seq, content(entry))
            previous = entry.hash
            LogEntry.objects.filter(pk=entry.pk).update(actor=entry.actor, previous=entry.previous, hash=entry.hash)
    ChainHead.objects.update(hash=previous)
    assert codes() == ["chain_anchor"]


def test_an_entry_behind_the_head_is_found(kept: str) -> None:
    head = ChainHead.objects.get()
    fifth = LogEntry.objects.get(seq=5)
    ChainHead.objects.update(seq=5, hash=fifth.hash)
    assert codes() == ["verify_head"]
    assert head.seq == 6


def test_a_file_that_is_gone_or_changed_is_named(kept: str) -> None:
    path = path_of(kept)
    path.write_bytes(b"evidencf")
    try:
        assert [(r.code, r.params["digest"]) for r in verify() if not r.code.startswith("bulletin_")] == [
            ("verify_file_changed", kept)
        ]
        path.unlink()
        assert codes() == ["verify_file_lost"]
    finally:
        path.write_bytes(b"evidence")


def test_a_bulletin_that_was_changed_is_named(kept: str) -> None:
    assert "bulletin_digest" not in {remark.code for remark in verify()}
    with unguarded():
        past_the_program("UPDATE bulletins_bulletin SET snapshot = 'x'")
    assert "bulletin_digest" in {remark.code for remark in verify()}


def test_what_the_program_itself_writes_is_whole(kept: str, world: World, moment: Any) -> None:
    moment(2026, 3, 10)
    ledger = Task.objects.order_by("pk")[0].ledger
    open_month(ledger, MARCH)
    perform(ComputeRatings(ledger.pk, MARCH), world.actor("office.city"))
    task = ledger.tasks.get()
    assert task.rated_month == "2026-03"
    assert codes() == []
    perform(OverrideRating(task.pk, MARCH, Rating.DONE, "已查实"), world.actor("office.city"))
    assert codes() == []


def test_fields_that_repeat_others_are_held_against_them(kept: str, world: World) -> None:
    task = Task.objects.order_by("pk")[0]
    RatingRecord.objects.create(
        task=task, month="2026-03", strict="behind", lenient="on_pace", rule={}, rule_version="1", computed=clock.now()
    )
    same: dict[str, Any] = {"rating": "behind", "rating_lenient": "on_pace", "rated_month": "2026-03"}
    Task.objects.filter(pk=task.pk).update(**same)
    assert codes() == []
    Task.objects.filter(pk=task.pk).update(rating="done")
    assert codes() == ["verify_rating"]
    Task.objects.filter(pk=task.pk).update(**same | {"lead": world.units["trade"]})
    assert codes() == ["verify_lead"]
    Task.objects.filter(pk=task.pk).update(lead=world.units["housing"])
    Unit.objects.filter(code="trade").update(path="9999.")
    assert codes() == ["verify_path"]
