"""Puts who acts on the request, refuses views without a right, and turns refusals into pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from jiannuo.model.errors import JiannuoError
from jiannuo.web.access.actor import NotAllowedError
from jiannuo.web.access.guard import Request
from jiannuo.web.accounts.acting import actor_of


class ActorMiddleware:
    """``request.actor``, nothing unlisted passes, and what a person sees no cache keeps for others."""

    def __init__(self, get_response: Callable[[Request], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        """Run the rest with the actor on the request."""
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[assignment]
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            # No cache between keeps it and the browser asks again; the way back still has what was typed.
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def process_view(self, request: Request, view: Callable[..., Any], _args: Any, _kwargs: Any) -> None:
        """Refuse a view that declares no right; the API's operations are checked one by one.

        A NUL is in no text that a person types, and PostgreSQL keeps none: what holds one is refused for every page;
        the API leaves it out.
        """
        if getattr(view, "checks_itself", False):
            return
        if getattr(view, "right", None) is None:
            raise Http404(request.path)
        for query in (request.GET, request.POST):
            if any("\0" in value for _name, values in query.lists() for value in values):
                raise BadRequest("NUL")

    def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
        """A refusal that no view turned into a form's message becomes a page of its own."""
        if not isinstance(error, JiannuoError):
            return None
        from jiannuo.web.ui.pages import trouble  # templates import views' helpers

        status = 403 if isinstance(error, NotAllowedError) else 409
        return trouble(request, status, error.message(short_language()))


def short_language() -> str:
    """``zh`` or ``en``, as messages want it, by the language of the page."""
    return "en" if (get_language() or "").startswith("en") else "zh"
