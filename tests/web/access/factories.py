"""For every address about one thing and every action: how to make the thing so that it belongs to a given unit.

A new address or action needs a line here; ``test_permissions.py`` says so where it lacks.  A factory gets the world and
the code of a unit, and gives the address's arguments, or the action.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jiannuo.ledger.status import Role
from jiannuo.web.accounts import actions as accounts
from jiannuo.web.accounts.models import Membership, Person
from jiannuo.web.accounts.single import JoinBySingleSignOn
from jiannuo.web.audit.action import Action, append

from ..conftest import PASSWORD, World

Arguments = dict[str, Any]


def someone(world: World, code: str) -> Person:
    """A person with a role in the unit, not one of those who act."""
    username = f"someone.{code}.{Person.objects.count()}"
    person = Person.objects.create_user(username, PASSWORD, name="某人")
    Membership.objects.create(person=person, unit=world.units[code], role=Role.REPORTER.value)
    return person


def _unit(world: World, code: str) -> Arguments:
    return {"pk": world.units[code].pk}


def _person(world: World, code: str) -> Arguments:
    return {"pk": someone(world, code).pk}


def _entry(world: World, code: str) -> Arguments:
    entry = append(world.actor("office.city"), "task.cancel", {"after": 1}, unit_path=world.units[code].path)
    return {"seq": entry.seq}


# By the name of the address; only those about one thing.
ADDRESSES: dict[str, Callable[[World, str], Arguments]] = {
    "unit_edit": _unit,
    "unit_retire": _unit,
    "unit_revive": _unit,
    "person": _person,
    "person_grant": _person,
    "person_active": _person,
    "person_password": _person,
    "person_revoke": lambda world, code: {"pk": someone(world, code).memberships.get().pk},
    "log_entry": _entry,
}


def _add_person(world: World, code: str) -> Action[Any]:
    unit = world.units[code].pk
    return accounts.AddPerson(f"new.{code}", "新人", unit, Role.REPORTER, "only-once-2026")


# By the name of the action.
ACTIONS: dict[str, Callable[[World, str], Action[Any]]] = {
    "unit.add": lambda world, code: accounts.AddUnit("新设科", f"new-{code}", world.units[code].pk),
    "unit.change": lambda world, code: accounts.ChangeUnit(world.units[code].pk, "改名后的单位"),
    "unit.retire": lambda world, code: accounts.RetireUnit(world.units[code].pk),
    "unit.revive": lambda world, code: accounts.ReviveUnit(world.units[code].pk),
    "person.add": _add_person,
    "person.change": lambda world, code: accounts.ChangePerson(someone(world, code).pk, "改名"),
    "person.reset_password": lambda world, code: accounts.ResetPassword(someone(world, code).pk, "only-once-2026"),
    "person.set_active": lambda world, code: accounts.SetActive(someone(world, code).pk, False),
    "person.grant": lambda world, code: accounts.GrantRole(
        someone(world, code).pk, world.units[code].pk, Role.REPORTER
    ),
    "person.revoke": lambda world, code: accounts.RevokeRole(someone(world, code).memberships.get().pk),
    "account.password": lambda world, code: accounts.ChangePassword(PASSWORD, "another-one-2026"),
    "account.end_sessions": lambda world, code: accounts.EndSessions(PASSWORD),
    "account.join": lambda world, code: JoinBySingleSignOn(f"stranger-{code}", "来客"),
    "account.change": lambda world, code: accounts.ChangeOwn("en"),
}
