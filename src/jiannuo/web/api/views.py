"""One's own tokens, the schema, and the page that explains the interface."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.guard import Request, guard
from jiannuo.web.access.middleware import short_language
from jiannuo.web.api import actions, errors, interface, tokens
from jiannuo.web.api.forms import TokenForm
from jiannuo.web.api.models import Token
from jiannuo.web.api.reference import chapters
from jiannuo.web.api.scopes import limits, scopes
from jiannuo.web.audit.action import perform
from jiannuo.web.ui.pages import page


@never_cache
@guard("account.self")
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: Request) -> HttpResponse:
    """One's own tokens; a new one's secret is shown on the answer and never again."""
    if request.method != "POST":
        return _tokens(request, TokenForm(), 200)
    key = request.POST.get("request_key", "")
    if "revoke" in request.POST:
        return _revoke(request, request.POST["revoke"], key)
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _tokens(request, form, 422)
    given, secret = form.cleaned_data, tokens.new_secret()
    action = actions.CreateToken(given["purpose"], tuple(given["scopes"]), given["expires"], secret)
    try:
        done = perform(action, request.actor, key)
    except RefusedError as error:
        form.add_error(None, error.message(short_language()))
        return _tokens(request, form, 409)
    if done.replayed:  # its secret is gone: whoever lost the answer revokes it and makes another
        messages.warning(request, _("令牌已建立，但密文只显示一次；如未抄下，请吊销后另建"))
        return redirect("token_list")
    return _tokens(request, TokenForm(), 200, secret)


def _revoke(request: Request, pk: str, key: str) -> HttpResponse:
    try:
        perform(actions.RevokeToken(int(pk) if pk.isdecimal() and len(pk) < 18 else 0), request.actor, key)
    except RefusedError as error:
        messages.error(request, error.message(short_language()))
    else:
        messages.success(request, _("令牌已吊销"))
    return redirect("token_list")


def _tokens(request: Request, form: TokenForm, status: int, secret: str = "") -> HttpResponse:
    rows = Token.objects.filter(person=request.actor.user_id)
    values: dict[str, Any] = {
        "tokens": list(rows),
        "form": form,
        "secret": secret,
        "now": clock.now(),
        "scopes": scopes(),
    }
    return page(request, "api/tokens.html", status=status, **values)


@csrf_exempt
@require_safe
def openapi(request: Request) -> HttpResponse:
    """The OpenAPI document, for whoever may read about the interface: logged in, or with any token that works."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    token = tokens.find(secret.strip()) if scheme.lower() == "bearer" else None
    if token is None and not request.actor.may("api.view"):
        return errors.unauthenticated()
    return JsonResponse(interface.schema(), json_dumps_params={"ensure_ascii": False})


openapi.checks_itself = True  # type: ignore[attr-defined]  # read by the middleware


@guard("api.view")
@require_safe
def docs(request: Request) -> HttpResponse:
    """The interface explained, made from its schema."""
    values: dict[str, Any] = {"chapters": chapters(interface.schema()), "scopes": scopes(), "limits": limits()}
    return page(request, "api/docs.html", **values)


@csrf_exempt
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """What is no operation."""
    return errors.not_found()


nowhere.checks_itself = True  # type: ignore[attr-defined]  # it tells nothing
