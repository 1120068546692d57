"""The workbook of a bulletin: 总表, 分单位, 分领域, 全部任务, each list of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from jiannuo.exports.office.form import plain
from jiannuo.exports.xlsx import Sheet, write_sheet
from jiannuo.ledger.counts import RANKING, SHARES
from jiannuo.web.bulletins import tables
from jiannuo.web.bulletins.issue import Issue
from jiannuo.web.bulletins.tables import Table, words
from jiannuo.web.ui.words import day


def workbook(issue: Issue) -> bytes:
    """The file, made from the snapshot alone; a text is always a text."""
    sheets = [
        _totals(issue),
        sheet_of("分单位", tables.units(issue)),
        sheet_of("分领域", tables.areas(issue)),
        sheet_of("全部任务", tables.every_task(issue)),
    ]
    sheets += [sheet_of(table.title[:31], table) for table in tables.lists(issue)]
    return save(sheets, f"{issue.title}（第{issue.number}期）")


def save(sheets: Sequence[Sheet], title: str) -> bytes:
    """A workbook of *sheets*."""
    from openpyxl import Workbook  # slow to import

    book = Workbook(write_only=True)
    for sheet in sheets:
        write_sheet(book, sheet)
    book.properties.title = title
    book.properties.creator = "践诺"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_of(title: str, table: Table) -> Sheet:
    """A table as a sheet; ratings and lights by their names."""
    return Sheet(title, [column.name for column in table.columns], [[_cell(cell) for cell in row] for row in table.rows])


def _cell(cell: tables.Cell) -> Any:
    return cell if isinstance(cell, int) else plain(words(cell))


def _totals(issue: Issue) -> Sheet:
    """总表: what is to be known of the bulletin, the ratings and the lights in one sheet."""
    total, lamps = tables.totals(issue), tables.lamps(issue)
    width = len(total.columns)
    blank: list[Any] = [""] * width

    def padded(cells: Sequence[Any]) -> list[Any]:
        return [*cells, *blank][:width]

    frozen = day(date.fromisoformat(issue.frozen[:10])) if issue.frozen else ""
    rows = [padded([_cell(cell) for cell in row]) for row in total.rows]
    rows += [blank, padded([column.name for column in lamps.columns])]
    rows += [padded([_cell(cell) for cell in row]) for row in lamps.rows]
    rows += [blank]
    facts = [
        ("标题", issue.title),
        ("期号", f"第{issue.number}期"),
        ("期间", issue.name),
        ("台账", issue.ledger_title),
        ("印发", f"{issue.issuer} {frozen}"),
        ("评定规则版本", "、".join(issue.rules)),
        ("占比说明", SHARES.message("zh")),
        ("排名说明", RANKING.message("zh")),
    ]
    if issue.corrects:
        facts.insert(2, ("更正", f"更正第{issue.corrects.number}期：{issue.corrects.reason}"))
    if issue.anchor:
        facts.append(("日志锚点", f"第{issue.anchor.count}条 {issue.anchor.hash}"))
    return Sheet("总表", [column.name for column in total.columns], rows + [padded(fact) for fact in facts], filtered=False)
