"""The application tasks."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Registered in the settings under its own name."""

    name = "jiannuo.web.tasks"
    label = "tasks"
