"""An action is permission, change and log in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from jiannuo.ledger.status import Role
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor, NotAllowedError
from jiannuo.web.accounts.acting import actor_for
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit import action as action_module
from jiannuo.web.audit.action import Action, Change, perform
from jiannuo.web.audit.models import ChainHead, LogEntry

from ..conftest import World, refused


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


@dataclass
class Abolish(Action[Unit]):
    """Take a unit away."""

    name: ClassVar[str] = "unit.abolish"
    right: ClassVar[str] = "unit.manage"
    model: ClassVar[type[Unit]] = Unit
    code: str

    def subject(self) -> Unit:
        self.unit = Unit.objects.get(code=self.code)
        return self.unit

    def change(self, actor: Actor) -> Change[Unit]:
        pk = self.unit.pk
        self.unit.delete()
        self.unit.pk = pk
        return Change(self.unit, {}, self.unit.path)


def test_a_key_is_good_for_one_action_of_one_person(world: World) -> None:
    perform(Rename("trade", "云汀市商务和口岸局"), world.actor("administrator.city"), key="k1")
    other = world.person(Role.ADMINISTRATOR, "shilian")
    for action, actor in (
        (Abolish("qingxiu-town"), world.actor("administrator.city")),
        (Rename("shilian", "石濂县"), actor_for(other)),
    ):
        with refused("request_key_used"):
            perform(action, actor, key="k1")
    assert LogEntry.objects.count() == 1
    assert Unit.objects.filter(code="qingxiu-town").exists()


def test_what_is_gone_is_replayed_by_its_number(world: World) -> None:
    actor, pk = world.actor("administrator.city"), world.units["trade"].pk
    world.people["head.trade"].memberships.all().delete()
    world.people["reporter.trade"].memberships.all().delete()
    perform(Abolish("trade"), actor, key="k1")
    again = perform(Abolish("trade"), actor, key="k1")
    assert again.replayed
    assert int(again.result.pk) == pk


@pytest.mark.parametrize("key", ["k" * 5000, "钥匙", "a\0b", "\ud800"])
def test_any_key_can_be_kept(world: World, key: str) -> None:
    actor = world.actor("administrator.city")
    perform(Rename("trade", "云汀市商务和口岸局"), actor, key=key)
    assert perform(Rename("trade", "云汀市商务和口岸局"), actor, key=key).replayed
    assert len(LogEntry.objects.get().request_key or "") <= 64


@pytest.mark.parametrize("fails", [IntegrityError("unique"), RefusedError("file_empty", name="云汀市")])
def test_the_second_of_two_sent_at_once_is_told_what_the_first_did(
    world: World, monkeypatch: pytest.MonkeyPatch, fails: Exception
) -> None:
    """The first is committed while the second waits: it was not in the log when the second looked."""
    actor = world.actor("administrator.city")
    first = perform(Rename("trade", "云汀市商务和口岸局"), actor, key="k1")
    looked, look = [], action_module._replayed

    def late(*given: Any) -> Any:
        looked.append(given)
        return None if len(looked) == 1 else look(*given)

    def fail(*_given: Any) -> Any:
        raise fails

    monkeypatch.setattr(action_module, "_replayed", late)
    monkeypatch.setattr(action_module, "_carried_out", fail)
    again = perform(Rename("trade", "云汀市商务和口岸局"), actor, key="k1")
    assert (again.replayed, again.seq) == (True, first.seq)


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
