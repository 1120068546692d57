"""The application audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registered in the settings under its own name."""

    name = "jiannuo.web.audit"
    label = "audit"
