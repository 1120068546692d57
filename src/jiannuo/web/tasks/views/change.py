"""Requests to adjust a task: the list, one of them and the decision; remarks on a task."""

from __future__ import annotations

import msgspec
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiannuo.ledger.status import AdjustmentState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import NotAllowedError
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import perform
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.actions.changing import DecideAdjustment
from jiannuo.web.tasks.actions.drafting import AddRemark
from jiannuo.web.tasks.finding import find_adjustment, find_task
from jiannuo.web.tasks.models import Adjustment, Task
from jiannuo.web.tasks.names import UnitNames
from jiannuo.web.tasks.reach import Governed, visible_tasks
from jiannuo.web.tasks.typed import as_typed
from jiannuo.web.tasks.views.edit import whole
from jiannuo.web.ui.pages import page

_ROWS = 50


class Changed(msgspec.Struct, frozen=True):
    """A value before and after."""

    label: str
    before: str
    after: str


@guard("task.view")
@require_safe
def adjustment_list(request: Request) -> HttpResponse:
    """The requests on tasks that the actor may see, those that wait first."""
    rows = Adjustment.objects.filter(task__in=visible_tasks(request.actor))
    state, ledger = request.GET.get("state", ""), whole(request.GET.get("ledger", ""))
    states = {one.value: one for one in AdjustmentState}
    if state in states:
        rows = rows.filter(state=state)
    if ledger:
        rows = rows.filter(task__ledger=ledger)
    rows = rows.select_related("task__lead", "requested_by", "decided_by").order_by("-requested")
    found = Paginator(rows, _ROWS).get_page(request.GET.get("page", "1"))
    return page(
        request, "tasks/adjustments.html", found=found, state=state, ledger=ledger, states=states, names=fields.NAMES
    )


@guard_on("task.view", find_adjustment)
@require_http_methods(["GET", "POST"])
def adjustment(request: Request, found: Adjustment) -> HttpResponse:
    """A request with old and new values; whoever may, and did not ask for it, decides."""
    sentence, decision = "", request.POST.get("decision", "")[:2000]
    if request.method == "POST":
        approve = request.POST.get("do") == "approve"
        try:
            action = DecideAdjustment(found.pk, approve, decision)
            perform(action, request.actor, request.POST.get("request_key", ""))
        except NotAllowedError:
            raise
        except RefusedError as error:
            sentence = error.message(short_language())
        else:
            messages.success(request, _("已批准，任务已按新值执行") if approve else _("已退回，任务照原值执行"))
            return redirect("adjustment", found.pk)
    return page(
        request,
        "tasks/adjustment.html",
        status=409 if sentence else 200,
        adjustment=found,
        task=found.task,
        rows=changes(found),
        state=AdjustmentState.of(found.state),
        decides=found.state == AdjustmentState.REQUESTED.value
        and request.actor.may("task.decide", Governed(found.task)),
        own=found.requested_by_id == request.actor.user_id,
        sentence=sentence,
        decision=decision,
    )


def changes(found: Adjustment) -> list[Changed]:
    """What a request changes, in words."""
    names = UnitNames(found.task.ledger.owner)
    before, after = as_typed(found.before, names), as_typed(found.after, names)
    return [Changed(_(fields.NAMES[name]), before.get(name, ""), words) for name, words in after.items()]


@guard_on("task.remark", find_task)
@require_POST
def task_remark(request: Request, task: Task) -> HttpResponse:
    """Say something about a task; an empty remark is told on its page."""
    try:
        perform(AddRemark(task.pk, request.POST.get("text", "")), request.actor, request.POST.get("request_key", ""))
    except RefusedError as error:
        messages.error(request, error.message(short_language()))
    return redirect(reverse("task", args=(task.pk,)) + "#remarks")
