"""Pages shared by all subjects: the rendering helper and the pages for trouble."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jiannuo.web.access.actor import PUBLIC
from jiannuo.web.access.guard import Request
from jiannuo.web.accounts.resuming import told as texts
from jiannuo.web.accounts.resuming import typed_in
from jiannuo.web.ui.navigation import navigation
from jiannuo.web.ui.words import translating


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HttpResponse:
    """*template* with *values*; the actor and the navigation come with it."""
    words = translating(get_language() or "")
    values |= {"actor": request.actor, "navigation": navigation(request), "_": words}
    return render(request, template, values, status=status)


def trouble(request: HttpRequest, status: int, sentence: str, told: Sequence[str] = ()) -> HttpResponse:
    """A page that says in one sentence what is wrong and how to go on; *told* are texts that would be lost else."""
    actor = getattr(request, "actor", PUBLIC)
    values = {"actor": actor, "navigation": (), "sentence": sentence, "code": status, "told": told}
    return render(request, "trouble.html", values, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return trouble(request, 400, _("请求不完整或已过期；请返回上一页，刷新后再试"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return trouble(request, 403, _("您没有这项权限；如工作需要，请联系督查室或管理员"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; what someone may not see looks the same."""
    return trouble(request, 404, _("没有这一页，或您无权查看；请核对地址，或从总览进入"))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token does not fit."""
    sentence = _("页面已过期，本次提交未生效；所填文字见下，请复制后返回上一页，刷新后再提交")
    return trouble(request, 403, sentence, texts(typed_in(request)))


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return trouble(request, 500, _("程序出错，本次操作未生效；请稍后再试，仍不行请告知管理员"))
