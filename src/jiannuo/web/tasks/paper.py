"""分工方案 of a ledger: the Word document in the official form, and the same table in Excel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import msgspec
from django.utils import timezone

from jiannuo.exports.office import form
from jiannuo.exports.office.ledger import LEAST, LINE, Column, Styles, lines, print_setup
from jiannuo.exports.office.split import COLUMNS, chinese, unnumbered
from jiannuo.exports.page.words import clean
from jiannuo.ledger.status import Duty, LedgerState, TaskState
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.ui.words import figure

_BEHIND = ("以上", "以下", "以内", "之内", "左右", "上下", "以外")
_REMARK = "注：序号与台账编号一致，拆分、合并或不列入的编号不再使用。"
_SHEET = (
    Column("序号", 6, "number", "center"),
    Column("领域", 22, "area"),
    Column("工作任务", 48, "text"),
    Column("目标值", 16, "goal"),
    Column("完成时限", 15, "due"),
    Column("牵头单位", 18, "lead"),
    Column("配合单位", 24, "helping"),
    Column("责任领导", 12, "leader"),
    Column("专项行动", 18, "programme"),
    Column("节点", 36, "steps", small=True),
    Column("状态", 10, "state", "center"),
)


class Entry(msgspec.Struct, frozen=True):
    """A task as the plan prints it."""

    number: int
    area: str
    text: str
    goal: str
    due: str
    lead: str
    helping: str
    leader: str
    programme: str
    steps: str
    state: str
    cancelled: bool


def entries(ledger: Ledger) -> list[Entry]:
    """The ledger's own tasks, in order of the report's areas; what was passed down belongs to its whole."""
    states = (TaskState.PROPOSED.value, TaskState.ISSUED.value, TaskState.CANCELLED.value)
    rows = ledger.tasks.filter(state__in=states, parent=None).order_by("number")
    tasks = list(rows.select_related("ledger", "lead", "programme").prefetch_related("duties__unit", "steps"))
    order = {area: place for place, area in enumerate(dict.fromkeys(task.area for task in tasks))}
    return [_entry(task) for task in sorted(tasks, key=lambda task: (order[task.area], task.number))]


def _entry(task: Task) -> Entry:
    helping = [str(one.unit) for one in task.duties.all() if one.duty == Duty.COOPERATING.value]
    goal = ""
    if task.target is not None:
        upper = f"～{figure(task.upper)}" if task.upper is not None else ""
        goal = _bounded(form.plain(f"{figure(task.target)}{upper}{task.measure_unit}"), task.bound_words)
    return Entry(
        number=task.number,
        area=task.area,
        text=task.title,
        goal=goal,
        due=_due(task.due, task.ledger.year),
        lead=str(task.lead or ""),
        helping="、".join(helping),
        leader=task.leader_name,
        programme=task.programme.name if task.programme else "",
        steps="\n".join(f"{_day(step.due)} {step.title}" for step in task.steps.all()),
        state=TaskState.of(task.state).zh,
        cancelled=task.state == TaskState.CANCELLED.value,
    )


def _bounded(goal: str, words: str) -> str:
    """*goal* with its bound words where they are said: 力争6.5%以上, 不低于60%."""
    before = after = ""
    for word in filter(None, words.split("…")):
        if word.endswith(_BEHIND):
            after += word
        else:
            before += word
    return f"{before}{goal}{after}"


def _due(value: date | None, year: int) -> str:
    """The deadline, which says its year where that is not the plan's; a narrow column holds the rest in one line."""
    return f"{value.month}月{value.day}日" if value and value.year == year else _day(value)


def _day(value: date | None) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def word(ledger: Ledger) -> bytes:
    """The document: title and preamble upright, then the tables on sheets on their side."""
    found = entries(ledger)
    place = ledger.owner.name.removesuffix("人民政府")
    title = f"{place}{ledger.year}年政府工作报告", "重点任务分工方案"
    draft = ledger.state == LedgerState.DRAFTING.value
    when = _day(timezone.localdate(ledger.issued)) if ledger.issued else "年　　月　　日"
    upright = [form.title(*title, *(["（征求意见稿）"] if draft else [])), *_preamble(ledger, found)]
    upright.append(form.paragraph("附件：重点任务分工表", before=1))
    upright.append(form.paragraph(when, align="right", before=2))
    sideways = [
        form.paragraph("附件", form.BLACK),
        form.title(f"{place}{ledger.year}年重点任务分工表"),
        *_tables(found),
    ]
    sideways.append(
        form.paragraph("注：序号与台账编号一致，拆分、合并或不列入的编号不再使用。", form.CELL, align="left")
    )
    made = form.document(upright, sideways, "".join(title))
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _preamble(ledger: Ledger, found: list[Entry]) -> list[str]:
    session = clean(ledger.report.session) if ledger.report and ledger.report.session else ""
    source = f"{session}上的" if session else f"{ledger.year}年"
    held = [entry for entry in found if not entry.cancelled]
    units = len({entry.lead for entry in held if entry.lead})
    areas = len({entry.area for entry in held})
    cancelled = len(found) - len(held)
    also = f"另有{cancelled}项已取消，列在表后。" if cancelled else ""
    first = f"为落实{source}政府工作报告提出的目标和任务，明确责任、按期完成，制定本方案。"
    second = (
        f"本方案共列任务{len(held)}项，分为{areas}个方面，由{units}个单位牵头，"
        f"其中有数量要求的{sum(bool(entry.goal) for entry in held)}项。{also}"
    )
    third = (
        f"各牵头单位对所列任务负总责，配合单位按职责协同；每月{ledger.due_day}日前报送进展，"
        "经单位负责人签发。任务内容和时限下达后不得自行变更，确需调整的，说明理由，按程序报批。"
    )
    return [form.paragraph(text) for text in (first, second, third)]


def _tables(found: list[Entry]) -> Iterator[str]:
    """A table for each area under a number of its own; what was cancelled comes last."""
    number = 0
    held = [entry for entry in found if not entry.cancelled]
    groups = [(area, [entry for entry in held if entry.area == area]) for area in dict.fromkeys(e.area for e in held)]
    groups.append(("已取消的任务", [entry for entry in found if entry.cancelled]))
    for area, rows in groups:
        if not rows:
            continue
        number += 1
        head = f"{chinese(number)}、{unnumbered(clean(area)) or '其他任务'}"
        yield form.paragraph(head, form.BLACK, align="left", keep=True)
        yield form.table(COLUMNS, [_cells(entry) for entry in rows])


def _cells(entry: Entry) -> tuple[str, ...]:
    helping = entry.helping
    return (str(entry.number), clean(entry.text), entry.goal, entry.due, entry.lead, helping, entry.leader)


def excel(ledger: Ledger) -> bytes:
    """The workbook: one row a task, filtered and printed like the ledger made from the report alone."""
    from openpyxl import Workbook  # slow to import
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet("分工表")
    page.freeze_panes = "D2"
    page.sheet_view.showGridLines = False
    for place, column in enumerate(_SHEET, 1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    found = entries(ledger)
    page.auto_filter.ref = f"A1:{get_column_letter(len(_SHEET))}{len(found) + 1}"
    print_setup(page)
    page.oddHeader.center.text = f"{ledger.title}分工表".replace("&", "&&")
    styles = Styles(page, {})
    page.row_dimensions[1].height = LEAST
    page.append([styles.head(column) for column in _SHEET])
    for row, entry in enumerate(found, 2):
        values = [getattr(entry, column.field) for column in _SHEET]
        page.row_dimensions[row].height = _height(values)
        page.append([styles.cell(column, value) for column, value in zip(_SHEET, values, strict=True)])
    book.properties.title = ledger.title
    book.properties.creator = "践诺"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _height(values: list[Any]) -> float:
    most = 1
    for column, value in zip(_SHEET, values, strict=True):
        if isinstance(value, str):
            most = max(most, sum(lines(column, line) for line in value.split("\n")))
    return min(max(most * LINE + 4, LEAST), 409.0)
