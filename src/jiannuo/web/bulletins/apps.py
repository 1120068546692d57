"""The application bulletins."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """Registered in the settings under its own name."""

    name = "jiannuo.web.bulletins"
    label = "bulletins"
