"""A ledger some months into its year: figures returned, one late, one missing, one made good, all rated."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import ReturnState
from jiannuo.web import clock
from jiannuo.web.audit.action import perform
from jiannuo.web.bulletins.actions import CreateBulletin, FreezeBulletin
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.bulletins.periods import BulletinPeriod
from jiannuo.web.progress.actions.rating import rate_month
from jiannuo.web.progress.models import Collection, Return
from jiannuo.web.tasks.models import Ledger, Task

from ..conftest import World


class Year:
    """A ledger of 2026 and what happens in it; the clock stands in the month that was rated last, on its 28th."""

    def __init__(self, world: World, turn: Any) -> None:
        self.world, self.turn = world, turn
        turn(2026, 1, 5)
        self.ledger: Ledger = world.ledger()

    def task(self, title: str, lead: str = "housing", target: int = 1200, area: str = "住房保障", **more: Any) -> Task:
        """A task with a target of 1,200, even over the year."""
        more = {"target": Decimal(target), "measure_unit": "套"} | more
        return self.world.task(self.ledger, title, lead=lead, area=area, **more)

    def report(self, task: Task, month: int, value: int | None, day: int = 20, **more: Any) -> Return:
        """An approved return that came on *day* of the month (40 is ten days into the next)."""
        when = datetime(2026, month, 1, 9, tzinfo=UTC)
        arrived = datetime.fromtimestamp(when.timestamp() + (day - 1) * 86400, UTC)
        assert task.lead is not None
        return Return.objects.create(
            task=task,
            unit=task.lead,
            month=f"2026-{month:02d}",
            state=ReturnState.APPROVED.value,
            value=value,
            text="按计划推进",
            late=day > self.ledger.due_day,
            created=arrived,
            changed=arrived,
            submitted=arrived,
            signed=arrived,
            reviewed=arrived,
            **more,
        )

    def close(self, month: int) -> None:
        """Collect and rate *month*."""
        self.turn(2026, month, 28)
        Collection.objects.get_or_create(
            ledger=self.ledger,
            month=f"2026-{month:02d}",
            defaults={"due": date(2026, month, 25), "opened": clock.now()},
        )
        rate_month(self.ledger, Month(2026, month))

    def draft(self, month: int, period: BulletinPeriod = BulletinPeriod.MONTH) -> Bulletin:
        """A draft of the office."""
        action = CreateBulletin(self.ledger.pk, Month(2026, month), period)
        return perform(action, self.world.actor("office.city")).result

    def freeze(self, bulletin: Bulletin) -> Bulletin:
        """The draft, issued."""
        return perform(FreezeBulletin(bulletin.pk, bulletin.version), self.world.actor("office.city")).result

    def issue(self, month: int) -> Bulletin:
        """Drafted and issued."""
        return self.freeze(self.draft(month))


@pytest.fixture
def year(world: World, moment: Any) -> Year:
    """An empty ledger in January."""
    return Year(world, moment)


@pytest.fixture
def spring(year: Year) -> Year:
    """Five tasks, January to March returned and rated, nothing issued yet.

    Housing: one on pace, one behind for lack of a return, one that was late in February and made good in March.
    Trade: one late in March.  石濂县: one cancelled.
    """
    pace = year.task("新建保障性住房1200套")
    silent = year.task("改造老旧小区1200套")
    mended = year.task("改造危房1200套", area="乡村建设")
    late = year.task("新增限上企业1200家", "trade", area="商贸流通", measure_unit="家")
    gone = year.task("建设农贸市场1200个", "shilian", area="商贸流通", measure_unit="个")
    gone.state = "cancelled"
    gone.save()
    for month in (1, 2, 3):
        year.report(pace, month, 100 * month)
        year.report(late, month, 100 * month, day=27 if month == 3 else 20)
        if month == 1:
            year.report(silent, month, 100, problems="征收未完成")
        year.report(mended, month, {1: 100, 2: 110, 3: 300}[month])
        year.close(month)
    return year
