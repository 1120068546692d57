"""Where a command's bytes go: standard output, a file, or a folder with one file a report."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from jiannuo.exports import Export, WriteError


def to_stdout(pieces: Iterable[bytes]) -> None:
    """Write each piece in one go; UTF-8 whatever the locale is."""
    for piece in pieces:
        try:
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise WriteError("output_failed", target="stdout", reason=error.strerror or str(error)) from error


def refuse_existing(path: Path, force: bool) -> None:
    """WriteError where *path* is there already and may not be replaced."""
    if path.exists() and not force:
        raise WriteError("output_exists", target=str(path))


def to_file(pieces: Iterable[bytes], path: Path) -> None:
    """Write all of *pieces* or nothing: a file of that name is replaced at the end only."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            for piece in pieces:
                file.write(piece)
        draft.replace(path)
    except OSError as error:
        raise WriteError("output_failed", target=str(path), reason=error.strerror or str(error)) from error
    finally:
        draft.unlink(missing_ok=True) if draft.is_file() else None


def is_folder(name: str) -> bool:
    """Whether ``-o`` names a folder: one that is there, or any name with a slash at its end."""
    return name.endswith(("/", os.sep)) or Path(name).is_dir()


def make_folder(path: Path) -> None:
    """Make the folder with all above it; WriteError where that fails."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError("output_failed", target=str(path), reason=error.strerror or str(error)) from error


class Names:
    """File names in a folder for sources: the source's own, numbered where two are the same."""

    def __init__(self, folder: Path, entry: Export) -> None:
        self._folder = folder
        self._suffix = entry.suffix
        self._taken: set[str] = set()

    def of(self, source: str) -> Path:
        """The path for *source*; each call gives another."""
        stem = "stdin" if source == "-" else Path(source).stem
        name, number = stem, 1
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name)
        return self._folder / f"{name}{self._suffix}"
