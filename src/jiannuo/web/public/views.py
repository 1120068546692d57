"""The public pages: ledgers, promises, feed and files; no log-in, no cookie for reading."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jiannuo.ledger.status import CommentState, Rating
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.public import files, filters
from jiannuo.web.public.changes import changes, feed
from jiannuo.web.public.models import Comment
from jiannuo.web.public.pages import find_ledger, find_task, kept, origin
from jiannuo.web.public.promises import catalogue, public_ledgers
from jiannuo.web.public.shown import only_shown
from jiannuo.web.public.verdicts import verdict_words
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.ui.pages import page


@guard("public.view")
@kept
def home(request: Request) -> HttpResponse:
    """The ledgers that are public."""
    return page(request, "public/home.html", ledgers=list(only_shown("ledger", public_ledgers())))


@guard_on("public.view", find_ledger)
@kept
def ledger(request: Request, ledger: Ledger) -> HttpResponse:
    """Every promise of a ledger, as the filter in the address asks."""
    found = catalogue(ledger)
    asked = filters.read(request.GET)
    listed = asked.of(found.promises)
    areas, units = filters.choices(found.promises)
    values: dict[str, Any] = {
        "found": found,
        "verdict_words": verdict_words,
        "asked": asked,
        "count": len(listed),
        "shown": Paginator(listed, filters.PER_PAGE).get_page(request.GET.get("page")),
        "areas": areas,
        "units": units,
        "tally": _tally([promise.stand.rating for promise in found.promises if promise.stand]),
        "changes": changes(ledger)[:8],
    }
    return page(request, "public/ledger.html", **values)


def _tally(ratings: list[str]) -> list[tuple[Rating, int]]:
    return [(rating, ratings.count(rating.value)) for rating in Rating if rating.value in ratings]


@guard_on("public.view", find_task)
@kept
def task(request: Request, task: Task) -> HttpResponse:
    """One promise at its permanent address."""
    found = catalogue(task.ledger, only=task.pk)
    answered = Comment.objects.filter(task=task, state=CommentState.ANSWERED.value).order_by("-answered")
    values: dict[str, Any] = {
        "found": found,
        "verdict_words": verdict_words,
        "promise": found.promises[0],
        "changes": changes(task.ledger, task.pk),
        "comments": list(only_shown("comment", answered)[:100]),
    }
    return page(request, "public/task.html", **values)


@guard_on("public.view", find_ledger)
@kept
def atom(request: Request, ledger: Ledger) -> HttpResponse:
    """What changed, as an Atom feed."""
    return HttpResponse(feed(ledger, origin(request)), content_type="application/atom+xml; charset=utf-8")


@guard_on("public.view", find_ledger)
@kept
def table(request: Request, ledger: Ledger) -> HttpResponse:
    """The promises as CSV."""
    text = files.csv_file(catalogue(ledger), _tasks(request))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ledger-{ledger.pk}.csv"'
    return response


@guard_on("public.view", find_ledger)
@kept
def data(request: Request, ledger: Ledger) -> HttpResponse:
    """The promises as JSON."""
    record = files.record(catalogue(ledger), _tasks(request))
    return JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _tasks(request: Request) -> str:
    return origin(request) + reverse("public_home") + "/tasks"


@guard("public.view")
@require_safe
def language(request: Request, code: str) -> HttpResponse:
    """Keep the language that was chosen, in a cookie; nothing else sets one here."""
    if code not in dict(settings.LANGUAGES):
        raise Http404(_("没有这种语言"))
    response: HttpResponseRedirect = redirect("public_home")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 86400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
