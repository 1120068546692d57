"""Reports to bytes, one module an export; each has ``export(reports, options)``, which yields the bytes in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

import msgspec

from jiannuo.exports.options import Options
from jiannuo.model.errors import JiannuoError
from jiannuo.model.report import Report

__all__ = ["EXPORTS", "Export", "Options", "WriteError", "export"]


class WriteError(JiannuoError):
    """A result could not be written; params always hold ``target``."""


class Export(msgspec.Struct, frozen=True):
    """An entry of the registry: its module is ``jiannuo.exports.<name>``; binary ones are not for a terminal."""

    name: str
    suffix: str
    binary: bool = False


# The only list of exports: commands, help and suffixes follow it.
EXPORTS: dict[str, Export] = {
    entry.name: entry
    for entry in (
        Export("summary", ".txt"),
        Export("jsonl", ".jsonl"),
        Export("json", ".json"),
        Export("csv", ".csv"),
        Export("xlsx", ".xlsx", binary=True),
    )
}


def export(name: str, reports: Iterable[Report], options: Options) -> Iterator[bytes]:
    """*reports* in the format *name*, piece by piece, UTF-8 where it is text; KeyError for a name not in EXPORTS.

    Text formats take one report at a time from *reports*, so that many files need the memory of one.
    """
    # Each module is imported when it is asked for: openpyxl and rich are slow to import.
    module = import_module(f"jiannuo.exports.{EXPORTS[name].name}")
    pieces: Iterator[bytes] = module.export(reports, options)
    return pieces
