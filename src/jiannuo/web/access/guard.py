"""The guard in front of every address: a view without a declared right is never run."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from jiannuo.web.access.actor import Actor, NotAllowedError, Subject
from jiannuo.web.access.matrix import matrix

P = ParamSpec("P")
S = TypeVar("S", bound=Subject)


class Request(HttpRequest):
    """A request with who acts, as the middleware leaves it."""

    actor: Actor
    htmx: Any


def guard(
    right: str,
) -> Callable[[Callable[Concatenate[Request, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A page about nothing in particular: who holds *right* in any unit may see it, and sees what is theirs."""
    return _guard(right, None)


def guard_on(
    right: str, find: Callable[..., S]
) -> Callable[[Callable[Concatenate[Request, S, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A page about one thing: *find* gets the address's arguments and gives the thing, or raises Http404.

    Whoever may not see the thing is told the same as if it were not there.
    """
    return _guard(right, find)


def _guard(
    right: str, find: Callable[..., Any] | None
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    if right not in matrix():
        raise ImproperlyConfigured(f"{right} is not declared in the matrix of rights")

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.actor.may(right):
                if request.actor.is_public:
                    return _to_login(request)
                request.actor.require(right)
            if find is None:
                return view(request, *args, **kwargs)
            subject = find(*args, **kwargs)
            if not request.actor.may(right, subject):
                raise Http404
            return view(request, subject)

        guarded.right = right  # type: ignore[attr-defined]  # read by the middleware and the tests
        guarded.finds = find is not None  # type: ignore[attr-defined]
        return guarded

    return decorate


def _to_login(request: Request) -> HttpResponseBase:
    """The log-in; what was typed before the session ended comes along."""
    from jiannuo.web.accounts.resuming import typed_in
    from jiannuo.web.accounts.views import log_in_first  # views use the guard

    typed = typed_in(request) if request.method == "POST" else ()
    return log_in_first(request, typed) if typed else redirect_to_login(request.get_full_path())


__all__ = ["NotAllowedError", "Request", "guard", "guard_on"]
