"""The sheet of a unit's month: handing it out, taking it back."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.guard import Request, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.progress import forms
from jiannuo.web.progress.content import of_typed
from jiannuo.web.progress.desk import Desk, read_desk
from jiannuo.web.progress.filling import Filler
from jiannuo.web.progress.finding import UnitMonth, unit_month
from jiannuo.web.progress.sheet.read import read_sheet
from jiannuo.web.progress.sheet.write import write_sheet
from jiannuo.web.progress.views.desk import finish
from jiannuo.web.sheets.reading import uploaded
from jiannuo.web.sheets.writing import download
from jiannuo.web.ui.pages import page


@guard_on("return.view", unit_month)
@require_http_methods(["GET", "POST"])
def return_sheet(request: Request, found: UnitMonth) -> HttpResponse:
    """The sheet; sent the desk's form, one of the rows that did not go through, with the reasons."""
    desk = read_desk(found.unit, found.month)
    if request.method == "GET":
        return download(write_sheet(desk), f"{found.unit}{found.month.name}填报表.xlsx")
    reasons = _reasons(request, desk)
    return download(write_sheet(desk, reasons), f"{found.unit}{found.month.name}未生效的行.xlsx")


def _reasons(request: Request, desk: Desk) -> dict[int, str]:
    """Why each row of the form cannot be saved; the rows are put into *desk* as typed."""
    reasons = {}
    for typed in forms.typed_rows(request.POST, desk):
        line = desk.of(typed.task)
        assert line is not None  # the rows are those of the desk
        try:
            touched = of_typed(typed, line.task, clock.today()).stamp != typed.stamp
            reason = _("尚未保存") if touched else ""
        except RefusedError as error:
            reason = error.message(short_language())
        if typed.contested:
            reason = RefusedError("choice_missing", where=typed.where).message(short_language())
        if reason:
            line.typed, reasons[typed.task] = typed, reason
    return reasons


@guard_on("return.fill", unit_month)
@require_http_methods(["GET", "POST"])
def return_import(request: Request, found: UnitMonth) -> HttpResponse:
    """Take a filled sheet back: what is right is saved, what is not is shown on the desk with all that was typed."""
    if request.method != "POST":
        return page(request, "progress/import.html", found=found, sentence="")
    try:
        name, data = uploaded(request.FILES.get("sheet"), _("填报表"))
        rows = read_sheet(data, name, read_desk(found.unit, found.month))
    except RefusedError as error:
        sentence = error.message(short_language())
        return page(request, "progress/import.html", status=409, found=found, sentence=sentence)
    key = request.POST.get("request_key", "")
    outcome = Filler(request.actor, found.unit, found.month, key, "excel").fill(rows.rows, rows.submit)
    outcome.troubles += rows.troubles
    return finish(request, found, outcome)
