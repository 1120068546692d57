"""The tree of units: list, add, change, retire, and the table that goes out and comes back."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.accounts import sheets
from jiannuo.web.accounts.actions import LEVELS, AddUnit, ChangeUnit, RetireUnit, ReviveUnit
from jiannuo.web.accounts.forms import NewUnitForm, SheetForm, UnitForm
from jiannuo.web.accounts.models import Membership, Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.ui.pages import page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET_LIMIT = 5_000_000  # bytes


def find_unit(pk: int) -> Unit:
    """The unit, or Http404."""
    unit = Unit.objects.select_related("parent").filter(pk=pk).first()
    if unit is None:
        raise Http404
    return unit


def managed(actor: Actor) -> QuerySet[Unit]:
    """The units that the actor may change."""
    return visible(Unit.objects.all(), actor, "unit.manage", "path")


@guard("unit.view")
@require_safe
def unit_tree(request: Request) -> HttpResponse:
    """The tree, in which a name or a code can be looked for; retired units only when asked for."""
    query, retired = request.GET.get("q", "").strip(), request.GET.get("retired") == "1"
    rows = visible(Unit.objects.all(), request.actor, "unit.view", "path")
    if not retired:
        rows = rows.filter(active=True)
    if query:
        rows = rows.filter(Q(name__icontains=query) | Q(short__icontains=query) | Q(code__icontains=query))
    rows = rows.annotate(
        people=Count("memberships__person", filter=Q(memberships__person__is_active=True), distinct=True)
    )
    mine = set(managed(request.actor).values_list("pk", flat=True)) if request.actor.may("unit.manage") else set()
    return page(request, "accounts/unit_tree.html", units=in_order(rows), query=query, retired=retired, mine=mine)


def in_order(rows: QuerySet[Unit]) -> list[Unit]:
    """Units as a tree is read: each before those under it, siblings by their order and their number."""
    units = list(rows)
    key = {unit.path: (unit.order, unit.pk) for unit in units}

    def place(unit: Unit) -> list[tuple[int, int]]:
        parts = unit.path.split(".")[:-1]
        paths = [".".join(parts[:count]) + "." for count in range(1, len(parts) + 1)]
        return [key.get(path, (0, int(path.split(".")[-2]))) for path in paths]

    return sorted(units, key=place)


@never_cache
@guard("unit.manage")
@require_http_methods(["GET", "POST"])
def unit_add(request: Request) -> HttpResponse:
    """A new unit under one that the actor manages."""
    above = managed(request.actor).filter(active=True, level__lt=LEVELS)
    start = {"parent": request.GET.get("parent", ""), "kind": "department"}
    form = NewUnitForm(request.POST if request.method == "POST" else None, above=above, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        action = AddUnit(code=data["code"], parent=data["parent"].pk, **form.values())
        try:
            done = perform(action, request.actor, request.POST.get("request_key", ""))
        except RefusedError as error:
            form.add_error(None, error.message(short_language()))
        else:
            messages.success(request, _("已新增单位“%(unit)s”") % {"unit": done.result.name})
            return redirect("unit_tree")
    return page(request, "accounts/unit_form.html", status=409 if form.errors else 200, form=form, unit=None)


@never_cache
@guard_on("unit.manage", find_unit)
@require_http_methods(["GET", "POST"])
def unit_edit(request: Request, unit: Unit) -> HttpResponse:
    """A unit's names, kind and order."""
    now = {
        "name": unit.name, "short": unit.short, "aliases": "、".join(unit.aliases), "kind": unit.kind,
        "order": unit.order,
    }  # fmt: skip
    form = UnitForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        action = ChangeUnit(unit=unit.pk, **form.values())
        try:
            perform(action, request.actor, request.POST.get("request_key", ""))
        except RefusedError as error:
            form.add_error(None, error.message(short_language()))
        else:
            messages.success(request, _("已保存单位“%(unit)s”") % {"unit": form.cleaned_data["name"]})
            return redirect("unit_tree")
    return page(request, "accounts/unit_form.html", status=409 if form.errors else 200, form=form, unit=unit)


@guard_on("unit.manage", find_unit)
@require_POST
def unit_retire(request: Request, unit: Unit) -> HttpResponse:
    """Out of use; it can be revived."""
    perform(RetireUnit(unit.pk), request.actor, request.POST.get("request_key", ""))
    messages.success(request, _("已停用单位“%(unit)s”；其历史保留，可随时恢复") % {"unit": unit.name})
    return redirect("unit_tree")


@guard_on("unit.manage", find_unit)
@require_POST
def unit_revive(request: Request, unit: Unit) -> HttpResponse:
    """In use again."""
    perform(ReviveUnit(unit.pk), request.actor, request.POST.get("request_key", ""))
    messages.success(request, _("已恢复单位“%(unit)s”") % {"unit": unit.name})
    return redirect("unit_tree")


@never_cache
@guard("unit.manage")
@require_http_methods(["GET", "POST"])
def unit_import(request: Request) -> HttpResponse:
    """A file of units and people: what fits is kept, what fails comes back with its reason."""
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    taken = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > SHEET_LIMIT:
                raise RefusedError("file_too_large", name=file.name, most=SHEET_LIMIT // 1_000_000)
            taken = sheets.take_in(sheets.read(file.name, file.read()), request.actor)
        except RefusedError as error:
            form.add_error("file", error.message(short_language()))
        else:
            count = taken.changed
            messages.info(request, ngettext("已导入%(count)s行", "已导入%(count)s行", count) % {"count": count})
    failed = [
        {"sheet": one.sheet, "row": one.row, "reason": one.error.message(short_language())}
        for one in (taken.failed if taken else [])
    ]
    status = 409 if form.errors else 200
    return page(request, "accounts/unit_import.html", status=status, form=form, taken=taken, failed=failed)


@guard("person.view")
@require_safe
def unit_export(request: Request) -> HttpResponse:
    """Units and people as an Excel file that can be filled in and comes back by the import."""
    units = visible(Unit.objects.select_related("parent"), request.actor, "person.view", "path")
    held = Membership.objects.select_related("person", "unit")
    rows = visible(held, request.actor, "person.view").order_by("unit__path", "person__username", "role")
    response = HttpResponse(sheets.workbook(units, rows), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="units.xlsx"'
    return response
