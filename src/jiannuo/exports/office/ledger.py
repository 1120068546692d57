"""台账.xlsx: one row an item, ready to be filled in, filtered and printed."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from jiannuo.exports.cells import starts_formula, xml_text
from jiannuo.exports.office.items import Item, groups
from jiannuo.exports.page.words import day
from jiannuo.exports.publication import Publication

if TYPE_CHECKING:
    from openpyxl import Workbook

FILE = "台账.xlsx"
FACE = "微软雅黑"
INK, QUIET, PAPER, SHEET, RULE, CINNABAR = "FF1F2328", "FF5D6166", "FFFBFAF7", "FFF4F1EA", "FFD9D5CC", "FFB5382A"
MOST_CHARACTERS = 32_767  # that a cell holds
LINE, LEAST = 16.0, 30.0  # height of a line and of the lowest row, in points
SOURCE_LINES = 3  # of a source sentence that a row makes room for; all of it stands in the cell
A3, A4 = 8, 9  # sizes in Excel's list
UNIT_ROWS = 300  # of the list of units, from which 牵头单位 and 配合单位 are chosen


class Column(msgspec.Struct, frozen=True):
    """A column: title, width in characters, the item's field that fills it, and how it stands."""

    title: str
    width: float
    field: str = ""
    align: str = "left"
    small: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("序号", 6, "number", "center"),
    Column("一级任务", 24, "area"),
    Column("任务内容", 44, "task"),
    Column("目标值", 11, "value", "right"),
    Column("单位", 9, "unit"),
    Column("约束词", 13, "bound"),
    Column("时限", 15, "deadline"),
    Column("牵头单位", 16),
    Column("配合单位", 20),
    Column("责任领导", 12),
    Column("进展", 30),
    Column("状态", 13, align="center"),
    Column("来源句", 64, "sentence", small=True),
    Column("位置", 22, "place", small=True),
    Column("编号", 13, "id", small=True),
)


class Status(msgspec.Struct, frozen=True):
    """A state that an item can be in: its sign, colour of words and of ground."""

    name: str
    sign: str
    colour: str
    ground: str


# A state is never told by colour alone: its sign stands before it.
STATUSES: tuple[Status, ...] = (
    Status("未启动", "○", "5D6166", "F1F0EC"),
    Status("欠进度", "■", "B3261E", "FBE9E7"),
    Status("达进度", "●", "2E7D4F", "E8F3EC"),
    Status("超进度", "▲", "1E6B6B", "E3F0F0"),
    Status("已完成", "✓", "1F2328", "E9E7E1"),
    Status("提前完成", "✓", "1E6B6B", "E3F0F0"),
    Status("其它", "◇", "5D6166", "F7F5F0"),
)


def make(publication: Publication, folder: Path) -> None:
    """Write 台账.xlsx into *folder*."""
    (folder / FILE).write_bytes(ledger(publication))


def ledger(publication: Publication) -> bytes:
    """The workbook: 台账, the list of units, and what the figures come from."""
    from openpyxl import Workbook  # slow to import

    items = [item for group in groups(publication.report) for item in group.items]
    book = Workbook(write_only=True)
    looks: dict[Any, Any] = {}
    _ledger_sheet(book, items, looks)
    _units_sheet(book, looks)
    _about_sheet(book, publication, len(items), looks)
    book.properties.title = f"{publication.report.metadata.place}政府工作报告任务台账"
    book.properties.creator = "践诺"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _ledger_sheet(book: Workbook, items: list[Item], looks: dict[Any, Any]) -> None:
    from openpyxl.utils import get_column_letter

    page = book.create_sheet("台账")
    page.freeze_panes = "D2"  # head, number, area and task stay in sight
    page.sheet_view.showGridLines = False
    page.sheet_view.zoomScale = 90
    letters = {column.title: get_column_letter(i) for i, column in enumerate(COLUMNS, 1)}
    for column in COLUMNS:
        page.column_dimensions[letters[column.title]].width = column.width
    last = len(items) + 1
    page.auto_filter.ref = f"A1:{letters['编号']}{last}"
    print_setup(page)
    page.print_area = f"A1:{letters['状态']}{last}"  # the sources are for the screen
    styles = Styles(page, looks)
    page.row_dimensions[1].height = LEAST
    page.append([styles.head(column) for column in COLUMNS])
    for row, item in enumerate(items, 2):
        page.row_dimensions[row].height = _height(item)
        page.append([styles.cell(column, getattr(item, column.field) if column.field else None) for column in COLUMNS])
    if items:
        _choices(page, letters, last)
        _colours(page, letters, last)


def print_setup(page: Any, size: int = A3) -> None:
    """On A3, or another size, fitted to its width, the head on every page."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = size
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    page.oddFooter.center.text = "第 &P 页，共 &N 页"


def _choices(page: Any, letters: dict[str, str], last: int) -> None:
    """Drop-down lists; a state must be one of the list, a unit may be typed, since several can cooperate."""
    from openpyxl.worksheet.datavalidation import DataValidation

    names = ",".join(status.name for status in STATUSES)
    states = DataValidation("list", formula1=f'"{names}"', allow_blank=True, showErrorMessage=True)
    states.errorTitle, states.error = "状态", "请从下拉列表中选择状态。"
    states.add(f"{letters['状态']}2:{letters['状态']}{last}")
    units = DataValidation("list", formula1=f"单位!$A$2:$A${UNIT_ROWS + 1}", allow_blank=True, showErrorMessage=False)
    for title in ("牵头单位", "配合单位"):
        units.add(f"{letters[title]}2:{letters[title]}{last}")
    page.data_validations.append(states)
    page.data_validations.append(units)


def _colours(page: Any, letters: dict[str, str], last: int) -> None:
    """The states' colours and signs, and a pale ground where nobody leads yet."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.styles.numbers import NumberFormat

    state = letters["状态"]
    for number, status in enumerate(STATUSES):
        looks = DifferentialStyle(
            font=Font(bold=True, color=f"FF{status.colour}"),
            fill=PatternFill(bgColor=f"FF{status.ground}"),
            numFmt=NumberFormat(numFmtId=200 + number, formatCode=f'"{status.sign} "@'),
        )
        rule = Rule("expression", dxf=looks, formula=[f'${state}2="{status.name}"'])
        page.conditional_formatting.add(f"{state}2:{state}{last}", rule)
    lead = letters["牵头单位"]
    empty = DifferentialStyle(fill=PatternFill(bgColor="FFFDF4DC"))
    blank = Rule("expression", dxf=empty, formula=[f"LEN(TRIM(${lead}2))=0"])
    page.conditional_formatting.add(f"{lead}2:{lead}{last}", blank)


def _units_sheet(book: Workbook, looks: dict[Any, Any]) -> None:
    page = book.create_sheet("单位")
    page.freeze_panes = "A2"
    page.column_dimensions["A"].width = 30
    page.column_dimensions["B"].width = 60
    print_setup(page, A4)
    styles = Styles(page, looks)
    page.append([styles.head(Column("单位名称", 30)), styles.head(Column("说明", 60))])
    note = "在 A 列逐行填写单位名称，台账的牵头单位、配合单位即可从下拉列表选取；多个配合单位用顿号隔开，可直接输入。"
    page.append([None, styles.cell(Column("说明", 60), note)])


def _about_sheet(book: Workbook, publication: Publication, count: int, looks: dict[Any, Any]) -> None:
    from jiannuo import __version__

    page = book.create_sheet("说明")
    page.column_dimensions["A"].width = 16
    page.column_dimensions["B"].width = 90
    print_setup(page, A4)
    styles = Styles(page, looks)
    about = publication.report.metadata
    rows = [
        ("来源", about.title or "政府工作报告"),
        ("文件", publication.report.document.source),
        ("会议", about.session),
        ("日期", day(about.date) if about.date else ""),
        ("报告人", about.speaker),
        ("任务数", str(count)),
        (
            "目标值",
            "照录原文的数字和单位；区间写作 6—7，“三成”等文字写法照录。原文没有约束词而数字有界的，按其含义列出。",
        ),
        ("时限", "照录原文；原文只写年份的，列年份。"),
        ("位置", "原文件的页或段，以及正文中的字符起止（按码点，从 0 起）。"),
        ("状态", "未评定的留空；选定后显示相应符号和颜色。"),
        *(("需复核", note.message("zh")) for note in publication.report.notes),
        ("程序", f"践诺 {__version__}"),
    ]
    title, words = Column("项目", 16), Column("内容", 90)
    page.append([styles.head(title), styles.head(words)])
    for name, content in rows:
        page.append([styles.cell(title, name), styles.cell(words, content)])


class Styles:
    """Cells of a sheet, one for each column and way to look, filled anew for every row.

    A write-only sheet writes a row as soon as it gets it; to style each cell anew would take longer than to save it.
    *looks* are the styles made so far in the workbook.
    """

    def __init__(self, page: Any, looks: dict[Any, Any]) -> None:
        from openpyxl.cell import WriteOnlyCell

        self._new = WriteOnlyCell
        self._page = page
        self._looks = looks
        self._cells: dict[Any, Any] = {}

    def head(self, column: Column) -> Any:
        """A column's title."""
        cell: Any = self._new(self._page, column.title)
        if column.align not in self._looks:
            self._looks[column.align] = self._head(cell, column.align)._style
        else:
            cell._style = self._looks[column.align]
        return cell

    def cell(self, column: Column, value: Any) -> Any:
        """A cell of *column*; a string is always a string, never a formula, and never too long for Excel."""
        if isinstance(value, str):
            value = xml_text(value)[:MOST_CHARACTERS] or None
        formula = isinstance(value, str) and starts_formula(value)
        decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2]) if isinstance(value, float) else -1
        cell = self._cells.get((column.title, formula, decimals))
        if cell is None:
            fresh: Any = self._new(self._page)
            cell = self._cells[column.title, formula, decimals] = fresh
            looks = (column.align, column.small, formula, decimals)
            if looks not in self._looks:
                self._looks[looks] = self._styled(cell, *looks)._style
            cell._style = self._looks[looks]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        return cell

    @staticmethod
    def _head(cell: Any, align: str) -> Any:
        from openpyxl.styles import Border, Font, PatternFill, Side

        cell.font = Font(FACE, 10.5, bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=SHEET)
        cell.alignment = _alignment(align)
        cell.border = Border(bottom=Side("medium", color=CINNABAR))
        return cell

    @staticmethod
    def _styled(cell: Any, align: str, small: bool, formula: bool, decimals: int) -> Any:
        from openpyxl.styles import Border, Font, Side

        cell.font = Font(FACE, 9 if small else 10.5, color=QUIET if small else INK)
        cell.alignment = _alignment(align)
        cell.border = Border(bottom=Side("thin", color=RULE))
        if formula:
            cell.quotePrefix = True  # the apostrophe of Excel: still a string after an edit or a copy
        if decimals >= 0:
            cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")
        return cell


def _alignment(align: str) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(horizontal=align, vertical="center", wrap_text=True, indent=int(align == "left"))


def _height(item: Item) -> float:
    """The height at which the fullest cell of the row shows whole; Excel's limit is 409 points."""
    most = 1
    for column in COLUMNS:
        value = getattr(item, column.field) if column.field else None
        if isinstance(value, str):
            count = lines(column, value)
            most = max(most, min(count, SOURCE_LINES) if column.small else count)
    return min(max(most * LINE + 4, LEAST), 409.0)


def lines(column: Column, text: str) -> int:
    """How many lines *text* takes in a cell of *column*."""
    room = (column.width - 3) * (1.12 if column.small else 0.96)
    # A Chinese character takes two columns, as it takes two bytes here.
    return int(len(text.encode("gbk", "replace")) // room) + 1


def rows(publication: Publication) -> Iterator[list[Any]]:
    """The ledger's rows as plain values, head first."""
    yield [column.title for column in COLUMNS]
    for group in groups(publication.report):
        for item in group.items:
            yield [getattr(item, column.field) if column.field else None for column in COLUMNS]
