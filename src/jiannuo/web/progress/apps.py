"""The application progress."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """Registered in the settings under its own name."""

    name = "jiannuo.web.progress"
    label = "progress"
