"""The application public."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Registered in the settings under its own name."""

    name = "jiannuo.web.public"
    label = "public"
