"""What happens by itself: rounds open, people are reminded, orders escalate, messages go out.

Any number of workers may run, in a thread of the server or as processes of their own: what is due is claimed in the
database, and every duty may be carried out twice without harm.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import Event

from django.db import OperationalError, close_old_connections
from django.db.models import Q

from jiannuo.web import clock
from jiannuo.web.orders.escalation import escalate_orders
from jiannuo.web.orders.models import DutyRun
from jiannuo.web.orders.reminders import remind
from jiannuo.web.orders.schedule import duties, sending
from jiannuo.web.orders.sending import send_due
from jiannuo.web.watch.missing import check_missing
from jiannuo.web.worker.rounds import open_rounds, rate_due

__all__ = ["DUTIES", "run", "send_due", "tick"]

_log = logging.getLogger(__name__)
_LEASE = timedelta(minutes=10)
_AFTER_TROUBLE = timedelta(minutes=1)

# Each duty by its name in worker.toml; it gets the present moment and returns how much it did.
DUTIES: Mapping[str, Callable[[datetime], int]] = {
    "open_rounds": open_rounds,
    "remind": remind,
    "escalate_orders": escalate_orders,
    "check_missing": check_missing,
    "rate_due": rate_due,
}


def tick(now: datetime | None = None, *, all_duties: bool = False) -> dict[str, int]:
    """Carry out the duties whose time has come, all of them where asked for; returns how much each did.

    With *now* the ledger's clock stands there meanwhile.  A duty that fails is tried again after a minute and keeps
    no other from running.
    """
    if now is not None:
        with clock.at(now):
            return tick(all_duties=all_duties)
    now = clock.now()
    done: dict[str, int] = {}
    for name, minutes in duties().items():
        if _claimed(name, now, timedelta(0) if all_duties else timedelta(minutes=minutes)):
            _carry_out(name, now, done)
    return done


def _carry_out(name: str, now: datetime, done: dict[str, int]) -> None:
    values: dict[str, object] = {"claimed_until": None}
    try:
        done[name] = DUTIES[name](now)
        values |= {"last": now, "last_error": ""}
    except Exception as error:  # one duty's trouble is not the others'
        _log.exception("the duty %s failed", name)
        values = {"claimed_until": now + _AFTER_TROUBLE, "last_error": f"{type(error).__name__}: {error}"[:300]}
    DutyRun.objects.filter(pk=name).update(**values)


def _claimed(name: str, now: datetime, pause: timedelta) -> bool:
    """Whether this worker is the one to carry out the duty now; one statement decides between several."""
    if not DutyRun.objects.filter(pk=name).exists():
        DutyRun.objects.bulk_create([DutyRun(name=name)], ignore_conflicts=True)
    due = Q(last=None) | Q(last__lte=now - pause) | Q(last__gt=now)  # the clock may have been set back
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    waiting = DutyRun.objects.filter(due, free, pk=name)
    # Looked at first, so that idle workers take no lock.
    return waiting.exists() and waiting.update(claimed_until=now + _LEASE) == 1


def run(stop: Event) -> None:
    """Work until *stop* is set: duties when their time has come, messages every few seconds."""
    while not stop.is_set():
        close_old_connections()
        try:
            tick()
            send_due()
        except OperationalError:  # the database is away for a while; nothing is lost, the next round goes on
            _log.exception("the database could not be reached")
        except Exception:  # a worker that stops for one bad row would stop for all
            _log.exception("a round of the worker failed")
        pause(stop)
    close_old_connections()


def pause(stop: Event) -> None:
    """Rest between two rounds, or until *stop* is set."""
    stop.wait(sending().rest)
