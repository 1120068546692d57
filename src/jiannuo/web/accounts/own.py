"""One's own account: password, language, sessions."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.guard import Request, guard
from jiannuo.web.access.middleware import short_language
from jiannuo.web.accounts.actions import WeakPasswordError
from jiannuo.web.accounts.forms import ConfirmForm, OwnForm, PasswordForm
from jiannuo.web.accounts.models import Person
from jiannuo.web.accounts.own_actions import ChangeOwn, ChangePassword, EndSessions, WrongPasswordError
from jiannuo.web.accounts.views import keep_language
from jiannuo.web.audit.action import perform
from jiannuo.web.ui.pages import page


def _person(request: Request) -> Person:
    """Who is logged in; the guard has seen to it that somebody is."""
    return Person.objects.get(pk=request.actor.user_id or 0)


@never_cache
@guard("account.self")
@require_http_methods(["GET", "POST"])
def account(request: Request) -> HttpResponse:
    """What is known of oneself, the language, where one is told."""
    person = _person(request)
    now = {"language": person.language, "email": person.email, "phone": person.phone}
    form = OwnForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        perform(ChangeOwn(**form.cleaned_data), request.actor, request.POST.get("request_key", ""))
        messages.success(request, _("已保存"))
        return keep_language(redirect("account"), form.cleaned_data["language"])
    return _account(request, person, form, ConfirmForm(), 409 if form.errors else 200)


def _account(request: Request, person: Person, form: OwnForm, confirm: ConfirmForm, status: int) -> HttpResponse:
    held = person.memberships.select_related("unit")
    return page(request, "accounts/account.html", status=status, person=person, held=held, form=form, confirm=confirm)


@never_cache
@guard("account.self")
@require_http_methods(["GET", "POST"])
def password(request: Request) -> HttpResponse:
    """Another password; what somebody else chose must be changed before anything else."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    person = _person(request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            done = perform(ChangePassword(data["old"], data["new"]), request.actor, request.POST.get("request_key", ""))
        except WrongPasswordError as error:
            form.add_error("old", error.message(short_language()))
        except WeakPasswordError as error:
            for reason in error.reasons:
                form.add_error("new", reason)
        except RefusedError as error:
            form.add_error("new", error.message(short_language()))
        else:
            update_session_auth_hash(request, done.result)
            messages.success(request, _("密码已更改，其他设备上的登录已退出"))
            return redirect("home" if person.must_change_password else "account")
    status = 409 if form.errors else 200
    return page(request, "accounts/password.html", status=status, form=form, forced=person.must_change_password)


@guard("account.self")
@require_POST
def end_sessions(request: Request) -> HttpResponse:
    """Log out everywhere else; this session goes on under another key."""
    form = ConfirmForm(request.POST)
    person = _person(request)
    form.full_clean()
    try:
        secret = form.cleaned_data.get("password", "")
        done = perform(EndSessions(secret), request.actor, request.POST.get("request_key", ""))
    except RefusedError as error:
        form.add_error("password", error.message(short_language()))
        now = {"language": person.language, "email": person.email, "phone": person.phone}
        return _account(request, person, OwnForm(initial=now), form, 409)
    update_session_auth_hash(request, done.result)
    messages.success(request, _("其他设备上的登录已退出"))
    return redirect("account")
