"""Telling people: what must be said is written into the outbox in the transaction that gives cause for it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import msgspec
from django.utils import translation

from jiannuo.ledger.status import Role
from jiannuo.web import clock
from jiannuo.web.access.actor import above
from jiannuo.web.accounts.models import Membership, Person, Unit
from jiannuo.web.orders.models import Channel, Outgoing
from jiannuo.web.orders.robots import SendError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

T = TypeVar("T")
# Text that stays lazy is written in the language of who is told.
Words: TypeAlias = "str | _StrPromise"


class RoleIn(msgspec.Struct, frozen=True):
    """Those who hold *role* in *unit*, and the robots of the unit.

    Offices and leaders are those of the nearest unit at or above it that has any.
    """

    role: Role
    unit: Unit


_FROM_ABOVE = (Role.OFFICE, Role.LEADER, Role.ADMINISTRATOR)


def tell(audience: Person | Channel | RoleIn, subject: Words, body: Words, dedupe: str) -> int:
    """Write the messages to *audience* into the outbox, to be sent by the worker; returns how many are new.

    *dedupe* names the cause: the same person or robot is told of the same cause once.
    """
    if isinstance(audience, Person):
        rows = [_to_person(audience, subject, body, dedupe)]
    elif isinstance(audience, Channel):
        rows = [_to_channel(audience, subject, body, dedupe)]
    else:
        home, people = holders(audience.role, audience.unit)
        channels = list(Channel.objects.filter(unit=home, active=True))
        # Who has no address is told by the unit's group where there is one, else listed as not told.
        reached = [person for person in people if person.email or not channels]
        rows = [_to_person(person, subject, body, dedupe) for person in reached]
        rows += [_to_channel(channel, subject, body, dedupe) for channel in channels]
    return _write(rows)


def tell_each(
    owed: Iterable[tuple[RoleIn, list[T]]], subject: Words, body: Callable[[list[T]], Words], dedupe: str
) -> int:
    """One message to each person and robot about all that concerns them, whatever units and roles it comes from."""
    people: dict[Person, list[T]] = {}
    channels: dict[Channel, list[T]] = {}
    for audience, things in owed:
        home, held = holders(audience.role, audience.unit)
        groups = list(Channel.objects.filter(unit=home, active=True))
        for person in held:
            if groups and not person.email:
                continue
            known = people.setdefault(person, [])
            known.extend(thing for thing in things if thing not in known)
        for channel in groups:
            known = channels.setdefault(channel, [])
            known.extend(thing for thing in things if thing not in known)
    rows = [_to_person(person, subject, body(things), dedupe) for person, things in people.items()]
    rows += [_to_channel(channel, subject, body(things), dedupe) for channel, things in channels.items()]
    return _write(rows)


def holders(role: Role, unit: Unit) -> tuple[Unit, list[Person]]:
    """The unit whose *role* is meant, and who holds it there; the unit itself with nobody where none is found."""
    paths = [unit.path]
    if role in _FROM_ABOVE:
        paths += reversed(above(unit.path))
    held = Membership.objects.filter(role=role.value, unit__path__in=paths, unit__active=True, person__is_active=True)
    by_path: dict[str, list[Membership]] = {}
    for one in held.select_related("person", "unit").order_by("person_id"):
        by_path.setdefault(one.unit.path, []).append(one)
    for path in paths:
        if path in by_path:
            return by_path[path][0].unit, [one.person for one in by_path[path]]
    return unit, []


def _to_person(person: Person, subject: Words, body: Words, dedupe: str) -> Outgoing:
    with translation.override(person.language):
        row = _row(str(subject), str(body), f"{dedupe}:p{person.pk}")
    row.person = person
    if not person.email:
        # Kept where the administrator sees it, instead of being tried in vain.
        row.given_up = row.created
        row.last_error = SendError("mail_no_address").message("zh")
    return row


def _to_channel(channel: Channel, subject: Words, body: Words, dedupe: str) -> Outgoing:
    with translation.override("zh-hans"):
        row = _row(str(subject), str(body), f"{dedupe}:c{channel.pk}")
    row.channel = channel
    return row


def _row(subject: str, body: str, dedupe: str) -> Outgoing:
    if len(dedupe) > 160:
        dedupe = hashlib.sha256(dedupe.encode()).hexdigest()
    now = clock.now()
    return Outgoing(subject=" ".join(subject.split())[:200], body=body, dedupe=dedupe, created=now, not_before=now)


def _write(rows: Iterable[Outgoing]) -> int:
    wanted = {row.dedupe: row for row in rows}
    known = set(Outgoing.objects.filter(dedupe__in=wanted).values_list("dedupe", flat=True))
    # Two who find the same cause at once write the same row: the second is ignored by the database.
    new = [row for key, row in wanted.items() if key not in known]
    Outgoing.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)
