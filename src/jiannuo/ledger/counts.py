"""The figures of a bulletin (通报): counted from its rows, checked against themselves, compared and frozen.

All shares of a bulletin have one denominator: the tasks counted, which are all listed ones but the cancelled.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from jiannuo.ledger.chain import canonical
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Light, Named, Rating
from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.link import Remark

SHARES = Remark("note_shares")  # to be printed under every table of shares


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One task as a bulletin lists it; unit and area by the names that are printed.

    late: its unit's return for the period came after the due day, or not at all.
    """

    task: str
    number: str
    title: str = ""
    unit: str
    area: str = ""
    rating: Rating = Rating.OTHER
    light: Light = Light.GREY
    late: bool = False
    cancelled: bool = False

    @property
    def behind(self) -> bool:
        """Whether it lags: 欠进度, or 未启动 with a red light (its plan wanted something by now)."""
        return self.rating is Rating.BEHIND or (self.rating is Rating.NOT_STARTED and self.light is Light.RED)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a unit, an area or all; ratings and lights by code, each there even where it is 0."""

    name: str
    listed: int
    cancelled: int
    counted: int
    ratings: Mapping[str, int]
    lights: Mapping[str, int]
    behind: int
    late: int

    def share(self, rating: Rating) -> str:
        """The share of *rating* of the tasks counted, as printed."""
        return share(self.ratings[rating], self.counted)


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """All figures of a bulletin with the rows that they were counted from; rows is empty where none are at hand."""

    month: Month
    total: Line
    units: tuple[Line, ...]
    areas: tuple[Line, ...]
    rows: tuple[Row, ...] = ()


class Place(msgspec.Struct, frozen=True):
    """A unit's rank; units that the rule cannot tell apart share one."""

    rank: int
    line: Line


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A bulletin against the one before it; numbers of tasks as printed, in the order of the list.

    ratings: by how many tasks each grew or shrank; points: by how many percentage points its share did, as printed.
    """

    before: Month
    counted: int
    ratings: Mapping[str, int]
    points: Mapping[str, str]
    fell_behind: tuple[str, ...]
    caught_up: tuple[str, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]


def count(month: Month, rows: Iterable[Row]) -> Counted:
    """The figures of *rows*, units and areas in the order of their first row.

    Raises RefusedError where a task is listed twice.
    """
    kept = tuple(rows)
    seen: set[str] = set()
    for row in kept:
        if row.task in seen:
            raise RefusedError("bulletin_twice", number=row.number)
        seen.add(row.task)
    units: dict[str, list[Row]] = {}
    areas: dict[str, list[Row]] = {}
    for row in kept:
        units.setdefault(row.unit, []).append(row)
        areas.setdefault(row.area, []).append(row)
    return Counted(
        month=month,
        total=_line("", kept),
        units=tuple(_line(name, group) for name, group in units.items()),
        areas=tuple(_line(name, group) for name, group in areas.items()),
        rows=kept,
    )


def _line(name: str, rows: Sequence[Row]) -> Line:
    standing = [row for row in rows if not row.cancelled]
    return Line(
        name=name,
        listed=len(rows),
        cancelled=len(rows) - len(standing),
        counted=len(standing),
        ratings=_each(Rating, (row.rating for row in standing)),
        lights=_each(Light, (row.light for row in standing)),
        behind=sum(row.behind for row in standing),
        late=sum(row.late for row in standing),
    )


def _each(states: type[Named], found: Iterable[Named]) -> dict[str, int]:
    counter = Counter(str(state.value) for state in found)
    return {str(state.value): counter[str(state.value)] for state in states}


_TENTH = Decimal("0.1")


def share(part: int, whole: int) -> str:
    """*part* of *whole* in per cent to one decimal, halves up; — where there is no whole.

    What is not nothing never reads 0.0%, what is not all never 100.0%: they read <0.1% and >99.9%.
    """
    if not whole:
        return "—"
    rounded = (Decimal(part) * 100 / whole).quantize(_TENTH, ROUND_HALF_UP)
    if part and not rounded:
        return "<0.1%"
    if part < whole and rounded == 100:
        return ">99.9%"
    return f"{rounded}%"


def check(counted: Counted) -> tuple[Remark, ...]:
    """Every contradiction in *counted*: within a line, between the lines and the total, against the rows."""
    return tuple(_contradictions(counted))


def insist(counted: Counted) -> None:
    """Refuse figures that contradict themselves: RefusedError names the first contradiction with both numbers."""
    for remark in _contradictions(counted):
        raise RefusedError(remark.code, **remark.params)


def _contradictions(counted: Counted) -> Iterator[Remark]:
    for line in (counted.total, *counted.units, *counted.areas):
        yield from _within(line)
    for code, lines in (("bulletin_units", counted.units), ("bulletin_areas", counted.areas)):
        if lines:
            yield from _against_total(code, lines, counted.total)
    if counted.rows:
        again = count(counted.month, counted.rows)
        for field in ("total", "units", "areas"):
            if getattr(again, field) != getattr(counted, field):
                yield from _against_rows(getattr(counted, field), getattr(again, field))


def _within(line: Line) -> Iterator[Remark]:
    name = line.name or "全部"
    if line.listed != line.counted + line.cancelled:
        params: dict[str, str | int] = {
            "name": name,
            "listed": line.listed,
            "counted": line.counted,
            "cancelled": line.cancelled,
        }
        yield Remark("bulletin_listed", params)
    for code, classes in (("bulletin_sum", line.ratings), ("bulletin_lights", line.lights)):
        if sum(classes.values()) != line.counted:
            yield Remark(code, {"name": name, "counted": line.counted, "sum": sum(classes.values())})
    for value in (line.listed, line.cancelled, line.counted, *line.ratings.values(), *line.lights.values(), line.late):
        if value < 0:
            yield Remark("bulletin_negative", {"name": name, "value": value})


_FIELDS = (("listed", "列入"), ("counted", "计入"), ("cancelled", "取消"), ("behind", "落后"), ("late", "迟报"))


def _against_total(code: str, lines: Sequence[Line], total: Line) -> Iterator[Remark]:
    for field, word in _FIELDS:
        found = sum(getattr(line, field) for line in lines)
        if found != getattr(total, field):
            yield Remark(code, {"what": word, "sum": found, "total": getattr(total, field)})
    for states, field in ((Rating, "ratings"), (Light, "lights")):
        for state in states:
            found = sum(getattr(line, field).get(state.value, 0) for line in lines)
            wanted = getattr(total, field).get(state.value, 0)
            if found != wanted:
                yield Remark(code, {"what": state.zh, "sum": found, "total": wanted})


def _against_rows(stated: Line | Sequence[Line], counted: Line | Sequence[Line]) -> Iterator[Remark]:
    stated_lines = (stated,) if isinstance(stated, Line) else tuple(stated)
    counted_lines = (counted,) if isinstance(counted, Line) else tuple(counted)
    by_name = {line.name: line for line in counted_lines}
    for line in stated_lines:
        again = by_name.pop(line.name, None)
        if line != again:
            found = again.counted if again else 0
            yield Remark("bulletin_rows", {"name": line.name or "全部", "stated": line.counted, "found": found})
    for name, line in by_name.items():
        yield Remark("bulletin_rows", {"name": name or "—", "stated": 0, "found": line.counted})


def compare(now: Counted, before: Counted) -> Change:
    """What changed since the bulletin *before*; differences of shares are taken exactly and rounded once."""
    old = {row.task: row for row in before.rows if not row.cancelled}
    new = {row.task: row for row in now.rows if not row.cancelled}
    both = [(row, old[task]) for task, row in new.items() if task in old]
    return Change(
        before=before.month,
        counted=now.total.counted - before.total.counted,
        ratings={rating: now.total.ratings[rating] - before.total.ratings[rating] for rating in now.total.ratings},
        points={rating: _points(now.total, before.total, rating) for rating in now.total.ratings},
        fell_behind=tuple(row.number for row, was in both if row.behind and not was.behind),
        caught_up=tuple(row.number for row, was in both if was.behind and not row.behind),
        added=tuple(row.number for task, row in new.items() if task not in old),
        gone=tuple(row.number for task, row in old.items() if task not in new),
    )


def _points(now: Line, before: Line, rating: str) -> str:
    if not (now.counted and before.counted):
        return "—"
    by = Decimal(now.ratings[rating] * before.counted - before.ratings[rating] * now.counted)
    rounded = (by * 100 / (now.counted * before.counted)).quantize(_TENTH, ROUND_HALF_UP)
    return f"{rounded:+}" if rounded else "0.0"


RANKING = Remark("note_ranking")  # the rule of rank(), to be printed beside it


def rank(lines: Iterable[Line]) -> tuple[Place, ...]:
    """Units, the one furthest behind first, by the rule that RANKING prints; those that have no task are left out."""
    ordered = sorted((line for line in lines if line.counted), key=lambda line: (*_standing(line), line.name))
    places: list[Place] = []
    for index, line in enumerate(ordered, 1):
        tied = bool(places) and _standing(places[-1].line) == _standing(line)
        places.append(Place(places[-1].rank if tied else index, line))
    return tuple(places)


def _standing(line: Line) -> tuple[Decimal, int, int]:
    # 28 digits keep shares of any two lists of tasks apart that differ.
    return -Decimal(line.behind) / line.counted, -line.behind, -line.late


def laggards(lines: Iterable[Line]) -> tuple[Place, ...]:
    """The ranked units that have a task behind."""
    return tuple(place for place in rank(lines) if place.line.behind)


def late_filers(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Units with late returns: the most first, equal ones by name."""
    return tuple(sorted((line for line in lines if line.late), key=lambda line: (-line.late, line.name)))


def snapshot(counted: Counted) -> str:
    """The canonical JSON of *counted* to be kept with a frozen bulletin.  Raises RefusedError as insist() does."""
    insist(counted)
    return canonical(msgspec.to_builtins(counted))


def restore(text: str) -> Counted:
    """The Counted that snapshot() wrote."""
    return msgspec.json.decode(text, type=Counted)


def fingerprint(text: str) -> str:
    """The SHA-256 of a snapshot in 64 hexadecimal digits, to be printed on the bulletin."""
    return hashlib.sha256(text.encode()).hexdigest()
