"""A backup: one zip with a manifest, a JSON-lines file for each table and the kept files, the same for any database."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import msgspec
from django.db import connections

from jiannuo import __version__
from jiannuo.ledger.chain import Anchor
from jiannuo.model.errors import JiannuoError
from jiannuo.web import clock
from jiannuo.web.audit.models import ChainHead
from jiannuo.web.files.models import StoredFile
from jiannuo.web.files.store import path_of
from jiannuo.web.upkeep import snapshot

KIND, VERSION = "jiannuo-ledger-backup", 1
MANIFEST = "manifest.json"
CHUNK = 1 << 20


class Part(msgspec.Struct, frozen=True):
    """A member of the zip: its name, how long it is unpacked, its SHA-256."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds.  lost are kept files that were not there any more when it was made."""

    kind: str = KIND
    version: int = VERSION
    program: str
    made: datetime
    database: str
    migrations: dict[str, list[str]]
    log: Anchor
    parts: list[Part]
    rows: dict[str, int]
    lost: list[str] = msgspec.field(default_factory=list)


def table_name(label: str) -> str:
    """The member that holds the rows of a table."""
    return f"tables/{label}.jsonl"


def file_name(digest: str) -> str:
    """The member that holds a kept file."""
    return f"files/{digest}"


class _Writer:
    """Adds members to a zip, hashing what passes."""

    def __init__(self, target: zipfile.ZipFile) -> None:
        self._zip = target
        self.parts: list[Part] = []

    def add(self, name: str, chunks: Iterable[bytes], *, packed: bool) -> None:
        hasher, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name, clock.now().timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._zip.open(info, "w", force_zip64=True) as member:
            for chunk in chunks:
                hasher.update(chunk)
                size += len(chunk)
                member.write(chunk)
        self.parts.append(Part(name, size, hasher.hexdigest()))


def write(target: Path, *, files: bool = True) -> Manifest:
    """Write a backup to *target*, all of it or nothing, while people go on working; gives its manifest.

    *files* off leaves the kept files out.  Raises JiannuoError where *target* cannot be written.
    """
    try:
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        with os.fdopen(handle, "wb") as out:
            with zipfile.ZipFile(out, "w", compresslevel=6) as archive, snapshot.moment() as alias:
                manifest = _fill(archive, alias, files)
            out.flush()
            os.fsync(out.fileno())
        Path(draft).replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        Path(draft).unlink(missing_ok=True)
    return manifest


def _unwritable(target: Path, error: OSError) -> JiannuoError:
    return JiannuoError("output_failed", target=str(target), reason=error.strerror or str(error))


def _fill(archive: zipfile.ZipFile, alias: str, files: bool) -> Manifest:
    writer = _Writer(archive)
    counts: dict[str, int] = {}
    for model in snapshot.tables():
        label = model._meta.label
        writer.add(table_name(label), _lines(snapshot.rows(model, alias), counts, label), packed=True)
    lost = []
    if files:
        for digest in StoredFile.objects.using(alias).order_by("digest").values_list("digest", flat=True):
            try:
                with path_of(digest).open("rb") as file:
                    writer.add(file_name(digest), _chunks(file), packed=False)
            except FileNotFoundError:
                lost.append(digest)
    head = ChainHead.objects.using(alias).filter(pk=1).first()
    manifest = Manifest(
        program=__version__,
        made=clock.now(),
        database=connections[alias].vendor,
        migrations=snapshot.migrations(alias),
        log=Anchor(head.seq, head.hash) if head else Anchor(0, ""),
        parts=writer.parts,
        rows=counts,
        lost=lost,
    )
    archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return manifest


def _lines(rows: Iterable[Mapping[str, Any]], counts: dict[str, int], label: str) -> Iterator[bytes]:
    counts[label] = 0
    for row in rows:
        counts[label] += 1
        yield msgspec.json.encode(row) + b"\n"


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


class Archive:
    """A backup that is open to be read; every member was found as the manifest says."""

    def __init__(self, path: Path, source: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path = path
        self._zip = source
        self.manifest = manifest

    def rows(self, label: str) -> Iterator[dict[str, Any]]:
        """The rows of a table; none where the backup has no such table."""
        if label not in self.manifest.rows:
            return
        with self._zip.open(table_name(label)) as member:
            for line in member:
                yield msgspec.json.decode(line)

    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """The kept files: hash and content."""
        for part in self.manifest.parts:
            if part.name.startswith("files/"):
                with self._zip.open(part.name) as member:
                    yield part.name.removeprefix("files/"), _chunks(member)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The backup at *path*, checked member by member; JiannuoError where it is none or was changed."""
    try:
        with zipfile.ZipFile(path) as source:
            manifest = _manifest(path, source)
            _check(path, source, manifest)
            yield Archive(path, source, manifest)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and error.filename == str(path):
            raise JiannuoError("not_found", source=str(path)) from error
        raise
    except zipfile.BadZipFile as error:
        raise JiannuoError("backup_not_one", path=path) from error


def _manifest(path: Path, source: zipfile.ZipFile) -> Manifest:
    try:
        manifest = msgspec.json.decode(source.read(MANIFEST), type=Manifest)
    except (KeyError, msgspec.DecodeError) as error:
        raise JiannuoError("backup_not_one", path=path) from error
    if (manifest.kind, manifest.version) != (KIND, VERSION):
        raise JiannuoError("backup_not_one", path=path)
    return manifest


def _check(path: Path, source: zipfile.ZipFile, manifest: Manifest) -> None:
    wanted = {part.name for part in manifest.parts} | {MANIFEST}
    odd = wanted ^ set(source.namelist())
    if odd:
        raise JiannuoError("backup_changed", path=path, part=min(odd))
    for part in manifest.parts:
        hasher = hashlib.sha256()
        try:
            with source.open(part.name) as member:
                for chunk in _chunks(member):
                    hasher.update(chunk)
        except zipfile.BadZipFile as error:
            raise JiannuoError("backup_changed", path=path, part=part.name) from error
        if hasher.hexdigest() != part.sha256:
            raise JiannuoError("backup_changed", path=path, part=part.name)
