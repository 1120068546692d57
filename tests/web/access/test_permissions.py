"""Every address and every action × every role × where the unit stands: as the declared matrix says, and no other way.

The table of addresses and the list of actions are walked; what the matrix allows is read here by hand, not by the code
under test.
"""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import jiannuo.web
from jiannuo.ledger.status import LedgerState, Role
from jiannuo.model.errors import JiannuoError
from jiannuo.web.access.actor import PUBLIC, Actor, NotAllowedError
from jiannuo.web.accounts.acting import actor_for
from jiannuo.web.accounts.models import Membership, Person
from jiannuo.web.audit.action import Action, perform
from jiannuo.web.audit.reading import words

from ..conftest import PASSWORD, World
from .factories import ACTIONS, ADDRESSES, SIFTED, a_ledger

WEB = Path(jiannuo.web.__file__).parent
RIGHTS: dict[str, dict[str, str]] = tomllib.loads((WEB / "access" / "matrix.toml").read_text(encoding="utf-8"))["right"]
# Who acts holds the role in Shilian county; where the thing's unit stands, seen from there.
HOME = "shilian"
POSITIONS = {
    "own": "shilian",
    "child": "shilian-town",
    "parent": "city",
    "sibling": "qingxiu",
    "foreign": "qingxiu-town",
}
REACH = {
    "none": set(),
    "own": {"own"},
    "below": {"child"},
    "tree": {"own", "child"},
    "line": {"own", "child", "parent"},
    "open": set(POSITIONS),
}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every address of ours, however deep it is included."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


PATTERNS = [pattern for pattern in patterns() if not getattr(pattern.callback, "checks_itself", False)]
NAMED = {str(pattern.name): pattern for pattern in PATTERNS}


def actions(base: type[Action[Any]] = Action) -> Iterator[type[Action[Any]]]:
    """Every action of the program that has a name of its own."""
    for module in pkgutil.walk_packages([str(WEB)], "jiannuo.web."):
        if ".migrations" not in module.name and not module.name.endswith(("wsgi", "settings")):
            importlib.import_module(module.name)
    for found in base.__subclasses__():
        if found.__module__.startswith("jiannuo.") and "name" in vars(found):
            yield found
        yield from actions(found)


ALL_ACTIONS = {action.name: action for action in actions()}


def reaches(right: str, role: Role) -> set[str]:
    """The positions that the matrix gives *right* on; everybody has what the public has."""
    own = REACH[RIGHTS[right].get(role.value, "none")]
    return own | REACH[RIGHTS[right].get("public", "none")]


@pytest.fixture
def people(world: World) -> dict[Role, Person | None]:
    """One person of each role in Shilian; nobody for the public."""
    made: dict[Role, Person | None] = {Role.PUBLIC: None}
    for role in Role:
        if role is not Role.PUBLIC:
            made[role] = Person.objects.create_user(f"matrix.{role.value}", PASSWORD, name=role.zh)
            Membership.objects.create(person=made[role], unit=world.units[HOME], role=role.value)
    return made


def browser(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def passed(response: HttpResponse) -> bool:
    """Whether the guard let the request through to the view."""
    to_login = response.status_code == 302 and response.headers["Location"].startswith("/login?next=")
    return response.status_code not in (403, 404) and not to_login


def test_every_address_has_a_name_and_a_guard() -> None:
    unguarded = [str(p.pattern) for p in PATTERNS if getattr(p.callback, "right", None) not in RIGHTS]
    assert unguarded == [], "decorate these views with @guard or @guard_on"
    assert len(NAMED) == len(PATTERNS), "two addresses share a name, or one has none"


def test_every_address_about_one_thing_has_a_factory() -> None:
    about = {name for name, p in NAMED.items() if p.callback.finds}
    assert about - set(ADDRESSES) == set(), "add a line to ADDRESSES in factories.py"
    assert set(ADDRESSES) - about == set(), "no such address (any more)"


def test_an_address_without_a_thing_takes_no_arguments_of_one() -> None:
    loose = {name for name, p in NAMED.items() if not p.callback.finds and "pk" in p.pattern.converters}
    assert loose - set(SIFTED) == set(), "these read a number from the address but judge no thing: use guard_on"
    assert set(SIFTED) - loose == set(), "no such address (any more)"


# A method that no view has: the guard judges first, then the view says 405; nothing is changed.
METHOD = "PURGE"


@pytest.mark.parametrize("name", sorted(name for name, p in NAMED.items() if p.callback.finds))
def test_addresses_about_one_thing(world: World, people: dict[Role, Person | None], name: str) -> None:
    right = NAMED[name].callback.right
    wrong = []
    addresses = {where: reverse(name, kwargs=ADDRESSES[name](world, code)) for where, code in POSITIONS.items()}
    for role, person in people.items():
        client = browser(person)
        for where, address in addresses.items():
            response = client.generic(METHOD, address)
            if passed(response) is not (where in reaches(right, role)):
                wrong.append((role.value, where, response.status_code))
    assert wrong == [], f"{right}: not as the matrix says (is @guard_on the outermost decorator?)"


@pytest.mark.parametrize("name", sorted(SIFTED))
def test_addresses_that_find_among_what_is_seen(world: World, people: dict[Role, Person | None], name: str) -> None:
    right, (inner, make) = NAMED[name].callback.right, SIFTED[name]
    wrong = []
    addresses = {where: reverse(name, kwargs=make(world, code)) for where, code in POSITIONS.items()}
    for role, person in people.items():
        for where, address in addresses.items():
            response = browser(person).get(address)
            if passed(response) is not (bool(reaches(right, role)) and where in reaches(inner, role)):
                wrong.append((role.value, where, response.status_code))
    assert wrong == [], f"{right} and {inner}: not as the matrix says"


@pytest.mark.parametrize(
    "name", sorted(name for name, p in NAMED.items() if not p.callback.finds and name not in SIFTED)
)
def test_addresses_about_nothing_in_particular(world: World, people: dict[Role, Person | None], name: str) -> None:
    right = NAMED[name].callback.right
    a_ledger(world, HOME, LedgerState.ISSUED)  # some pages are about the latest ledger
    wrong = []
    for role, person in people.items():
        response = browser(person).generic(METHOD, reverse(name, kwargs=_some_arguments(NAMED[name])))
        if passed(response) is not bool(reaches(right, role)):
            wrong.append((role.value, response.status_code))
    assert wrong == [], f"{right}: not as the matrix says (is @guard the outermost decorator?)"


def arguments(world: World, name: str) -> dict[str, Any]:
    """What the address of *name* wants, for a thing of Shilian's where it is about one."""
    if NAMED[name].callback.finds:
        return ADDRESSES[name](world, HOME)
    return SIFTED[name][1](world, HOME) if name in SIFTED else _some_arguments(NAMED[name])


def _some_arguments(pattern: URLPattern) -> dict[str, Any]:
    """Arguments that are no thing's number, such as a month."""
    return {name: "2026-01" if name == "month" else "x" for name in pattern.pattern.converters}


@pytest.mark.parametrize("role", list(Role))
def test_every_page_opens_for_whom_it_is(world: World, people: dict[Role, Person | None], role: Role) -> None:
    client = browser(people[role])
    client.raise_request_exception = False
    broken = []
    for name in NAMED:
        response = client.get(reverse(name, kwargs=arguments(world, name)))
        if response.status_code >= 500:
            broken.append((name, response.status_code))
    assert broken == []


def test_a_view_without_a_guard_is_not_there(world: World, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests_unguarded_urls"
    assert world.client("administrator.city").get("/bare").status_code == 404
    assert world.client("administrator.city").get("/guarded").status_code == 200


def test_every_action_has_a_right_and_a_factory() -> None:
    unknown = [name for name, action in ALL_ACTIONS.items() if (action.right or action.name) not in RIGHTS]
    assert unknown == [], "give these actions a right that the matrix declares"
    assert set(ALL_ACTIONS) - set(ACTIONS) == set(), "add a line to ACTIONS in factories.py"
    assert set(ACTIONS) - set(ALL_ACTIONS) == set(), "no such action (any more)"


def test_every_action_has_words_in_the_log() -> None:
    """A line in ``audit/words.toml`` for each."""
    assert set(ALL_ACTIONS) - set(words().action) == set()


def test_no_two_actions_share_a_name() -> None:
    found = list(actions())
    assert len({action.name for action in found}) == len(set(found))


@pytest.mark.parametrize("name", sorted(ALL_ACTIONS))
def test_actions(world: World, people: dict[Role, Person | None], name: str) -> None:
    right = ALL_ACTIONS[name].right or name
    judged = "person" if right.startswith("account.") else "unit"
    wrong = []
    for role, person in people.items():
        actor = actor_for(person) if person else PUBLIC
        for where, code in POSITIONS.items():
            allowed = where in reaches(right, role) if judged == "unit" else bool(reaches(right, role))
            if _performed(ACTIONS[name](world, code), actor) is not allowed:
                wrong.append((role.value, where))
    assert wrong == [], f"{right}: not as the matrix says"


def _performed(action: Action[Any], actor: Actor) -> bool:
    """Whether the right sufficed; what the ledger's rules say after that is no matter here.  Nothing stays changed."""
    with transaction.atomic():
        try:
            perform(action, actor)
        except NotAllowedError:
            return False
        except JiannuoError:
            return True
        finally:
            transaction.set_rollback(True)
    return True
