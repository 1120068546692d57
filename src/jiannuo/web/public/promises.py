"""A public ledger's promises as values: made of the fields that are shown and of nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec
from django.db.models import F, Q, QuerySet

from jiannuo.ledger.status import ReturnState, TaskState
from jiannuo.web.progress.models import Return
from jiannuo.web.public.shown import only_shown
from jiannuo.web.public.standing import Stand, Standing, standing
from jiannuo.web.public.verdicts import Judged, Verdicts, verdicts
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.tasks.models import Ledger, Step, Task, TaskStatement

_AROUND = 60  # characters of a sentence before and behind the statement, in lists
LISTED = (TaskState.ISSUED.value, TaskState.CANCELLED.value)


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that the task delivers: its words inside its sentence, and the verdict on it."""

    before: str
    text: str
    after: str
    judged: Judged | None

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.before + self.text + self.after

    @property
    def lead(self) -> str:
        """What stands before the words in the sentence, its beginning left out where it is long."""
        return self.before if len(self.before) <= _AROUND else "…" + self.before[-_AROUND:]

    @property
    def rest(self) -> str:
        """What stands behind them, its end left out where it is long."""
        return self.after if len(self.after) <= _AROUND else self.after[:_AROUND] + "…"


class Point(msgspec.Struct, frozen=True):
    """An approved value of a month."""

    month: str
    value: Decimal | None
    approved: datetime


class Stage(msgspec.Struct, frozen=True):
    """A dated step; done is the day of its completion."""

    title: str
    due: date
    done: date | None


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """A task as the public sees it; stand is None where nothing was rated yet."""

    id: int
    number: int
    title: str
    area: str
    state: str
    sort: str
    target: Decimal | None
    upper: Decimal | None
    measure_unit: str
    bound_words: str
    due: date | None
    lead: str
    sources: tuple[Source, ...]
    points: tuple[Point, ...]
    steps: tuple[Stage, ...]
    stand: Stand | None

    @property
    def last(self) -> Point | None:
        """The latest approved value."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def is_cancelled(self) -> bool:
        """Whether it was cancelled; it stays listed."""
        return self.state == TaskState.CANCELLED.value


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """A ledger's promises with what they are judged by."""

    ledger: Mapping[str, Any]
    standing: Standing
    verdicts: Verdicts
    promises: tuple[Promise, ...]


def public_ledgers() -> QuerySet[Ledger]:
    """The ledgers that their offices have switched on."""
    return Ledger.objects.filter(public=True)


def public_tasks() -> QuerySet[Task]:
    """The tasks shown: issued or cancelled, of a public ledger; what a unit passed down further is its own matter."""
    return Task.objects.filter(ledger__public=True, state__in=LISTED, parent=None)


def catalogue(ledger: Ledger, only: int | None = None) -> Catalogue:
    """All promises of *ledger*, or the one whose task is *only*; the number of queries does not depend on how many."""
    tasks = public_tasks().filter(ledger=ledger)
    if only is not None:
        tasks = tasks.filter(pk=only)
    stands, judged = standing(ledger), verdicts(ledger)
    sources = _sources(tasks, ledger, judged)
    approved = Return.objects.filter(
        Q(unit=F("task__lead")), task__in=tasks.order_by(), state=ReturnState.APPROVED.value
    ).order_by("task", "month")
    points = _grouped(only_shown("return", approved))
    steps = _grouped(only_shown("step", Step.objects.filter(task__in=tasks.order_by())))
    promises = tuple(
        _promise(row, stands.of(row["number"]), sources[row["id"]], points[row["id"]], steps[row["id"]])
        for row in only_shown("task", tasks.order_by("number"))
    )
    shown = only_shown("ledger", Ledger.objects.filter(pk=ledger.pk)).get()
    return Catalogue(ledger=shown, standing=stands, verdicts=judged, promises=promises)


def _promise(
    row: dict[str, Any],
    stand: Stand | None,
    sources: list[Source],
    points: list[dict[str, Any]],
    steps: list[dict[str, Any]],
) -> Promise:
    values = {name: value for name, value in row.items() if name != "lead__name"}
    return Promise(
        **values,
        lead=row["lead__name"] or "",
        sources=tuple(sources),
        points=tuple(Point(one["month"], one["value"], one["reviewed"]) for one in points),
        steps=tuple(Stage(one["title"], one["due"], one["done"]) for one in steps),
        stand=None if row["state"] == TaskState.CANCELLED.value else stand,
    )


def _grouped(rows: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["task_id"]].append(row)
    return groups


def _sources(tasks: QuerySet[Task], ledger: Ledger, judged: Verdicts) -> dict[int, list[Source]]:
    """The statements of each task, in the order of the report, inside their sentences."""
    text = GovernmentReport.objects.filter(ledgers=ledger).values_list("text", flat=True).first() or ""
    rows = TaskStatement.objects.filter(task__in=tasks.order_by()).order_by("statement__position")
    found: dict[int, list[Source]] = defaultdict(list)
    for row in only_shown("source", rows):
        start, end = row["statement__start"], row["statement__end"]
        source = Source(
            before=text[row["statement__sentence_start"] : start],
            text=row["statement__text"],
            after=text[end : row["statement__sentence_end"]],
            judged=judged.of(start, end),
        )
        found[row["task_id"]].append(source)
    return found
