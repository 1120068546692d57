"""Pages kept until the ledger changes: the log says whether anything on them did (``overview.state``).

Only what is the same for everybody with the same roles is kept; the frame around it, with names, tokens and forms,
is made anew each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from django.core.cache import cache
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from jiannuo.exports.page.words import topic_name
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.access.guard import Request
from jiannuo.web.overview.figures import STACKED
from jiannuo.web.overview.state import QUIET, state
from jiannuo.web.ui.words import translating

_SECONDS = 3600
# Who asks for what is being made waits for it instead of making it too; two of a kind seldom share a lock.
_MAKING = {page: tuple(Lock() for _ in range(64)) for page in QUIET}
T = TypeVar("T")


def kept(request: Request, page: str, make: Callable[[], str], part: str = "") -> SafeString:
    """What *make* makes for this address and these roles today, made once for each state of *page*.

    *part* tells apart what is kept under one address.
    """
    return mark_safe(remembered(page, (reach(request.actor), request.get_full_path(), part), make))


def remembered(page: str, about: tuple[object, ...], make: Callable[[], T]) -> T:
    """What *make* makes of *about* today in this language, made once for each state of *page*.

    The state is read first: what changes while it is made has a later one and is not hidden by it.
    """
    last = state(page)
    if last is None:  # nothing has been logged: there is no telling one state from another
        return make()
    digest = hashlib.sha256(repr((last, get_language(), clock.today(), page, about)).encode())
    key = "page:" + digest.hexdigest()
    found: T | None = cache.get(key)
    if found is None:
        with _MAKING[page][digest.digest()[0] % 64]:
            found = cache.get(key)
            if found is None:
                found = make()
                cache.set(key, found, _SECONDS)
    return found


def reach(actor: Actor) -> tuple[tuple[str, str], ...]:
    """What decides how far an actor sees: roles and units, in one order."""
    return tuple(sorted((grant.role.value, grant.path) for grant in actor.grants))


def fragment(template: str, **values: object) -> str:
    """*template* without a request: it cannot hold what is one person's alone."""
    return get_template(template).render(_SHARED | {"_": translating(get_language() or "")} | values)


def _topic(code: str) -> str:
    return topic_name(int(code)) if code.isdecimal() else code


_SHARED: dict[str, object] = {"topic_name": _topic, "STACKED": STACKED}
