"""Writing the sheet: what is known is locked, what is filled in is open, nothing is a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from jiannuo.exports.cells import starts_formula, xml_text
from jiannuo.exports.xlsx import CINNABAR, INK, PAPER
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
from jiannuo.web.tasks.models import Step, Task
from jiannuo.web.ui.words import figure

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_EXACT = 15  # digits that a spreadsheet keeps of a number
_TOP = 3  # the head's row: the title, a line of instructions, the head
_FILLED, _RULE = "FFFFF8E1", "FFB8B4AB"
_CENTRED = ("number", "action")
_LEAST, _LINE, _MOST = 32, 15, 400  # heights of rows, in points
_STEP_INSTRUCTIONS = "填写本次完成的节点的完成日期，如 2026-03-05；未完成的留空。"


def write_sheet(desk: Desk, reasons: Mapping[int, str] | None = None) -> bytes:
    """The workbook of *desk*; with *reasons* (by the task's key) of those rows alone, each with why it came back."""
    from openpyxl import Workbook  # slow to import

    lines = desk.lines if reasons is None else [line for line in desk.lines if line.task.pk in reasons]
    book = Workbook()
    page = book.active
    assert page is not None
    columns = COLUMNS if reasons is None else (*COLUMNS, REASON)
    _frame(page, TITLE, f"{desk.unit.name}{desk.month.name}政府工作报告任务进展填报表", columns, _instructions(desk))
    for row, line in enumerate(lines, _TOP + 1):
        _write_row(page, row, columns, _values(line, "" if reasons is None else reasons[line.task.pk]), line.editable)
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


def _frame(
    page: Worksheet, title: str, heading: str, columns: Sequence[tuple[str, str, int, bool]], instructions: str
) -> None:
    """The sheet's title, its instructions, its head; everything locked but what is filled in."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    page.title = title
    page.cell(1, 1, heading).font = Font(bold=True, size=16, color=INK)
    page.cell(2, 1, instructions).font = Font(size=10, color=INK)
    page.cell(1, 1).alignment = Alignment(horizontal="center", vertical="center")
    shown = [column for column, (key, *_rest) in enumerate(columns, 1) if key != "mark"]
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=shown[-1])
    for row, height in ((1, 36), (2, 20), (_TOP, 28)):
        page.row_dimensions[row].height = height
    for column, (key, head, width, _filled) in enumerate(columns, 1):
        cell: Any = page.cell(_TOP, column, head)
        cell.font = Font(bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=PAPER)
        cell.border = Border(bottom=Side("medium", color=CINNABAR))
        cell.alignment = Alignment(horizontal="center", vertical="center")
        letter = get_column_letter(column)
        page.column_dimensions[letter].width = width
        page.column_dimensions[letter].hidden = key == "mark"
    page.freeze_panes = f"C{_TOP + 1}"
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    footer: Any = page.oddFooter
    footer.center.text = "第 &P 页，共 &N 页"
    page.print_title_rows = f"{_TOP}:{_TOP}"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False


def _write_row(
    page: Worksheet, row: int, columns: Sequence[tuple[str, str, int, bool]], values: Mapping[str, Any], open_: bool
) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

    side = Side("thin", color=_RULE)
    for column, (key, _head, _width, filled) in enumerate(columns, 1):
        cell = page.cell(row, column)
        _set(cell, values[key])
        number = isinstance(values[key], (int, Decimal))
        across = "center" if key in _CENTRED else "right" if number else "left"
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=across)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
        if filled and open_:
            cell.protection = Protection(locked=False)
            cell.fill = PatternFill("solid", fgColor=_FILLED)
    lines = [_lines(values[key], width) for key, _head, width, _filled in columns if key != "mark"]
    page.row_dimensions[row].height = min(max(_LEAST, _LINE * max(lines)), _MOST)


def _lines(value: Any, width: int) -> int:
    """How many lines *value* takes in a column of *width* characters; a Chinese one is two wide."""
    return sum(1 + sum(1 + (char > "\xff") for char in line) // width for line in str(value or "").split("\n"))


def _set(cell: Any, value: Any) -> None:
    """Put *value* into *cell*: a string stays a string whatever it begins with, a long number loses no digit."""
    if value is None or value == "":
        return
    if isinstance(value, Decimal):
        if len(value.as_tuple().digits) > _EXACT:
            value = f"{value:f}"
        else:
            cell.value = int(value) if value == value.to_integral() else float(value)
            return
    if isinstance(value, str):
        cell.value = xml_text(value)
        cell.data_type = "s"
        if starts_formula(value):
            cell.quotePrefix = True
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def _offer_actions(page: Worksheet, rows: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(1 + [key for key, *_ in COLUMNS].index("action"))
    offered = DataValidation("list", formula1=f'"{SAVE},{SUBMIT}"', allow_blank=False, showErrorMessage=True)
    offered.errorTitle, offered.error = "操作", f"请选择“{SAVE}”或“{SUBMIT}”"
    offered.add(f"{letter}{_TOP + 1}:{letter}{_TOP + rows}")
    page.add_data_validation(offered)


def _write_steps(book: Workbook, lines: Sequence[Line]) -> None:
    """The sheet of dated steps, where any task has some."""
    rows = [(line, step, day) for line in lines for step, day in line.steps]
    if not rows:
        return
    page = book.create_sheet(STEPS_TITLE)
    _frame(page, STEPS_TITLE, "节点完成情况", STEP_COLUMNS, _STEP_INSTRUCTIONS)
    for row, (line, step, day) in enumerate(rows, _TOP + 1):
        _write_row(page, row, STEP_COLUMNS, _step_values(line, step, day), line.editable)


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
