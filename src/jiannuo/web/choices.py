"""States of the ledger as choices of a database field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from jiannuo.ledger.status import Named

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField  # takes no parameters when it runs


def choices(states: type[Named]) -> list[tuple[str, str]]:
    """(code, Chinese name) of each state."""
    return [(state.value, state.zh) for state in states]


def state_field(states: type[Named], default: Named | None = None, **options: Any) -> models.CharField[str, str]:
    """A field that holds one of *states*, by its code; with ``blank=True`` it may be empty, and is so at first."""
    if default is not None:
        options["default"] = default.value
    elif options.get("blank"):
        options["default"] = ""
    return models.CharField(max_length=16, choices=choices(states), **options)


class MonthField(_Text):
    """A month, written ``2026-03``."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 7)
        super().__init__(*args, **options)


def amount(**options: Any) -> models.DecimalField[Any, Any]:
    """A figure: 24 digits, six behind the point; empty where the document gives none."""
    return models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True, **options)
