"""One file to its rows, packed small: what a worker does."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import msgspec
from msgspec.structs import replace

from jiannuo.formats import file_bytes, open_bytes
from jiannuo.model.errors import JiannuoError
from jiannuo.model.report import Report
from jiannuo.outline import read_outline
from jiannuo.panel.communique import as_communique
from jiannuo.panel.pack import PACKERS
from jiannuo.panel.rows import fixed, varying
from jiannuo.panel.words import rule_set
from jiannuo.statements import read_statements


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file.

    status is ``rows``, or the row is left out: ``failed`` (could not be read), ``broken`` (a defect of ours) or
    ``passed`` (no report); then code and params name the message.  content is a hash of the file's bytes, payload the
    rows as the format's packer packs them.
    """

    source: str
    status: str
    content: str = ""
    rules: str = ""
    code: str = ""
    params: dict[str, str] = {}
    document: str = ""
    place: str = ""  # its code, else its name
    name: str = ""
    year: int | None = None
    rows: int = 0
    payload: bytes = b""

    def light(self) -> Outcome:
        """The same without its rows."""
        return replace(self, payload=b"")


def content_of(data: bytes) -> str:
    """The hash by which a file is known again."""
    return blake2b(data, digest_size=16).hexdigest()


def work(source: str, data: bytes | None, packer: str) -> Outcome:
    """Read *source*, or *data* where the worker cannot see the file; whatever goes wrong is an Outcome too."""
    content = ""
    try:
        data = file_bytes(source) if data is None else data
        content = content_of(data)
        return _outcome(source, content, data, PACKERS[packer])
    except JiannuoError as error:
        params = {name: str(value) for name, value in error.params.items()}
        return Outcome(
            source=source, status="failed", content=content, code=error.code, params=params, rules=rule_set()
        )
    except Exception as error:
        # A defect of ours in one file is told as such, and the other files are still read.
        if os.environ.get("JIANNUO_DEBUG"):
            traceback.print_exc()
        return broken(source, " ".join(f"{type(error).__name__}: {error}".split()))


def broken(source: str, reason: str) -> Outcome:
    """The outcome where the program itself failed on a file."""
    return Outcome(
        source=source, status="broken", code="internal", params={"source": source, "reason": reason}, rules=rule_set()
    )


def _outcome(source: str, content: str, data: bytes, pack: Callable[[dict[str, Any], Any], bytes]) -> Outcome:
    document = open_bytes(data, source, source)
    outline, notes = read_outline(document)
    communique = as_communique(document.text, outline)
    other = Outcome(source=source, status="passed", content=content, code="not_a_report", rules=rule_set())
    if communique is None and any(note.code == "not_a_report" for note in notes):
        return other
    measures, milestones, _ = read_statements(document, communique or outline)
    if not (measures or milestones or outline.metadata.place or outline.metadata.year):
        return other  # too short a text to tell, and nothing to keep
    report = Report(document, communique or outline, measures, milestones, ())
    kind = "communique" if communique else "report"
    common, rows = fixed(report, kind), list(varying(report, kind))
    return Outcome(
        source=source,
        status="rows",
        content=content,
        rules=rule_set(),
        document=kind,
        place=common["place_code"] or common["place"],
        name=common["place"],
        year=common["year"],
        rows=len(rows),
        payload=pack(common, rows),
    )
