"""A frozen bulletin has the next number, holds all that its documents need and never changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from jiannuo.ledger.counts import fingerprint, restore
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import NotAllowedError
from jiannuo.web.audit.action import perform
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.bulletins.actions import CorrectBulletin, DropBulletin, EditBulletin, FreezeBulletin, seen
from jiannuo.web.bulletins.gathering import gather
from jiannuo.web.bulletins.issue import read
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.bulletins.outputs import BulletinDocument
from jiannuo.web.bulletins.periods import BulletinPeriod
from jiannuo.web.bulletins.verifying import verify_bulletins
from jiannuo.web.tasks.models import Task

from .conftest import Year

ROOT = Path(__file__).parents[3]


def refused(year: Year, action: object, who: str = "office.city") -> str:
    with pytest.raises(RefusedError) as caught:
        perform(action, year.world.actor(who))  # type: ignore[arg-type]
    return caught.value.code


def test_numbers_follow_without_a_gap(spring: Year) -> None:
    first, dropped, second = spring.draft(1), spring.draft(2), spring.draft(3)
    assert spring.freeze(first).number == 1
    perform(DropBulletin(dropped.pk, dropped.version), spring.world.actor("office.city"))
    assert spring.freeze(second).number == 2
    assert spring.freeze(spring.draft(3, BulletinPeriod.QUARTER)).number == 3
    assert list(verify_bulletins()) == []


def test_a_refused_bulletin_takes_no_number(spring: Year) -> None:
    draft = spring.draft(4)
    assert refused(spring, FreezeBulletin(draft.pk, draft.version)) == "bulletin_lacking"
    assert not Bulletin.objects.filter(number__isnull=False).exists()
    assert spring.issue(3).number == 1


def test_the_same_period_is_issued_once(spring: Year) -> None:
    first, second = spring.draft(3), spring.draft(3)
    spring.freeze(first)
    with pytest.raises(RefusedError) as caught:
        spring.freeze(second)
    assert "第1期" in str(caught.value.params["what"])


def test_only_the_office_issues(spring: Year) -> None:
    draft = spring.draft(3)
    for who in ("leader.city", "administrator.city", "head.housing", "office.shilian", "auditor.city"):
        with pytest.raises(NotAllowedError):
            perform(FreezeBulletin(draft.pk, draft.version), spring.world.actor(who))


def test_what_moved_since_it_was_looked_at_is_shown_first(spring: Year) -> None:
    draft = spring.draft(3)
    mark = seen(gather(draft))
    Task.objects.filter(number=1).update(title="新建保障性住房1300套")
    assert refused(spring, FreezeBulletin(draft.pk, draft.version, looked_at=mark)) == "bulletin_moved"
    assert refused(spring, FreezeBulletin(draft.pk, draft.version + 1)) == "edited_meanwhile"
    mark = seen(gather(draft))
    assert perform(FreezeBulletin(draft.pk, draft.version, looked_at=mark), spring.world.actor("office.city")).result


def test_the_snapshot_is_whole_and_anchored_in_the_log(spring: Year) -> None:
    last = LogEntry.objects.order_by("-seq").first()
    assert last is not None
    draft = spring.draft(3)
    made = spring.freeze(draft)
    entry = LogEntry.objects.get(action="bulletin.create")
    assert (made.chain_seq, made.chain_hash) == (entry.seq, entry.hash)
    assert fingerprint(made.snapshot) == made.digest
    assert json.loads(LogEntry.objects.get(action="bulletin.freeze").data)["digest"] == made.digest
    issue = read(made.snapshot)
    assert (issue.number, issue.title, issue.lead) == (made.number, made.title, made.lead)
    assert issue.anchor is not None
    assert issue.anchor.hash == made.chain_hash
    assert restore(made.snapshot).rows == issue.rows


def test_documents_stay_what_they_were(spring: Year) -> None:
    made = spring.issue(3)
    before = [BulletinDocument(made, kind).content() for kind in ("json", "docx")]
    Task.objects.update(title="改了名", area="别的")
    spring.world.units["housing"].short = "改名局"
    spring.world.units["housing"].save()
    again = Bulletin.objects.select_related("ledger").get(pk=made.pk)
    assert BulletinDocument(again, "json").content() == before[0]
    assert "改了名" not in again.snapshot
    assert read(again.snapshot) == read(made.snapshot)


def test_the_frozen_refuses_to_change(spring: Year) -> None:
    made = spring.issue(3)
    for action in (
        EditBulletin(made.pk, made.version, title="改", lead="改"),
        DropBulletin(made.pk, made.version),
    ):
        assert refused(spring, action) == "bulletin_frozen"
    assert refused(spring, FreezeBulletin(made.pk, made.version)) == "no_transition"
    made.title = "改"
    for change in (
        made.save,
        made.delete,
        lambda: Bulletin.objects.update(title="改"),
        lambda: Bulletin.objects.all().delete(),
    ):
        with pytest.raises(RefusedError) as caught:
            change()
        assert caught.value.code == "bulletin_frozen"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE bulletins_bulletin SET title = 'x' WHERE id = %s",
        "UPDATE bulletins_bulletin SET state = 'draft' WHERE id = %s",
        "DELETE FROM bulletins_bulletin WHERE id = %s",
    ],
)
def test_the_database_refuses_too(spring: Year, statement: str) -> None:
    made = spring.issue(3)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [made.pk])
    assert Bulletin.objects.get(pk=made.pk).title == made.title


def test_a_draft_may_still_change_beside_a_frozen_one(spring: Year) -> None:
    spring.issue(2)
    draft = spring.draft(3)
    Bulletin.objects.filter(pk=draft.pk).update(title="草稿标题")
    assert Bulletin.objects.get(pk=draft.pk).title == "草稿标题"


def test_a_correction_is_a_new_issue(spring: Year) -> None:
    old = spring.issue(3)
    actor = spring.world.actor("office.city")
    assert refused(spring, CorrectBulletin(old.pk, "  ")) == "bulletin_reason"
    draft = perform(CorrectBulletin(old.pk, "第2项漏计，以补录后的数据为准"), actor).result
    assert draft.title.endswith("（更正）")
    assert draft.lead.startswith("本期更正第1期通报。更正说明：第2项漏计，以补录后的数据为准。")
    assert refused(spring, CorrectBulletin(draft.pk, "草稿")) == "bulletin_not_frozen"
    new = spring.freeze(draft)
    assert (new.number, new.corrects_id) == (2, old.pk)
    corrects = read(new.snapshot).corrects
    assert corrects is not None
    assert (corrects.number, corrects.reason) == (1, "第2项漏计，以补录后的数据为准")
    assert Bulletin.objects.get(pk=old.pk).snapshot == old.snapshot
    assert refused(spring, CorrectBulletin(old.pk, "再更正")) == "bulletin_corrected"
    again = perform(CorrectBulletin(new.pk, "再更正"), actor).result
    assert spring.freeze(again).number == 3
    spring.close(4)
    before = gather(spring.draft(4)).before
    assert before is not None
    assert before.number == 3


def tamper(bulletin: Bulletin, **values: object) -> None:
    """Change a frozen row as who holds the database could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER bulletin_no_update")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while checks are pending
            cursor.execute("ALTER TABLE bulletins_bulletin DISABLE TRIGGER bulletin_no_change")
        for name, value in values.items():
            cursor.execute(f"UPDATE bulletins_bulletin SET {name} = %s WHERE id = %s", [value, bulletin.pk])


@pytest.mark.parametrize(
    ("field", "codes"),
    [
        ("title", {"bulletin_fields"}),
        ("snapshot", {"bulletin_digest", "bulletin_sum", "bulletin_units", "bulletin_areas", "bulletin_rows"}),
        ("broken", {"bulletin_digest", "bulletin_unreadable"}),
        ("digest", {"bulletin_digest", "bulletin_unlogged"}),
        ("chain_hash", {"bulletin_anchor"}),
        ("number", {"bulletin_gap", "bulletin_fields"}),
    ],
)
def test_verifying_finds_what_was_changed(spring: Year, field: str, codes: set[str]) -> None:
    spring.issue(2)
    made = spring.issue(3)
    assert list(verify_bulletins()) == []
    changed = {
        "title": "改",
        "snapshot": made.snapshot.replace('"on_pace":3', '"on_pace":4', 1),
        "broken": "{",
        "digest": "0" * 64,
        "chain_hash": "0" * 64,
        "number": 9,
    }[field]
    assert changed != made.snapshot
    tamper(made, **{field.replace("broken", "snapshot"): changed})
    found = {remark.code for remark in verify_bulletins()}
    assert found <= codes
    assert found & {"bulletin_digest", "bulletin_fields", "bulletin_anchor"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the race on a server is in test_at_once")
def test_two_freeze_at_once_on_a_file(tmp_path: Path) -> None:
    script = Path(__file__).with_name("freezing_twice.py")
    env = os.environ | {
        "JIANNUO_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'ledger.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "jiannuo.web.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    done = subprocess.run([sys.executable, str(script)], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"numbers": [1, 2, 3, 4, 5, 6], "troubles": 0, "twice": 1}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only there a table can be emptied at once")
def test_a_table_with_a_frozen_one_is_not_emptied(spring: Year) -> None:
    spring.issue(3)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("TRUNCATE bulletins_bulletin")
