"""The office's side: rounds of returns, and the review of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import LedgerState, ReturnState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import visible
from jiannuo.web.access.guard import Request, guard
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import perform, sub_key
from jiannuo.web.progress import forms
from jiannuo.web.progress.actions import ApproveReturn, OpenMonth, SendBackReturn
from jiannuo.web.progress.actions.rating import rate_month
from jiannuo.web.progress.desk import last_before
from jiannuo.web.progress.evidence import shows_picture
from jiannuo.web.progress.finding import parse_month
from jiannuo.web.progress.models import Collection, Return
from jiannuo.web.progress.reviewers import reviewable
from jiannuo.web.progress.reviewing import review
from jiannuo.web.progress.rounds import due_of, standings
from jiannuo.web.tasks.models import Ledger
from jiannuo.web.tasks.planning import expected_value
from jiannuo.web.ui import words
from jiannuo.web.ui.pages import page

PAGE = 50
SHOWN = (ReturnState.SIGNED, ReturnState.SUBMITTED, ReturnState.APPROVED, ReturnState.RETURNED)


def find_ledger(request: Request, pk: int) -> Ledger:
    """The ledger *pk* where the actor may see it; else Http404."""
    rows = Ledger.objects.select_related("owner").exclude(state=LedgerState.DRAFTING.value)
    found = visible(rows.filter(pk=pk), request.actor, "ledger.view", "owner__path").first()
    if found is None:
        raise Http404
    return found


@guard("return.view")
@require_http_methods(["GET", "POST"])
def return_rounds(request: Request) -> HttpResponse:
    """All rounds of the ledgers that the actor sees; the office opens the next one here."""
    rows = Ledger.objects.select_related("owner").exclude(state=LedgerState.DRAFTING.value)
    ledgers = list(visible(rows, request.actor, "ledger.view", "owner__path"))
    if request.method == "POST":
        try:
            ledger = next(one for one in ledgers if one.pk == forms.whole(request.POST.get("ledger", "")))
            month = parse_month(request.POST.get("month", ""))
        except StopIteration as error:
            raise Http404 from error
        try:
            key = sub_key(request.actor, request.POST.get("request_key", ""), "open", ledger.pk)
            perform(OpenMonth(ledger.pk, month), request.actor, key)
        except RefusedError as error:
            messages.error(request, error.message(short_language()))
            return redirect("return_rounds")
        return redirect("return_review", ledger.pk, str(month))
    collections = Collection.objects.filter(ledger__in=ledgers).select_related("ledger").order_by("-month", "ledger")
    present = Month.of(clock.today())
    opened = {(one.ledger_id, one.month) for one in collections}
    openable = [
        ledger
        for ledger in ledgers
        if ledger.state == LedgerState.ISSUED.value
        and (ledger.pk, str(present)) not in opened
        and request.actor.may("collection.manage", ledger)
    ]
    return page(
        request, "progress/rounds.html", collections=collections, openable=openable, present=present, ledgers=ledgers
    )


@guard("return.view")
@require_http_methods(["GET", "POST"])
def return_review(request: Request, pk: int, month: str) -> HttpResponse:
    """The returns of a round: by state, by unit, approved in bulk or sent back with a reason."""
    ledger, when = find_ledger(request, pk), parse_month(month)
    if request.method == "POST":
        return _decide(request, ledger, when)
    return show_review(request, ledger, when)


def _decide(request: Request, ledger: Ledger, month: Month) -> HttpResponse:
    do, reason = request.POST.get("do", ""), request.POST.get("reason", "")
    if do == "rate":
        return _rate(request, ledger, month)
    request.actor.require("return.review")
    wanted = sorted(
        (key, forms.whole(request.POST.get(f"version-{key}", ""))) for key in forms.chosen(request.POST) if key
    )
    if do not in ("approve", "send_back") or not wanted:
        return show_review(request, ledger, month, [_("未选中任何填报；请先勾选")], reason, status=409)
    if do == "send_back" and not reason.strip():
        sentence = RefusedError("reason_missing").message(short_language())
        return show_review(request, ledger, month, [sentence], reason, status=409)
    action = ApproveReturn if do == "approve" else SendBackReturn
    done, troubles = review(request.actor, ledger, month, action, wanted, reason, request.POST.get("request_key", ""))
    if done:
        told = _("已审核 %(n)s 项") if do == "approve" else _("已退回 %(n)s 项")
        messages.success(request, told % {"n": done})
    if troubles:
        return show_review(request, ledger, month, troubles, reason, status=409)
    return redirect(f"{reverse('return_review', args=(ledger.pk, str(month)))}?{request.GET.urlencode()}")


def _rate(request: Request, ledger: Ledger, month: Month) -> HttpResponse:
    """Rate the whole month now."""
    if not Collection.objects.filter(ledger=ledger, month=str(month)).exists():
        raise Http404
    key = sub_key(request.actor, request.POST.get("request_key", ""), "rate", ledger.pk)
    rate_month(ledger, month, request.actor, key=key)
    messages.success(request, _("已评定%(month)s全部任务") % {"month": words.month(month)})
    return redirect("return_review", ledger.pk, str(month))


def show_review(
    request: Request, ledger: Ledger, month: Month, troubles: Sequence[str] = (), reason: str = "", status: int = 200
) -> HttpResponse:
    """The page."""
    rows = visible(
        Return.objects.filter(task__ledger=ledger, month=str(month), state__in=[state.value for state in SHOWN]),
        request.actor,
        "return.view",
    )
    unit = forms.whole(request.GET.get("unit", ""))
    if unit:
        rows = rows.filter(unit=unit)
    counts = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    state = request.GET.get("state", "")
    if state not in {one.value for one in SHOWN}:
        state = next((one.value for one in SHOWN if counts.get(one.value)), "")
    found = Paginator(_rows(rows.filter(state=state) if state else rows), PAGE).get_page(request.GET.get("page"))
    all_standings = _standings(request, ledger, month)
    mine = set(
        reviewable(request.actor, Return.objects.filter(pk__in=[row.pk for row in found])).values_list("pk", flat=True)
    )
    return page(
        request,
        "progress/review.html",
        status=status,
        ledger=ledger,
        month=month,
        due=due_of(ledger, month),
        collection=Collection.objects.filter(ledger=ledger, month=str(month)).first(),
        rates=request.actor.may("rating.compute", ledger),
        found=found,
        lines=_lines(found.object_list, month),
        mine=mine,
        counts=counts,
        shown=SHOWN,
        state=state,
        unit=unit,
        standings=all_standings,
        complete=sum(one.complete for one in all_standings),
        troubles=troubles,
        reason=reason,
        query=urlencode({key: value for key, value in (("unit", unit), ("state", state)) if value}),
        today=clock.today(),
        shows_picture=shows_picture,
        states=ReturnState,
    )


def _standings(request: Request, ledger: Ledger, month: Month) -> list[Any]:
    return [one for one in standings(ledger, month) if request.actor.may("return.view", one.unit)]


def _rows(rows: QuerySet[Return]) -> QuerySet[Return]:
    return (
        rows.select_related("unit", "task__ledger", "task__lead", "submitted_by", "signed_by", "reviewed_by")
        .prefetch_related("task__points", "task__steps", "evidence__file")
        .order_by("unit__path", "task__number")
    )


def _lines(reports: Any, month: Month) -> list[dict[str, Any]]:
    earlier = last_before(month, [report.task_id for report in reports])
    return [
        {"report": report, "previous": earlier.get(report.task_id), "plan": expected_value(report.task, month)}
        for report in reports
    ]
