"""The append-only log: each entry's hash holds the hash before it, so that a change anywhere shows.

An entry is hashed over its canonical JSON, which every Python and every database gives alike.  A log that was cut short
still fits together; only a count and a hash that stand outside it (printed on a bulletin: an Anchor) can show that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.link import Remark

START = "0" * 64  # what stands before the first entry


class Entry(msgspec.Struct, frozen=True):
    """One entry: its number from 1, what it says, the hash before it and its own."""

    sequence: int
    content: Mapping[str, object]
    previous: str
    hash: str


class Anchor(msgspec.Struct, frozen=True):
    """How many entries the log had and the hash of the last, kept outside it."""

    count: int
    hash: str


class Trouble(msgspec.Struct, frozen=True):
    """What does not fit at an entry; sequence is the number that it bears, or should."""

    sequence: int
    remark: Remark


def canonical(value: object) -> str:
    """The one JSON of *value*: keys sorted, no spaces, instants in UTC to the microsecond, Decimals as plain text.

    Raises RefusedError for what has no one form: floats, naive instants, keys that are not text, lone surrogates.
    """
    text = json.dumps(_plain(value, "$"), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise RefusedError("chain_no_form", place="$", what="surrogate") from error
    return text


def digest(previous: str, sequence: int, content: Mapping[str, object]) -> str:
    """The SHA-256 of an entry in 64 hexadecimal digits; *previous* is the hash before it, START for the first."""
    return hashlib.sha256(canonical([previous, sequence, content]).encode()).hexdigest()


def seal(content: Mapping[str, object], last: Entry | None = None) -> Entry:
    """The entry that says *content*, to stand behind *last*."""
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, START)
    return Entry(sequence, content, previous, digest(previous, sequence, content))


def verify(entries: Iterable[Entry], anchors: Iterable[Anchor] = ()) -> Iterator[Trouble]:
    """What does not fit in *entries*, the first first; nothing where the log is whole.

    Reads entry by entry and keeps only the last.  Behind a trouble the check goes on from what stands there, so that
    one change is told once.
    """
    wanted: dict[int, list[str]] = {}
    for anchor in anchors:
        wanted.setdefault(anchor.count, []).append(anchor.hash)
    sequence, previous = 0, START
    for entry in entries:
        yield from _linked(entry, sequence, previous)
        yield from _anchored(entry, wanted.pop(entry.sequence, []))
        sequence, previous = entry.sequence, entry.hash
    for count in sorted(wanted):
        if count > sequence:
            yield Trouble(sequence + 1, Remark("chain_cut", {"last": sequence, "count": count}))
        elif count:
            yield Trouble(count, Remark("chain_anchor_gone", {"sequence": count}))


def _linked(entry: Entry, last: int, previous: str) -> Iterator[Trouble]:
    if entry.sequence != last + 1:
        yield Trouble(last + 1, Remark("chain_gap", {"expected": last + 1, "found": entry.sequence}))
    elif entry.previous != previous:
        yield Trouble(entry.sequence, Remark("chain_previous", {"sequence": entry.sequence}))
    if not _own(entry):
        yield Trouble(entry.sequence, Remark("chain_hash", {"sequence": entry.sequence}))


def _own(entry: Entry) -> bool:
    """Whether the hash is that of the entry; what was changed into something without a form is not."""
    try:
        return entry.hash == digest(entry.previous, entry.sequence, entry.content)
    except RefusedError:
        return False


def _anchored(entry: Entry, hashes: Iterable[str]) -> Iterator[Trouble]:
    if any(known != entry.hash for known in hashes):
        yield Trouble(entry.sequence, Remark("chain_anchor", {"sequence": entry.sequence}))


def _plain(value: object, place: str) -> object:
    """*value* in what JSON knows; *place* names it in the refusal."""
    if value is None or isinstance(value, bool | int):
        return value if value is None or isinstance(value, bool) else int(value)
    if isinstance(value, Mapping):
        return {_key(key, place): _plain(item, f"{place}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, f"{place}[{index}]") for index, item in enumerate(value)]
    text = _text(value)
    if text is None:
        raise RefusedError("chain_no_form", place=place, what=type(value).__name__)
    return text


def _key(key: object, place: str) -> str:
    if not isinstance(key, str):
        raise RefusedError("chain_no_form", place=place, what=type(key).__name__)
    return str(key)


def _text(value: object) -> str | None:
    """The one text of a value that JSON has no form for; None where it has none."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return plain_number(value) if value.is_finite() else None
    if isinstance(value, datetime):
        return None if value.utcoffset() is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else None


def plain_number(value: Decimal) -> str:
    """A Decimal without exponent and idle zeros: 5.50 is 5.5, 1E+2 is 100, -0 is 0."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
