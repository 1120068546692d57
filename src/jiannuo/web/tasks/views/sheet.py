"""The sheet of a ledger: handing it out, taking it back."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.guard import Request, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.sheets.reading import uploaded
from jiannuo.web.sheets.writing import download
from jiannuo.web.tasks.actions.ledgers import with_plans
from jiannuo.web.tasks.fields import NAMES
from jiannuo.web.tasks.finding import find_ledger
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.names import UnitNames
from jiannuo.web.tasks.sheet.read import Importer, Line, Outcome, read_lines, whole
from jiannuo.web.tasks.sheet.write import write_sheet
from jiannuo.web.tasks.table import IN
from jiannuo.web.tasks.typed import unpacked
from jiannuo.web.ui.pages import page


@guard_on("task.edit", find_ledger)
@require_safe
def ledger_sheet(request: Request, ledger: Ledger) -> HttpResponse:
    """All tasks of the ledger with all that can be edited."""
    data = write_sheet(ledger, _tasks(ledger), UnitNames(ledger.owner))
    return download(data, f"{ledger.title}修改表.xlsx")


def _tasks(ledger: Ledger) -> list[Task]:
    rows = with_plans(ledger.tasks.filter(state__in=IN)).select_related("programme")
    return list(rows.order_by("number"))


@guard_on("task.edit", find_ledger)
@require_http_methods(["GET", "POST"])
def ledger_import(request: Request, ledger: Ledger) -> HttpResponse:
    """Take a sheet back: what is right is saved, what is not is shown with its reason and kept."""
    do = request.POST.get("do", "")
    if request.method != "POST":
        return _show(request, ledger, Outcome())
    if do == "failed_sheet":
        return _failed_sheet(request, ledger)
    importer = Importer(ledger, request.actor, request.POST.get("request_key", ""))
    try:
        if do == "resolve":
            lines = _kept_lines(request)
            chosen = {line.pk: request.POST.get(f"choice-{line.pk}", "") for line in lines}
            outcome = importer.carry_out(lines, chosen)
        else:
            name, data = uploaded(request.FILES.get("sheet"), _("修改表"))
            outcome = importer.carry_out(read_lines(data, name, ledger))
    except RefusedError as error:
        return _show(request, ledger, Outcome(), error.message(short_language()), 409)
    told = _("已改 %(saved)s 项，%(untouched)s 项未动") % {"saved": outcome.saved, "untouched": outcome.untouched}
    if not outcome.troubles:
        messages.success(request, told)
        return redirect("ledger", ledger.pk)
    if outcome.saved:
        messages.success(request, told)
    return _show(request, ledger, outcome, status=409)


def _kept_lines(request: Request) -> list[Line]:
    """The rows that the page kept, with what was typed into them."""
    lines = []
    for key in request.POST.getlist("line")[:2000]:
        given = unpacked(request.POST.get(f"typed-{whole(key)}", ""))
        if given:
            typed = {name: str(given.get(name, "")) for name in NAMES}
            version, where = whole(request.POST.get(f"version-{whole(key)}", "")), str(given.get("where", ""))[:40]
            lines.append(Line(where, whole(key), version, "", typed))
    return lines


def _failed_sheet(request: Request, ledger: Ledger) -> HttpResponse:
    """The rows that did not go through, as typed, with the reasons."""
    failed = {line.pk: (line.typed, request.POST.get(f"reason-{line.pk}", "")[:500]) for line in _kept_lines(request)}
    tasks = [task for task in _tasks(ledger) if task.pk in failed]
    data = write_sheet(ledger, tasks, UnitNames(ledger.owner), failed)
    return download(data, f"{ledger.title}未生效的行.xlsx")


def _show(request: Request, ledger: Ledger, outcome: Outcome, sentence: str = "", status: int = 200) -> HttpResponse:
    rows = [
        (trouble, json.dumps({**trouble.line.typed, "where": trouble.line.where}, ensure_ascii=False))
        for trouble in outcome.troubles
    ]
    contested = any(trouble.stored is not None for trouble in outcome.troubles)
    return page(
        request,
        "tasks/import.html",
        status=status,
        ledger=ledger,
        rows=rows,
        contested=contested,
        sentence=sentence,
    )
