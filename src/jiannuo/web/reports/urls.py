"""Addresses of reports."""

from django.urls import path

from jiannuo.web.reports import views

urlpatterns = [
    path("reports", views.report_list, name="report_list"),
    path("reports/upload", views.report_upload, name="report_upload"),
    path("reports/<int:pk>", views.report, name="report"),
]
