"""The index, kept by the database: written in the transaction of the change, and anew as a whole.

Triggers note every row whose words changed, whoever changed it and however many at once; ``refresh`` writes their
entries before the action's transaction ends.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from jiannuo.web.overview.models import Entry, Stale
from jiannuo.web.overview.search.sources import SOURCES, Words, source
from jiannuo.web.overview.search.spaced import spaced

_BATCH = 500
_DROP = {
    "sqlite": "DELETE FROM overview_words WHERE rowid IN ({marks})",
    "postgresql": "DELETE FROM overview_words WHERE entry IN ({marks})",
}
_WRITE = {
    "sqlite": "INSERT OR REPLACE INTO overview_words (rowid, kind, words) VALUES (%s, %s, %s)",
    "postgresql": "INSERT INTO overview_words (entry, kind, words) VALUES (%s, %s, to_tsvector('simple', %s)) "
    "ON CONFLICT (entry) DO UPDATE SET words = EXCLUDED.words",
}
_EMPTY = "DELETE FROM overview_words"


def refresh() -> int:
    """Write the entries of all rows that were noted as changed; how many there were."""
    noted = list(Stale.objects.values_list("pk", "kind", "target"))
    if not noted:
        return 0
    by_kind: dict[str, set[int]] = {}
    for _pk, kind, target in noted:
        by_kind.setdefault(kind, set()).add(target)
    with transaction.atomic():
        for kind, targets in by_kind.items():
            for batch in _batches(sorted(targets)):
                _rewrite(kind, batch)
        for batch in _batches([pk for pk, _kind, _target in noted]):
            Stale.objects.filter(pk__in=batch).delete()
    return sum(map(len, by_kind.values()))


def rebuild() -> int:
    """Write the whole index anew; how many entries it has."""
    with transaction.atomic():
        Stale.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(_EMPTY)
        Entry.objects.all().delete()
        for one in SOURCES:
            rows: list[Words] = []
            for words in one.words(one.model._default_manager.order_by("pk")):
                rows.append(words)
                if len(rows) == _BATCH:
                    _add(one.kind, rows)
                    rows = []
            _add(one.kind, rows)
    return Entry.objects.count()


def _rewrite(kind: str, targets: list[int]) -> None:
    old = list(Entry.objects.filter(kind=kind, target__in=targets).values_list("pk", flat=True))
    if old:
        marks = ", ".join(["%s"] * len(old))
        with connection.cursor() as cursor:
            cursor.execute(_DROP[connection.vendor].format(marks=marks), old)
        Entry.objects.filter(pk__in=old).delete()
    one = source(kind)
    _add(kind, list(one.words(one.model._default_manager.filter(pk__in=targets).order_by("pk"))))


def _add(kind: str, rows: list[Words]) -> None:
    if not rows:
        return
    entries = [Entry(kind=kind, target=pk, title=title[:400], text=text) for pk, title, text in rows]
    Entry.objects.bulk_create(entries)
    with connection.cursor() as cursor:
        cursor.executemany(
            _WRITE[connection.vendor], [(entry.pk, kind, spaced(f"{entry.title}\n{entry.text}")) for entry in entries]
        )


def _batches(values: list[int]) -> Iterable[list[int]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
