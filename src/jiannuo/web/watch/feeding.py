"""Values that come in: rows of a file or of the interface; what fails comes back with its reason, the rest is kept."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import msgspec
from django.db import OperationalError, transaction
from django.utils import timezone

from jiannuo.exports.cells import xml_text
from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import PERIOD
from jiannuo.ledger.status import Frequency
from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.errors import JiannuoError
from jiannuo.web import clock
from jiannuo.web.access.actor import WORKER, Actor
from jiannuo.web.audit.action import perform
from jiannuo.web.orders.actions import issuer_for
from jiannuo.web.orders.numbering import lock_numbers
from jiannuo.web.watch.actions import KnownError, RecordPoint
from jiannuo.web.watch.checking import responsible
from jiannuo.web.watch.models import Breach, Series

# Columns by name; code, or entity and indicator, must be there.
COLUMNS = {
    "code": ("序列编码", "code"),
    "entity": ("对象编码", "entity"),
    "indicator": ("指标", "indicator"),
    "month": ("期间", "month"),
    "value": ("数值", "value"),
    "unit": ("计量单位", "unit"),
}
MOST = 20_000  # rows of one file
_AT_ONCE = 100  # rows in one transaction: a crash loses none that was acknowledged
_TRIES = 3
_Seen = dict[tuple[int, str], tuple[Decimal, int]]  # value and row by series and month
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,6})?")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*月?")


class Row(msgspec.Struct, frozen=True):
    """A row as it was written; *line* is where it stands, for the answer."""

    line: int
    month: str
    value: str
    code: str = ""
    entity: str = ""
    indicator: str = ""
    unit: str = ""


class Failure(msgspec.Struct, frozen=True):
    """A row that was not taken in, and why."""

    row: Row
    error: JiannuoError


class Taken(msgspec.Struct):
    """What became of the rows: new values, corrections, those in force already, failures, breaches that came of it."""

    new: int = 0
    corrected: int = 0
    unchanged: int = 0
    failures: list[Failure] = msgspec.field(default_factory=list)
    breaches: list[int] = msgspec.field(default_factory=list)


def feed(rows: Iterable[Row], actor: Actor, source: str) -> Taken:
    """Take *rows* in as *actor*; *source* says where they come from.

    Each row is checked, kept and logged by itself; the same rows again change nothing.
    """
    given = [_storable(row) for row in rows]
    known = _Known(given)
    taken = Taken()
    seen: _Seen = {}
    before = set(Breach.objects.filter(series__in=known.all, cleared=None).values_list("pk", flat=True))
    for start in range(0, len(given), _AT_ONCE):
        _take_together(given[start : start + _AT_ONCE], actor, source, known, taken, seen)
    after = Breach.objects.filter(series__in=known.all, cleared=None).exclude(pk__in=before)
    taken.breaches = list(after.values_list("pk", flat=True))
    return taken


def _storable(row: Row) -> Row:
    """*row* without characters that no database takes."""
    return msgspec.structs.replace(
        row, code=xml_text(row.code), entity=xml_text(row.entity), indicator=xml_text(row.indicator)
    )


def _take_together(rows: Sequence[Row], actor: Actor, source: str, known: _Known, taken: Taken, seen: _Seen) -> None:
    """Take some rows in within one transaction; again where the database broke a knot of waiting by undoing it."""
    for left in reversed(range(_TRIES)):
        part = Taken()
        try:
            with transaction.atomic():
                _lock(rows, known)
                for row in rows:
                    _take(row, actor, source, known, part, seen)
        except OperationalError:
            if not left:
                raise
            continue
        taken.new += part.new
        taken.corrected += part.corrected
        taken.unchanged += part.unchanged
        taken.failures += part.failures
        return


def _lock(rows: Sequence[Row], known: _Known) -> None:
    """Lock what the rows may change, in one order, before the first of them holds the log."""
    named = [found for row in rows if (found := known.named(row))]
    wanted = {series.pk for series in named}
    list(Series.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk"))
    units = {unit for series in named if (unit := responsible(series))}
    lock_numbers(issuer_for(WORKER, unit) for unit in units)


class _Known:
    """The series that the rows name, read at once."""

    def __init__(self, rows: Sequence[Row]) -> None:
        found = Series.objects.filter(active=True).select_related(
            "entity__unit__parent", "task__ledger__owner", "task__lead__parent"
        )
        self.by_code = {one.code: one for one in found.filter(code__in={row.code for row in rows if row.code})}
        named = found.filter(entity__code__in={row.entity for row in rows if row.entity}, entity__active=True)
        self.by_name = {(one.entity.code, one.indicator): one for one in named if one.entity}
        self.all = {one.pk for one in (*self.by_code.values(), *self.by_name.values())}

    def named(self, row: Row) -> Series | None:
        """The series that *row* names, whoever asks."""
        return self.by_code.get(row.code) if row.code else self.by_name.get((row.entity, row.indicator))

    def of(self, row: Row, actor: Actor) -> Series:
        """The series that *row* names; RefusedError where *actor* does not feed it."""
        series = self.named(row)
        name = row.code or f"{row.entity} {row.indicator}".strip()
        if series is None or not actor.may("watch.view", series) or (series.entity and not series.entity.active):
            raise RefusedError("feed_unknown", series=name)
        if not actor.may("watch.feed", series):
            raise RefusedError("feed_foreign", series=name)
        return series


def _take(row: Row, actor: Actor, source: str, known: _Known, taken: Taken, seen: _Seen) -> None:
    try:
        series = known.of(row, actor)
        month, value = month_of(row.month, series), number_of(row.value, series.measure_unit)
        if row.unit and row.unit != series.measure_unit:
            raise RefusedError("feed_unit", wanted=series.measure_unit, given=row.unit)
        first = seen.setdefault((series.pk, str(month)), (value, row.line))
        if first[0] != value:
            raise RefusedError("feed_twice", month=str(month), value=first[0], line=first[1])
        # An earlier value of the month, in force or not, makes this one a correction.
        old = series.points.filter(month=str(month)).exists()
        perform(RecordPoint(series.pk, month, value, source), actor)
    except KnownError:
        taken.unchanged += 1
    except JiannuoError as error:
        taken.failures.append(Failure(row, error))
    else:
        if old:
            taken.corrected += 1
        else:
            taken.new += 1


def number_of(text: str, unit: str) -> Decimal:
    """The number written as *text*, thousands marked or not; RefusedError where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if unit == "%":
        plain = plain.removesuffix("%").strip()
    if not _NUMBER.fullmatch(plain):
        raise RefusedError("feed_number", value=text[:40])
    return Decimal(plain.replace(",", ""))


def month_of(text: str, series: Series) -> Month:
    """The month written as *text*; RefusedError where it is none, has not come, or ends no period of *series*."""
    match = _MONTH.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1900:
        raise RefusedError("feed_month", value=text[:40])
    month = Month(int(match[1]), int(match[2]))
    if month > Month.of(timezone.localtime(clock.now()).date()):
        raise RefusedError("feed_future", month=str(month))
    frequency = Frequency.of(series.frequency)
    if month.month % PERIOD[frequency]:
        raise RefusedError("feed_period", frequency=frequency.zh, month=str(month))
    return month


def rows_of(content: bytes) -> Iterator[Row]:
    """The rows of a CSV file in UTF-8 or GBK; RefusedError where its head lacks a column or nothing is below it."""
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    places = _columns(next(lines, []))
    count = 0
    try:
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            count += 1
            if count > MOST:
                raise RefusedError("feed_too_long", most=MOST)
            values = {name: cells[place].strip()[:200] for name, place in places.items() if place < len(cells)}
            yield Row(lines.line_num, values.pop("month", ""), values.pop("value", ""), **values)
    except csv.Error:
        raise RefusedError("feed_encoding") from None
    if not count:
        raise RefusedError("feed_empty")


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise RefusedError("feed_encoding")


def _columns(head: Sequence[str]) -> dict[str, int]:
    names = [cell.strip().lower() for cell in head]
    places = {key: names.index(name) for key, known in COLUMNS.items() for name in known if name in names}
    for key in ("month", "value"):
        if key not in places:
            raise RefusedError("feed_columns", missing=COLUMNS[key][0])
    if "code" not in places and not {"entity", "indicator"} <= places.keys():
        raise RefusedError("feed_columns", missing=COLUMNS["code"][0])
    return places
