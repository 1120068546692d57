"""Log-in, log-out and language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jiannuo.web.access.guard import Request, guard
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
    if request.method == "POST" and form.is_valid():
        person = form.get_user()
        login(request, person)
        return keep_language(redirect(safe_next(request, settings.LOGIN_REDIRECT_URL)), person.language)
    single = settings.OIDC_NAME if settings.OIDC["issuer"] else ""
    return page(request, "accounts/login.html", form=form, next=safe_next(request, ""), single=single)


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
