"""Writing the sheet: what is known is locked, what is filled in is open, nothing is a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from jiannuo.web.progress.desk import Desk, Line
from jiannuo.web.progress.sheet.columns import (
    COLUMNS,
    MARK_TITLE,
    REASON,
    SAVE,
    STEP_COLUMNS,
    STEPS_TITLE,
    SUBMIT,
    TITLE,
    fingerprint,
)
from jiannuo.web.sheets.writing import TOP, frame, write_row
from jiannuo.web.tasks.models import Step, Task
from jiannuo.web.ui.words import figure

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_STEP_INSTRUCTIONS = "填写本次完成的节点的完成日期，如 2026-03-05；未完成的留空。"


def write_sheet(desk: Desk, reasons: Mapping[int, str] | None = None) -> bytes:
    """The workbook of *desk*; with *reasons* (by the task's key) of those rows alone, each with why it came back."""
    from openpyxl import Workbook  # slow to import

    lines = desk.lines if reasons is None else [line for line in desk.lines if line.task.pk in reasons]
    book = Workbook()
    page = book.active
    assert page is not None
    columns = COLUMNS if reasons is None else (*COLUMNS, REASON)
    frame(page, TITLE, f"{desk.unit.name}{desk.month.name}政府工作报告任务进展填报表", columns, _instructions(desk))
    for row, line in enumerate(lines, TOP + 1):
        write_row(page, row, columns, _values(line, "" if reasons is None else reasons[line.task.pk]), line.editable)
    if lines:
        _offer_actions(page, len(lines))
    _write_steps(book, lines)
    mark = book.create_sheet(MARK_TITLE)
    mark.append(list(fingerprint(desk.unit, desk.month)))
    mark.sheet_state = "veryHidden"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _instructions(desk: Desk) -> str:
    due = f"{desk.collections[0].due.isoformat()}前" if desk.collections else ""
    return f"填写浅黄色单元格，{due}上传；“操作”选“{SUBMIT}”即报送，选“{SAVE}”只保存。未改的行上传后不变。"


def _values(line: Line, reason: str) -> dict[str, Any]:
    typed, task = line.typed, line.task
    value: Any = typed.value
    if line.given.value is not None and value == f"{line.given.value:f}":
        value = line.given.value
    return {
        "number": task.number,
        "title": task.title,
        "target": _target(task),
        "plan": line.plan,
        "previous": line.previous.value if line.previous else None,
        "value": value,
        "text": typed.text,
        "problems": typed.problems,
        "next_step": typed.next_step,
        "action": SAVE if line.editable else line.state.zh if line.state else "",
        "mark": f"{task.pk}.{typed.version}.{typed.stamp}",
        "reason": reason,
    }


def _target(task: Task) -> str:
    if task.target is None:
        return ""
    upper = f"～{figure(task.upper)}" if task.upper is not None else ""
    return f"{figure(task.target)}{upper}{task.measure_unit}{task.bound_words}"


def _offer_actions(page: Worksheet, rows: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(1 + [key for key, *_ in COLUMNS].index("action"))
    offered = DataValidation("list", formula1=f'"{SAVE},{SUBMIT}"', allow_blank=False, showErrorMessage=True)
    offered.errorTitle, offered.error = "操作", f"请选择“{SAVE}”或“{SUBMIT}”"
    offered.add(f"{letter}{TOP + 1}:{letter}{TOP + rows}")
    page.add_data_validation(offered)


def _write_steps(book: Workbook, lines: Sequence[Line]) -> None:
    """The sheet of dated steps, where any task has some."""
    rows = [(line, step, day) for line in lines for step, day in line.steps]
    if not rows:
        return
    page = book.create_sheet(STEPS_TITLE)
    frame(page, STEPS_TITLE, "节点完成情况", STEP_COLUMNS, _STEP_INSTRUCTIONS)
    for row, (line, step, day) in enumerate(rows, TOP + 1):
        write_row(page, row, STEP_COLUMNS, _step_values(line, step, day), line.editable)


def _step_values(line: Line, step: Step, day: str) -> dict[str, Any]:
    try:
        done: Any = date.fromisoformat(day) if day else None
    except ValueError:
        done = day  # as it was typed, in a row that came back
    return {
        "number": line.task.number,
        "title": line.task.title,
        "step": step.title,
        "due": step.due,
        "done": done,
        "mark": str(step.pk),
    }
