"""The bulletin before one, and what changed since."""

from __future__ import annotations

from datetime import datetime

import msgspec

from jiannuo.ledger.counts import Line, compare
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import BulletinState, Light
from jiannuo.web.bulletins.issue import Before, Issue, Shift, read
from jiannuo.web.bulletins.models import Bulletin


class Previous(msgspec.Struct, frozen=True):
    """A frozen bulletin as it is compared with."""

    key: int
    frozen: datetime
    issue: Issue

    def yellow(self, task: str) -> frozenset[Month]:
        """The months of *task* that it had told to be made good."""
        detail = self.issue.details.get(task)
        lights = detail.lights if detail else ()
        return frozenset(
            month for month, light in zip(self.issue.months, lights, strict=False) if light is Light.YELLOW
        )


def previous_of(bulletin: Bulletin) -> Previous | None:
    """The last issue about an earlier month of the same ledger; of several the latest, which corrects the others."""
    rows = Bulletin.objects.filter(
        ledger=bulletin.ledger_id, state=BulletinState.FROZEN.value, month__lt=bulletin.month
    )
    found = rows.order_by("-month", "-number").first()
    if found is None or found.frozen is None:
        return None
    return Previous(found.pk, found.frozen, read(found.snapshot))


def against(issue: Issue, previous: Previous | None) -> Issue:
    """*issue* with the comparison."""
    if previous is None:
        return issue
    old = previous.issue
    before = Before(
        key=previous.key,
        number=old.number,
        name=old.name,
        change=compare(issue, old),
        units=_shifts(issue.units, old.units),
    )
    return msgspec.structs.replace(issue, before=before)


def _shifts(now: tuple[Line, ...], before: tuple[Line, ...]) -> tuple[Shift, ...]:
    """The units that are in both, in the order of the newer."""
    old = {line.name: line for line in before}
    return tuple(
        Shift(
            unit=line.name,
            ratings={code: number - old[line.name].ratings.get(code, 0) for code, number in line.ratings.items()},
            behind=line.behind - old[line.name].behind,
        )
        for line in now
        if line.name in old
    )
