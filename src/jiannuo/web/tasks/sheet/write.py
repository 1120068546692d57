"""Writing the sheet: every editable value of every task, units and states to be chosen from lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.status import TaskState
from jiannuo.web.sheets.writing import TOP, frame, set_cell, write_row
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.fields import AMOUNTS, NAMES
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.names import UnitNames
from jiannuo.web.tasks.sheet.columns import COLUMNS, MARK_TITLE, REASON, TITLE, UNITS_TITLE, fingerprint, mark
from jiannuo.web.tasks.typed import CHOICES, NO, YES, as_typed

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# What was typed into a row and why it came back, by the task's key.
Failed = Mapping[int, tuple[dict[str, str], str]]
_INSTRUCTIONS = (
    "修改浅黄色单元格后上传；未改的行上传后不变。多个单位用顿号隔开；分月计划每行写“2026-03 1200”，"
    "节点每行写“2026-06-30 主体完工”（单元格内换行按 Alt+Enter）。"
)


def write_sheet(
    ledger: Ledger,
    tasks: Sequence[Task],
    names: UnitNames,
    failed: Failed | None = None,
) -> bytes:
    """The workbook of *tasks*; with *failed* (by the task's key) each row as it was typed, and why it came back."""
    from openpyxl import Workbook  # slow to import

    book = Workbook()
    page = book.active
    assert page is not None
    columns = COLUMNS if failed is None else (*COLUMNS, REASON)
    frame(page, TITLE, f"{ledger.title}修改表", columns, _INSTRUCTIONS)
    for row, task in enumerate(tasks, TOP + 1):
        typed, reason = _typed(task, names, failed)
        write_row(page, row, columns, _values(task, names, typed, reason), task.state == TaskState.PROPOSED.value)
    if tasks:
        _offer(page, len(tasks), len(names.offered))
    _write_units(book, names)
    marks = book.create_sheet(MARK_TITLE)
    marks.append(list(fingerprint(ledger)))
    marks.sheet_state = "veryHidden"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _typed(task: Task, names: UnitNames, failed: Failed | None) -> tuple[dict[str, str], str]:
    stored = as_typed(fields.read(task), names)
    if failed is None:
        return stored, ""
    typed, reason = failed[task.pk]
    return {**stored, **{name: typed[name] for name in NAMES if name in typed}}, reason


def _values(task: Task, names: UnitNames, typed: Mapping[str, str], reason: str) -> dict[str, Any]:
    values: dict[str, Any] = dict(typed)
    for name in AMOUNTS:
        stored = getattr(task, name)
        if stored is not None and typed[name] == plain_number(stored):
            values[name] = Decimal(typed[name])
    with suppress(ValueError):  # a day that was typed wrong stays as it was typed
        values["due"] = date.fromisoformat(typed["due"]) if typed["due"] else None
    # The mark holds the values as they are kept, so that a row that came back counts as touched.
    kept = as_typed(fields.read(task), names)
    state = TaskState.of(task.state).zh
    return {**values, "number": task.number, "state": state, "mark": mark(task, kept), "reason": reason}


def _offer(page: Worksheet, rows: int, units: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    keys = [key for key, *_ in COLUMNS]
    lists = {name: list(filter(None, words.values())) for name, words in CHOICES.items()} | {"softened": [YES, NO]}
    for name, words in lists.items():
        offered = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
        offered.errorTitle, offered.error = NAMES[name], f"请选择：{'、'.join(words)}"
        letter = get_column_letter(1 + keys.index(name))
        offered.add(f"{letter}{TOP + 1}:{letter}{TOP + rows}")
        page.add_data_validation(offered)
    lead = DataValidation("list", formula1=f"{UNITS_TITLE}!$A$1:$A${max(units, 1)}", allow_blank=True)
    letter = get_column_letter(1 + keys.index("lead"))
    lead.add(f"{letter}{TOP + 1}:{letter}{TOP + rows}")
    page.add_data_validation(lead)


def _write_units(book: Workbook, names: UnitNames) -> None:
    page = book.create_sheet(UNITS_TITLE)
    page.column_dimensions["A"].width = 36
    for row, name in enumerate(names.offered, 1):
        set_cell(page.cell(row, 1), name)
