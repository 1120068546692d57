"""Addresses of the log."""

from django.urls import path

from jiannuo.web.audit import views

urlpatterns = [
    path("log", views.log, name="log"),
    path("log/<int:seq>", views.log_entry, name="log_entry"),
]
