"""A ledger as a table: xlsx and csv for people, jsonl for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from django.db.models import Prefetch
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from jiannuo.exports.cells import csv_cell, xml_text
from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.status import Duty, Light, Rating, Sort, TaskState
from jiannuo.model.errors import JiannuoError
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Ledger, Task, TaskUnit

FORMATS = ("xlsx", "csv", "jsonl")
HEAD = (
    "编号", "任务", "状态", "类别", "牵头单位", "配合单位", "目标值", "计量单位", "约束词", "起始月", "完成时限",
    "最新月份", "最新值", "评定", "亮灯", "报送",
)  # fmt: skip


def ledger_named(wanted: str) -> Ledger:
    """The ledger by its number, or by its year where that is one alone; JiannuoError else."""
    rows = Ledger.objects.select_related("owner").all()
    if not wanted:
        found = list(rows[:2])
    else:
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else 0
        found = list(rows.filter(year=number)[:2]) or list(rows.filter(pk=number)[:2])
    if len(found) != 1:
        known = "、".join(f"{row.pk}（{row.year}，{row.owner}）" for row in rows) or "—"
        raise JiannuoError("export_which", wanted=wanted or "—", known=known)
    return found[0]


def records(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Each task with its units, plan, steps, sources and returns, in plain values."""
    duties = Prefetch("duties", queryset=TaskUnit.objects.select_related("unit"))
    returns = Prefetch("returns", queryset=Return.objects.select_related("unit").order_by("month"))
    tasks = ledger.tasks.select_related("lead", "programme").prefetch_related(
        duties, returns, "points", "steps", "statements"
    )
    for task in tasks.iterator(chunk_size=500):
        yield _record(task)


def _record(task: Task) -> dict[str, Any]:
    names = (
        "number", "title", "text", "area", "state", "sort", "measure_unit", "bound", "bound_words", "softened",
        "frequency", "leader_name", "start", "rating", "rating_lenient", "light", "rated_month", "last_month",
    )  # fmt: skip
    figures = ("target", "upper", "base", "last_value")
    found: dict[str, Any] = {name: getattr(task, name) for name in names}
    found |= {name: _number(getattr(task, name)) for name in figures}
    found["due"] = task.due.isoformat() if task.due else None
    found["programme"] = task.programme.name if task.programme else None
    found["units"] = [{"unit": duty.unit.code, "name": duty.unit.name, "duty": duty.duty} for duty in task.duties.all()]
    found["plan"] = {point.month: _number(point.value) for point in task.points.all()}
    found["steps"] = [
        {"title": step.title, "due": step.due.isoformat(), "done": step.done.isoformat() if step.done else None}
        for step in task.steps.all()
    ]
    found["sources"] = [{"key": one.key, "text": one.text} for one in task.statements.all()]
    found["returns"] = [
        {
            "month": one.month,
            "unit": one.unit.code,
            "state": one.state,
            "value": _number(one.value),
            "text": one.text,
            "problems": one.problems,
            "next_step": one.next_step,
            "late": one.late,
        }
        for one in task.returns.all()
    ]
    return found


def _number(value: Any) -> str | None:
    return None if value is None else plain_number(value)


def table(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """The rows of the table for people, its head first."""
    yield HEAD
    for row in rows:
        units = {duty: "、".join(one["name"] for one in row["units"] if one["duty"] == duty.value) for duty in Duty}
        yield (
            row["number"],
            row["title"],
            TaskState.of(row["state"]).zh,
            Sort.of(row["sort"]).zh,
            units[Duty.LEAD],
            units[Duty.COOPERATING],
            _figure(row["target"]),
            row["measure_unit"],
            row["bound_words"],
            row["start"],
            row["due"] or "",
            row["last_month"],
            _figure(row["last_value"]),
            Rating.of(row["rating"]).zh if row["rating"] else "",
            Light.of(row["light"]).zh,
            len(row["returns"]),
        )


def _figure(text: str | None) -> float | str:
    return "" if text is None else float(text)


def pieces(ledger: Ledger, form: str) -> Iterator[bytes]:
    """The ledger as ``xlsx``, ``csv`` or ``jsonl``, piece by piece."""
    if form == "jsonl":
        for row in records(ledger):
            yield msgspec.json.encode(row) + b"\n"
    elif form == "csv":
        out = io.StringIO()
        writer = csv.writer(out)
        for line in table(records(ledger)):
            writer.writerow([csv_cell(cell) for cell in line])
        yield out.getvalue().encode("utf-8-sig")
    else:
        yield _workbook(ledger)


def _workbook(ledger: Ledger) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.freeze_panes = "C2"
    for line in table(records(ledger)):
        cells = []
        for value in line:
            cell = WriteOnlyCell(sheet)
            cell.value = xml_text(value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
