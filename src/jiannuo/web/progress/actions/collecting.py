"""Opening a month's round of returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import LedgerState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import WORKER, Actor
from jiannuo.web.audit.action import Action, Change, perform
from jiannuo.web.progress.due import due_day
from jiannuo.web.progress.models import Collection
from jiannuo.web.tasks.models import Ledger


@dataclass
class OpenMonth(Action[Collection]):
    """Begin to collect the returns of a month; refused for a ledger that is not issued."""

    name: ClassVar[str] = "collection.open"
    right: ClassVar[str] = "collection.manage"
    model: ClassVar[type[Collection]] = Collection
    ledger_pk: int
    month: Month

    def subject(self) -> Ledger:
        """The ledger, locked so that a month is opened once."""
        self.ledger = Ledger.objects.select_for_update(of=("self",)).select_related("owner").get(pk=self.ledger_pk)
        return self.ledger

    def change(self, actor: Actor) -> Change[Collection]:
        """Open it, or leave it as it is where it is open."""
        state = LedgerState.of(self.ledger.state)
        if state is not LedgerState.ISSUED:
            raise RefusedError("ledger_not_issued", ledger=self.ledger.title, state=state.zh)
        today = Month.of(clock.today())
        if self.month > today or self.month < Month(self.ledger.year, 1):
            raise RefusedError("month_out_of_year", month=self.month.name, ledger=self.ledger.title)
        collection, _ = Collection.objects.get_or_create(
            ledger=self.ledger,
            month=str(self.month),
            defaults={"due": due_day(self.ledger, self.month), "opened": clock.now()},
        )
        return Change(collection, {"month": str(self.month), "due": collection.due}, self.ledger.owner.path)


def open_month(ledger: Ledger, month: Month, actor: Actor = WORKER, key: str = "") -> Collection:
    """The round of *month*; opened if it is not yet, which alone makes an entry in the log."""
    found = Collection.objects.filter(ledger=ledger, month=str(month)).first()
    return found or perform(OpenMonth(ledger.pk, month), actor, key).result
