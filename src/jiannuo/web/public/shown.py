"""What the public may read: the declared list of ``public.toml``, and queries that read nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
from django.db.models import Model, QuerySet

from jiannuo.lexicon.loader import load
from jiannuo.web.ui.words import is_english

FILE = "public.toml"


class Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field's name in Chinese and English."""

    zh: str
    en: str


class Comments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[comments]``: the days for an answer, how many an address may send, the lengths in characters."""

    answer_working_days: int
    per_hour: int
    per_day: int
    name_most: int
    contact_most: int
    text_most: int
    answer_most: int
    reason_most: int


class PublicFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``public.toml`` as it stands: the fields shown by subject, the rules for comments."""

    shown: Mapping[str, Mapping[str, Name]]
    comments: Comments


@cache
def public_file() -> PublicFile:
    """The list and the rules that ship; LexiconError where the file is not as it should be."""
    return load(FILE, PublicFile)


def comment_rules() -> Comments:
    """The rules for citizens' comments."""
    return public_file().comments


def fields(subject: str) -> tuple[str, ...]:
    """The fields of *subject* that the public may read."""
    return tuple(public_file().shown[subject])


def field_name(subject: str, field: str) -> str:
    """What *field* is called, in the page's language."""
    name = public_file().shown[subject][field]
    return name.en if is_english() else name.zh


def only_shown(subject: str, rows: QuerySet[Any, Model]) -> QuerySet[Any, dict[str, Any]]:
    """*rows* as dictionaries of the fields shown, nothing else being read."""
    return rows.values(*fields(subject))
