"""Entries that hold the phrases of a query, as far as the actor may see them, with what was found marked."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.db import connection
from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL
from markupsafe import Markup, escape

from jiannuo.web.access.actor import Actor
from jiannuo.web.overview.models import Entry
from jiannuo.web.overview.search.place import PLACES, Place
from jiannuo.web.overview.search.sources import source
from jiannuo.web.overview.search.spaced import places

_AROUND = 40  # characters shown before what was found
_LONGEST = 160

_MATCH = {
    "sqlite": "SELECT rowid FROM overview_words WHERE overview_words MATCH %s",
    "postgresql": "SELECT entry FROM overview_words WHERE kind = %s AND words @@ to_tsquery('simple', %s)",
}
MOST = 1000  # of one kind that are counted


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A thing that was found: its title and the piece of its text around the words, with ``<mark>``; where it is."""

    kind: str
    title: Markup
    snippet: Markup
    address: str
    note: str


def parameters(kind: str, wanted: list[list[str]], vendor: str) -> list[str]:
    """What the index is asked for: all *wanted* phrases; their words hold nothing but letters and figures."""
    if vendor == "sqlite":
        return [f"kind : {kind} AND " + " AND ".join('words : "' + " ".join(words) + '"' for words in wanted)]
    return [kind, " & ".join("(" + " <-> ".join(words) + ")" for words in wanted)]


def matching(actor: Actor, kind: str, wanted: list[list[str]]) -> list[int]:
    """The entries of *kind* that hold every phrase and that the actor may see, the newest first, MOST of them."""
    if not wanted:
        return []
    found = RawSQL(_MATCH[connection.vendor], parameters(kind, wanted, connection.vendor))
    seen = source(kind).seen(actor).filter(pk=OuterRef("target"))
    rows = Entry.objects.filter(Exists(seen), pk__in=found)
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST])


def hits(entries: Sequence[int], wanted: list[list[str]]) -> list[Hit]:
    """*entries* as they are shown, in their order; one query for each kind."""
    by_pk = Entry.objects.in_bulk(entries)
    kept = [by_pk[pk] for pk in entries if pk in by_pk]
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
