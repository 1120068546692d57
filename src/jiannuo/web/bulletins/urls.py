"""Addresses of ``bulletins``."""

from django.urls import path

from jiannuo.web.bulletins import views

urlpatterns = [
    path("bulletins", views.bulletin_list, name="bulletin_list"),
    path("bulletins/new", views.bulletin_new, name="bulletin_new"),
    path("bulletins/<int:pk>", views.bulletin, name="bulletin"),
    path("bulletins/<int:pk>/edit", views.bulletin_edit, name="bulletin_edit"),
    path("bulletins/<int:pk>/freeze", views.bulletin_freeze, name="bulletin_freeze"),
    path("bulletins/<int:pk>/drop", views.bulletin_drop, name="bulletin_drop"),
    path("bulletins/<int:pk>/correct", views.bulletin_correct, name="bulletin_correct"),
    path("bulletins/<int:pk>/document.<str:kind>", views.bulletin_document, name="bulletin_document"),
    path("ledgers/<int:pk>/year", views.year_table, name="year_table"),
    path("ledgers/<int:pk>/year.xlsx", views.year_document, name="year_document"),
]
