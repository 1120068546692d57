"""Addresses of pages that other subjects hold."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse


def link(name: str, *args: Any) -> str:
    """The address of the view *name*, empty where there is none yet: such a link is not offered."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
