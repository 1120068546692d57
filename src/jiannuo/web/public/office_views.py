"""Inside: comments that wait for moderation or an answer, and which ledgers are public."""

from __future__ import annotations

from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jiannuo.ledger.status import CommentState, LedgerState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import Action, perform
from jiannuo.web.public import actions
from jiannuo.web.public.forms import AnswerForm, DeclineForm
from jiannuo.web.public.models import Comment
from jiannuo.web.public.shown import comment_rules
from jiannuo.web.tasks.models import Ledger
from jiannuo.web.ui.pages import page

PER_PAGE = 50
OVERDUE = "overdue"


class Moderated(msgspec.Struct):
    """A comment as its office sees it: the right is judged on the government whose task it is about."""

    comment: Comment

    def unit_paths(self) -> list[str]:
        """The government's."""
        return self.comment.task.ledger.unit_paths()


def find_comment(pk: int) -> Comment:
    """The comment with all that its page shows."""
    rows = Comment.objects.select_related("task__ledger__owner", "task__lead", "unit", "moderated_by", "answered_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def find_moderated(pk: int) -> Moderated:
    """The same, for its office."""
    return Moderated(find_comment(pk))


def readable(actor: Actor) -> QuerySet[Comment]:
    """The comments that *actor* may read: routed ones of the units in reach, others of the governments in reach."""
    rows = Comment.objects.all()
    routed = visible(rows.filter(unit__isnull=False), actor, "comment.view", "unit__path")
    others = visible(rows.filter(unit__isnull=True), actor, "comment.view", "task__ledger__owner__path")
    return Comment.objects.filter(Q(pk__in=routed.order_by().values("pk")) | Q(pk__in=others.order_by().values("pk")))


def overdue() -> Q:
    """Comments whose answer is late."""
    return Q(state=CommentState.ROUTED.value, due__lt=clock.today())


@guard("comment.view")
@require_safe
def comment_list(request: Request) -> HttpResponse:
    """Comments, those that wait longest first."""
    mine = readable(request.actor)
    counts = {state.value: mine.filter(state=state.value).count() for state in CommentState}
    counts[OVERDUE] = mine.filter(overdue()).count()
    chosen = request.GET.get("state", "")
    if chosen == OVERDUE:
        mine = mine.filter(overdue())
    elif chosen in counts:
        mine = mine.filter(state=chosen)
    else:
        chosen = ""
    rows = mine.select_related("task", "unit").order_by(F("due").asc(nulls_first=True), "at", "pk")
    if not chosen or chosen in (CommentState.ANSWERED.value, CommentState.DECLINED.value):
        rows = rows.order_by("-at", "pk")
    values: dict[str, Any] = {
        "shown": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "counts": counts,
        "today": clock.today(),
        "rules": comment_rules(),
    }
    return page(request, "comments/list.html", **values)


@guard_on("comment.view", find_comment)
@require_safe
def comment(request: Request, comment: Comment) -> HttpResponse:
    """One comment and what may be done with it."""
    return _page(request, comment, 200)


def _page(request: Request, comment: Comment, status: int, **forms_given: forms.Form) -> HttpResponse:
    actor = request.actor
    ledger, state = comment.task.ledger, CommentState.of(comment.state)
    values: dict[str, Any] = {
        "comment": comment,
        "today": clock.today(),
        "rules": comment_rules(),
        "decline_form": DeclineForm(),
        "answer_form": AnswerForm(),
        "may_moderate": state in (CommentState.HELD, CommentState.ROUTED) and actor.may("comment.moderate", ledger),
        "may_answer": state is CommentState.ROUTED and actor.may("comment.answer", comment),
    }
    return page(request, "comments/comment.html", status=status, **(values | forms_given))


def _carry_out(
    request: Request,
    comment: Comment,
    action: Action[Comment],
    said: str,
    name: str = "",
    form: forms.Form | None = None,
) -> HttpResponse:
    """Perform *action* and go back to the comment; a refusal is shown there with what was typed."""
    try:
        perform(action, request.actor, request.POST.get("request_key", ""))
    except RefusedError as error:
        sentence = error.message(short_language())
        if form is None:
            messages.error(request, sentence)
            return _page(request, find_comment(comment.pk), 409)
        form.add_error(None, sentence)
        return _page(request, find_comment(comment.pk), 409, **{name: form})
    messages.success(request, said)
    return redirect("comment", comment.pk)


@guard_on("comment.moderate", find_moderated)
@require_POST
def route(request: Request, found: Moderated) -> HttpResponse:
    """Route it to the lead unit."""
    return _carry_out(request, found.comment, actions.RouteComment(found.comment.pk), _("已转办"))


@guard_on("comment.moderate", find_moderated)
@require_POST
def decline(request: Request, found: Moderated) -> HttpResponse:
    """Decline to show it, with a reason."""
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, found.comment, 422, decline_form=form)
    action = actions.DeclineComment(found.comment.pk, form.cleaned_data["reason"])
    return _carry_out(request, found.comment, action, _("已设为不予公开"), "decline_form", form)


@guard_on("comment.answer", find_comment)
@require_POST
def answer(request: Request, comment: Comment) -> HttpResponse:
    """The unit's answer."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, comment, 422, answer_form=form)
    action = actions.AnswerComment(comment.pk, form.cleaned_data["answer"])
    return _carry_out(request, comment, action, _("已答复，留言与答复现已公开"), "answer_form", form)


@guard("ledger.publish")
@require_safe
def publishing(request: Request) -> HttpResponse:
    """Which ledgers are public."""
    rows = visible(Ledger.objects.select_related("owner"), request.actor, "ledger.publish", "owner__path")
    ledgers = rows.exclude(state=LedgerState.DRAFTING.value)
    return page(request, "comments/publishing.html", ledgers=list(ledgers))


def find_any_ledger(pk: int) -> Ledger:
    """A ledger, public or not."""
    found = Ledger.objects.select_related("owner").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@guard_on("ledger.publish", find_any_ledger)
@require_POST
def publish(request: Request, ledger: Ledger) -> HttpResponse:
    """Show a ledger to the public, or take it back."""
    public = request.POST.get("public") == "1"
    key = request.POST.get("request_key", "")
    try:
        perform(actions.PublishLedger(ledger.pk, public), request.actor, key)
    except RefusedError as error:
        messages.error(request, error.message(short_language()))
    else:
        messages.success(request, _("已向社会公开") if public else _("已停止公开"))
    return redirect("publishing")
