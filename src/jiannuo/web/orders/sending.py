"""The outbox's other end: each message is claimed, sent and marked, so that none is lost and few are sent twice."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Q

from jiannuo.model.errors import JiannuoError
from jiannuo.web import clock
from jiannuo.web.orders import robots
from jiannuo.web.orders.models import Outgoing
from jiannuo.web.orders.robots import SendError
from jiannuo.web.orders.schedule import sending

_log = logging.getLogger(__name__)


def send_due(most: int = 100) -> int:
    """Send what is due, at most *most* messages; returns how many went out.

    A claim lasts for the lease: a worker that is killed between sending and marking leaves the message to be sent
    again after it.  Several workers never hold the same claim.
    """
    sent = 0
    for _ in range(most):
        row = _claim(clock.now())
        if row is None:
            break
        sent += _deliver(row)
    return sent


def _claim(now: datetime) -> Outgoing | None:
    waiting = Outgoing.objects.filter(sent=None, given_up=None, not_before__lte=now)
    free = waiting.filter(Q(claimed_until=None) | Q(claimed_until__lte=now))
    if not free.exists():  # idle workers take no lock
        return None
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        found = free.select_for_update(skip_locked=skip, of=("self",) if skip else ()).order_by("not_before", "pk")
        row = found.select_related("person", "channel").first()
        if row is None:
            return None
        row.claimed_until = now + timedelta(seconds=sending().lease)
        row.attempts += 1
        row.save(update_fields=["claimed_until", "attempts"])
    return row


def _deliver(row: Outgoing) -> bool:
    mine = Outgoing.objects.filter(pk=row.pk, sent=None)
    try:
        _send(row)
    except JiannuoError as error:
        _failed(row, error.message("zh"))
        return False
    except Exception as error:  # whatever a mail server does, the others still go out
        _log.warning("message %s was not sent: %s", row.pk, type(error).__name__)
        _failed(row, f"{type(error).__name__}: {error}")
        return False
    mine.update(sent=clock.now(), claimed_until=None, last_error="")
    return True


def _send(row: Outgoing) -> None:
    if row.channel is not None:
        if not row.channel.active:
            raise SendError("channel_inactive", name=row.channel.name)
        robots.send(row.channel.kind, row.channel.variable, row.subject, row.body, timeout=sending().timeout)
        return
    if row.person is None or not row.person.email:
        raise SendError("mail_no_address")
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") and not settings.EMAIL_HOST:
        raise SendError("mail_not_set_up")
    # The same message sent twice bears the same id, by which mail programs drop the second.
    name = hashlib.sha256(row.dedupe.encode()).hexdigest()[:32]
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    EmailMessage(
        row.subject, row.body, to=[row.person.email], headers={"Message-ID": f"<jiannuo-{name}@{host}>"}
    ).send()


def _failed(row: Outgoing, reason: str) -> None:
    """Put the next try off by the pause of the schedule, or give up behind the last one."""
    now, pauses = clock.now(), sending().pauses
    values: dict[str, object] = {"claimed_until": None, "last_error": reason[:300]}
    if row.attempts > len(pauses):
        values["given_up"] = now
    else:
        values["not_before"] = now + timedelta(minutes=pauses[row.attempts - 1])
    Outgoing.objects.filter(pk=row.pk, sent=None).update(**values)


def retry(row: Outgoing) -> None:
    """Let a message that was given up, or waits, be tried again at once."""
    Outgoing.objects.filter(pk=row.pk, sent=None).update(
        given_up=None, attempts=0, not_before=clock.now(), claimed_until=None
    )
