"""Who logged in with a password that somebody else knows changes it before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from jiannuo.web.access.guard import Request

OPEN = {"password", "logout", "login", "language", "single", "single_back"}


class RenewalMiddleware:
    """Leads to the page for another password."""

    def __init__(self, get_response: Callable[[Request], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        """Run the rest."""
        return self.get_response(request)

    def process_view(self, request: Request, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Any page but those to change it and to leave."""
        match = request.resolver_match
        if match is not None and match.url_name in OPEN:
            return None
        if getattr(request.user, "must_change_password", False):
            return redirect("password")
        return None
