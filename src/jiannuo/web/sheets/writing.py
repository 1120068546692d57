"""Writing a workbook to be filled in: what is known is locked, what is filled in is open, nothing is a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from jiannuo.exports.cells import starts_formula, xml_text
from jiannuo.exports.xlsx import CINNABAR, INK, PAPER

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOP = 3  # the head's row: the title, a line of instructions, the head
_EXACT = 15  # digits that a spreadsheet keeps of a number
_FILLED = "FFFFF8E1"

# key, head, width, whether it is filled in; the key "mark" is hidden
Columns = Sequence[tuple[str, str, int, bool]]


def download(data: bytes, name: str, media_type: str = XLSX) -> HttpResponse:
    """*data* as a file to be saved as *name*."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def frame(page: Worksheet, title: str, heading: str, columns: Columns, instructions: str) -> None:
    """The sheet's title, its instructions, its head; everything locked but what is filled in."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    page.title = title
    page.cell(1, 1, heading).font = Font(bold=True, size=16, color=INK)
    page.cell(2, 1, instructions).font = Font(size=10, color=INK)
    page.row_dimensions[1].height = 30
    for column, (key, head, width, _filled) in enumerate(columns, 1):
        cell: Any = page.cell(TOP, column, head)
        cell.font = Font(bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=PAPER)
        cell.border = Border(bottom=Side("medium", color=CINNABAR))
        cell.alignment = Alignment(horizontal="center", vertical="center")
        letter = get_column_letter(column)
        page.column_dimensions[letter].width = width
        page.column_dimensions[letter].hidden = key == "mark"
    page.freeze_panes = f"C{TOP + 1}"
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{TOP}:{TOP}"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False


def write_row(page: Worksheet, row: int, columns: Columns, values: Mapping[str, Any], open_: bool) -> None:
    """A row of *values* by the columns' keys; its cells to be filled in are open where *open_*."""
    from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

    for column, (key, _head, _width, filled) in enumerate(columns, 1):
        cell = page.cell(row, column)
        set_cell(cell, values[key])
        number = isinstance(values[key], (int, Decimal))
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right" if number else "left")
        cell.border = Border(bottom=Side("thin", color="FFD9D5CC"))
        if filled and open_:
            cell.protection = Protection(locked=False)
            cell.fill = PatternFill("solid", fgColor=_FILLED)


def set_cell(cell: Any, value: Any) -> None:
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
