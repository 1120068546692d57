"""Pages of supervision orders: the list, an order with its history and forms, a new one, several at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jiannuo.ledger.status import OrderState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import NotAllowedError, visible
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import Action, perform
from jiannuo.web.files.models import StoredFile
from jiannuo.web.files.serving import download
from jiannuo.web.files.store import keep
from jiannuo.web.orders import actions, batch, forms, reading
from jiannuo.web.orders.document import order_form
from jiannuo.web.orders.models import Order, OrderEvent
from jiannuo.web.orders.prefill import prefill
from jiannuo.web.ui.asked import whole, words
from jiannuo.web.ui.pages import page

FILTERS = ("state", "unit", "task", "year", "hard", "q")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def find_order(pk: int) -> Order:
    """The order of an address."""
    return get_object_or_404(
        Order.objects.select_related("unit", "issuer", "task__ledger", "person", "breach__series__entity"), pk=pk
    )


def find_event(pk: int) -> OrderEvent:
    """The event of an address that a file came with."""
    return get_object_or_404(OrderEvent.objects.select_related("order__unit", "file"), pk=pk, file__isnull=False)


@guard("order.view")
@require_GET
def order_list(request: Request) -> HttpResponse:
    """The orders that the actor may see, by the filters in the address."""
    asked = {name: words(request.GET.get(name, "")) for name in FILTERS}
    found = Paginator(reading.chosen(request.actor, asked), 50).get_page(request.GET.get("page"))
    now = clock.now()
    mine = visible(Order.objects.all(), request.actor, "order.view")
    units = Unit.objects.filter(pk__in=mine.order_by().values("unit")).order_by("path")
    filters = urlencode({name: value for name, value in asked.items() if value})
    return page(
        request,
        "orders/list.html",
        found=found,
        asked=asked,
        address=f"?{filters}&" if filters else "?",
        late={order.pk for order in found if reading.is_late(order, now)},
        counts=reading.counts(mine, now),
        units=units,
        states=list(OrderState),
        years=[day.year for day in mine.order_by().dates("issued", "year", order="DESC")],
    )


@guard_on("order.view", find_order)
@require_GET
def order(request: Request, order: Order) -> HttpResponse:
    """An order: what it asks, its whole history, and the forms of what may be done now."""
    return _order_page(request, order)


def _order_page(
    request: Request, order: Order, given: Form | None = None, step: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    shown: dict[str, Form] = {
        "answer": forms.AnswerForm(),
        "request_closing": forms.RemarkForm(prefix="request_closing"),
        "send_back": forms.ReasonForm(prefix="send_back"),
        "close": forms.CloseForm(prefix="close"),
        "withdraw": forms.ReasonForm(prefix="withdraw"),
    }
    if given is not None:
        shown[step] = given
    return page(
        request,
        "orders/order.html",
        status=status,
        order=order,
        history=reading.history(order),
        may=reading.possible(order, request.actor),
        forms=shown,
        step=step,
        error=error,
        late=reading.is_late(order, clock.now()),
        state=OrderState.of(order.state),
        grade=forms.GRADE_WORDS.get(order.grade, ""),
        finding=reading.breach_words(order),
    )


def _carry_out(
    request: Request, order: Order, form: Form, step: str, make: Callable[[dict[str, Any]], Action[Order]], done: str
) -> HttpResponse:
    """Carry out the step of a valid form; the page again with what was typed where it is refused."""
    if not form.is_valid():
        return _order_page(request, order, form, step, status=422)
    try:
        perform(make(form.cleaned_data), request.actor, request.POST.get("request_key", ""))
    except RefusedError as error:
        status = 403 if isinstance(error, NotAllowedError) else 409
        order.refresh_from_db()
        return _order_page(request, order, form, step, error.message(short_language()), status)
    messages.success(request, done)
    return redirect("order", pk=order.pk)


def _version(request: Request) -> int | None:
    return whole(request.POST.get("version", ""))


@guard_on("order.answer", find_order)
@require_POST
def order_answer(request: Request, order: Order) -> HttpResponse:
    """The unit's answer."""
    form = forms.AnswerForm(request.POST, request.FILES)

    def make(data: dict[str, Any]) -> Action[Order]:
        files = [_kept(request, one) for one in data["attached"]]
        return actions.AnswerOrder(order.pk, _version(request), data["text"], files)

    return _carry_out(request, order, form, "answer", make, _("已反馈"))


def _kept(request: Request, file: UploadedFile[Any]) -> tuple[str, StoredFile]:
    name = (file.name or _("附件"))[:200]
    return name, keep(file.chunks(), (file.content_type or "application/octet-stream")[:100], request.actor, name)


@guard_on("order.request_closing", find_order)
@require_POST
def order_request_closing(request: Request, order: Order) -> HttpResponse:
    """The head's request for closure."""
    form = forms.RemarkForm(request.POST, prefix="request_closing")
    return _carry_out(
        request,
        order,
        form,
        "request_closing",
        lambda data: actions.RequestClosing(order.pk, _version(request), data["text"]),
        _("已申请销号"),
    )


@guard_on("order.review", find_order)
@require_POST
def order_send_back(request: Request, order: Order) -> HttpResponse:
    """Sent back to the unit with a reason."""
    form = forms.ReasonForm(request.POST, prefix="send_back")
    return _carry_out(
        request,
        order,
        form,
        "send_back",
        lambda data: actions.SendBackOrder(order.pk, _version(request), data["text"]),
        _("已退回"),
    )


@guard_on("order.review", find_order)
@require_POST
def order_close(request: Request, order: Order) -> HttpResponse:
    """Closed with a grade."""
    form = forms.CloseForm(request.POST, prefix="close")
    return _carry_out(
        request,
        order,
        form,
        "close",
        lambda data: actions.CloseOrder(order.pk, _version(request), data["grade"], data["text"]),
        _("已销号"),
    )


@guard_on("order.issue", find_order)
@require_POST
def order_withdraw(request: Request, order: Order) -> HttpResponse:
    """Withdrawn with a reason."""
    form = forms.ReasonForm(request.POST, prefix="withdraw")
    return _carry_out(
        request,
        order,
        form,
        "withdraw",
        lambda data: actions.WithdrawOrder(order.pk, _version(request), data["text"]),
        _("已撤回"),
    )


@guard("order.issue")
@require_http_methods(["GET", "POST"])
def order_new(request: Request) -> HttpResponse:
    """A new order, by hand or begun from a task or a breach."""
    error, status = "", 200
    if request.method == "POST":
        form = forms.OrderForm(request.actor, request.POST)
        if form.is_valid():
            try:
                done = perform(actions.IssueOrder(**form.values()), request.actor, request.POST.get("request_key", ""))
                messages.success(request, _("已下达 %(number)s") % {"number": done.result.number})
                return redirect("order", pk=done.result.pk)
            except RefusedError as refused:
                error = refused.message(short_language())
                status = 403 if isinstance(refused, NotAllowedError) else 409
        else:
            status = 422
    else:
        form = forms.OrderForm(request.actor, initial=prefill(request.actor, request.GET))
    return page(
        request, "orders/new.html", form=form, error=error, status=status, numberings=batch.numberings(request.actor)
    )


@guard("order.issue")
@require_http_methods(["GET", "POST"])
def order_batch(request: Request) -> HttpResponse:
    """Orders about all that lags or is late, those that are ticked, in one go."""
    error, status, text = "", 200, request.POST.get("text", "")
    if request.method == "POST":
        try:
            count = batch.issue(request.actor, request.POST)
            messages.success(request, ngettext("已下达 %d 张督办单", "已下达 %d 张督办单", count) % count)
            return redirect("order_list")
        except RefusedError as refused:
            error, status = refused.message(short_language()), 409
    lagging = batch.lagging(request.actor)
    ticked = set(request.POST.getlist("task")), set(request.POST.getlist("unit"))
    return page(
        request,
        "orders/batch.html",
        lagging=lagging,
        late=batch.late_units(request.actor),
        ticked=ticked,
        text=text,
        error=error,
        status=status,
    )


@guard("order.issue")
@require_POST
def order_numbering(request: Request) -> HttpResponse:
    """Change the word of the numbers of one's own office."""
    try:
        unit = batch.offices(request.actor).get(pk=whole(request.POST.get("unit", "")) or 0)
        done = perform(actions.SetNumbering(request.POST.get("word", ""), unit), request.actor)
        messages.success(request, _("发文字已改为 %(word)s") % {"word": done.result.word})
    except Unit.DoesNotExist:
        raise Http404 from None
    except RefusedError as refused:
        messages.error(request, refused.message(short_language()))
    return redirect("order_new")


@guard_on("order.view", find_order)
@require_GET
def order_document(request: Request, order: Order) -> HttpResponse:
    """The order as a Word document."""
    response = HttpResponse(order_form(order), content_type=DOCX)
    name = f"督办单 {order.number}.docx"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@guard_on("order.view", find_event)
@require_GET
def order_file(request: Request, event: OrderEvent) -> FileResponse:
    """A file that came with an answer."""
    if event.file is None:
        raise Http404
    return download(event.file, event.text)
