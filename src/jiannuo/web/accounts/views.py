"""Log-in, log-out and language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jiannuo.web.access.guard import Request, guard
from jiannuo.web.accounts import resuming
from jiannuo.web.accounts.acting import actor_of
from jiannuo.web.ui.pages import page


def safe_next(request: Request, fallback: str) -> str:
    """Where to go on: the address asked for if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return fallback


@never_cache
@guard("account.login")
@require_http_methods(["GET", "POST"])
def log_in(request: Request) -> HttpResponse:
    """The log-in form; a wrong password keeps the name, too many lock it for a while."""
    form = AuthenticationForm(request, request.POST if request.method == "POST" else None)
    typed = resuming.unpacked(request.POST.get(resuming.FIELD, ""))
    if request.method == "POST" and form.is_valid():
        person = form.get_user()
        login(request, person)
        onward = safe_next(request, settings.LOGIN_REDIRECT_URL)
        if typed and not person.must_change_password:
            return keep_language(_again(request, onward, typed), person.language)
        return keep_language(redirect(onward), person.language)
    return _log_in_page(request, form, safe_next(request, ""), typed)


def log_in_first(request: Request, typed: resuming.Typed) -> HttpResponse:
    """The log-in instead of a form's page, for who is no longer logged in; *typed* is carried through it."""
    response = _log_in_page(request, AuthenticationForm(request), request.get_full_path(), typed, 403)
    add_never_cache_headers(response)
    return response


def _log_in_page(
    request: Request, form: AuthenticationForm, onward: str, typed: resuming.Typed, status: int = 200
) -> HttpResponse:
    single = settings.OIDC_NAME if settings.OIDC["issuer"] else ""
    values = {"form": form, "next": onward, "single": single, "resumed": resuming.packed(typed)}
    return page(request, "accounts/login.html", status=status, told=resuming.told(typed), **values)


def _again(request: Request, onward: str, typed: resuming.Typed) -> HttpResponse:
    """What was typed, to be sent to *onward* again by whoever has logged in."""
    request.actor = actor_of(request)
    return page(request, "accounts/again.html", onward=onward, typed=typed, told=resuming.told(typed))


@guard("account.login")
@require_POST
def log_out(request: Request) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@guard("account.login")
@require_POST
def choose_language(request: Request) -> HttpResponse:
    """Keep the language in a cookie."""
    return keep_language(HttpResponseRedirect(safe_next(request, "/")), request.POST.get("language", ""))


def keep_language(response: HttpResponse, language: str) -> HttpResponse:
    """*response* with the cookie for *language*, if it is one of ours."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 86400,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
