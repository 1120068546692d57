"""The log: a list with filters that live in the address, and one entry in full."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.access.guard import Request, guard, guard_on
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit import reading
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.ui.pages import page

PAGE = 50  # entries
FILTERS = ("q", "action", "target", "from", "to")


def find_entry(seq: int) -> LogEntry:
    """The entry, or Http404."""
    entry = LogEntry.objects.filter(pk=seq).first()
    if entry is None:
        raise Http404
    return entry


def seen_by(actor: Actor) -> QuerySet[LogEntry]:
    """The entries that the actor may see; those about no unit are shown at the root."""
    rows = visible(LogEntry.objects.all(), actor, "audit.view", "unit_path")
    if visible(Unit.objects.filter(parent=None), actor, "audit.view", "path").exists():
        return rows | LogEntry.objects.filter(unit_path="")
    return rows


@guard("audit.view")
@require_safe
def log(request: Request) -> HttpResponse:
    """The entries of the actor's units, the latest first; paged by number, so that a page stays what it is."""
    asked = {name: request.GET.get(name, "").strip() for name in FILTERS}
    mine = seen_by(request.actor)
    rows = _filtered(mine, asked)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(seq__lt=int(before))
    found = list(rows.order_by("-seq")[: PAGE + 1])
    more = found[PAGE - 1].seq if len(found) > PAGE else None
    entries = reading.read(found[:PAGE])
    kept = urlencode({name: value for name, value in asked.items() if value})
    names = [
        (code, reading.action_name(code))
        for code in mine.order_by("action").values_list("action", flat=True).distinct()
    ]
    return page(
        request, "audit/log.html", entries=entries, asked=asked, kept=kept, more=more, names=names, first=not before
    )


def _filtered(rows: QuerySet[LogEntry], asked: dict[str, str]) -> QuerySet[LogEntry]:
    if asked["q"]:
        rows = rows.filter(Q(actor__icontains=asked["q"]) | Q(data__icontains=asked["q"]))
    if asked["action"]:
        rows = rows.filter(action=asked["action"])
    if asked["target"]:
        kind, _, number = asked["target"].partition(":")
        rows = rows.filter(target=kind, target_id=number) if number else rows.filter(target=kind)
    if (day := _day(asked["from"])) is not None:
        rows = rows.filter(at__gte=_midnight(day))
    if (day := _day(asked["to"])) is not None:
        rows = rows.filter(at__lt=_midnight(day + timedelta(days=1)))
    return rows


def _day(text: str) -> date | None:
    with contextlib.suppress(ValueError):
        day = date.fromisoformat(text)
        return day if 1970 <= day.year <= 9000 else None
    return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


@guard_on("audit.view", find_entry)
@require_safe
def log_entry(request: Request, entry: LogEntry) -> HttpResponse:
    """One entry in full, with its place in the chain."""
    return page(request, "audit/entry.html", entry=entry, told=reading.read([entry])[0])
