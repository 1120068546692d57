"""Tasks by a filter: the rows, their order, what may be chosen."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from jiannuo.ledger.month import Month
from jiannuo.ledger.rating import REACHED, rules
from jiannuo.ledger.status import Duty, Light, Rating, TaskState
from jiannuo.web.access.actor import Actor, visible
from jiannuo.web.accounts.models import Unit
from jiannuo.web.overview.filters import ALL, Filter
from jiannuo.web.progress import due
from jiannuo.web.progress.desk import REPORTED
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Ledger, Task, TaskUnit
from jiannuo.web.tasks.reach import visible_tasks

BEHIND = Q(rating=Rating.BEHIND.value) | Q(rating=Rating.NOT_STARTED.value, light=Light.RED.value)
LISTED = (TaskState.PROPOSED.value, TaskState.ISSUED.value, TaskState.CANCELLED.value)
# The order of ratings where what needs care comes first.
_CARE = (
    Rating.BEHIND, Rating.NOT_STARTED, Rating.OTHER, Rating.ON_PACE, Rating.AHEAD, Rating.DONE, Rating.DONE_EARLY,
)  # fmt: skip
_FIELDS = {"number": "number", "title": "title", "unit": "lead__path", "due": "due", "share": "share", "still": "still"}
SHOWN = (
    "pk", "number", "title", "area", "state", "target", "upper", "bound_words", "measure_unit", "due", "rating",
    "light", "last_value", "last_month", "share", "still", "lead__name", "lead__short", "lead__code",
)  # fmt: skip


def standing() -> Q:
    """Tasks that stand still, as ``ledger.stagnation.is_stagnant`` has it: for so many periods, by their frequency."""
    long = Q(pk__in=[])
    for frequency, least in rules().still.items():
        long |= Q(frequency=frequency.value, still__gte=least)
    return long & ~Q(rating__in=[rating.value for rating in REACHED])


def ledgers(actor: Actor) -> list[Ledger]:
    """The ledgers that the actor may see, the newest first, those in force before drafts of the same year."""
    found = visible(Ledger.objects.all(), actor, "ledger.view", "owner__path").select_related("owner")
    return sorted(found, key=lambda one: (-one.year, one.state == "drafting", one.owner.path, one.pk))


def choose(found: list[Ledger], asked: int) -> Ledger | None:
    """The ledger that is asked for, or the newest; None where there is none."""
    return next((one for one in found if one.pk == asked), found[0] if found else None)


def unit_named(words: str) -> Unit | None:
    """The unit with this code, name or short name; of equal short names the one highest in the tree."""
    found = list(Unit.objects.filter(Q(code=words) | Q(name=words) | Q(short=words)).order_by("path"))
    exact = [unit for unit in found if unit.code == words] or [unit for unit in found if unit.name == words]
    return next(iter(exact or found), None)


def tasks(actor: Actor, wanted: Filter, unit: Unit | None = None) -> QuerySet[Task]:
    """The tasks that the actor may see and *wanted* asks for; *unit* stands for its whole subtree."""
    rows = visible_tasks(actor)
    if wanted.ledger:
        rows = rows.filter(ledger=wanted.ledger)
    if wanted.state != ALL:
        rows = rows.filter(state=wanted.state) if wanted.state else rows.filter(state__in=LISTED)
    for name in ("rating", "light", "area", "topic", "sort"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.programme:
        rows = rows.filter(programme__name=wanted.programme)
    if unit or wanted.duty:
        rows = rows.filter(_duty(unit, wanted.duty))
    if wanted.behind:
        rows = rows.filter(BEHIND, state=TaskState.ISSUED.value)
    if wanted.still:
        rows = rows.filter(standing(), state=TaskState.ISSUED.value)
    if wanted.late:
        rows = rows.filter(Exists(Return.objects.filter(task=OuterRef("pk"), late=True)))
    for word in wanted.q.split():
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    return rows


def _duty(unit: Unit | None, duty: str) -> Q:
    if unit and duty == Duty.LEAD.value:
        return Q(lead__path__startswith=unit.path)
    duties = TaskUnit.objects.filter(task=OuterRef("pk"))
    if unit:
        duties = duties.filter(unit__path__startswith=unit.path)
    if duty:
        duties = duties.filter(duty=duty)
    return Q(Exists(duties))


def owing(rows: QuerySet[Task], month: str) -> QuerySet[Task]:
    """Those of *rows* whose lead unit has not handed in the return that is due for *month*."""
    handed_in = Return.objects.filter(task=OuterRef("pk"), unit=OuterRef("lead"), month=month, state__in=REPORTED)
    return rows.filter(due.owing(Month.parse(month)), ~Exists(handed_in), lead__isnull=False)


def ordered(rows: QuerySet[Task], order: str) -> QuerySet[Task]:
    """*rows* by *order* (see ``filters.ORDERS``), equal ones by number; what has no value stands last."""
    name, down = order.removeprefix("-"), order.startswith("-")
    if not name:
        return rows.order_by("number", "pk")
    key: Any = F(_FIELDS[name]) if name in _FIELDS else _care()
    return rows.order_by(key.desc(nulls_last=True) if down else key.asc(nulls_last=True), "number", "pk")


def _care() -> Case:
    cases = [When(rating=rating.value, then=Value(place)) for place, rating in enumerate(_CARE)]
    return Case(*cases, default=Value(len(_CARE)), output_field=IntegerField())


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What a ledger's list may be filtered by, besides states."""

    units: tuple[tuple[str, str], ...] = ()
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()


def choices(ledger: Ledger) -> Choice:
    """The units below the ledger's government, and the areas, topics and programmes of its tasks."""
    groups = Task.objects.filter(ledger=ledger).order_by().values("area", "topic").annotate(first=Min("number"))
    found = sorted(groups, key=lambda group: group["first"])
    units = Unit.objects.filter(path__startswith=ledger.owner.path, active=True).values_list("name", "short")
    return Choice(
        units=tuple(units),
        areas=tuple(dict.fromkeys(group["area"] for group in found if group["area"])),
        topics=tuple(dict.fromkeys(group["topic"] for group in found if group["topic"])),
        programmes=tuple(ledger.programmes.order_by("name").values_list("name", flat=True)),
    )


def nothing_there(wanted: Filter, ledger: Ledger | None) -> str:
    """Why a list is empty, and how to go on."""
    if ledger is None:
        return _("还没有台账；督查室上传政府工作报告并下达后，任务列在这里")
    if wanted.chosen():
        return _("没有符合条件的任务；请减少筛选条件")
    return _("这本台账还没有您可以查看的任务")
