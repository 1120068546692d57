"""Which files may be evidence, told from their content; and keeping them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import urlsplit

import msgspec

from jiannuo.ledger.month import Month
from jiannuo.ledger.transitions import RefusedError
from jiannuo.lexicon.loader import load, refuse
from jiannuo.web.access.actor import Actor
from jiannuo.web.audit.action import perform, sub_key
from jiannuo.web.files import store
from jiannuo.web.files.models import StoredFile
from jiannuo.web.progress.actions.evidence import AddEvidence
from jiannuo.web.progress.forms import Upload

FILE = "evidence.toml"
MOST_NAME, MOST_LINK = 200, 500
_HEAD = 64  # bytes in which every sign lies
_TEXT_CODES = ("utf-8", "gb18030")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class FileKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of file: how it begins, what it must hold, how it is served."""

    zh: str
    media_type: str
    suffixes: tuple[str, ...]
    signs: tuple[str, ...] = ()
    at: int = 0
    parts: tuple[str, ...] = ()
    image: bool = False

    def begins(self, head: bytes) -> bool:
        """Whether a file that begins with *head* may be of this kind."""
        return any(head[self.at :].startswith(bytes.fromhex(sign)) for sign in self.signs)


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    never: tuple[str, ...]
    kind: tuple[FileKind, ...]


@cache
def kinds(folder: Path | None = None) -> _Table:
    """The kinds of ``evidence.toml``; LexiconError where one cannot be told by its content."""
    table = load(FILE, _Table, folder)
    for kind in table.kind:
        for sign in kind.signs:
            if not re.fullmatch(r"(?:[0-9a-f]{2})+", sign):
                raise refuse(FILE, kind.zh, f"{sign} is not hexadecimal")
        if not kind.suffixes:
            raise refuse(FILE, kind.zh, "no suffix")
    return table


def shows_picture(media_type: str) -> bool:
    """Whether a file of that type is shown as a small picture."""
    return any(kind.image and kind.media_type == media_type for kind in kinds().kind)


def kind_of(file: IO[bytes], name: str) -> FileKind:
    """The kind of *file* by its content; RefusedError, which names it, where it is none that is taken."""
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        raise RefusedError("file_empty", name=name)
    table = kinds()
    archived = [kind for kind in table.kind if kind.parts and kind.begins(head)]
    if archived:
        names = _archive_names(file)
        if any(PurePosixPath(part).name in table.never for part in names):
            raise RefusedError("evidence_macros", name=name)
        found = next((kind for kind in archived if set(kind.parts) <= names), None)
    else:
        found = next((kind for kind in table.kind if kind.signs and not kind.parts and kind.begins(head)), None)
        if found is None and _is_text(file):
            found = next((kind for kind in table.kind if not kind.signs), None)
    file.seek(0)
    if found is None:
        raise RefusedError("evidence_unknown", name=name, kinds="、".join(kind.zh for kind in table.kind))
    return found


def _archive_names(file: IO[bytes]) -> set[str]:
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return set()


def _is_text(file: IO[bytes]) -> bool:
    """Whether the whole file is text without control characters."""
    file.seek(0)
    data = file.read()
    if re.search(rb"[\x00-\x08\x0e-\x1f]", data):
        return False
    for code in _TEXT_CODES:
        try:
            data.decode(code)
        except UnicodeDecodeError:
            continue
        return True
    return False


def clean_name(name: str, kind: FileKind) -> str:
    """The name without folders and hidden characters, not too long, with a suffix that fits its kind."""
    bare = _HIDDEN.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .") or kind.zh
    stem, dot, suffix = bare.rpartition(".")
    if not dot or suffix.lower() not in kind.suffixes:
        stem, suffix = bare, kind.suffixes[0]
    return f"{stem[: MOST_NAME - len(suffix) - 1]}.{suffix}"


def keep_file(upload: Upload, actor: Actor) -> tuple[StoredFile, str]:
    """Keep an uploaded file; its record and the name to show.  RefusedError where it may not be kept."""
    shown = _HIDDEN.sub("", upload.name or "")[:80]
    assert upload.file is not None
    kind = kind_of(upload.file, shown)
    return store.keep(upload.chunks(), kind.media_type, actor, shown), clean_name(upload.name or "", kind)


def checked_link(text: str) -> str:
    """A link of the web; RefusedError where it is none."""
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", text)
    except ValueError:
        fine = False
    if not fine or len(text) > MOST_LINK:
        raise RefusedError("evidence_link", given=text[:60])
    return text


def attach(
    actor: Actor, task: int, month: Month, key: str, files: Iterable[Upload] = (), link: str = ""
) -> tuple[int, list[RefusedError]]:
    """Attach what was given for a task: how many pieces went through, and why others did not."""
    done, refused = 0, []
    for upload in files:
        try:
            record, name = keep_file(upload, actor)
            tag = f"{task}.{record.digest[:10]}"
            perform(AddEvidence(task, month, name, file=record), actor, sub_key(actor, key, "evidence", tag))
            done += 1
        except RefusedError as error:
            refused.append(error)
    if link:
        try:
            checked = checked_link(link)
            perform(
                AddEvidence(task, month, checked[:MOST_NAME], url=checked), actor, sub_key(actor, key, "link", task)
            )
            done += 1
        except RefusedError as error:
            refused.append(error)
    return done, refused
