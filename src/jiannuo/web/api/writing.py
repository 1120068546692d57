"""Operations that change: each performs the action that the page performs, by the same rules."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Router

from jiannuo.ledger.month import Month
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Subject
from jiannuo.web.access.middleware import short_language
from jiannuo.web.api import schemas as shape
from jiannuo.web.api.errors import InvalidError
from jiannuo.web.api.operations import actor_of, key_of, operation
from jiannuo.web.api.reading import order_row, return_row
from jiannuo.web.audit.action import Action, perform
from jiannuo.web.orders.actions import AnswerOrder
from jiannuo.web.orders.models import Order
from jiannuo.web.progress.actions import (
    ApproveReturn,
    RecallReturn,
    SaveReturn,
    SendBackReturn,
    SignReturn,
    SubmitReturn,
)
from jiannuo.web.progress.content import Typed, of_typed
from jiannuo.web.progress.desk import where
from jiannuo.web.progress.models import Return
from jiannuo.web.progress.reviewing import review_one
from jiannuo.web.tasks.models import Task
from jiannuo.web.watch.feeding import Row, feed

router = Router()


def _seen(request: HttpRequest, right: str, thing: Subject | None) -> None:
    """Http404 where the actor may not even see *thing*: the same as if it were not there."""
    if thing is None or not actor_of(request).may(right, thing):
        raise Http404


@operation(
    router, "PUT", "/tasks/{pk}/returns/{month}", right="return.fill", scope="returns:write", gives=shape.ReturnOut,
    summary=_("填报一项任务某月的进展，可同时报送"),
)  # fmt: skip
def put_return(request: HttpRequest, pk: shape.Key, month: shape.MonthText, body: shape.ReturnIn) -> dict[str, Any]:
    """Save a return as a draft; with ``submit`` it is handed in too, both or neither."""
    task = Task.objects.select_related("ledger", "lead").prefetch_related("steps", "duties__unit").filter(pk=pk).first()
    _seen(request, "task.view", task)
    assert task is not None
    typed = Typed(
        task=task.pk,
        where=where(task),
        version=body.version,
        value=body.value,
        text=body.text,
        problems=body.problems,
        next_step=body.next_step,
        steps=dict(body.steps),
    )
    _known_steps(task, typed)
    try:
        content = of_typed(typed, task, clock.today())
    except RefusedError as error:
        raise InvalidError(error.code, **error.params) from error
    save = SaveReturn(task.pk, Month.parse(month), body.version, content, "api")
    what = f"put_return {pk} {month}"
    with transaction.atomic():
        saved = perform(save, actor_of(request), key_of(request, what)).result
        if body.submit:
            submit = SubmitReturn(saved.pk, saved.version)
            perform(submit, actor_of(request), key_of(request, f"{what} submit"))
    return _return(saved.pk)


def _known_steps(task: Task, typed: Typed) -> None:
    known = {str(step.pk) for step in task.steps.all()}
    if unknown := sorted(set(typed.steps) - known):
        raise InvalidError("step_unknown", step=unknown[0][:20], known="、".join(sorted(known)) or "—")


def _return(pk: int) -> dict[str, Any]:
    return return_row(Return.objects.select_related("unit").get(pk=pk))


def _step(request: HttpRequest, pk: int, action: Action[Return]) -> dict[str, Any]:
    """Carry out a step of the return *pk*, once for a key."""
    _seen(request, "return.view", Return.objects.select_related("unit").filter(pk=pk).first())
    perform(action, actor_of(request), key_of(request, f"{action.name} {pk}"))
    return _return(pk)


def _decide(request: HttpRequest, action: ApproveReturn | SendBackReturn) -> dict[str, Any]:
    """Decide on a return, once for a key; its task is rated anew."""
    pk = action.return_pk
    _seen(request, "return.view", Return.objects.select_related("unit").filter(pk=pk).first())
    review_one(actor_of(request), action, key_of(request, f"{action.name} {pk}"))
    return _return(pk)


@operation(
    router, "POST", "/returns/{pk}/submit", right="return.fill", scope="returns:write", gives=shape.ReturnOut,
    summary=_("报送一份填报"),
)  # fmt: skip
def submit_return(request: HttpRequest, pk: shape.Key, body: shape.StepIn) -> dict[str, Any]:
    """Hand a draft in."""
    return _step(request, pk, SubmitReturn(pk, body.version))


@operation(
    router, "POST", "/returns/{pk}/recall", right="return.fill", scope="returns:write", gives=shape.ReturnOut,
    summary=_("撤回报送"),
)  # fmt: skip
def recall_return(request: HttpRequest, pk: shape.Key, body: shape.StepIn) -> dict[str, Any]:
    """Take a return back before it is signed."""
    return _step(request, pk, RecallReturn(pk, body.version))


@operation(
    router, "POST", "/returns/{pk}/sign", right="return.sign", scope="returns:write", gives=shape.ReturnOut,
    summary=_("签发一份填报"),
)  # fmt: skip
def sign_return(request: HttpRequest, pk: shape.Key, body: shape.StepIn) -> dict[str, Any]:
    """Sign a submitted return."""
    return _step(request, pk, SignReturn(pk, body.version))


@operation(
    router, "POST", "/returns/{pk}/approve", right="return.review", scope="returns:write", gives=shape.ReturnOut,
    summary=_("审核通过"),
)  # fmt: skip
def approve_return(request: HttpRequest, pk: shape.Key, body: shape.ReviewIn) -> dict[str, Any]:
    """Approve a signed return."""
    return _decide(request, ApproveReturn(pk, body.version, body.review))


@operation(
    router, "POST", "/returns/{pk}/send-back", right="return.review", scope="returns:write", gives=shape.ReturnOut,
    summary=_("退回，须写理由"),
)  # fmt: skip
def send_back_return(request: HttpRequest, pk: shape.Key, body: shape.ReviewIn) -> dict[str, Any]:
    """Send a return back with a reason."""
    return _decide(request, SendBackReturn(pk, body.version, body.review))


@operation(
    router, "POST", "/orders/{pk}/answer", right="order.answer", scope="orders:write", gives=shape.OrderOut,
    summary=_("反馈督办单"),
)  # fmt: skip
def answer_order(request: HttpRequest, pk: shape.Key, body: shape.AnswerIn) -> dict[str, Any]:
    """The unit says what it did."""
    rows = Order.objects.select_related("unit", "issuer")
    _seen(request, "order.view", rows.filter(pk=pk).first())
    action = AnswerOrder(pk, body.version, body.text)
    perform(action, actor_of(request), key_of(request, f"answer_order {pk}"))
    return order_row(rows.get(pk=pk))


@operation(
    router, "POST", "/watch/values", right="watch.feed", scope="watch:write", gives=shape.TakenOut,
    summary=_("报送监测数据；有误的行退回，其余收下"),
)  # fmt: skip
def feed_values(request: HttpRequest, body: shape.ValuesIn) -> dict[str, Any]:
    """Take values in; the same again changes nothing, so that no key is needed."""
    rows = [Row(line=line, **row.model_dump()) for line, row in enumerate(body.rows, 1)]
    taken = feed(rows, actor_of(request), body.source)
    failed = [
        {"row": one.row.line, "error": one.error.code, "message": one.error.message(short_language())}
        for one in taken.failures
    ]
    counts = {"new": taken.new, "corrected": taken.corrected, "unchanged": taken.unchanged}
    return counts | {"failed": failed, "breaches": taken.breaches}
