"""What the public pages share: finding what is public, and answers that browsers may keep."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from jiannuo import __version__
from jiannuo.web import clock
from jiannuo.web.access.guard import Request
from jiannuo.web.audit.models import ChainHead
from jiannuo.web.public.promises import public_ledgers, public_tasks
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.ui.words import is_english


def find_ledger(pk: int) -> Ledger:
    """The ledger, if it is public."""
    found = public_ledgers().select_related("owner").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def find_task(pk: int) -> Task:
    """The task, if the public may see it; its permanent address holds this number."""
    found = public_tasks().select_related("ledger__owner").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _tag(request: Request, *_args: Any) -> str:
    """The tag of an answer: nothing changes but by an action, and each action has its number in the log."""
    seq = ChainHead.objects.filter(pk=1).values_list("seq", flat=True).first()
    parts = (__version__, seq, clock.today(), request.build_absolute_uri(), is_english())
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that may be kept but is asked for again each time: a ledger that is taken back is gone at once."""
    return require_safe(cache_control(public=True, no_cache=True)(condition(etag_func=_tag)(view)))


def origin(request: Request) -> str:
    """The origin that permanent addresses begin with."""
    return request.build_absolute_uri("/").rstrip("/")
