"""Bytes kept by the hash of their content, written so that a crash leaves no half file."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.files.models import StoredFile


def folder() -> Path:
    """Where files lie."""
    return Path(settings.JIANNUO_FILES)


def path_of(digest: str) -> Path:
    """Where the content of *digest* lies."""
    return folder() / digest[:2] / digest[2:4] / digest


def keep(chunks: Iterable[bytes], media_type: str, actor: Actor, name: str) -> StoredFile:
    """Keep a file's content and give its record; the same content twice is kept once.

    Raises RefusedError where it is empty or longer than ``JIANNUO_UPLOAD_LIMIT`` bytes; *name* names it then.
    """
    folder().mkdir(parents=True, exist_ok=True)
    hasher, size = hashlib.sha256(), 0
    limit = settings.JIANNUO_UPLOAD_LIMIT
    handle, temporary = tempfile.mkstemp(dir=folder(), prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise RefusedError("file_too_large", name=name, most=limit // 1_000_000)
                hasher.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if not size:
            raise RefusedError("file_empty", name=name)
        digest = hasher.hexdigest()
        target = path_of(digest)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)
    with transaction.atomic():
        record, _ = StoredFile.objects.get_or_create(
            digest=digest,
            defaults={"size": size, "media_type": media_type, "created": clock.now(), "person_id": actor.user_id},
        )
    return record
