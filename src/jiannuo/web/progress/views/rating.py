"""How a task was rated in a month: the printed rule with its figures; overriding it with a reason."""

from __future__ import annotations

import msgspec
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jiannuo.ledger.month import Month
from jiannuo.ledger.rating import print_kept, rules
from jiannuo.ledger.status import Rating
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.guard import Request, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import perform, sub_key
from jiannuo.web.progress.actions.rating import OverrideRating, WithdrawOverride
from jiannuo.web.progress.desk import last_before
from jiannuo.web.progress.finding import parse_month
from jiannuo.web.progress.lamps import lights_of, rounds_of
from jiannuo.web.progress.models import RatingRecord
from jiannuo.web.progress.rolling import rolled_up
from jiannuo.web.tasks.models import Task
from jiannuo.web.tasks.planning import expected_value
from jiannuo.web.tasks.reach import Governed
from jiannuo.web.ui.pages import page


class TaskMonth(msgspec.Struct, frozen=True):
    """A task in a month."""

    task: Task
    month: Month

    def unit_paths(self) -> list[str]:
        """The units of the task."""
        return self.task.unit_paths()


class GovernedMonth(TaskMonth, frozen=True):
    """The same, as the matter of who gave the task out."""

    def unit_paths(self) -> list[str]:
        """The government, or the unit that passed the task down."""
        return Governed(self.task).unit_paths()


def find(pk: int, month: str) -> TaskMonth:
    """The task and the month of an address; Http404 where there is none."""
    rows = Task.objects.select_related("ledger__owner", "lead", "parent__lead").prefetch_related(
        "points", "steps", "duties__unit"
    )
    task = rows.filter(pk=pk).first()
    if task is None:
        raise Http404
    return TaskMonth(task, parse_month(month))


def find_governed(pk: int, month: str) -> GovernedMonth:
    """The same, for who may override its rating."""
    found = find(pk, month)
    return GovernedMonth(found.task, found.month)


@guard_on("rating.view", find)
def rating(request: Request, found: TaskMonth) -> HttpResponse:
    """The rule of the rating, with its figures."""
    return _show(request, found)


def _show(request: Request, found: TaskMonth, sentence: str = "", reason: str = "", status: int = 200) -> HttpResponse:
    task, month = found.task, found.month
    records = RatingRecord.objects.filter(task=task, month=str(month)).select_related("override_by").order_by("-pk")
    history = [(record, print_kept(record.rule, short_language())) for record in records]
    months = rounds_of(task)
    shown = dict(lights_of(task, sorted({*months, month})))
    return page(
        request,
        "progress/rating.html",
        status=status,
        task=task,
        month=month,
        record=next((record for record, _rule in history if record.in_force), None),
        history=history,
        lights=shown,
        sentence_of=lambda lit: lit.rule.message(short_language()),
        plan=expected_value(task, month),
        returns=last_before(month.plus(1), [task.pk]).get(task.pk),
        rolled=rolled_up([task], month).get(task.pk),
        may_override=request.actor.may("rating.override", Governed(task)),
        ratings=list(Rating),
        sentence=sentence,
        reason=reason,
        today=clock.today(),
        version=rules().version,
    )


@guard_on("rating.override", find_governed)
@require_POST
def rating_override(request: Request, found: TaskMonth) -> HttpResponse:
    """Override the rating with a reason, or withdraw that."""
    sent, reason = request.POST.get("request_key", ""), request.POST.get("reason", "")
    try:
        if request.POST.get("do") == "withdraw":
            key = sub_key(request.actor, sent, "withdraw", found.task.pk)
            perform(WithdrawOverride(found.task.pk, found.month), request.actor, key)
            messages.success(request, _("已撤销人工改评，以计算结果为准"))
        else:
            wanted = _rating(request.POST.get("rating", ""))
            key = sub_key(request.actor, sent, "override", found.task.pk)
            perform(OverrideRating(found.task.pk, found.month, wanted, reason), request.actor, key)
            messages.success(request, _("已改评，计算结果仍列在旁边"))
    except RefusedError as error:
        return _show(request, found, error.message(short_language()), reason, status=409)
    return redirect("rating", found.task.pk, str(found.month))


def _rating(code: str) -> Rating:
    try:
        return Rating.of(code)
    except ValueError as error:
        raise RefusedError("rating_unknown", given=code[:20]) from error
