"""The first set-up: the government at the root of the tree and its administrator."""

from __future__ import annotations

import msgspec
from django.db import transaction

from jiannuo.ledger.status import Role, UnitKind
from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.errors import JiannuoError
from jiannuo.model.messages import render
from jiannuo.web.access.actor import console
from jiannuo.web.accounts.actions import AddPerson, AddUnit, GrantRole, ResetPassword, SetActive, check_password
from jiannuo.web.accounts.models import Person, Unit
from jiannuo.web.accounts.sheets import new_password
from jiannuo.web.audit.action import perform


class Founded(msgspec.Struct, frozen=True):
    """The first administrator and the password for the first log-in."""

    username: str
    password: str


def found(government: str, username: str, password: str = "") -> Founded:
    """Make the root of the tree and an administrator, who is the supervision office too until somebody else is.

    Raises JiannuoError where there are units already, or the password given is weak.
    """
    if Unit.objects.exists():
        raise JiannuoError("init_done")
    actor = console()
    with transaction.atomic():
        if password:
            check_password(password, Person(username=username, name=username))
        secret = password or new_password()
        root = perform(AddUnit(government, "root", kind=UnitKind.GOVERNMENT), actor).result
        add = AddPerson(username, username, root.pk, Role.ADMINISTRATOR, secret)
        person = perform(add, actor).result
        perform(GrantRole(person.pk, root.pk, Role.OFFICE), actor)
    return Founded(person.username, secret)


def reset(username: str) -> str:
    """A password for one log-in for who has lost the own one."""
    person, secret = person_named(username), new_password()
    perform(ResetPassword(person.pk, secret), console())
    return secret


def person_named(username: str) -> Person:
    """Who has this log-in name; JiannuoError where nobody has."""
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise RefusedError("person_unknown", username=username)
    return person


def unit_coded(code: str) -> Unit:
    """The unit with this code; JiannuoError where there is none."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise RefusedError("unit_code_unknown", mark=code)
    return unit


def add(username: str, name: str, unit: str, role: str) -> str:
    """A person with a role; gives the password for the first log-in."""
    secret = new_password()
    perform(AddPerson(username, name, unit_coded(unit).pk, Role.of(role), secret), console())
    return secret


def grant(username: str, unit: str, role: str) -> None:
    """One more role."""
    perform(GrantRole(person_named(username).pk, unit_coded(unit).pk, Role.of(role)), console())


def set_active(username: str, active: bool) -> None:
    """Let in, or shut out."""
    perform(SetActive(person_named(username).pk, active), console())


def described(username: str, language: str) -> list[str]:
    """The person in lines: name, whether in use, roles."""
    person = person_named(username)
    state = render("user_active" if person.is_active else "user_inactive", {}, language)
    lines = [f"{person.username}  {person.name}  {state}"]
    for held in person.memberships.select_related("unit"):
        lines.append(f"  {held.unit.code}  {held.unit.name}  {Role.of(held.role).name_in(language)}")
    return lines
