"""The demonstration's government, from data to units and people."""

from __future__ import annotations

from pathlib import Path

import msgspec

from jiannuo.ledger.status import Role, UnitKind
from jiannuo.lexicon.loader import load
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.acting import actor_for
from jiannuo.web.accounts.actions import AddPerson, AddUnit
from jiannuo.web.accounts.models import Person, Unit
from jiannuo.web.audit.action import perform

OFFICE, LEADER = "ducha", "fushizhang"
SURNAMES, GIVEN = "江文石叶罗许邓宋钟顾魏秦柳", ("若谷", "明远", "守拙", "一诺", "思齐", "以恒", "知秋", "长庚")


class DemoUnit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit; leader is who of the government is in charge of it."""

    code: str
    name: str
    short: str
    kind: str = "department"
    above: str = ""
    leader: str = ""


class DemoPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person with a role."""

    username: str
    name: str
    title: str
    unit: str
    role: str


class DemoEntity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is watched."""

    code: str
    name: str
    kind: str
    unit: str


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``place.toml``."""

    units: tuple[DemoUnit, ...]
    people: tuple[DemoPerson, ...]
    entity: DemoEntity


def place() -> Place:
    """The data that ships."""
    return load("place.toml", Place, Path(__file__).parent)


def found(given: Place, actor: Actor) -> dict[str, Unit]:
    """Make the units and the people; each unit below the government gets a head and a reporter.  Units by code."""
    units: dict[str, Unit] = {}
    for number, one in enumerate(given.units):
        above = units[one.above].pk if one.above else None
        add = AddUnit(one.name, one.code, above, one.short, kind=UnitKind.of(one.kind), order=number)
        units[one.code] = perform(add, actor).result
    everyone = [*given.people, *(person for one in given.units[1:] for person in _staff(one, given))]
    for person in everyone:
        unit = units[person.unit].pk
        role = Role.of(person.role)
        perform(AddPerson(person.username, person.name, unit, role, None, title=person.title), actor)
    return units


def _staff(unit: DemoUnit, given: Place) -> list[DemoPerson]:
    number = given.units.index(unit)
    name = unit.code.lower().replace("-", "")
    first, second = SURNAMES[number % len(SURNAMES)], SURNAMES[(number + 5) % len(SURNAMES)]
    head, reporter = GIVEN[number % len(GIVEN)], GIVEN[(number + 3) % len(GIVEN)]
    return [
        DemoPerson(f"{name}.fuze", first + head, f"{unit.short}负责人", unit.code, "head"),
        DemoPerson(f"{name}.tianbao", second + reporter, f"{unit.short}联络员", unit.code, "reporter"),
    ]


def acting(username: str) -> Actor:
    """Who acts as *username*."""
    return actor_for(Person.objects.get(username=username))


def staff(unit: Unit, role: Role) -> Actor:
    """The unit's head or reporter as actor."""
    return actor_for(Person.objects.get(memberships__unit=unit, memberships__role=role.value))
