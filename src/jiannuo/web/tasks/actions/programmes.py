"""Programmes (专项行动) that group a ledger's tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.tasks.actions.common import check_open, locked_ledger
from jiannuo.web.tasks.models import Ledger, Programme

_MOST = 80  # characters of a name


@dataclass
class AddProgramme(Action[Programme]):
    """A new group for tasks of a ledger."""

    name: ClassVar[str] = "programme.add"
    right: ClassVar[str] = "task.edit"
    model: ClassVar[type[Programme]] = Programme
    ledger_pk: int
    title: str

    def subject(self) -> Ledger:
        """The ledger."""
        self.ledger = locked_ledger(self.ledger_pk)
        return self.ledger

    def change(self, actor: Actor) -> Change[Programme]:
        """Make it."""
        check_open(self.ledger)
        made = Programme.objects.create(ledger=self.ledger, name=_checked(self.ledger, self.title))
        return Change(made, {"name": made.name}, self.ledger.owner.path)


@dataclass
class RenameProgramme(Action[Programme]):
    """Another name for a group; its tasks stay in it."""

    name: ClassVar[str] = "programme.rename"
    right: ClassVar[str] = "task.edit"
    model: ClassVar[type[Programme]] = Programme
    ledger_pk: int
    programme_pk: int
    title: str

    def subject(self) -> Ledger:
        """The ledger."""
        self.ledger = locked_ledger(self.ledger_pk)
        return self.ledger

    def change(self, actor: Actor) -> Change[Programme]:
        """Rename it."""
        check_open(self.ledger)
        found = self.ledger.programmes.filter(pk=self.programme_pk).first()
        if found is None:
            raise RefusedError("programme_gone", ledger=self.ledger.title)
        before = found.name
        if self.title.strip() != before:
            found.name = _checked(self.ledger, self.title)
            found.save()
        return Change(found, {"before": before, "after": found.name}, self.ledger.owner.path)


def _checked(ledger: Ledger, title: str) -> str:
    name = " ".join(title.replace("\x00", "").split())
    if not name or len(name) > _MOST:
        raise RefusedError("programme_name", most=_MOST, count=len(name))
    if ledger.programmes.filter(name=name).exists():
        raise RefusedError("programme_exists", name=name)
    return name
