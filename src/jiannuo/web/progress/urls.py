"""Addresses of returns, rounds, evidence and ratings."""

from django.urls import URLPattern, URLResolver, path

from jiannuo.web.progress.views import desk, evidence, rating, review, sheet

urlpatterns: list[URLPattern | URLResolver] = [
    path("returns", desk.return_desk, name="return_desk"),
    path("returns/rounds", review.return_rounds, name="return_rounds"),
    path("returns/review/<int:pk>/<str:month>", review.return_review, name="return_review"),
    path("returns/<int:pk>/<str:month>", desk.unit_returns, name="unit_returns"),
    path("returns/<int:pk>/<str:month>/sheet", sheet.return_sheet, name="return_sheet"),
    path("returns/<int:pk>/<str:month>/import", sheet.return_import, name="return_import"),
    path("evidence/<int:pk>", evidence.evidence, name="evidence"),
    path("tasks/<int:pk>/rating/<str:month>", rating.rating, name="rating"),
    path("tasks/<int:pk>/rating/<str:month>/override", rating.rating_override, name="rating_override"),
]
