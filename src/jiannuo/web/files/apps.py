"""The application files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Registered in the settings under its own name."""

    name = "jiannuo.web.files"
    label = "files"
