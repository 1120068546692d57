"""How many comments an address may send; of the address only a keyed hash is kept, for two days."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.public.models import Sender
from jiannuo.web.public.shown import comment_rules


class TooManyError(RefusedError):
    """An address has sent all that it may for now."""


def address_of(request: HttpRequest) -> str:
    """Where a request came from; behind a proxy that is trusted the server has put its word in place."""
    return str(request.META.get("REMOTE_ADDR", ""))


def admit(address: str) -> None:
    """Count one more comment from *address*; TooManyError where the hour's or the day's are used up."""
    now, rules = clock.now(), comment_rules()
    Sender.objects.filter(at__lt=now - timedelta(days=2)).delete()
    mine = Sender.objects.filter(digest=_digest(address))
    for span, most in ((timedelta(hours=1), rules.per_hour), (timedelta(days=1), rules.per_day)):
        if mine.filter(at__gt=now - span).count() >= most:
            hours = int(span.total_seconds()) // 3600
            raise TooManyError("comment_too_many", most=most, hours=hours)
    Sender.objects.create(digest=_digest(address), at=now)


def _digest(address: str) -> str:
    """The keyed hash of an address; of IPv6 the half that names the household."""
    try:
        found = ip_address(address)
    except ValueError:
        found = None
    if isinstance(found, IPv6Address):
        address = found.exploded[:19]
    return salted_hmac("jiannuo.sender", address, algorithm="sha256").hexdigest()
