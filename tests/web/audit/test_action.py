"""An action is permission, change and log in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import DatabaseError, transaction

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor, NotAllowedError
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import Action, Change, perform
from jiannuo.web.audit.models import ChainHead, LogEntry

from ..conftest import World


@dataclass
class Rename(Action[Unit]):
    """Give a unit another name; a short one is refused after the change, to see it undone."""

    name: ClassVar[str] = "unit.rename"
    right: ClassVar[str] = "unit.manage"
    model: ClassVar[type[Unit]] = Unit
    code: str
    to: str

    def subject(self) -> Unit:
        self.unit = Unit.objects.select_for_update().get(code=self.code)
        return self.unit

    def change(self, actor: Actor) -> Change[Unit]:
        before = self.unit.name
        self.unit.name = self.to
        self.unit.save()
        if len(self.to) < 3:
            raise RefusedError("file_empty", name=self.to)
        return Change(self.unit, {"before": before, "after": self.to}, self.unit.path)


def test_change_and_log_come_together(world: World) -> None:
    done = perform(Rename("trade", "云汀市商务和口岸局"), world.actor("administrator.city"), key="k1")
    entry = LogEntry.objects.get(seq=done.seq)
    assert (entry.action, entry.target, entry.target_id) == ("unit.rename", "accounts.Unit", str(done.result.pk))
    assert "口岸" in entry.data
    assert ChainHead.objects.get().hash == entry.hash


def test_the_same_request_is_carried_out_once(world: World) -> None:
    actor = world.actor("administrator.city")
    first = perform(Rename("trade", "云汀市商务和口岸局"), actor, key="k1")
    again = perform(Rename("trade", "云汀市商务和口岸局"), actor, key="k1")
    assert again.replayed
    assert (first.seq, first.result) == (again.seq, again.result)
    assert LogEntry.objects.count() == 1


def test_a_refusal_leaves_neither_change_nor_log(world: World) -> None:
    with pytest.raises(RefusedError):
        perform(Rename("trade", "短"), world.actor("administrator.city"))
    with pytest.raises(NotAllowedError):
        perform(Rename("trade", "云汀市商务和口岸局"), world.actor("office.city"))
    assert Unit.objects.get(code="trade").name == "云汀市商务局"
    assert not LogEntry.objects.exists()


def test_the_database_refuses_to_change_the_log(world: World) -> None:
    perform(Rename("trade", "云汀市商务和口岸局"), world.actor("administrator.city"))
    with pytest.raises(DatabaseError), transaction.atomic():
        LogEntry.objects.update(actor="别人")
    with pytest.raises(DatabaseError), transaction.atomic():
        LogEntry.objects.all().delete()
    assert LogEntry.objects.get().actor != "别人"
