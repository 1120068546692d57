"""The overview and search."""

from __future__ import annotations

from django.http import HttpResponse

from jiannuo.web.access.guard import Request, guard
from jiannuo.web.ui.pages import page


@guard("home.view")
def home(request: Request) -> HttpResponse:
    """The ledger's first screen."""
    return page(request, "overview/home.html")


@guard("search.use")
def search(request: Request) -> HttpResponse:
    """What holds the words asked for."""
    return page(request, "overview/home.html")
