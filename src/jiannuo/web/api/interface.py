"""The interface put together: its operations, its schema, and answers in JSON whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from ninja import NinjaAPI

from jiannuo import __version__
from jiannuo.web.api import errors, reading, writing
from jiannuo.web.api.scopes import limits

PREFIX = "api/v1/"

api = NinjaAPI(title="践诺 Jiannuo", version=__version__, openapi_url=None, docs_url=None, urls_namespace="interface")
errors.install(api)
api.add_router("", reading.router)
api.add_router("", writing.router)


def schema() -> dict[str, Any]:
    """The OpenAPI document."""
    return dict(api.get_openapi_schema(path_prefix=f"/{PREFIX}"))


def _kept_in_bounds(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """*view* with the limit of size, and with JSON for a method that there is not; it checks the rights itself."""

    @wraps(view)
    def bounded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        length = request.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > limits().body_bytes:
            return errors.too_large()
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            told: HttpResponse = errors.not_allowed_method()
            told["Allow"] = response.headers.get("Allow", "")
            response = told
        response["Cache-Control"] = "no-store"
        return response

    bounded.checks_itself = True  # type: ignore[attr-defined]  # read by the middleware
    bounded.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is read here, only the token
    return bounded


def addresses() -> list[URLPattern]:
    """The addresses of the operations."""
    found = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            pattern.callback = _kept_in_bounds(pattern.callback)
            found.append(pattern)
    return found
