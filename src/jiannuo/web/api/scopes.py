"""What a token may be given, and the limits of the interface: ``interface.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from jiannuo.lexicon.loader import load
from jiannuo.web.ui.words import is_english

FILE = "interface.toml"


class Scope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A scope's name in Chinese and English."""

    zh: str
    en: str

    @property
    def name(self) -> str:
        """In the page's language."""
        return self.en if is_english() else self.zh


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[limits]`` of ``interface.toml``, which says what each means."""

    requests_per_minute: int
    body_bytes: int
    page_most: int
    key_most: int
    token_days: int
    tokens_most: int


class InterfaceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``interface.toml`` as it stands."""

    limits: Limits
    scopes: Mapping[str, Scope]


@cache
def _file() -> InterfaceFile:
    return load(FILE, InterfaceFile)


def limits() -> Limits:
    """The limits that ship; LexiconError where the file is not as it should be."""
    return _file().limits


def scopes() -> Mapping[str, Scope]:
    """The scopes by their codes, such as ``tasks:read``."""
    return _file().scopes
