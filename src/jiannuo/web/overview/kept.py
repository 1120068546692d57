"""Pages kept until the ledger changes: the log's head says whether anything did.

Only what is the same for everybody with the same roles is kept; the frame around it, with names, tokens and forms,
is made anew each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.core.cache import cache
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from jiannuo.exports.page.words import topic_name
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.access.guard import Request
from jiannuo.web.audit.models import ChainHead
from jiannuo.web.overview.figures import STACKED
from jiannuo.web.overview.links import link

_SECONDS = 3600


def kept(request: Request, about: str, make: Callable[[], str]) -> SafeString:
    """What *make* makes for this address and these roles today, made once for each state of the ledger.

    *about* tells apart what is kept under one address.  The head is read first: what changes while the page is made
    has a later head and is not hidden by it.
    """
    head = ChainHead.objects.values_list("hash", flat=True).filter(pk=1).first()
    if head is None:  # nothing has been logged: there is no telling one state from another
        return mark_safe(make())
    parts = (head, reach(request.actor), get_language(), clock.today(), request.get_full_path(), about)
    key = "page:" + hashlib.sha256(repr(parts).encode()).hexdigest()
    found: str | None = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, _SECONDS)
    return mark_safe(found)


def reach(actor: Actor) -> tuple[tuple[str, str], ...]:
    """What decides how far an actor sees: roles and units, in one order."""
    return tuple(sorted((grant.role.value, grant.path) for grant in actor.grants))


def fragment(template: str, **values: object) -> str:
    """*template* without a request: it cannot hold what is one person's alone."""
    return get_template(template).render(_SHARED | values)


def _topic(code: str) -> str:
    return topic_name(int(code)) if code.isdecimal() else code


_SHARED: dict[str, object] = {"link": link, "topic_name": _topic, "STACKED": STACKED}
