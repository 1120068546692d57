"""The application reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registered in the settings under its own name."""

    name = "jiannuo.web.reports"
    label = "reports"
