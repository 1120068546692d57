"""Ledgers: the list, drawing one up, issuing and closing it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jiannuo.ledger.status import AdjustmentState, LedgerState, TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import NotAllowedError, visible
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import perform
from jiannuo.web.reports.finding import find_report
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.reports.views import show_report
from jiannuo.web.tasks.actions.ledgers import CloseLedger, CreateLedger, IssueLedger
from jiannuo.web.tasks.finding import find_ledger
from jiannuo.web.tasks.models import Ledger
from jiannuo.web.tasks.table import Table, Wanted, areas, standing
from jiannuo.web.ui.pages import page


@guard("ledger.view")
@require_safe
def ledger_list(request: Request) -> HttpResponse:
    """The ledgers that the actor may see, with how many tasks they hold."""
    rows = (
        visible(Ledger.objects.all(), request.actor, "ledger.view", "owner__path")
        .select_related("owner")
        .annotate(
            drafted=Count("tasks", filter=Q(tasks__state=TaskState.PROPOSED.value)),
            in_force=Count("tasks", filter=Q(tasks__state=TaskState.ISSUED.value)),
            cancelled=Count("tasks", filter=Q(tasks__state=TaskState.CANCELLED.value)),
        )
        .order_by("-year", "owner__path", "pk")
    )
    return page(request, "tasks/ledger_list.html", rows=list(rows), states=LedgerState)


@guard_on("ledger.create", find_report)
@require_POST
def ledger_create(request: Request, report: GovernmentReport) -> HttpResponse:
    """Draw up the ledger of a report."""
    typed = request.POST.get("due_day", "25").strip()
    try:
        if not (typed.isascii() and typed.isdigit() and len(typed) < 4):
            raise RefusedError("ledger_due_day", day=typed[:20])
        action = CreateLedger(report.pk, request.POST.get("title", ""), int(typed))
        made = perform(action, request.actor, request.POST.get("request_key", "")).result
    except NotAllowedError:
        raise
    except RefusedError as error:
        return show_report(request, report, error.message(short_language()), 409)
    messages.success(request, _("已编制台账，拟定任务 %(n)s 项") % {"n": made.tasks.count()})
    return redirect("ledger", made.pk)


@guard_on("ledger.view", find_ledger)
@require_safe
def ledger(request: Request, ledger: Ledger) -> HttpResponse:
    """The ledger: its balance, what is lacking, its tasks as an editable table."""
    return show_ledger(request, Table(ledger, request.actor, Wanted.of(request.GET)))


def show_ledger(
    request: Request, table: Table, sentence: str = "", typed: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    """The page; *sentence* says what did not go through, *typed* is what stands in the bar for ticked rows."""
    ledger = table.ledger
    may = request.actor.may
    return page(
        request,
        "tasks/ledger.html",
        status=status,
        ledger=ledger,
        state=LedgerState.of(ledger.state),
        table=table,
        wanted=table.wanted,
        standing=standing(ledger, table.lacking),
        areas=areas(ledger),
        programmes=list(ledger.programmes.order_by("name").values_list("name", flat=True)),
        sentence=sentence,
        bulk=typed or {},
        failed=sum(bool(row.trouble) for row in table.rows),
        issues=table.drafting and may("ledger.issue", ledger),
        closes=ledger.state == LedgerState.ISSUED.value and may("ledger.close", ledger),
        waiting=_waiting(ledger),
        back=f"{request.path}?{table.wanted.query()}" if request.method == "GET" else "",
        TaskState=TaskState,
    )


def _waiting(ledger: Ledger) -> int:
    return ledger.tasks.filter(adjustments__state=AdjustmentState.REQUESTED.value).count()


@guard_on("ledger.issue", find_ledger)
@require_POST
def ledger_issue(request: Request, ledger: Ledger) -> HttpResponse:
    """下达; what is lacking is told on the ledger's page."""
    return _step(request, ledger, IssueLedger(ledger.pk), _("台账已下达"))


@guard_on("ledger.close", find_ledger)
@require_POST
def ledger_close(request: Request, ledger: Ledger) -> HttpResponse:
    """结账."""
    return _step(request, ledger, CloseLedger(ledger.pk), _("台账已结账"))


def _step(request: Request, ledger: Ledger, action: IssueLedger | CloseLedger, done: str) -> HttpResponse:
    try:
        perform(action, request.actor, request.POST.get("request_key", ""))
    except NotAllowedError:
        raise
    except RefusedError as error:
        table = Table(ledger, request.actor, Wanted())
        return show_ledger(request, table, error.message(short_language()), status=409)
    messages.success(request, done)
    return redirect("ledger", ledger.pk)
