"""Addresses of views; those without arguments are reckoned once, as every page asks for a dozen of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import get_script_prefix, reverse


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of the view *name*; NoReverseMatch where there is none."""
    if args or kwargs:
        return reverse(name, args=args, kwargs=kwargs)
    return _plain(name, get_script_prefix())


@cache
def _plain(name: str, _prefix: str) -> str:
    return reverse(name)
