"""A small government to test on: units on three levels, a person in each role, who can log in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Max
from django.test import Client

from jiannuo.ledger.status import Duty, LedgerState, Role, Sort, TaskState, UnitKind
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.acting import actor_for
from jiannuo.web.accounts.models import Membership, Person, Unit
from jiannuo.web.tasks.models import Ledger, Task


@contextmanager
def refused(code: str) -> Iterator[list[RefusedError]]:
    """What the block does is refused with the message *code*; the refusal is the list's one element afterwards."""
    found: list[RefusedError] = []
    with pytest.raises(RefusedError) as error:
        yield found
    assert error.value.code == code
    found.append(error.value)


PASSWORD = "云汀市-correct-horse"


class World:
    """Units by code, people by username; ``actor`` and ``client`` act as one of them.

    The city ``city`` has the departments ``housing`` and ``trade``, the counties ``shilian`` and ``qingxiu``; each
    county has a town (``shilian-town``, ``qingxiu-town``).  ``office.city`` is who has the role office in the city.
    """

    def __init__(self) -> None:
        self.units: dict[str, Unit] = {}
        self.people: dict[str, Person] = {}

    def unit(self, code: str, name: str, parent: str = "", kind: UnitKind = UnitKind.DEPARTMENT, **more: Any) -> Unit:
        """A new unit."""
        above = self.units[parent] if parent else None
        self.units[code] = Unit.objects.create(code=code, name=name, kind=kind.value, parent=above, **more)
        return self.units[code]

    def person(self, role: Role, unit: str) -> Person:
        """A new person ``role.unit`` with that role there."""
        username = f"{role.value}.{unit}"
        person = Person.objects.create_user(username, PASSWORD, name=f"{self.units[unit]}{role.zh}")
        Membership.objects.create(person=person, unit=self.units[unit], role=role.value)
        self.people[username] = person
        return person

    def ledger(self, year: int = 2026, state: LedgerState = LedgerState.ISSUED, **more: Any) -> Ledger:
        """A ledger of the city."""
        more = {
            "title": f"{year}年云汀市政府工作报告任务台账",
            "created": clock.now(),
            "owner": self.units["city"],
        } | more
        return Ledger.objects.create(year=year, state=state.value, **more)

    def task(
        self,
        ledger: Ledger,
        title: str = "新建改造保障性住房5000套",
        *,
        lead: str = "housing",
        cooperating: tuple[str, ...] = (),
        sort: Sort = Sort.CUMULATIVE,
        state: TaskState = TaskState.ISSUED,
        steps: tuple[tuple[str, date], ...] = (),
        **more: Any,
    ) -> Task:
        """A task, issued unless said otherwise, due at the year's end; a figure has the target 5,000 套."""
        if sort in (Sort.CUMULATIVE, Sort.CEILING, Sort.RATE):
            more = {"target": Decimal(5000), "measure_unit": "套"} | more
        number = 1 + (ledger.tasks.aggregate(last=Max("number"))["last"] or 0)
        more = {
            "number": number,
            "created": clock.now(),
            "changed": clock.now(),
            "start": f"{ledger.year}-01",
            "due": date(ledger.year, 12, 31),
            "lead": self.units[lead] if lead else None,
        } | more
        task = Task.objects.create(ledger=ledger, title=title, sort=sort.value, state=state.value, **more)
        units = [(lead, Duty.LEAD)] if lead else []
        units += [(code, Duty.COOPERATING) for code in cooperating]
        for order, (code, duty) in enumerate(units):
            task.duties.create(unit=self.units[code], duty=duty.value, order=order)
        for order, (step, due) in enumerate(steps):
            task.steps.create(order=order, title=step, due=due)
        return task

    def actor(self, username: str) -> Actor:
        """Who acts as *username*."""
        return actor_for(self.people[username])

    def client(self, username: str = "", **options: Any) -> Client:
        """A browser logged in as *username*, or the public's."""
        client = Client(**options)
        if username:
            client.force_login(self.people[username], backend="django.contrib.auth.backends.ModelBackend")
        return client


@pytest.fixture
def world(db: None) -> World:
    """The small government."""
    made = World()
    made.unit("city", "云汀市人民政府", kind=UnitKind.GOVERNMENT, short="市政府")
    made.unit("housing", "云汀市住房和城乡建设局", "city", short="市住建局")
    made.unit("trade", "云汀市商务局", "city", short="市商务局")
    made.unit("shilian", "石濂县人民政府", "city", UnitKind.COUNTY, short="石濂县")
    made.unit("qingxiu", "青岫县人民政府", "city", UnitKind.COUNTY, short="青岫县")
    made.unit("shilian-town", "石濂县桐壤镇人民政府", "shilian", UnitKind.TOWN, short="桐壤镇")
    made.unit("qingxiu-town", "青岫县竹溪镇人民政府", "qingxiu", UnitKind.TOWN, short="竹溪镇")
    for role in (Role.ADMINISTRATOR, Role.OFFICE, Role.LEADER, Role.AUDITOR):
        made.person(role, "city")
    made.person(Role.OFFICE, "shilian")
    for unit in ("housing", "trade", "shilian", "qingxiu", "shilian-town", "qingxiu-town"):
        made.person(Role.HEAD, unit)
        made.person(Role.REPORTER, unit)
    return made


@pytest.fixture
def moment() -> Any:
    """Sets the ledger's clock: ``moment(2026, 3, 20)``; it runs again after the test."""

    def turn(year: int, month: int, day: int, hour: int = 9) -> datetime:
        when = datetime(year, month, day, hour, tzinfo=UTC)
        clock.turn_to(when)
        return when

    yield turn
    clock.turn_to(None)


Turn = Callable[..., datetime]
