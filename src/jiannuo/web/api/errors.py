"""Errors of the interface: a code, a sentence, and for what was sent wrongly the places; always JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.errors import JiannuoError
from jiannuo.web.access.actor import NotAllowedError
from jiannuo.web.access.middleware import short_language


class Place(Schema):
    """A place in the request and what is wrong there."""

    where: str
    message: str


class Problem(Schema):
    """An answer other than success."""

    error: str
    message: str
    places: list[Place]


class InvalidError(JiannuoError):
    """What was sent is not as it should be."""


class LackingScopeError(JiannuoError):
    """The token was not given the scope."""


def answer(status: int, error: str, message: str, places: Sequence[dict[str, str]] = ()) -> JsonResponse:
    """The answer with *status*."""
    body: dict[str, Any] = {"error": error, "message": message, "places": list(places)}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


def unauthenticated() -> JsonResponse:
    """401."""
    response = answer(401, "unauthenticated", _("缺少可用的令牌：请在 Authorization 头中写 Bearer 和令牌"))
    response["WWW-Authenticate"] = "Bearer"
    return response


def too_large() -> JsonResponse:
    """413."""
    return answer(413, "too_large", _("请求内容过大；请分批发送"))


def not_found() -> JsonResponse:
    """404; what someone may not see looks the same."""
    return answer(404, "not_found", _("没有此项，或您无权查看"))


def not_allowed_method() -> JsonResponse:
    """405."""
    return answer(405, "method", _("此地址不支持该方法；可用的方法见 Allow"))


def install(api: NinjaAPI) -> None:
    """Turn every error that *api* meets into an answer."""
    api.add_exception_handler(JiannuoError, _ours)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Http404, lambda _request, _error: not_found())
    api.add_exception_handler(HttpError, _http)
    for error in (RequestDataTooBig, TooManyFieldsSent):
        api.add_exception_handler(error, lambda _request, _error: too_large())


def _ours(request: HttpRequest, error: Any) -> JsonResponse:
    status = 422
    if isinstance(error, NotAllowedError | LackingScopeError):
        status = 403
    elif isinstance(error, RefusedError):
        status = 409
    return answer(status, error.code, error.message(short_language()))


def _http(request: HttpRequest, error: Any) -> JsonResponse:
    if isinstance(error, AuthenticationError):
        return unauthenticated()
    if isinstance(error, Throttled):
        return answer(429, "too_many", _("请求过于频繁；请按 Retry-After 所写的秒数等待"))
    return answer(error.status_code, "bad_request", _("请求的内容读不出来；请核对是否为 UTF-8 的 JSON"))


def _invalid(request: HttpRequest, error: Any) -> JsonResponse:
    places = [
        {"where": _where(one["loc"]), "message": _reason(str(one["type"]), one.get("ctx", {}))} for one in error.errors
    ]
    told = "；".join(f"{one['where']}：{one['message']}" for one in places[:5])
    return answer(422, "invalid", _("请求有误：%(told)s") % {"told": told}, places)


def _where(place: Sequence[Any]) -> str:
    """``query.page``, ``body.rows.0.value``: where it was sent, without the operation's own name for it."""
    kind, *rest = (str(part) for part in place)
    return ".".join([kind, *(rest[1:] if len(rest) > 1 else rest)])


def _reason(kind: str, context: dict[str, Any]) -> str:
    """What is wrong, by the checker's name for it."""
    told = {
        "missing": _("缺少此项"),
        "extra_forbidden": _("没有此项"),
        "string_too_long": _("不超过 %(max_length)s 个字符"),
        "greater_than_equal": _("不小于 %(ge)s"),
        "less_than_equal": _("不大于 %(le)s"),
        "literal_error": _("应为 %(expected)s 之一"),
        "enum": _("应为 %(expected)s 之一"),
        "too_long": _("不超过 %(max_length)s 项"),
        "string_pattern_mismatch": _("格式应为 %(pattern)s"),
    }.get(kind)
    if told is not None:
        return told % context if context else told
    for part, words in (
        ("int", _("应为整数")),
        ("bool", _("应为 true 或 false")),
        ("date", _("应为日期，如 2026-03-31")),
        ("string", _("应为文本")),
        ("list", _("应为数组")),
        ("dict", _("应为对象")),
        ("model", _("应为对象")),
    ):
        if kind.startswith(part):
            return words
    return _("内容不合要求")
