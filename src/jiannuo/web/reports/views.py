"""Reports: the list, taking one in, reading it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jiannuo.model.errors import JiannuoError
from jiannuo.web.access.actor import NotAllowedError, visible
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import perform
from jiannuo.web.reports.finding import find_report
from jiannuo.web.reports.forms import UploadForm
from jiannuo.web.reports.intake import UploadReport
from jiannuo.web.reports.models import GovernmentReport, ReportStatement
from jiannuo.web.reports.reading import Mark, Reading
from jiannuo.web.tasks.models import Ledger, TaskStatement
from jiannuo.web.tasks.reach import visible_tasks
from jiannuo.web.ui.pages import page


@guard("report.view")
@require_safe
def report_list(request: Request) -> HttpResponse:
    """The reports that the actor may read, with how much was read in each and the ledger made of it."""
    ledger = Ledger.objects.filter(report=OuterRef("pk")).order_by("pk").values("pk")[:1]
    rows = (
        visible(GovernmentReport.objects.all(), request.actor, "report.view", "owner__path")
        .select_related("owner")
        .defer("text", "outline", "notes")
        .annotate(
            read=Count("statements"),
            promised=Count("statements", filter=Q(statements__promise=True)),
            ledger_pk=Subquery(ledger),
        )
        .order_by("-year", "owner__path", "-uploaded")
    )
    return page(request, "reports/list.html", rows=list(rows), uploads=request.actor.may("report.upload"))


@guard("report.upload")
@require_http_methods(["GET", "POST"])
def report_upload(request: Request) -> HttpResponse:
    """Take a report in; what cannot be read is told, and the form kept."""
    if request.method != "POST":
        return page(request, "reports/upload.html", form=UploadForm(request.actor), sentence="")
    form = UploadForm(request.actor, request.POST, request.FILES)
    if not form.is_valid():
        return page(request, "reports/upload.html", status=400, form=form, sentence="")
    try:
        data, name = form.content()
        action = UploadReport(form.cleaned_data["owner"], data, name, form.cleaned_data["year"])
        kept = perform(action, request.actor, request.POST.get("request_key", "")).result
    except NotAllowedError:
        raise
    except JiannuoError as error:
        sentence = error.message(short_language())
        return page(request, "reports/upload.html", status=409, form=form, sentence=sentence)
    promised = kept.statements.filter(promise=True).count()
    told = _("已读出 %(all)s 项表述，其中承诺 %(promised)s 项")
    messages.success(request, told % {"all": kept.statements.count(), "promised": promised})
    return redirect("report", kept.pk)


@guard_on("report.view", find_report)
@require_safe
def report(request: Request, report: GovernmentReport) -> HttpResponse:
    """The report to be read; ``?statement=`` lights one of its statements."""
    return show_report(request, report)


def show_report(request: Request, report: GovernmentReport, sentence: str = "", status: int = 200) -> HttpResponse:
    """The page; *sentence* says why a ledger was not drawn up."""
    lit = request.GET.get("statement", "")[:64]
    rows = ReportStatement.objects.filter(report=report).values_list("key", "start", "end", "promise")
    marks = [Mark(*row) for row in rows]
    reading = Reading(report, marks, lit, short_language())
    found = ReportStatement.objects.filter(report=report, key=lit).first() if lit else None
    delivered = TaskStatement.objects.filter(statement=found, task__in=visible_tasks(request.actor))
    return page(
        request,
        "reports/report.html",
        status=status,
        report=report,
        reading=reading,
        lit=found,
        unknown=bool(lit) and found is None,
        delivered=[one.task for one in delivered.select_related("task")] if found else [],
        read=len(marks),
        promised=sum(mark.promise for mark in marks),
        ledger=Ledger.objects.filter(report=report).first(),
        creates=request.actor.may("ledger.create", report),
        sentence=sentence,
        due_day=request.POST.get("due_day", "25"),
        title=request.POST.get("title", ""),
    )
