"""The page of search."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from jiannuo.web.access.guard import Request, guard
from jiannuo.web.overview.filters import read
from jiannuo.web.overview.search import find
from jiannuo.web.overview.search.sources import SOURCES
from jiannuo.web.overview.search.spaced import phrases
from jiannuo.web.ui.pages import page

_ROWS = 20
_FIRST = 4  # of each kind, where all kinds are shown


class Kind(NamedTuple):
    """A kind of thing with what of it was found."""

    code: str
    name: str
    entries: list[int]

    @property
    def found(self) -> str:
        """How many were found, as shown."""
        return f"{len(self.entries):,}" + ("+" if len(self.entries) == find.MOST else "")


@guard("search.use")
def search(request: Request) -> HttpResponse:
    """What holds the words asked for, by kind, as far as the actor may see it."""
    wanted, problems = read(request.GET)
    words = phrases(wanted.q)
    kinds = [Kind(one.kind, str(one.name), find.matching(request.actor, one.kind, words)) for one in SOURCES]
    kind = next((one for one in kinds if one.code == request.GET.get("kind")), None)
    found = Paginator(kind.entries if kind else (), _ROWS).get_page(wanted.page)
    shown = list(found) if kind else [pk for one in kinds for pk in one.entries[:_FIRST]]
    return page(
        request,
        "overview/search.html",
        q=wanted.q,
        problems=problems,
        asked=bool(words),
        kind=kind,
        kinds=kinds,
        found=found,
        hits=find.hits(shown, words),
        FIRST=_FIRST,
        address=f"{reverse('search')}?{urlencode({'q': wanted.q, 'kind': kind.code if kind else ''})}&",
    )
