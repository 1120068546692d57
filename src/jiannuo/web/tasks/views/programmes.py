"""The programmes of a ledger: how many tasks each holds, adding and renaming."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.guard import Request, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import Action, perform
from jiannuo.web.tasks.actions.programmes import AddProgramme, RenameProgramme
from jiannuo.web.tasks.finding import find_ledger
from jiannuo.web.tasks.models import Ledger, Programme
from jiannuo.web.tasks.table import IN
from jiannuo.web.tasks.views.edit import whole
from jiannuo.web.ui.pages import page


@guard_on("ledger.view", find_ledger)
@require_http_methods(["GET", "POST"])
def programme_list(request: Request, ledger: Ledger) -> HttpResponse:
    """The groups; sent, one is added or renamed."""
    sentence, title, pk = "", request.POST.get("title", "")[:200], whole(request.POST.get("programme", ""))
    if request.method == "POST":
        action: Action[Programme] = RenameProgramme(ledger.pk, pk, title) if pk else AddProgramme(ledger.pk, title)
        try:
            perform(action, request.actor, request.POST.get("request_key", ""))
        except RefusedError as error:
            sentence = error.message(short_language())
        else:
            messages.success(request, _("已改名") if pk else _("已添加"))
            return redirect("programme_list", ledger.pk)
    rows = ledger.programmes.annotate(held=Count("tasks", filter=Q(tasks__state__in=IN))).order_by("name")
    return page(
        request,
        "tasks/programmes.html",
        status=409 if sentence else 200,
        ledger=ledger,
        rows=list(rows),
        edits=request.actor.may("task.edit", ledger),
        sentence=sentence,
        title=title,
        renamed=pk,
    )
