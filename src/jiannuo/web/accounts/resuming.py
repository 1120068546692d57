"""What was typed into a form whose log-in had run out: carried through the log-in and offered to be sent again."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.http import HttpRequest

Typed = Sequence[tuple[str, str]]
FIELD = "resumed"  # of the log-in's form, in which it is carried
# Fields that are made anew with each page, or must not be shown.
_OWN = frozenset({"csrfmiddlewaretoken", "request_key", "password", "old", "new", "again"})


def typed_in(request: HttpRequest) -> Typed:
    """The fields of the form that was sent, passwords and the form's own marks left out; nothing where none is told."""
    pairs = [(name, value) for name, values in request.POST.lists() if name not in _OWN for value in values]
    return pairs if any(value.strip() for _name, value in pairs) else []


def told(typed: Typed) -> list[str]:
    """The texts among them that a person wrote, to be read or copied: no numbers, codes and marks of the form."""
    texts = (value.strip() for _name, value in typed)
    return list(dict.fromkeys(text for text in texts if any(char > "\x7f" or char.isspace() for char in text)))


def packed(typed: Typed) -> str:
    """*typed* as one field."""
    return msgspec.json.encode(typed).decode() if typed else ""


def unpacked(text: str) -> Typed:
    """What :func:`packed` made; nothing of what is none of it."""
    try:
        return msgspec.json.decode(text, type=list[tuple[str, str]])
    except (msgspec.MsgspecError, UnicodeEncodeError):
        return []
