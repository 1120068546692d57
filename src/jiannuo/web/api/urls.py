"""Addresses of the programming interface and of one's own tokens."""

from django.urls import include, path, re_path

from jiannuo.web.api import views
from jiannuo.web.api.interface import PREFIX, addresses

urlpatterns = [
    path("account/tokens", views.token_list, name="token_list"),
    path("api/docs", views.docs, name="api_docs"),
    path(f"{PREFIX}openapi.json", views.openapi, name="api_schema"),
    path(PREFIX, include((addresses(), "interface"))),
    re_path(f"^{PREFIX}(?P<rest>.*)$", views.nowhere, name="api_nowhere"),
]
