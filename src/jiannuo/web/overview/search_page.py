"""The page of search."""

from __future__ import annotations

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


@guard("search.use")
def search(request: Request) -> HttpResponse:
    """What holds the words asked for, by kind, as far as the actor may see it."""
    wanted, problems = read(request.GET)
    words = phrases(wanted.q)
    rows = find.matching(request.actor, words)
    counts = find.by_kind(rows)
    kind = request.GET.get("kind", "")
    if kind in {source.kind for source in SOURCES}:
        rows = rows.filter(kind=kind)
    else:
        kind = ""
    # Newest first: of what was said again and again the latest is wanted.
    found = Paginator(rows.order_by("-pk"), _ROWS).get_page(wanted.page)
    return page(
        request,
        "overview/search.html",
        q=wanted.q,
        problems=problems,
        asked=bool(words),
        kind=kind,
        kinds=[(source.kind, source.name, counts.get(source.kind, 0)) for source in SOURCES],
        total=sum(counts.values()),
        found=found,
        hits=find.hits(found, words),
        address=f"{reverse('search')}?{urlencode({'q': wanted.q} | ({'kind': kind} if kind else {}))}&",
    )
