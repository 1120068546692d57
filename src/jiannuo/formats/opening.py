"""From a path to a Document: the file system's own troubles, then the registry's choice."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Literal

from jiannuo.formats import registry
from jiannuo.formats.base import refuse_large
from jiannuo.model.document import Document
from jiannuo.model.errors import ReadError

STANDARD_INPUT: Literal["-"] = "-"


def open_document(path: str | PathLike[str]) -> Document:
    """The Document of the file at *path*; "-" is standard input, whose format is told by its content.

    Raises ReadError, whose code says what is wrong and whose message how to mend it.
    """
    name = os.fspath(path)
    source = _shown(name)
    if name == STANDARD_INPUT:
        return open_bytes(_read_some(sys.stdin.buffer), source)
    return open_bytes(file_bytes(name), source, name)


def open_bytes(data: bytes, source: str, name_hint: str = "") -> Document:
    """The Document of *data*; *source* names it in messages, *name_hint* is a file name with its extension."""
    if not data:
        raise ReadError("empty", source=source)
    chosen = registry.choose(data, source, name_hint)
    refuse_large(len(data), chosen.limit, source)
    return chosen.read(data, source)


def find_files(paths: Iterable[str | PathLike[str]]) -> Iterator[Path | Literal["-"]]:
    """Files to read: folders are searched through, by order of name, for the extensions of the registry.

    Hidden files, and the lock files that office programs leave, are passed over, links to folders not followed.
    What is no folder is given back as it is, even when missing, and so is a folder that may not be listed: opening
    it then tells why it cannot be read.
    """
    for path in paths:
        if os.fspath(path) == STANDARD_INPUT:
            yield STANDARD_INPUT
        elif Path(path).is_dir():
            yield from _search(Path(path))
        else:
            yield Path(path)


def _search(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _search(entry)
        elif entry.suffix.lower() in registry.BY_EXTENSION:
            yield entry


def file_bytes(name: str) -> bytes:
    """All of the file *name*, or one byte more than any format takes; ReadError says why it cannot be read."""
    source = _shown(name)
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - a Path would rewrite ./names
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode):
                refuse_large(status.st_size, registry.LARGEST, source)
            return _read_some(file)
    except (FileNotFoundError, NotADirectoryError) as error:
        code = "broken_link" if os.path.islink(name) else "not_found"  # noqa: PTH114
        raise ReadError(code, source=source) from error
    except IsADirectoryError as error:
        listed = os.access(name, os.R_OK | os.X_OK)
        raise ReadError("is_directory" if listed else "not_permitted", source=source) from error
    except PermissionError as error:
        raise ReadError("not_permitted", source=source) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError("not_readable", source=source, reason=reason) from error


def _read_some(file: BinaryIO) -> bytes:
    """All bytes up to one more than any format takes: a pipe may never end."""
    return file.read(registry.LARGEST + 1)


def _shown(name: str) -> str:
    """*name* fit for one line of output: names need not be text, nor printable."""
    return "".join(mark if mark.isprintable() else "\ufffd" for mark in name)
