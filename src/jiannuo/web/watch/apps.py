"""The application watch."""

from django.apps import AppConfig


class WatchConfig(AppConfig):
    """Registered in the settings under its own name."""

    name = "jiannuo.web.watch"
    label = "watch"
