"""From the paths of a command line to reports, one after the other; a file that fails does not stop the others."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Sequence

from jiannuo.model.errors import JiannuoError
from jiannuo.model.messages import render
from jiannuo.model.report import Report


def find(paths: Sequence[str]) -> list[str]:
    """The files that *paths* name, folders searched; a folder without any is JiannuoError ``no_files``."""
    from jiannuo.formats import find_files

    files = [os.fspath(file) for file in find_files(paths)]
    if not files:
        raise JiannuoError("no_files", source=", ".join(paths))
    return files


def load(source: str) -> Report:
    """Read one file; ``-`` is standard input."""
    from jiannuo.reading import read

    return read(source)


class Inputs:
    """The reports of *files*; failures are printed to standard error, counted, and passed over."""

    def __init__(self, files: Sequence[str], language: str, *, bar: bool = False) -> None:
        self.files = files
        self.language = language
        self.bar = bar
        self.failed = 0
        self.broken = 0  # internal errors among the failed

    def __iter__(self) -> Iterator[tuple[str, Report]]:
        for file in self._shown():
            try:
                report = load(file)
            except JiannuoError as error:
                self.fail(error.message(self.language))
            except Exception as error:
                # A defect of ours in one file is told as such, and the other files are still read.
                self.broken += 1
                if os.environ.get("JIANNUO_DEBUG"):
                    traceback.print_exc()
                reason = " ".join(f"{type(error).__name__}: {error}".split())
                self.fail(render("internal", {"source": file, "reason": reason}, self.language))
            else:
                yield file, report

    def fail(self, message: str) -> None:
        """Say on standard error that a file failed."""
        self.failed += 1
        print(render("error", {"message": message}, self.language), file=sys.stderr)

    def _shown(self) -> Iterator[str]:
        """The files, with a bar on standard error where a person waits for many and sees nothing else."""
        if len(self.files) < 2 or not self.bar or not sys.stderr.isatty():
            yield from self.files
            return
        from rich.console import Console  # slow to import
        from rich.progress import track

        console = Console(stderr=True)
        words = render("cli_reading", {}, self.language)
        yield from track(self.files, words, console=console, transient=True)
