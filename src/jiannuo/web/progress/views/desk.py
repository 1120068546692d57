"""A unit's returns of a month: filled in, submitted and signed on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import ReturnState, Role
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform, sub_key
from jiannuo.web.progress import forms
from jiannuo.web.progress.actions import RecallReturn, SignReturn, StrikeEvidence
from jiannuo.web.progress.desk import EDITABLE, Desk, read_desk, where
from jiannuo.web.progress.evidence import attach, shows_picture
from jiannuo.web.progress.filling import Filler, Outcome, desk_after
from jiannuo.web.progress.finding import UnitMonth, unit_month
from jiannuo.web.progress.models import Collection, Evidence
from jiannuo.web.ui.pages import page

_FILLS = (Role.REPORTER, Role.HEAD)


def current_month(unit: Unit) -> Month:
    """The latest month that is collected from *unit*, else the present one."""
    latest = (
        Collection.objects.filter(ledger__tasks__lead=unit).order_by("-month").values_list("month", flat=True).first()
    )
    return Month.parse(latest) if latest else Month.of(clock.today())


@guard("return.view")
def return_desk(request: Request) -> HttpResponse:
    """Leads to where the person works: the own unit's desk, or the office's review of the latest round."""
    own = [grant.path for grant in request.actor.grants if grant.role in _FILLS]
    unit = Unit.objects.filter(path__in=own).order_by("path").first()
    if unit is not None:
        return redirect("unit_returns", unit.pk, str(current_month(unit)))
    return redirect("return_rounds")


@guard_on("return.view", unit_month)
@require_http_methods(["GET", "POST"])
def unit_returns(request: Request, found: UnitMonth) -> HttpResponse:
    """All returns of a unit and month on one page."""
    if request.method != "POST":
        return show_desk(request, read_desk(found.unit, found.month), Outcome())
    if not request.actor.may("return.fill", found.unit):
        request.actor.require("return.fill", found.unit)
    do, _colon, pk = request.POST.get("do", "save").partition(":")
    if do == "strike":
        outcome = _strike(request, found, forms.whole(pk))
    elif do in ("sign", "sign_all", "recall"):
        outcome = _step(request, found, do, forms.whole(pk))
    else:
        outcome = Outcome()
    typed = _save(request, found, submit=do)
    outcome.troubles += typed.troubles
    outcome.sentences += typed.sentences
    outcome.saved, outcome.submitted, outcome.attached = typed.saved, typed.submitted, typed.attached
    return finish(request, found, outcome)


def finish(request: Request, found: UnitMonth, outcome: Outcome) -> HttpResponse:
    """Say what was done; where anything did not go through, show the desk with all that was typed."""
    done = said(outcome)
    if outcome.failed:
        if done:
            messages.success(request, done)
        return show_desk(request, desk_after(found.unit, found.month, outcome), outcome, status=409)
    messages.success(request, done or _("没有改动，未作保存"))
    return redirect(reverse("unit_returns", args=(found.unit.pk, str(found.month))))


def said(outcome: Outcome) -> str:
    """What was done, in one line; empty where nothing was."""
    parts = [
        (outcome.saved, _("已保存 %(n)s 项")),
        (outcome.attached, _("已添加佐证 %(n)s 份")),
        (outcome.submitted, _("已报送 %(n)s 项")),
        (outcome.signed, _("已签发 %(n)s 项")),
        (outcome.recalled, _("已撤回 %(n)s 项")),
    ]
    return _("，").join(words % {"n": count} for count, words in parts if count)


def _save(request: Request, found: UnitMonth, submit: str) -> Outcome:
    """Save what was typed; submit the chosen rows or all that can be filled in."""
    desk = read_desk(found.unit, found.month)
    rows = forms.typed_rows(request.POST, desk)
    wanted: set[int] = set()
    if submit == "submit_all":
        wanted = {row.task for row in rows}
    elif submit == "submit":
        wanted = forms.chosen(request.POST)
    key = request.POST.get("request_key", "")
    outcome = Filler(request.actor, found.unit, found.month, key).fill(rows, wanted)
    given, links = forms.attachments(request.FILES, desk), forms.links(request.POST, desk)
    for line in desk.lines:
        files, link = given.get(line.task.pk, []), links.get(line.task.pk, "")
        if files or link:
            done, refused = attach(request.actor, line.task.pk, found.month, key, files, link)
            outcome.attached += done
            outcome.sentences += [f"{where(line.task)}：{error.message(short_language())}" for error in refused]
    return outcome


def _step(request: Request, found: UnitMonth, do: str, pk: int) -> Outcome:
    """Sign the chosen or all submitted returns, or recall one."""
    seen = forms.seen_versions(request.POST)
    filler = Filler(request.actor, found.unit, found.month, request.POST.get("request_key", ""))
    if do == "recall":
        return filler.step(RecallReturn, [(pk, seen.get(pk, 0))])
    wanted = seen if do == "sign_all" else {key: seen.get(key, 0) for key in forms.chosen(request.POST)}
    desk = read_desk(found.unit, found.month)
    ready = {line.task.pk for line in desk.lines if line.state is ReturnState.SUBMITTED}
    return filler.step(SignReturn, sorted((key, version) for key, version in wanted.items() if key in ready))


def _strike(request: Request, found: UnitMonth, pk: int) -> Outcome:
    """Strike out a piece of evidence of this unit and month."""
    outcome = Outcome()
    if Evidence.objects.filter(pk=pk, report__unit=found.unit, report__month=str(found.month)).exists():
        key = sub_key(request.actor, request.POST.get("request_key", ""), "strike", pk)
        try:
            perform(StrikeEvidence(pk), request.actor, key)
        except RefusedError as error:
            outcome.sentences.append(error.message(short_language()))
    return outcome


def show_desk(request: Request, desk: Desk, outcome: Outcome, status: int = 200) -> HttpResponse:
    """The page."""
    fills = request.actor.may("return.fill", desk.unit) and any(line.editable for line in desk.lines)
    signs = request.actor.may("return.sign", desk.unit) and desk.count(ReturnState.SUBMITTED) > 0
    return page(
        request,
        "progress/desk.html",
        status=status,
        desk=desk,
        outcome=outcome,
        fills=fills,
        signs=signs,
        recalls=request.actor.may("return.fill", desk.unit),
        shows_picture=shows_picture,
        editable=EDITABLE,
        today=clock.today(),
        earlier=str(desk.month.plus(-1)),
        later=str(desk.month.plus(1)) if desk.month < Month.of(clock.today()) else "",
        states=ReturnState,
    )
