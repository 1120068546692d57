"""The figures of the first screen, each from one query that the database adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec
from django.db.models import Case, CharField, Count, F, Min, Q, QuerySet, When

from jiannuo.ledger.status import OrderState, Rating, ReturnState, Role, TaskState
from jiannuo.statements.headline import lexicon
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.accounts.models import Unit
from jiannuo.web.orders.models import Order
from jiannuo.web.overview.listing import BEHIND, owing, standing
from jiannuo.web.progress.models import Collection, RatingRecord, Return
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.reach import visible_tasks

# Ratings as the bars stack them, what needs care first.
STACKED = (
    Rating.BEHIND, Rating.NOT_STARTED, Rating.ON_PACE, Rating.AHEAD, Rating.DONE_EARLY, Rating.DONE, Rating.OTHER,
)  # fmt: skip
OPEN_ORDERS = (OrderState.OPEN.value, OrderState.ANSWERED.value, OrderState.CLOSING.value)


class Tally(msgspec.Struct, kw_only=True):
    """Tasks counted together: all, behind, standing still, and by rating."""

    name: str = ""
    code: str = ""
    count: int = 0
    behind: int = 0
    still: int = 0
    late: int = 0
    owing: int = 0
    ratings: Counter[str] = msgspec.field(default_factory=Counter)

    @property
    def share(self) -> float | None:
        """The share behind, None where there is nothing."""
        return self.behind / self.count if self.count else None

    def bars(self) -> list[tuple[Rating, int, float, float]]:
        """Each rating's number, where its bar begins and how long it is, in percent of all."""
        found, begin = [], 0.0
        for rating in STACKED:
            if number := self.ratings[rating.value]:
                length = round(number * 100 / self.count, 2)
                found.append((rating, number, round(begin, 2), length))
                begin += length
        return found


class Sums(msgspec.Struct, kw_only=True, frozen=True):
    """What the first screen says of tasks and ratings alone."""

    areas: list[Tally]
    units: list[Tally]
    months: dict[str, Counter[str]]
    still: list[Mapping[str, Any]]
    headlines: list[dict[str, Any]]


class Desk(msgspec.Struct, kw_only=True, frozen=True):
    """What someone who fills in or signs has to do, by when."""

    unit: str
    code: str
    month: str = ""
    due: date | None = None
    owing: list[Mapping[str, Any]] = []
    returned: int = 0
    to_sign: int = 0
    orders: list[Mapping[str, Any]] = []
    behind: int = 0
    still: int = 0
    count: int = 0


def in_force(actor: Actor, ledger: Ledger) -> QuerySet[Task]:
    """The issued tasks of *ledger* that the actor may see."""
    return visible_tasks(actor).filter(ledger=ledger, state=TaskState.ISSUED.value)


def sums(rows: QuerySet[Task]) -> Sums:
    """The sums of *rows*."""
    return Sums(
        areas=by_area(rows),
        units=by_unit(rows),
        months=trend(rows),
        still=standing_still(rows),
        headlines=headline_targets(rows),
    )


def by_area(rows: QuerySet[Task]) -> list[Tally]:
    """The tasks of each area, in the order of the report."""
    groups = rows.order_by().values("area", "rating").annotate(**counts(), first=Min("number"))
    found: dict[str, tuple[int, Tally]] = {}
    for group in groups:
        first, tally = found.get(group["area"], (group["first"], Tally(name=group["area"])))
        _add(tally, group)
        found[group["area"]] = (min(first, group["first"]), tally)
    return [tally for _first, tally in sorted(found.values(), key=lambda pair: pair[0])]


def total(tallies: Iterable[Tally]) -> Tally:
    """All of *tallies* together."""
    found = Tally()
    for tally in tallies:
        found.count += tally.count
        found.behind += tally.behind
        found.still += tally.still
        found.ratings += tally.ratings
    return found


def by_unit(rows: QuerySet[Task], *ratings: str) -> list[Tally]:
    """The tasks that each unit leads; the largest share behind first, of equal shares the larger number.

    Tallies hold ratings where *ratings* names the field to count them by.
    """
    groups = (
        rows.filter(lead__isnull=False)
        .order_by()
        .values("lead_id", "lead__short", "lead__name", "lead__code", *ratings)
    )
    found: dict[int, Tally] = {}
    for group in groups.annotate(**counts()):
        tally = found.setdefault(
            group["lead_id"], Tally(name=group["lead__short"] or group["lead__name"], code=group["lead__code"])
        )
        _add(tally, group)
    return sorted(found.values(), key=lambda tally: (-(tally.share or 0), -tally.behind, tally.name))


def counts() -> dict[str, Count]:
    """What is counted of a group of tasks."""
    return {
        "count": Count("pk"),
        "behind_count": Count("pk", filter=BEHIND),
        "still_count": Count("pk", filter=standing()),
    }


def _add(tally: Tally, group: Mapping[str, Any]) -> None:
    tally.count += group["count"]
    tally.behind += group["behind_count"]
    tally.still += group["still_count"]
    tally.ratings[group.get("rating") or Rating.OTHER.value] += group["count"]


def standing_still(rows: QuerySet[Task], most: int = 8) -> list[Mapping[str, Any]]:
    """The tasks that have not moved longest."""
    found = rows.filter(standing()).order_by("-still", "number")
    return list(found.values("pk", "number", "title", "still", "rating", "lead__short", "lead__name")[:most])


def collection(ledger: Ledger) -> Collection | None:
    """The latest round of returns."""
    return Collection.objects.filter(ledger=ledger).order_by("-month").first()


def late_by_unit(rows: QuerySet[Task], month: str) -> dict[str, int]:
    """How many returns of *month* came late, by the code of the unit."""
    late = Return.objects.filter(month=month, late=True, task__in=rows).order_by().values("unit__code")
    return {row["unit__code"]: row["n"] for row in late.annotate(n=Count("pk"))}


def owing_by_unit(rows: QuerySet[Task], month: str) -> list[Tally]:
    """The units that owe returns of *month*, the one that owes most first."""
    groups = owing(rows, month).order_by().values("lead__code", "lead__short", "lead__name").annotate(n=Count("pk"))
    found = [
        Tally(name=row["lead__short"] or row["lead__name"], code=row["lead__code"], owing=row["n"]) for row in groups
    ]
    return sorted(found, key=lambda tally: (-tally.owing, tally.name))


def trend(rows: QuerySet[Task]) -> dict[str, Counter[str]]:
    """How many tasks had which rating at the end of each month, by the rating that counts."""
    shown = Case(When(override="", then=F("strict")), default=F("override"), output_field=CharField())
    found: dict[str, Counter[str]] = {}
    groups = RatingRecord.objects.filter(in_force=True, task__in=rows).annotate(counted=shown).order_by()
    for row in groups.values("month", "counted").annotate(n=Count("pk")):
        found.setdefault(row["month"], Counter())[row["counted"]] += row["n"]
    return dict(sorted(found.items()))


def headline_targets(rows: QuerySet[Task], most: int = 8) -> list[dict[str, Any]]:
    """The tasks that deliver a headline indicator (GDP, income, jobs), as the report orders them."""
    codes = lexicon().codes
    found = rows.filter(sources__statement__record__code__in=codes, target__isnull=False).order_by("number")
    fields = (
        "pk", "number", "title", "target", "upper", "bound_words", "measure_unit", "last_value", "last_month", "rating",
        "share",
    )  # fmt: skip
    return list({row["pk"]: row for row in found.values(*fields)[: most * 2]}.values())[:most]


def open_orders(actor: Actor, ledger: Ledger, most: int = 8) -> tuple[int, int, list[dict[str, Any]]]:
    """How many orders are open, how many of them are overdue, and those that are due first."""
    rows = visible(Order.objects.all(), actor, "order.view").filter(ledger=ledger, state__in=OPEN_ORDERS)
    counted = rows.order_by().aggregate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=clock.now())))
    fields = ("pk", "number", "title", "due", "report_due", "state", "level", "unit__short", "unit__name")
    return counted["n"], counted["late"], list(rows.order_by("due", "pk").values(*fields)[:most])


def desks(actor: Actor, ledger: Ledger, round_: Collection | None) -> list[Desk]:
    """For each unit that the actor fills in or signs for: what it owes by when."""
    paths = {grant.path for grant in actor.grants if grant.role in (Role.HEAD, Role.REPORTER)}
    if not paths:
        return []
    units = Unit.objects.filter(path__in=paths).order_by("path")
    return [_desk(unit.pk, str(unit), unit.code, ledger, round_) for unit in units]


def _desk(unit: int, name: str, code: str, ledger: Ledger, round_: Collection | None) -> Desk:
    rows = Task.objects.filter(ledger=ledger, state=TaskState.ISSUED.value, lead=unit)
    counted = rows.aggregate(**counts())
    orders = Order.objects.filter(unit=unit, state__in=OPEN_ORDERS).order_by("due")
    desk = Desk(
        unit=name,
        code=code,
        behind=counted["behind_count"],
        still=counted["still_count"],
        count=counted["count"],
        orders=list(orders.values("pk", "number", "title", "due", "report_due", "state")[:8]),
    )
    if round_ is None:
        return desk
    states = Return.objects.filter(unit=unit, month=round_.month, task__ledger=ledger).order_by()
    by_state = {row["state"]: row["n"] for row in states.values("state").annotate(n=Count("pk"))}
    return msgspec.structs.replace(
        desk,
        month=round_.month,
        due=round_.due,
        owing=list(owing(rows, round_.month).order_by("number").values("pk", "number", "title", "rating", "still")),
        returned=by_state.get(ReturnState.RETURNED.value, 0),
        to_sign=by_state.get(ReturnState.SUBMITTED.value, 0),
    )
