"""Pages of bulletins."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jiannuo.ledger.counts import RANKING, SHARES
from jiannuo.ledger.status import BulletinState, LedgerState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import NotAllowedError, visible
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import perform
from jiannuo.web.bulletins import excel, tables, years
from jiannuo.web.bulletins.actions import (
    CorrectBulletin,
    CreateBulletin,
    DropBulletin,
    EditBulletin,
    FreezeBulletin,
    seen,
)
from jiannuo.web.bulletins.forms import CorrectForm, EditForm, NewForm, Period
from jiannuo.web.bulletins.gathering import gather
from jiannuo.web.bulletins.issue import Issue, read
from jiannuo.web.bulletins.lacking import cautions, lacking
from jiannuo.web.bulletins.leading import lead_of
from jiannuo.web.bulletins.listing import drafts, issued, listed, name_of
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.bulletins.outputs import MEDIA, BulletinDocument
from jiannuo.web.tasks.models import Ledger
from jiannuo.web.ui.asked import whole
from jiannuo.web.ui.pages import page

PAGE = 24
YEAR_PAGE = 200
MOST_ROWS = 100  # of a list on a page


def find_bulletin(pk: int) -> Bulletin:
    """The bulletin *pk*; Http404 where there is none."""
    found = Bulletin.objects.select_related("ledger__owner", "corrects", "person").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def find_issued(pk: int) -> Bulletin:
    """The frozen bulletin *pk*; a draft is as if it were not there."""
    found = find_bulletin(pk)
    if not found.is_frozen:
        raise Http404
    return found


def find_document(pk: int, kind: str) -> BulletinDocument:
    """A format of the frozen bulletin *pk*; Http404 for one that is not made."""
    if kind not in MEDIA:
        raise Http404
    return BulletinDocument(find_issued(pk), kind)


def find_ledger(pk: int) -> Ledger:
    """The ledger *pk* where it was issued; Http404 else."""
    found = Ledger.objects.select_related("owner").exclude(state=LedgerState.DRAFTING.value).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _key(request: Request) -> str:
    return request.POST.get("request_key", "")


def _version(request: Request) -> int:
    return whole(request.POST.get("version", "")) or 0


def _status(error: RefusedError) -> int:
    return 403 if isinstance(error, NotAllowedError) else 409


@guard("bulletin.view")
@require_GET
def bulletin_list(request: Request) -> HttpResponse:
    """What was issued, the newest first, and the drafts of who may edit them."""
    found = Paginator(issued(request.actor), PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "bulletins/list.html",
        found=found,
        rows=listed(list(found.object_list)),
        drafts=list(drafts(request.actor)) if request.actor.may("bulletin.draft") else [],
        ledgers=list(
            visible(
                Ledger.objects.exclude(state=LedgerState.DRAFTING.value), request.actor, "rating.view", "owner__path"
            )
        ),
        name_of=name_of,
    )


@guard("bulletin.draft")
@require_http_methods(["GET", "POST"])
def bulletin_new(request: Request) -> HttpResponse:
    """Choose a ledger and a period."""
    rows = Ledger.objects.exclude(state=LedgerState.DRAFTING.value).select_related("owner")
    ledgers = list(visible(rows, request.actor, "bulletin.draft", "owner__path"))
    wanted = request.POST.get("ledger") or request.GET.get("ledger")
    chosen = next((one for one in ledgers if str(one.pk) == wanted), ledgers[0] if ledgers else None)
    if wanted and (chosen is None or str(chosen.pk) != wanted):
        raise Http404
    form = NewForm(chosen, request.POST or None) if chosen else None
    trouble, status = "", 200
    if request.method == "POST" and chosen and form:
        status = 422
        if form.is_valid():
            try:
                period = Period.parse(form.cleaned_data["period"])
                action = CreateBulletin(chosen.pk, period.month, period.period)
                made = perform(action, request.actor, _key(request)).result
            except RefusedError as error:
                trouble, status = error.message(short_language()), _status(error)
            else:
                return redirect("bulletin_edit", made.pk)
    return page(
        request, "bulletins/new.html", status=status, ledgers=ledgers, chosen=chosen, form=form, trouble=trouble
    )


def shown(request: Request, found: Bulletin, issue: Issue) -> dict[str, Any]:
    """What the pages print of an issue; of long lists the first rows, unless the address asks for all.

    Tasks lead to their pages where the actor may see those of the whole government.
    """
    language = short_language()
    return {
        "issue": issue,
        "totals": tables.totals(issue),
        "lamps": tables.lamps(issue),
        "units": tables.units(issue),
        "areas": tables.areas(issue),
        "lists": tables.lists(issue),
        "shares_note": SHARES.message(language),
        "ranking_note": RANKING.message(language),
        "is_number": tables.is_number,
        "kind_of": tables.kind_of,
        "full": "full" in request.GET,
        "TASK": tables.TASK,
        "task_keys": {int(row.number): int(row.task) for row in issue.rows}
        if request.actor.may("task.view", found)
        else {},
        "MOST_ROWS": MOST_ROWS,
    }


@guard_on("bulletin.view", find_issued)
@require_GET
def bulletin(request: Request, found: Bulletin) -> HttpResponse:
    """A frozen bulletin, from its snapshot."""
    later = found.corrections.filter(state=BulletinState.FROZEN.value).defer("snapshot", "lead").first()
    return page(
        request,
        "bulletins/bulletin.html",
        bulletin=found,
        corrected_by=later,
        **shown(request, found, read(found.snapshot)),
    )


@guard_on("bulletin.draft", find_bulletin)
@require_http_methods(["GET", "POST"])
def bulletin_edit(request: Request, found: Bulletin) -> HttpResponse:
    """A draft: its text to edit, its figures as the ledger stands."""
    if found.is_frozen:
        return redirect("bulletin", found.pk)
    form = EditForm(request.POST) if request.method == "POST" else EditForm.of(found)
    trouble, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            action = EditBulletin(found.pk, given["version"], given["title"], given["lead"], "renew" in request.POST)
            try:
                perform(action, request.actor, _key(request))
            except RefusedError as error:
                trouble, status = error.message(short_language()), _status(error)
            else:
                messages.success(request, _("已保存"))
                return redirect("bulletin_edit", found.pk)
    return _draft_page(request, found, form, trouble, status)


def _draft_page(request: Request, found: Bulletin, form: EditForm, trouble: str, status: int) -> HttpResponse:
    """The page of a draft with a form as it stands or as typed."""
    issue, language = gather(found), short_language()
    return page(
        request,
        "bulletins/edit.html",
        status=status,
        bulletin=found,
        form=form,
        trouble=trouble,
        lacks=[remark.message(language) for remark in lacking(found, issue)],
        cautions=[remark.message(language) for remark in cautions(issue)],
        renewed=lead_of(issue),
        looked_at=seen(issue),
        **shown(request, found, issue),
    )


@guard_on("bulletin.freeze", find_bulletin)
@require_POST
def bulletin_freeze(request: Request, found: Bulletin) -> HttpResponse:
    """Issue a draft."""
    action = FreezeBulletin(found.pk, _version(request), looked_at=request.POST.get("looked_at", "")[:16])
    try:
        made = perform(action, request.actor, _key(request)).result
    except RefusedError as error:
        if found.is_frozen:
            raise
        return _draft_page(request, found, EditForm.of(found), error.message(short_language()), _status(error))
    messages.success(request, _("已印发第%(number)s期") % {"number": made.number})
    return redirect("bulletin", made.pk)


@guard_on("bulletin.draft", find_bulletin)
@require_POST
def bulletin_drop(request: Request, found: Bulletin) -> HttpResponse:
    """Take a draft away."""
    perform(DropBulletin(found.pk, _version(request)), request.actor, _key(request))
    messages.success(request, _("草稿已撤销"))
    return redirect("bulletin_list")


@guard_on("bulletin.draft", find_issued)
@require_http_methods(["GET", "POST"])
def bulletin_correct(request: Request, found: Bulletin) -> HttpResponse:
    """Begin an issue that corrects this one."""
    form = CorrectForm(request.POST or None)
    trouble, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = perform(CorrectBulletin(found.pk, form.cleaned_data["reason"]), request.actor, _key(request))
            except RefusedError as error:
                trouble, status = error.message(short_language()), _status(error)
            else:
                return redirect("bulletin_edit", made.result.pk)
    return page(request, "bulletins/correct.html", status=status, bulletin=found, form=form, trouble=trouble)


def _download(content: bytes, media: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@guard_on("bulletin.view", find_document)
@require_GET
def bulletin_document(request: Request, found: BulletinDocument) -> HttpResponse:
    """A frozen bulletin in Word, in Excel or as its snapshot."""
    return _download(found.content(), MEDIA[found.format], found.name)


@guard_on("rating.view", find_ledger)
@require_GET
def year_table(request: Request, ledger: Ledger) -> HttpResponse:
    """Every task with its lights of the year and its last rating."""
    year = years.year_table(ledger)
    found = Paginator(year.rows, YEAR_PAGE).get_page(request.GET.get("page"))
    return page(
        request, "bulletins/year.html", ledger=ledger, year=year, found=found, shares=SHARES.message(short_language())
    )


@guard_on("rating.view", find_ledger)
@require_GET
def year_document(request: Request, ledger: Ledger) -> HttpResponse:
    """The same as a workbook."""
    year = years.year_table(ledger)
    sheets = {"年终总表": years.as_table(year), "最终评定": years.summary(year)}
    title = f"{ledger.title}年终总表"
    return _download(excel.save(sheets, title), MEDIA["xlsx"], f"{title}.xlsx")
