"""The worker's schedule, read from ``worker.toml`` and checked on load."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from jiannuo.lexicon.loader import load, refuse

FILE = "worker.toml"


class Sending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the outbox is sent: pauses in minutes, the others in seconds."""

    pauses: tuple[int, ...]
    lease: int
    timeout: int
    rest: int


class Reminders(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """On which days around a deadline people are reminded, from which hour on."""

    before: tuple[int, ...]
    late_every: int
    hour: int


class WorkerFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``worker.toml`` as it stands; duties in minutes between two runs."""

    sending: Sending
    reminders: Reminders
    duties: dict[str, int]


@cache
def read(folder: Path | None = None) -> WorkerFile:
    """The file as it stands, that of *folder* where given; LexiconError where it makes no sense."""
    found = load(FILE, WorkerFile, folder)
    pauses = found.sending.pauses
    if not pauses or any(pause < 1 for pause in pauses) or list(pauses) != sorted(pauses):
        raise refuse(FILE, "sending.pauses", "pauses must be 1 minute at least and must not shrink")
    if found.sending.timeout < 1 or found.sending.lease <= 2 * found.sending.timeout or found.sending.rest < 1:
        raise refuse(FILE, "sending", "timeout and rest must be 1 at least, lease more than twice the timeout")
    if any(days < 0 for days in found.reminders.before) or found.reminders.late_every < 1:
        raise refuse(FILE, "reminders", "days before must be 0 at least, late_every 1 at least")
    if not 0 <= found.reminders.hour <= 23:
        raise refuse(FILE, "reminders.hour", f"{found.reminders.hour} is no hour of a day")
    for name, minutes in found.duties.items():
        if minutes < 1:
            raise refuse(FILE, f"duties.{name}", f"{minutes} is not 1 minute at least")
    return found


def sending() -> Sending:
    """How the outbox is sent."""
    return read().sending


def reminders() -> Reminders:
    """When people are reminded."""
    return read().reminders


def duties() -> dict[str, int]:
    """Minutes between two runs of each duty, by its name."""
    return read().duties
