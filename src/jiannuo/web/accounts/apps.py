"""The application accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registered in the settings under its own name."""

    name = "jiannuo.web.accounts"
    label = "accounts"
