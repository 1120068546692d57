"""The one way to change anything: an action joins permission, change and log in one transaction."""

from __future__ import annotations

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Generic, TypeVar

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import Model

from jiannuo.ledger.chain import START, canonical, digest
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, Subject
from jiannuo.web.audit.models import ChainHead, LogEntry

T = TypeVar("T", bound=Model)

_KEY = re.compile(r"[!-~]{1,64}")
# What must follow every change within its transaction, such as the index of search; applications add to it when ready.
followers: list[Callable[[], object]] = []


class Change(msgspec.Struct, Generic[T], frozen=True):
    """What an action did: the thing changed, and what the log says of it, in plain values."""

    result: T
    data: Mapping[str, Any]
    unit_path: str = ""


class Done(msgspec.Struct, Generic[T], frozen=True):
    """An action that is in the log; replayed where the same request had been carried out before."""

    result: T
    seq: int
    replayed: bool = False


class Action(ABC, Generic[T]):
    """One change.  A subclass is a dataclass of what a person asked for.

    name is its code in the log and, unless right says otherwise, the right in the matrix; model is what it changes.
    """

    name: ClassVar[str]
    right: ClassVar[str] = ""
    model: ClassVar[type[Model]]

    def prepare(self, actor: Actor) -> None:
        """What takes long and writes nothing, such as reading a file; done before the transaction begins."""

    @abstractmethod
    def subject(self) -> Subject | None:
        """What the right is judged on; rows to be changed are read here with ``select_for_update``.

        Raises RefusedError where it is not there.
        """

    @abstractmethod
    def change(self, actor: Actor) -> Change[T]:
        """Check the ledger's rules and make the change; RefusedError undoes all of it."""


def perform(action: Action[T], actor: Actor, key: str = "") -> Done[T]:
    """Carry out *action* as *actor* and write it into the log, both or neither.

    *key* is the request's: the same key twice is carried out once, so that a request may be sent again when its
    answer was lost.  Raises NotAllowedError or RefusedError; nothing was changed then.
    """
    action.prepare(actor)
    kept = _kept(key)
    try:
        with transaction.atomic():
            return _replayed(action, actor, kept) or _carried_out(action, actor, kept)
    except (IntegrityError, RefusedError):
        # Sent twice at once: the other one may have gone through while this one waited for its rows or the log.
        if before := _replayed(action, actor, kept):
            return before
        raise


def _carried_out(action: Action[T], actor: Actor, key: str) -> Done[T]:
    actor.require(action.right or action.name, action.subject())
    change = action.change(actor)
    for follow in followers:
        follow()
    entry = append(
        actor,
        action.name,
        change.data,
        target=change.result._meta.label,
        target_id=str(change.result.pk),
        unit_path=change.unit_path,
        key=key,
    )
    return Done(change.result, entry.seq)


def sub_key(actor: Actor, key: str, action: str, pk: int | str) -> str:
    """The key of one row of a form whose key is *key*; empty where the form had none."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "", key)[:24]
    return f"{actor.user_id}.{action}.{pk}.{plain}"[:64] if plain else ""


def _kept(key: str) -> str:
    """The key as the log holds it: one that a form of ours would not give is kept by its hash."""
    return key if not key or _KEY.fullmatch(key) else hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _replayed(action: Action[T], actor: Actor, key: str) -> Done[T] | None:
    """What the request *key* did before; RefusedError where it was another action or another person's."""
    entry = LogEntry.objects.filter(request_key=key).first() if key else None
    if entry is None:
        return None
    if entry.action != action.name or entry.person_id != actor.user_id:
        raise RefusedError("request_key_used")
    found: Any = action.model._default_manager.filter(pk=entry.target_id).first()
    if found is None:
        found = action.model(pk=entry.target_id)  # what is gone has its number left
    return Done(found, entry.seq, replayed=True)


def append(
    actor: Actor,
    action: str,
    data: Mapping[str, Any],
    *,
    target: str = "",
    target_id: str = "",
    unit_path: str = "",
    key: str = "",
) -> LogEntry:
    """Add an entry to the log; the caller's transaction holds it together with the change."""
    head = ChainHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        head = ChainHead(pk=1, seq=0, hash=START)
    entry = LogEntry(
        seq=head.seq + 1,
        at=clock.now(),
        person_id=actor.user_id,
        actor=actor.name[:60],
        via=actor.via,
        action=action,
        target=target,
        target_id=target_id,
        unit_path=unit_path,
        data=canonical(data),
        request_key=key or None,
        previous=head.hash,
    )
    entry.hash = digest(head.hash, entry.seq, content(entry))
    entry.save(force_insert=True)
    head.seq, head.hash = entry.seq, entry.hash
    head.save()
    return entry


def content(entry: LogEntry) -> dict[str, object]:
    """What of an entry is hashed beside its number and the hash before it."""
    return {
        "at": entry.at,
        "person": entry.person_id,
        "actor": entry.actor,
        "via": entry.via,
        "action": entry.action,
        "target": entry.target,
        "target_id": entry.target_id,
        "unit_path": entry.unit_path,
        "data": entry.data,
        "request_key": entry.request_key,
    }
