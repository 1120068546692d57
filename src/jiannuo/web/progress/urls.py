"""Addresses of returns, rounds, evidence and ratings."""

from django.urls import URLPattern, path

from jiannuo.web.progress.views import desk, evidence, review

urlpatterns: list[URLPattern] = [
    path("returns", desk.return_desk, name="return_desk"),
    path("returns/rounds", review.return_rounds, name="return_rounds"),
    path("returns/review/<int:pk>/<str:month>", review.return_review, name="return_review"),
    path("returns/<int:pk>/<str:month>", desk.unit_returns, name="unit_returns"),
    path("evidence/<int:pk>", evidence.evidence, name="evidence"),
]
