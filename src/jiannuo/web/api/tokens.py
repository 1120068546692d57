"""Secrets of tokens: made once, kept as hashes, found again by their open first letters."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from hmac import compare_digest

from django.db.models import Q

from jiannuo.web import clock
from jiannuo.web.api.models import Token

_LEAD = "jn_"
_OPEN = len(_LEAD) + 8  # characters kept as they are, so that a person knows a token again
_USED_EVERY = timedelta(minutes=5)


def new_secret() -> str:
    """A secret of 256 bits."""
    return _LEAD + secrets.token_urlsafe(32)


def prefix(secret: str) -> str:
    """The open first letters."""
    return secret[:_OPEN]


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def valid() -> Q:
    """Tokens that work now: not revoked, not ended, of a person who is active."""
    running = Q(expires__isnull=True) | Q(expires__gt=clock.now())
    return running & Q(revoked__isnull=True, person__is_active=True)


def find(secret: str) -> Token | None:
    """The token with that secret, if it works now."""
    if not secret.startswith(_LEAD) or "\0" in secret:
        return None
    wanted = digest(secret)
    for token in Token.objects.filter(valid(), prefix=prefix(secret)).select_related("person"):
        if compare_digest(token.digest, wanted):
            return token
    return None


def note_use(token: Token) -> None:
    """Keep when it was used last, to five minutes; not a change of the ledger, hence not in the log."""
    now = clock.now()
    if token.used is None or now - token.used > _USED_EVERY:
        Token.objects.filter(pk=token.pk).update(used=now)
