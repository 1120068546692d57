"""The journal of a run: what is done is on the disk, whole, and a run that stopped goes on from it.

A journal is a row of frames: length, checksum, msgpack.  The first says for which rules and packer it holds.  A frame
that was cut off while it was written is not there: reading stops before it, and the next one is written over it.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

import msgspec

from jiannuo.exports import WriteError
from jiannuo.panel.work import Outcome

_FRAME = struct.Struct("<I8s")  # length, checksum


class Head(msgspec.Struct, frozen=True):
    """What a journal is about."""

    rules: str
    packer: str


class Entry(msgspec.Struct, frozen=True):
    """An outcome without its rows, and where they are."""

    outcome: Outcome
    at: int


class Journal:
    """The journal at *path*, opened for going on; use it as a context.

    entries holds what is done by source.  A journal of other rules or another packer, or of no journal's form, is begun
    anew.  WriteError ``panel_busy`` where another run has it open.
    """

    def __init__(self, path: Path, head: Head) -> None:
        self.path = path
        self.entries: dict[str, Entry] = {}
        try:
            path.touch()
            self._file: BinaryIO = path.open("r+b", buffering=0)  # nothing half-written is held back
        except OSError as error:
            raise WriteError("output_failed", target=str(path), reason=error.strerror or str(error)) from error
        _lock(self._file, path)
        frames = self._frames()
        if _head(next(frames, None)) != head:
            self._end = 0
            self._append(msgspec.msgpack.encode(head))
        else:
            for at, data in frames:
                outcome = msgspec.msgpack.decode(data, type=Outcome)
                self.entries[outcome.source] = Entry(outcome.light(), at)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome; OSError where the disk is full, and what was kept before stays."""
        self.entries[outcome.source] = Entry(outcome.light(), self._append(msgspec.msgpack.encode(outcome)))

    def payload(self, entry: Entry) -> bytes:
        """The packed rows of an outcome that is kept."""
        self._file.seek(entry.at)
        length, _ = _FRAME.unpack(self._file.read(_FRAME.size))
        return msgspec.msgpack.decode(self._file.read(length), type=Outcome).payload

    def remove(self) -> None:
        """The run is finished."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _append(self, data: bytes) -> int:
        at = self._end
        self._file.seek(at)
        self._file.truncate()
        left = memoryview(_FRAME.pack(len(data), _sum(data)) + data)
        while left:
            left = left[self._file.write(left) :]
        self._end = self._file.tell()
        return at

    def _frames(self) -> Iterator[tuple[int, bytes]]:
        """Whole frames and where they stand; leaves the end behind the last."""
        self._end = 0
        self._file.seek(0)
        while len(head := self._file.read(_FRAME.size)) == _FRAME.size:
            length, checksum = _FRAME.unpack(head)
            data = self._file.read(length)
            if len(data) < length or _sum(data) != checksum:
                return
            at, self._end = self._end, self._file.tell()
            yield at, data


def _head(frame: tuple[int, bytes] | None) -> Head | None:
    try:
        return msgspec.msgpack.decode(frame[1], type=Head) if frame else None
    except msgspec.MsgspecError:
        return None


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=8).digest()


def _lock(file: BinaryIO, path: Path) -> None:
    """Refuse a second run on one journal, where the system can tell."""
    if os.name != "posix":
        return
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise WriteError("panel_busy", target=str(path)) from error
    except OSError:
        return  # a file system without locks
