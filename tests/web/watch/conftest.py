"""A state-owned firm that the trade bureau watches."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.watch.actions import SetEntity, SetSeries
from jiannuo.web.watch.feeding import Row, Taken, feed
from jiannuo.web.watch.models import Entity, Series

from ..conftest import Turn, World


class Desk:
    """Adds what is watched and feeds it, as the city's office."""

    def __init__(self, world: World) -> None:
        self.world = world

    def entity(self, code: str = "YT01", name: str = "云汀城投集团", unit: str = "trade", **more: Any) -> Entity:
        """A firm."""
        home: Unit = self.world.units[unit]
        action = SetEntity(unit=home, code=code, called=name, kind="国有企业", **more)
        return perform(action, self.world.actor("office.city")).result

    def series(self, entity: Entity, indicator: str = "资产负债率", **more: Any) -> Series:
        """A figure of *entity*."""
        values: dict[str, Any] = {"code": f"{entity.code}.debt", "measure_unit": "%", "rules": ["debt_ratio"]} | more
        action = SetSeries(indicator=indicator, entity=entity, **values)
        return perform(action, self.world.actor("office.city")).result

    def feed(self, *rows: tuple[str, str, str], by: str = "reporter.trade") -> Taken:
        """Take in rows of code, month and value."""
        given = [Row(line, month, value, code) for line, (code, month, value) in enumerate(rows, 2)]
        return feed(given, self.world.actor(by), "测试")

    def values(self, series: Series) -> dict[str, Decimal]:
        """What is in force."""
        return {point.month: point.value for point in series.points.filter(in_force=True)}


@pytest.fixture
def desk(world: World, moment: Turn) -> Desk:
    """On 20 May 2026."""
    moment(2026, 5, 20)
    return Desk(world)
