"""The workbook of a bulletin: 总表, 分单位, 分领域, 全部任务, then each list that the bulletin prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from jiannuo.exports.office.form import plain
from jiannuo.exports.xlsx import CINNABAR, INK, PAPER, text_or_number
from jiannuo.ledger.counts import RANKING, SHARES
from jiannuo.web.bulletins import tables
from jiannuo.web.bulletins.issue import Issue
from jiannuo.web.bulletins.tables import Cell, Column, Table, is_number, words
from jiannuo.web.ui.words import day

if TYPE_CHECKING:
    pass

_MILLIMETRES = 1.9  # of a column for one character of the default face
_LEAST = 8
_LINE = 14.5  # points
_MANY = 14  # columns that need the larger sheet
A3, A4 = 8, 9


def workbook(issue: Issue) -> bytes:
    """The file, made from the snapshot alone; a text is always a text."""
    sheets = {
        "总表": _totals(issue),
        "分单位": tables.units(issue),
        "分领域": tables.areas(issue),
        "全部任务": tables.every_task(issue),
    }
    sheets |= {table.title: table for table in tables.lists(issue)}
    sheets["说明"] = _facts(issue)
    return save(sheets, f"{issue.title}（第{issue.number}期）")


def save(sheets: Mapping[str, Table], title: str) -> bytes:
    """A workbook of *sheets* by their names."""
    from openpyxl import Workbook  # slow to import

    book = Workbook(write_only=True)
    looks: dict[str, Any] = {}
    for name, table in sheets.items():
        page = book.create_sheet(name[:31])
        # On paper each sheet says what it belongs to; an ampersand would be read as a code.
        page.oddHeader.center.text = f"{title}　{name}".replace("&", "&&")
        _write(page, table, looks)
    book.properties.title = title
    book.properties.creator = "践诺"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(page: Any, table: Table, looks: dict[str, Any]) -> None:
    """A sheet: its head stays in sight and comes again on every page, long texts wrap, figures stand right."""
    from openpyxl.utils import get_column_letter

    page.freeze_panes = "A2"
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A3 if len(table.columns) > _MANY else A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    page.oddFooter.center.text = "第 &P 页，共 &N 页"
    last = get_column_letter(len(table.columns))
    if table.key != "totals":
        page.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    for place, column in enumerate(table.columns, 1):
        page.column_dimensions[get_column_letter(place)].width = max(column.width / _MILLIMETRES, _LEAST)
    page.row_dimensions[1].height = _height(table, [column.name for column in table.columns])
    kinds = [_kind(table, place) for place in range(len(table.columns))]
    page.append(
        [_cell(page, column.name, f"head {kind}", looks) for column, kind in zip(table.columns, kinds, strict=True)]
    )
    for number, row in enumerate(table.rows, 2):
        page.row_dimensions[number].height = _height(table, row)
        page.append([_cell(page, value, kind, looks) for value, kind in zip(row, kinds, strict=True)])


def _height(table: Table, row: Sequence[Cell]) -> float:
    """The height at which the fullest cell shows whole: a Chinese character takes two columns; Excel's limit is 409."""
    lines = 1
    for value, column in zip(row, table.columns, strict=True):
        room = max(column.width / _MILLIMETRES, _LEAST) - 1
        lines = max(lines, ceil(len(words(value).encode("gbk", "replace")) / room))
    return min(lines * _LINE + 3, 409.0)


def _kind(table: Table, place: int) -> str:
    if table.columns[place].long:
        return "long"
    return "figure" if is_number(table, place) else "word"


def _cell(page: Any, value: Cell, kind: str, looks: dict[str, Any]) -> Any:
    """A cell that looks as its *kind* does; to style each anew would take longer than to save the file."""
    cell = text_or_number(page, value if isinstance(value, int) else plain(words(value)))
    if cell is None:
        return None
    quoted = cell.quotePrefix
    look = f"{kind} {quoted}"
    if look not in looks:
        looks[look] = _styled(cell, kind)._style
    else:
        cell._style = looks[look]
    return cell


def _styled(cell: Any, kind: str) -> Any:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = "right" if kind.endswith("figure") else "left"
    cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True)
    if kind.startswith("head"):
        cell.font = Font(bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=PAPER)
        cell.border = Border(bottom=Side("medium", color=CINNABAR))
    return cell


def _totals(issue: Issue) -> Table:
    """总表: the ratings, and the lights of the month below."""
    total, lamps = tables.totals(issue), tables.lamps(issue)

    def padded(cells: Sequence[Cell]) -> list[Cell]:
        return [*cells, *([""] * len(total.columns))][: len(total.columns)]

    rows = [padded(row) for row in total.rows]
    rows += [padded([]), padded([lamps.title]), *(padded(row) for row in lamps.rows)]
    return Table("totals", total.title, total.columns, rows)


def _facts(issue: Issue) -> Table:
    """说明: what the bulletin is and by which rules it counts."""
    frozen = day(date.fromisoformat(issue.frozen[:10])) if issue.frozen else ""
    facts: list[list[Cell]] = [
        ["标题", issue.title],
        ["期号", f"{issue.year}年第{issue.number}期"],
        ["期间", issue.name],
        ["台账", issue.ledger_title],
        ["印发", f"{issue.issuer} {frozen}"],
        ["评定规则版本", "、".join(issue.rules)],
        ["占比说明", SHARES.message("zh")],
        ["排名说明", RANKING.message("zh")],
    ]
    if issue.corrects:
        facts.insert(2, ["更正", f"更正第{issue.corrects.number}期：{issue.corrects.reason}"])
    if issue.anchor:
        facts.append(["日志锚点", f"第{issue.anchor.count}条 {issue.anchor.hash}"])
    return Table("facts", "说明", (Column("项目", 34), Column("内容", 190, long=True)), facts)
