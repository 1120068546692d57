"""The application api."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registered in the settings under its own name."""

    name = "jiannuo.web.api"
    label = "api"
