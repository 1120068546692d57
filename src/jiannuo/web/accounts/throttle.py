"""What someone sees whose log-in is locked for a while."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from jiannuo.web.access.guard import Request


def locked_out(request: Request, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """A page with status 429."""
    from jiannuo.web.ui.pages import trouble

    return trouble(request, 429, _("密码多次有误，该登录名已锁定15分钟；请稍后再试，或请管理员重设密码"))
