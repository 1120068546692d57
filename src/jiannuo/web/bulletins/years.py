"""年终总表: every task of a ledger with its light of each month and its last rating."""

from __future__ import annotations

import msgspec
from django.db.models import F
from django.utils import translation

from jiannuo.ledger.counts import SHARES, share
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Light, Rating, TaskState
from jiannuo.web.bulletins.gathering import LISTED, reached_of, target_of, unit_names
from jiannuo.web.bulletins.moving import movement
from jiannuo.web.bulletins.tables import Cell, Column, Table
from jiannuo.web.progress.models import RatingRecord
from jiannuo.web.tasks.models import Ledger, Task


class YearRow(msgspec.Struct, frozen=True, kw_only=True):
    """A task in its year; lights by month, None where the month was not rated; rating None where none was."""

    key: int
    number: int
    title: str
    area: str
    unit: str
    target: str
    value: str
    lights: tuple[Light | None, ...]
    rating: Rating | None
    lenient: Rating | None
    overridden: str = ""
    cancelled: bool = False


class YearTable(msgspec.Struct, frozen=True):
    """The tasks of a ledger's year."""

    ledger: Ledger
    months: tuple[Month, ...]
    rows: tuple[YearRow, ...]

    def ratings(self) -> list[tuple[Rating, int, str]]:
        """How often each last rating was given, with its share of the tasks counted that were rated."""
        found = [row.rating for row in self.rows if not row.cancelled and row.rating is not None]
        return [(rating, found.count(rating), share(found.count(rating), len(found))) for rating in Rating]


def year_table(ledger: Ledger) -> YearTable:
    """The table of *ledger* as it stands; a constant number of queries."""
    rows = Task.objects.filter(ledger=ledger, state__in=LISTED).select_related("ledger", "lead__parent")
    tasks = list(rows.prefetch_related("points", "steps").order_by("number"))
    months = tuple(Month(ledger.year, number) for number in range(1, 13))
    names = unit_names({task.lead.pk: task.lead for task in tasks if task.lead}.values())
    records = RatingRecord.objects.filter(task__ledger=ledger, in_force=True, month=F("task__rated_month"))
    last = {record.task_id: record for record in records}
    moved = movement(ledger, tasks, months)
    with translation.override("zh-hans"):
        found = []
        for task in tasks:
            known = moved.rated.get(task.pk, frozenset())
            lit = moved.lights[task.pk]
            lights = tuple(lit[month].light if month in known else None for month in months)
            found.append(_row(task, names, lights, last.get(task.pk)))
        return YearTable(ledger, months, tuple(found))


def _row(task: Task, names: dict[int, str], lights: tuple[Light | None, ...], last: RatingRecord | None) -> YearRow:
    return YearRow(
        key=task.pk,
        number=task.number,
        title=task.title,
        area=task.area,
        unit=names[task.lead_id] if task.lead_id else "",
        target=target_of(task),
        value=reached_of(task, last),
        lights=lights,
        rating=Rating.of(last.shown) if last else None,
        lenient=Rating.of(last.lenient) if last else None,
        overridden=last.override_reason if last and last.override else "",
        cancelled=task.state == TaskState.CANCELLED.value,
    )


def as_table(year: YearTable) -> Table:
    """The table for the workbook."""
    columns = (
        *(Column("序号", 12), Column("工作任务", 70, long=True), Column("领域", 30), Column("牵头单位", 30)),
        *(Column("目标", 26), Column("实际", 22), *(Column(f"{month.month}月", 18) for month in year.months)),
        *(Column("最终评定", 20), Column("宽口径", 20), Column("改评理由", 44, long=True), Column("状态", 16)),
    )
    rows: list[list[Cell]] = []
    for row in year.rows:
        lights: list[Cell] = [light if light else "" for light in row.lights]
        rows.append(
            [
                *(row.number, row.title, row.area, row.unit, row.target, row.value, *lights),
                *(row.rating or "", row.lenient or "", row.overridden, "已取消" if row.cancelled else "在办"),
            ]
        )
    return Table("year", "年终总表", columns, rows)


def summary(year: YearTable) -> Table:
    """How often each last rating was given."""
    columns = (Column("最终评定", 50), Column("项数", 40), Column("占比", 40))
    rows: list[list[Cell]] = [[rating, number, part] for rating, number, part in year.ratings()]
    return Table("summary", "最终评定", columns, rows, SHARES.message("zh"))
