"""Where citizens send a comment and follow what becomes of it."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import perform
from jiannuo.web.public.actions import SendComment
from jiannuo.web.public.forms import CommentForm
from jiannuo.web.public.models import Comment
from jiannuo.web.public.pages import find_task
from jiannuo.web.public.receipts import digest, new_receipt, normal, spaced
from jiannuo.web.public.senders import TooManyError, address_of
from jiannuo.web.public.shown import comment_rules
from jiannuo.web.tasks.models import Task
from jiannuo.web.ui.pages import page


@never_cache
@guard_on("public.comment", find_task)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, task: Task) -> HttpResponse:
    """The form; what was typed is kept where it cannot be sent."""
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _form(request, task, form, 200)
    if form.is_trapped:
        form.add_error(None, _("请不要填写隐藏的栏目；如由浏览器自动填入，请清空后再送出"))
        return _form(request, task, form, 422)
    if not form.is_valid():
        return _form(request, task, form, 422)
    key = _key(request.POST.get("request_key", ""))
    receipt = new_receipt(key)
    values = {name: form.cleaned_data[name] for name in ("called", "contact", "text")}
    try:
        perform(SendComment(task.pk, **values, receipt=receipt, address=address_of(request)), request.actor, key)
    except RefusedError as error:
        form.add_error(None, error.message(short_language()))
        return _form(request, task, form, 429 if isinstance(error, TooManyError) else 409)
    return page(request, "public/sent.html", task=task, receipt=receipt, spaced=spaced(receipt), rules=comment_rules())


def _key(typed: str) -> str:
    """The form's key as the log keeps it; whatever a stranger sends as one cannot meet the key of another form."""
    return hashlib.sha256(f"comment {typed}".encode("utf-8", "replace")).hexdigest() if typed else ""


def _form(request: Request, task: Task, form: CommentForm, status: int) -> HttpResponse:
    values = {"task": task, "form": form, "rules": comment_rules()}
    return page(request, "public/comment.html", status=status, **values)


@never_cache
@guard("public.comment")
@require_safe
def ask(request: Request) -> HttpResponse:
    """Where a receipt code is typed."""
    typed = request.GET.get("code", "").strip()[:80]
    code = normal(typed)
    if code:
        return redirect("public_receipt", receipt=spaced(code))
    return page(request, "public/ask.html", typed=typed, status=422 if typed else 200)


@never_cache
@guard("public.comment")
@require_safe
def follow(request: Request, receipt: str) -> HttpResponse:
    """What became of the comment with that code."""
    code = normal(receipt)
    found = (
        Comment.objects.filter(receipt=digest(code)).select_related("task__ledger", "unit").first() if code else None
    )
    if found is None:
        raise Http404
    return page(request, "public/receipt.html", comment=found)
