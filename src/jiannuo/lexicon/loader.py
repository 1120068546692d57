"""Read a lexicon file and check it; an error names the file, the key and what is allowed."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from jiannuo.model.errors import LexiconError

T = TypeVar("T")


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
        raise LexiconError("lexicon_invalid", file=name, key=key.strip("`") or "$", reason=reason) from error
