"""From the logged-in person to the actor that rights are judged by."""

from __future__ import annotations

from django.http import HttpRequest

from jiannuo.ledger.status import Role
from jiannuo.web.access.actor import PUBLIC, Actor, Grant
from jiannuo.web.accounts.models import Membership, Person
from jiannuo.web.prepared import Prepared

_HELD = Prepared(lambda pk: Membership.objects.filter(person=pk, unit__active=True).values_list("role", "unit__path"))


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request of the pages; the public where nobody has logged in."""
    person = request.user
    if not isinstance(person, Person) or not person.is_active:
        return PUBLIC
    return actor_for(person)


def actor_for(person: Person, via: str = "web", scopes: frozenset[str] | None = None) -> Actor:
    """*person* as actor, with the grants of all roles that are held; one query."""
    grants = tuple(Grant(Role.of(role), path) for role, path in _HELD(person.pk))
    return Actor(
        name=person.name,
        user_id=person.pk,
        language="en" if person.language.startswith("en") else "zh",
        grants=(*grants, Grant(Role.PUBLIC)),
        via=via,
        scopes=scopes,
    )
