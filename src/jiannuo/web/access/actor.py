"""Who acts: a person with roles in units, a token, the worker or the public."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

import msgspec
from django.db.models import Model, Q, QuerySet

from jiannuo.ledger.status import Role
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.matrix import Scope, matrix

M = TypeVar("M", bound=Model)


class Subject(Protocol):
    """Something that units have to do with; rights are judged by their paths."""

    def unit_paths(self) -> Sequence[str]:
        """Paths of the units concerned, such as ``0001.0004.``."""
        ...


class NotAllowedError(RefusedError):
    """The actor lacks the right."""


class Grant(msgspec.Struct, frozen=True):
    """A role in a unit, the unit by its path; the public's path is empty."""

    role: Role
    path: str = ""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts, and by which way (``web``, ``api``, ``cli``, ``worker``).

    scopes are those of a token, None for a person: a token never does more than its person may.
    """

    name: str
    user_id: int | None = None
    language: str = "zh"
    grants: tuple[Grant, ...] = ()
    via: str = "web"
    scopes: frozenset[str] | None = None

    def may(self, right: str, subject: Subject | None = None) -> bool:
        """Whether the matrix gives *right* on *subject*; KeyError for a right that is not declared."""
        declared = matrix()[right]
        paths = None if subject is None else subject.unit_paths()
        return any(_reaches(declared.scope(grant.role), grant.path, paths) for grant in self.grants)

    def require(self, right: str, subject: Subject | None = None) -> None:
        """Raise NotAllowedError unless the actor may."""
        if not self.may(right, subject):
            raise NotAllowedError(
                "not_allowed", right=matrix()[right].zh if self.language == "zh" else matrix()[right].en
            )

    def has(self, role: Role) -> bool:
        """Whether the actor holds *role* in any unit."""
        return any(grant.role is role for grant in self.grants)

    @property
    def is_public(self) -> bool:
        """Whether nobody has logged in."""
        return all(grant.role is Role.PUBLIC for grant in self.grants)


def _reaches(scope: Scope, held: str, paths: Iterable[str] | None) -> bool:
    if scope is Scope.NONE:
        return False
    if scope is Scope.OPEN or paths is None:
        return True
    return any(scope & relation(held, path) for path in paths)


def relation(held: str, path: str) -> Scope:
    """Where the unit of *path* stands, seen from the unit of *held*."""
    if path == held:
        return Scope.OWN
    if path.startswith(held):
        return Scope.BELOW
    return Scope.ABOVE if held.startswith(path) else Scope.ELSEWHERE


PUBLIC = Actor(name="公众", grants=(Grant(Role.PUBLIC),))
# The worker acts for the whole installation: the empty path is above every unit.
WORKER = Actor(name="系统", grants=(Grant(Role.OFFICE),), via="worker")


def console(name: str = "命令行") -> Actor:
    """Who works on the machine itself, as administrator and office of all units."""
    return Actor(name=name, grants=(Grant(Role.ADMINISTRATOR), Grant(Role.OFFICE)), via="cli")


def visible(rows: QuerySet[M], actor: Actor, right: str, field: str = "unit__path") -> QuerySet[M]:
    """Those of *rows* on which the actor has *right*; *field* leads to the path of a unit concerned."""
    declared = matrix()[right]
    wanted = Q(pk__in=[])
    for grant in actor.grants:
        scope = declared.scope(grant.role)
        if scope is Scope.OPEN or (scope & Scope.BELOW and grant.path == ""):
            return rows
        if scope & Scope.OWN:
            wanted |= Q(**{field: grant.path})
        if scope & Scope.BELOW:
            wanted |= Q(**{f"{field}__startswith": grant.path}) & ~Q(**{field: grant.path})
        if scope & Scope.ABOVE:
            wanted |= Q(**{f"{field}__in": above(grant.path)})
    return rows.filter(wanted)


def above(path: str) -> list[str]:
    """Paths of the units above that of *path*, the root first: ``0001.0004.`` → ``[0001.]``."""
    parts = path.split(".")[:-1]
    return [".".join(parts[:count]) + "." for count in range(1, len(parts))]
