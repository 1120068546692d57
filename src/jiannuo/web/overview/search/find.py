"""Entries that hold the phrases of a query, as far as the actor may see them, with what was found marked."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.expressions import RawSQL
from markupsafe import Markup, escape

from jiannuo.web.access.actor import Actor
from jiannuo.web.overview.models import Entry
from jiannuo.web.overview.search.place import PLACES, Place
from jiannuo.web.overview.search.sources import seen
from jiannuo.web.overview.search.spaced import places

_AROUND = 40  # characters shown before what was found
_LONGEST = 160

_MATCH = {
    "sqlite": "SELECT rowid FROM overview_words WHERE overview_words MATCH %s",
    "postgresql": "SELECT entry FROM overview_words WHERE words @@ to_tsquery('simple', %s)",
}


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A thing that was found: its title and the piece of its text around the words, with ``<mark>``; where it is."""

    kind: str
    title: Markup
    snippet: Markup
    address: str
    note: str


def expression(wanted: list[list[str]], vendor: str) -> str:
    """The query of the index for all *wanted* phrases; their words hold nothing but letters and figures."""
    if vendor == "sqlite":
        return " AND ".join('"' + " ".join(words) + '"' for words in wanted)
    return " & ".join("(" + " <-> ".join(words) + ")" for words in wanted)


def matching(actor: Actor, wanted: list[list[str]]) -> QuerySet[Entry]:
    """The entries that hold every phrase and that the actor may see."""
    if not wanted:
        return Entry.objects.none()
    found = RawSQL(_MATCH[connection.vendor], [expression(wanted, connection.vendor)])
    return Entry.objects.filter(pk__in=found).filter(seen(actor))


def by_kind(rows: QuerySet[Entry]) -> dict[str, int]:
    """How many entries of each kind there are."""
    return {row["kind"]: row["n"] for row in rows.order_by().values("kind").annotate(n=Count("pk"))}


def hits(entries: Iterable[Entry], wanted: list[list[str]]) -> list[Hit]:
    """*entries* as they are shown; one query for each kind."""
    kept = list(entries)
    places_of: dict[str, dict[int, Place]] = {}
    for kind in {entry.kind for entry in kept}:
        places_of[kind] = PLACES[kind]([entry.target for entry in kept if entry.kind == kind])
    found = []
    for entry in kept:
        place = places_of[entry.kind].get(entry.target)
        if place is not None:
            found.append(
                Hit(
                    kind=entry.kind,
                    title=marked(place.title, wanted),
                    snippet=snippet(entry.text, wanted),
                    address=place.address,
                    note=place.note,
                )
            )
    return found


def snippet(text: str, wanted: list[list[str]]) -> Markup:
    """A piece of *text* around the first place where a phrase stands."""
    found = places(text, wanted)
    begin = max(found[0][0] - _AROUND, 0) if found else 0
    piece = text[begin : begin + _LONGEST]
    ends = ("…" if begin else "", "…" if begin + _LONGEST < len(text) else "")
    return Markup(ends[0]) + marked(piece, wanted) + Markup(ends[1])


def marked(text: str, wanted: list[list[str]]) -> Markup:
    """*text* with each place of a phrase in ``<mark>``; everything else is escaped."""
    parts, last = [], 0
    for start, end in places(text, wanted):
        parts += [escape(text[last:start]), Markup("<mark>") + escape(text[start:end]) + Markup("</mark>")]
        last = end
    return Markup("").join([*parts, escape(text[last:])])
