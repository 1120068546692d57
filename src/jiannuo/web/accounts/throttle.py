"""Log-ins that fail too often: whose they are, and what someone sees whose log-in is locked for a while."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jiannuo.web.access.guard import Request


def client_address(request: HttpRequest) -> str:
    """The browser's address; headers that anyone can send are not looked at."""
    return str(request.META.get("REMOTE_ADDR", ""))


def locked_out(request: Request, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """A page with status 429."""
    from jiannuo.web.ui.pages import trouble

    return trouble(request, 429, _("密码多次有误，该登录名已锁定15分钟；请稍后再试，或请管理员重设密码"))
