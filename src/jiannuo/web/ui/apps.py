"""The application ``ui``: nothing but templates and style."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registered in the settings under its own name."""

    name = "jiannuo.web.ui"
    label = "ui"
