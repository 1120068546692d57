"""A workbook of five sheets: 指标, 事项, 章节, 复核, 来源."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

import msgspec

from jiannuo.exports import WriteError
from jiannuo.exports.cells import starts_formula, xml_text
from jiannuo.exports.fields import FIELDS, METADATA
from jiannuo.exports.json import section_record
from jiannuo.exports.options import Options
from jiannuo.exports.rows import table_rows, translate
from jiannuo.model.report import Report

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS = 1_048_575  # that a sheet holds below its head
MOST_CHARACTERS = 32_767  # that a cell holds
NARROWEST, WIDEST = 6, 48  # columns, in characters of the default face
SAMPLE = 200  # rows whose widths are looked at

INK, PAPER, CINNABAR = "FF1F2328", "FFFBFAF7", "FFB5382A"

# Columns that a reader needs first are first in FIELDS; these are only of use to programs.
_HIDDEN = {"type", "sentence_start", "sentence_end", "section", "box"}

_SECTION_FIELDS = (
    ("source", "文件"),
    ("index", "序号"),
    ("depth", "层级"),
    ("marker", "编号"),
    ("title", "标题"),
    ("part", "部分"),
    ("measures", "指标数"),
    ("milestones", "事项数"),
    ("start", "起"),
    ("end", "止"),
)


class Sheet(msgspec.Struct):
    """Titles and rows of one sheet; filtered is false where the rows are no table."""

    title: str
    head: list[str]
    rows: list[list[Any]]
    filtered: bool = True


def export(reports: Iterable[Report], options: Options) -> Iterator[bytes]:
    """The workbook in one piece; WriteError where a sheet has too many rows."""
    sheets = _sheets(reports, options)
    from openpyxl import Workbook  # slow to import

    book = Workbook(write_only=True)
    for sheet in sheets:
        if len(sheet.rows) > MOST_ROWS:
            raise WriteError("xlsx_too_long", target=sheet.title, rows=len(sheet.rows), most=MOST_ROWS)
        write_sheet(book, sheet)
    buffer = BytesIO()
    book.save(buffer)
    yield buffer.getvalue()


def _sheets(reports: Iterable[Report], options: Options) -> list[Sheet]:
    """All rows of all reports, sheet by sheet."""
    chinese = options.language == "zh"
    by_type: dict[str, list[dict[str, Any]]] = {"m": [], "s": [], "n": []}
    sections: list[dict[str, Any]] = []
    metadata: list[dict[str, Any]] = []
    letters = {"measure": "m", "milestone": "s", "note": "n", "指标": "m", "事项": "s", "复核": "n"}
    for report in reports:
        for row in table_rows(report, options):
            by_type[letters[row["type"]]].append(row)
        sections += _section_rows(report, options)
        metadata.append(_metadata(report, options))
    sheets = [
        _statement_sheet(title, by_type[letter], letter, options)
        for letter, title in (("m", "指标" if chinese else "Measures"), ("s", "事项" if chinese else "Milestones"))
    ]
    names = [(name, zh) for name, zh in _SECTION_FIELDS if options.several or name != "source"]
    sheets.append(_plain_sheet("章节" if chinese else "Sections", names, sections, chinese))
    sheets.append(_statement_sheet("复核" if chinese else "Review", by_type["n"], "n", options))
    title = "来源" if chinese else "Source"
    if options.several:
        sheets.append(_plain_sheet(title, METADATA, metadata, chinese))
    else:
        pairs = [[zh if chinese else name, _as_text(metadata[0][name])] for name, zh in METADATA]
        sheets.append(Sheet(title, ["项目", "内容"] if chinese else ["field", "value"], pairs, filtered=False))
    return sheets


def _statement_sheet(title: str, rows: list[dict[str, Any]], letter: str, options: Options) -> Sheet:
    wanted = [
        field
        for field in FIELDS
        if (letter in field.types or (letter == "n" and field.name == "text"))
        and field.name not in _HIDDEN
        and (options.several or field.name != "source")
    ]
    head = [field.title(options.language) for field in wanted]
    return Sheet(title, head, [[row.get(field.name) for field in wanted] for row in rows])


def _plain_sheet(title: str, names: Sequence[tuple[str, str]], rows: list[dict[str, Any]], chinese: bool) -> Sheet:
    head = [zh if chinese else name for name, zh in names]
    return Sheet(title, head, [[row[name] for name, _ in names] for row in rows])


def _section_rows(report: Report, options: Options) -> list[dict[str, Any]]:
    """Sections with the number of statements that stand directly in each."""
    counts = {name: [0] * len(report.sections) for name in ("measures", "milestones")}
    for name, statements in (("measures", report.measures), ("milestones", report.milestones)):
        for statement in statements:
            if statement.section is not None:
                counts[name][statement.section] += 1
    rows = []
    for section in report.sections:
        row = section_record(section) | {name: counts[name][section.index] for name in counts}
        row["source"] = report.document.source
        row["title"] = "\u3000" * (section.depth - 1) + section.title
        rows.append(translate(row) if options.language == "zh" else row)
    return rows


def _metadata(report: Report, options: Options) -> dict[str, Any]:
    from jiannuo import __version__

    row: dict[str, Any] = {
        "source": report.document.source,
        "format": report.document.format,
        "encoding": report.document.encoding,
        **msgspec.to_builtins(report.metadata),
        "characters": len(report.text),
        "measures": len(report.measures),
        "milestones": len(report.milestones),
        "notes": len(report.notes),
        "version": __version__,
    }
    return translate(row) if options.language == "zh" else row


def _as_text(value: Any) -> str:
    """A value in a column of words, where a number would stand at the other side."""
    return "" if value is None else str(value)


def write_sheet(book: Workbook, sheet: Sheet) -> None:
    """A sheet with its head frozen; a write-only sheet wants widths and panes before its first row."""
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet.title)
    page.freeze_panes = "A2"
    page.sheet_view.showGridLines = False
    for column in range(len(sheet.head)):
        sample = [sheet.head[column], *(row[column] for row in sheet.rows[:SAMPLE])]
        page.column_dimensions[get_column_letter(column + 1)].width = _width(sample)
    if sheet.filtered:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.head))}{len(sheet.rows) + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    numeric = [any(isinstance(row[column], (int, float)) for row in sheet.rows) for column in range(len(sheet.head))]
    page.append([_head_cell(page, *head) for head in zip(sheet.head, numeric, strict=True)])
    for row in sheet.rows:
        page.append([text_or_number(page, value) for value in row])


def _width(values: list[Any]) -> float:
    """A width that shows the widest of *values*, within limits; a Chinese character takes two columns."""
    widest = 0
    for value in values:
        text = f"{value:,}" if isinstance(value, (int, float)) else str(value or "")[:WIDEST]
        widest = max(widest, sum(2 if east_asian_width(character) in "WF" else 1 for character in text))
    return min(max(widest + 3, NARROWEST), WIDEST)


def _head_cell(page: Any, title: str, numeric: bool) -> Any:
    """A column's head, at the right above numbers."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = text_or_number(page, title)
    cell.font = Font(bold=True, color=INK)
    cell.fill = PatternFill("solid", fgColor=PAPER)
    cell.alignment = Alignment(horizontal="right" if numeric else "left")
    cell.border = Border(bottom=Side("medium", color=CINNABAR))
    return cell


def text_or_number(page: Any, value: Any) -> Any:
    """A cell whose string is always a string: never a formula, never an error value, never too long for Excel."""
    if value is None or value == "":
        return None
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        text = xml_text(value)
        if len(text) > MOST_CHARACTERS:
            text = text[: MOST_CHARACTERS - 1] + "…"
        cell = WriteOnlyCell(page, text)
        cell.data_type = "s"
        if starts_formula(text):
            cell.quotePrefix = True  # the apostrophe of Excel: still a string after an edit or a copy
        return cell
    cell = WriteOnlyCell(page, value)
    if isinstance(value, float):
        cell.number_format = _number_format(value)
    return cell


def _number_format(value: float) -> str:
    """Thousands apart and just the decimals that the value has, so that Excel never turns to scientific notation."""
    if value.is_integer():
        return "#,##0"
    decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return "#,##0." + "0" * max(decimals, 1)
