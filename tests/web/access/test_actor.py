"""How far each scope reaches, for one thing and for lists alike."""

from __future__ import annotations

import pytest

from jiannuo.ledger.status import Role
from jiannuo.web.access.actor import Actor, Grant, relation, visible
from jiannuo.web.access.matrix import Scope, matrix
from jiannuo.web.accounts.models import Unit

from ..conftest import World


def test_relations() -> None:
    assert relation("0001.0004.", "0001.0004.") is Scope.OWN
    assert relation("0001.0004.", "0001.0004.0009.") is Scope.BELOW
    assert relation("0001.0004.", "0001.") is Scope.ABOVE
    assert relation("0001.0004.", "0001.0005.") is Scope.ELSEWHERE
    assert relation("0001.0004.", "0001.00041.") is Scope.ELSEWHERE


@pytest.mark.parametrize(
    "right", ["task.view", "report.view", "return.review", "return.fill", "unit.view", "person.view"]
)
@pytest.mark.parametrize("role", list(Role))
def test_a_list_shows_exactly_what_the_right_reaches(world: World, right: str, role: Role) -> None:
    actor = Actor(name="某人", grants=(Grant(role, world.units["shilian"].path),))
    listed = {unit.code for unit in visible(Unit.objects.all(), actor, right, "path")}
    reached = {code for code, unit in world.units.items() if actor.may(right, unit)}
    assert listed == reached


def test_every_right_is_named_and_held_by_somebody() -> None:
    for code, right in matrix().items():
        assert right.zh, code
        assert any(right.scope(role) for role in Role), code


def test_a_task_belongs_to_all_its_units(world: World) -> None:
    task = world.task(world.ledger(), cooperating=("shilian",))
    may = {name for name in world.people if world.actor(name).may("task.view", task)}
    assert {"head.housing", "reporter.shilian", "office.shilian", "office.city", "leader.city"} <= may
    assert not may & {"head.trade", "reporter.qingxiu", "head.shilian-town"}
