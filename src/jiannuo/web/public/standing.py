"""How the tasks of a ledger stand for the public: as the last frozen bulletin or the last month closed has it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from jiannuo.ledger.counts import restore
from jiannuo.ledger.status import BulletinState
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.progress.models import Collection, RatingRecord
from jiannuo.web.progress.rating import kept_light
from jiannuo.web.tasks.models import Ledger


class Stand(msgspec.Struct, frozen=True):
    """A task's rating and light by their codes."""

    rating: str
    light: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The stands of a ledger's tasks by their numbers; bulletin is the number of the issue that they come from.

    month is empty where nothing was rated yet.
    """

    month: str = ""
    bulletin: int | None = None
    tasks: Mapping[int, Stand] = {}

    def of(self, number: int) -> Stand | None:
        """How the task stands, None where it was not rated."""
        return self.tasks.get(number)


def standing(ledger: Ledger) -> Standing:
    """The last frozen bulletin's ratings; where there is none, those of the last month that was closed.

    What is computed later stays inside until the next bulletin, so that the public and the bulletin say the same.
    """
    frozen = Bulletin.objects.filter(ledger=ledger, state=BulletinState.FROZEN.value)
    last = frozen.order_by("-month", "-frozen", "-pk").only("month", "number", "snapshot").first()
    if last is not None:
        rows = restore(last.snapshot).rows
        stands = {int(row.number): Stand(row.rating.value, row.light.value) for row in rows if not row.cancelled}
        return Standing(month=last.month, bulletin=last.number, tasks=stands)
    closed = Collection.objects.filter(ledger=ledger, rated__isnull=False).order_by("-month").first()
    return Standing() if closed is None else _of_month(ledger, closed.month)


def _of_month(ledger: Ledger, month: str) -> Standing:
    records = RatingRecord.objects.filter(task__ledger=ledger, month=month, in_force=True).select_related("task")
    stands = {record.task.number: Stand(record.shown, _light(record)) for record in records}
    return Standing(month=month, tasks=stands)


def _light(record: RatingRecord) -> str:
    light = kept_light(record)
    return light.value if light else ""
