"""How an operation is declared: its right in the matrix and its scope, checked before anything else."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

import msgspec
from django.http import HttpRequest
from django.utils import translation
from ninja import Router
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.access.guard import Request
from jiannuo.web.access.matrix import matrix
from jiannuo.web.accounts.acting import actor_for
from jiannuo.web.api import tokens
from jiannuo.web.api.errors import InvalidError, LackingScopeError, Problem
from jiannuo.web.api.models import Token
from jiannuo.web.api.scopes import limits, scopes

V = TypeVar("V", bound=Callable[..., Any])
REFUSALS = (400, 401, 403, 404, 405, 409, 413, 422, 429)


class Operation(msgspec.Struct, frozen=True):
    """A declared operation."""

    method: str
    path: str
    name: str
    right: str
    scope: str


OPERATIONS: list[Operation] = []


class Bearer(HttpBearer):
    """Who acts is the token's person, if the token has the scope and the person the right anywhere."""

    def __init__(self, right: str, scope: str) -> None:
        super().__init__()
        self.right, self.scope = right, scope

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token, or None where it does not work; raises LackingScopeError or NotAllowedError."""
        found = tokens.find(token)
        if found is None:
            return None
        actor = actor_for(found.person, via="api", scopes=frozenset(found.scopes))
        translation.activate("en" if actor.language == "en" else "zh-hans")  # until the middleware sets it back
        if self.scope not in found.scopes:
            raise LackingScopeError("scope_lacking", scope=self.scope)
        actor.require(self.right)
        cast(Request, request).actor = actor
        tokens.note_use(found)
        return found


class Throttle(BaseThrottle):
    """So many requests of one token in a minute of the clock, counted in this process."""

    _lock = threading.Lock()
    _counts: dict[int, int] = {}  # noqa: RUF012  # one for all operations
    _minute = -1

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether one more is allowed; counts it."""
        minute, key = int(clock.now().timestamp() // 60), request.auth.pk  # type: ignore[attr-defined]
        with Throttle._lock:
            if minute != Throttle._minute:
                Throttle._minute, Throttle._counts = minute, {}
            Throttle._counts[key] = Throttle._counts.get(key, 0) + 1
            return Throttle._counts[key] <= limits().requests_per_minute

    def wait(self) -> float:
        """Seconds until the next minute."""
        return 60 - clock.now().timestamp() % 60


def operation(
    router: Router, method: str, path: str, *, right: str, scope: str, gives: Any, summary: Any
) -> Callable[[V], V]:
    """Declare an operation of *router*: *right* and *scope* are checked first, *gives* is what it answers with."""
    if right not in matrix() or scope not in scopes():
        raise KeyError(f"{right} or {scope} is not declared")

    def decorate(view: V) -> V:
        router.api_operation(
            [method],
            path,
            auth=Bearer(right, scope),
            throttle=Throttle(),
            response={200: gives} | dict.fromkeys(REFUSALS, Problem),
            summary=summary,
            operation_id=view.__name__,
            openapi_extra={"x-right": right, "x-scope": scope},
            url_name=view.__name__,
        )(view)
        OPERATIONS.append(Operation(method, path, view.__name__, right, scope))
        view.right, view.scope = right, scope  # type: ignore[attr-defined]  # read by tests
        return view

    return decorate


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, as the check of the token left it."""
    return cast(Request, request).actor


def key_of(request: HttpRequest, what: str) -> str:
    """The key under which the request is carried out once: the header's, for this person and this operation.

    Raises InvalidError for one that is too long.
    """
    given = request.headers.get("Idempotency-Key", "")
    if not given:
        return ""
    if len(given) > limits().key_most:
        raise InvalidError("key_too_long", most=limits().key_most)
    person = actor_of(request).user_id
    return hashlib.sha256(f"{person} {what} {given}".encode("utf-8", "replace")).hexdigest()
