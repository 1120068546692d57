"""What is done with channels and messages, and with the secret of a calendar."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, Subject
from jiannuo.web.accounts.models import Person, Unit
from jiannuo.web.audit.action import Action, Change
from jiannuo.web.orders.models import CalendarKey, Channel, Outgoing
from jiannuo.web.orders.sending import retry
from jiannuo.web.orders.telling import tell


@dataclass
class SetChannel(Action[Channel]):
    """Add a channel, or change the one of *pk*."""

    name: ClassVar[str] = "channel.set"
    right: ClassVar[str] = "channel.manage"
    model: ClassVar[type[Channel]] = Channel
    called: str
    kind: str
    variable: str
    unit: Unit
    active: bool = True
    pk: int | None = None

    def subject(self) -> Subject:
        """The unit whose messages it carries so far, for a new one the unit whose messages it shall carry."""
        self.channel = Channel() if self.pk is None else _channel(self.pk)
        return self.unit if self.pk is None else self.channel

    def change(self, actor: Actor) -> Change[Channel]:
        """Keep it; a channel moves only between units of the actor."""
        actor.require(self.right, self.unit)
        channel = self.channel
        if Channel.objects.filter(name=self.called).exclude(pk=channel.pk).exists():
            raise RefusedError("channel_name_taken", name=self.called)
        before = _told(channel) if self.pk is not None else None
        channel.name, channel.kind, channel.variable = self.called, self.kind, self.variable
        channel.unit, channel.active = self.unit, self.active
        channel.save()
        return Change(channel, {"before": before, "after": _told(channel)}, self.unit.path)


@dataclass
class TryChannel(Action[Channel]):
    """Put a test message into the outbox."""

    name: ClassVar[str] = "channel.try"
    right: ClassVar[str] = "channel.manage"
    model: ClassVar[type[Channel]] = Channel
    pk: int

    def subject(self) -> Subject:
        """The channel."""
        self.channel = _channel(self.pk)
        return self.channel

    def change(self, actor: Actor) -> Change[Channel]:
        """Write the message."""
        body = _("这是一条测试消息，收到说明渠道可用。")
        tell(self.channel, _("践诺测试消息"), body, f"test:{self.pk}:{clock.now().isoformat()}")
        return Change(self.channel, {"name": self.channel.name}, self.channel.unit.path)


@dataclass
class RetryMessage(Action[Outgoing]):
    """Try a message again that was given up."""

    name: ClassVar[str] = "outbox.retry"
    right: ClassVar[str] = "channel.manage"
    model: ClassVar[type[Outgoing]] = Outgoing
    pk: int

    def subject(self) -> Subject:
        """The message, locked; its units are those of who is told."""
        row = Outgoing.objects.select_for_update(of=("self",), no_key=True).select_related("person", "channel__unit")
        found = row.filter(pk=self.pk).first()
        if found is None:
            raise RefusedError("message_unknown")
        self.row = found
        return found

    def change(self, actor: Actor) -> Change[Outgoing]:
        """Make it due now."""
        retry(self.row)
        paths = self.row.unit_paths()
        return Change(self.row, {"message": self.row.pk}, paths[0] if paths else "")


@dataclass
class NewCalendarKey(Action[CalendarKey]):
    """Give a person a new secret address of the calendar; the old one is dead from then on."""

    name: ClassVar[str] = "calendar.renew"
    right: ClassVar[str] = "calendar.use"
    model: ClassVar[type[CalendarKey]] = CalendarKey
    person: Person

    def subject(self) -> Subject:
        """The person."""
        return self.person

    def change(self, actor: Actor) -> Change[CalendarKey]:
        """Keep the hash of a secret that is shown once, in ``secret``."""
        if actor.user_id != self.person.pk:
            raise RefusedError("calendar_foreign")
        self.secret = secrets.token_urlsafe(32)
        key, _made = CalendarKey.objects.update_or_create(
            person=self.person, defaults={"digest": digest_of(self.secret), "created": clock.now()}
        )
        return Change(key, {"person": self.person.pk})


def digest_of(secret: str) -> str:
    """What is kept of a calendar's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _told(channel: Channel) -> dict[str, Any]:
    """A channel as the log has it; its address stands in the environment alone."""
    names = ("name", "kind", "variable", "active")
    return {name: getattr(channel, name) for name in names} | {"unit": channel.unit.code}


def _channel(pk: int) -> Channel:
    found = Channel.objects.select_related("unit").filter(pk=pk).first()
    if found is None:
        raise RefusedError("channel_unknown")
    return found
