"""Read a lexicon file and check it; an error names the file, the key and what is allowed."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from jiannuo.model.errors import LexiconError

T = TypeVar("T")


def refuse(file: str, key: str, reason: str) -> LexiconError:
    """The error of a lexicon *file* whose *key* is not as it should be."""
    return LexiconError("lexicon_invalid", file=file, key=key, reason=reason)


def check_words(file: str, lists: Mapping[str, Collection[str]]) -> None:
    """Refuse an empty word, and one that stands twice in its list; *lists* are the words by key."""
    for key, words in lists.items():
        seen: set[str] = set()
        for word in words:
            if not word.strip():
                raise refuse(file, key, "an empty word")
            if word in seen:
                raise refuse(file, key, f"{word} stands there twice")
            seen.add(word)


def load(name: str, shape: type[T], folder: Path | None = None) -> T:
    """The lexicon *name* (``units.toml``) as a value of *shape*, a msgspec Struct or mapping.

    Raises LexiconError where the file is missing, is not TOML (a duplicate key too) or does not fit the shape;
    unknown keys are refused where the Struct says ``forbid_unknown_fields``.
    """
    source = (folder or files("jiannuo.lexicon") / "data") / name
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise LexiconError("lexicon_missing", file=name, key="-", reason="-") from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError("lexicon_syntax", file=name, key="-", reason=str(error)) from error
    try:
        return msgspec.convert(table, shape)
    except msgspec.ValidationError as error:
        reason, _, key = str(error).partition(" - at ")
        # A key that is wrong itself is named "`key` in `$.table`".
        raise refuse(name, key.rpartition(" in ")[2].strip("`") or "$", reason) from error


def load_json(name: str, shape: type[T]) -> T:
    """The learned table *name* (``link_weights.json``) as a value of *shape*.

    Raises LexiconError where the file is missing or does not fit the shape.
    """
    try:
        raw = (files("jiannuo.lexicon") / "data" / name).read_bytes()
    except FileNotFoundError as error:
        raise LexiconError("lexicon_missing", file=name, key="-", reason="-") from error
    try:
        return msgspec.json.decode(raw, type=shape)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise refuse(name, "$", str(error)) from error
