"""The application orders."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Registered in the settings under its own name."""

    name = "jiannuo.web.orders"
    label = "orders"
