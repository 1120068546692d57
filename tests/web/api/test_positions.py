"""Every operation × every role × where the unit stands: as the declared matrix says, and no other way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Role
from jiannuo.web import clock
from jiannuo.web.accounts.models import Membership, Person
from jiannuo.web.api.operations import OPERATIONS, Operation
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.orders.models import Order
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.tasks.models import Task

from ..access.factories import a_return, a_task
from ..access.test_permissions import HOME, POSITIONS, reaches
from ..conftest import World
from ..public.conftest import keep_report
from .conftest import Give

BODIES: dict[str, Any] = {
    "put_return": {"value": "1"},
    "answer_order": {"version": 1, "text": "已办"},
    "feed_values": {"rows": []},
}


def _bulletin(world: World, code: str) -> int:
    ledger = world.ledger(owner=world.units[code])
    return Bulletin.objects.create(
        ledger=ledger, month="2026-02", title="第1期", number=1, state="frozen", frozen=clock.now(),
        created=clock.now(), snapshot='{"rows": []}', digest="0" * 64,
    ).pk  # fmt: skip


def _order(world: World, code: str) -> int:
    now = clock.now()
    return Order.objects.create(
        number=f"{code}-{Order.objects.count()}", unit=world.units[code], issuer=world.units["city"], title="加快开工",
        text="请说明", issued=now, report_due=now, due=now,
    ).pk  # fmt: skip


def _task(world: World, code: str) -> int:
    task: Task = a_task(world, code)
    open_month(task.ledger, Month(2026, 3))
    return task.pk


# By the first part of the address.
MAKE: dict[str, Callable[[World, str], int]] = {
    "tasks": _task,
    "returns": lambda world, code: a_return(world, code).pk,
    "orders": _order,
    "bulletins": _bulletin,
    "reports": lambda world, code: keep_report(world, 2026, code).pk,
    "ledgers": lambda world, code: world.ledger(owner=world.units[code]).pk,
    "units": lambda world, code: world.units[code].pk,
}


@pytest.fixture
def person(world: World, request: pytest.FixtureRequest) -> str:
    """Somebody with the role in Shilian county."""
    role: Role = request.param
    username = f"position.{role.value}"
    world.people[username] = Person.objects.create_user(username, "云汀市-correct-horse", name=role.zh)
    Membership.objects.create(person=world.people[username], unit=world.units[HOME], role=role.value)
    return username


@pytest.mark.parametrize("person", [role for role in Role if role is not Role.PUBLIC], indirect=True)
@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.name)
def test_positions(world: World, give: Give, person: str, one: Operation, moment: Any) -> None:
    moment(2026, 3, 20)
    role, program = Role.of(person.partition(".")[2]), give(person)
    kind = one.path.split("/")[1]
    reached = reaches(one.right, role)
    for where, code in POSITIONS.items():
        if kind == "watch":
            response = program.post(one.path, BODIES[one.name])
            assert (response.status_code == 200) is bool(reached)
            continue
        pk = MAKE[kind](world, code)
        path = one.path.replace("{pk}", str(pk)).replace("{month}", "2026-03")
        if "{pk}" in one.path:
            body = BODIES.get(one.name, {"version": 1})
            response = program.call(one.method.lower(), path, None if one.method == "GET" else body)
            assert (response.status_code not in (401, 403, 404)) is (where in reached), (where, response.content)
        else:
            response = program.get(f"{path}?size=200")
            found = {row["id"] for row in response.json().get("items", ())}
            assert (pk in found) is (where in reached), where
