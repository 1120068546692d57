"""The tables of a bulletin, the same for the page, Word and Excel.

A cell is a text, a whole number, a rating or a light; what is not there is an empty text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from jiannuo.ledger.counts import Line, Row, rank, share
from jiannuo.ledger.status import Light, Rating
from jiannuo.web.bulletins.issue import Issue

Cell = str | int | Rating | Light
TASK = "工作任务"
# As tables of ratings go from left to right: what lags first.
RATINGS = (
    Rating.BEHIND,
    Rating.NOT_STARTED,
    Rating.ON_PACE,
    Rating.AHEAD,
    Rating.DONE,
    Rating.DONE_EARLY,
    Rating.OTHER,
)


class Column(msgspec.Struct, frozen=True):
    """A column: its head and its width in millimetres on a sheet on its side, 225 in all."""

    name: str
    width: int
    long: bool = False  # sentences, set from the left


class Table(msgspec.Struct, frozen=True):
    """A table with its title; note is printed under it."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: list[list[Cell]]
    note: str = ""


def words(cell: Cell) -> str:
    """A cell as plain text."""
    return cell.zh if isinstance(cell, Rating | Light) else str(cell)


def kind_of(cell: Cell) -> str:
    """``rating``, ``light`` or ``text``: how a page shows the cell."""
    return "rating" if isinstance(cell, Rating) else "light" if isinstance(cell, Light) else "text"


def is_number(table: Table, place: int) -> bool:
    """Whether the column at *place* holds figures, which are set from the right."""
    return not table.columns[place].long and all(_FIGURE(words(row[place])) for row in table.rows)


_FIGURE = re.compile(r"(?:[<>+−]?[\d,.]+%?|—|)").fullmatch


def totals(issue: Issue) -> Table:
    """总表: each rating with its share, and what changed."""
    change = issue.before.change if issue.before else None
    columns = [Column("评定", 38), Column("项数", 30), Column("占比", 30)]
    if change:
        columns += [Column("较上期增减（项）", 32), Column("较上期增减（百分点）", 32)]
    rows: list[list[Cell]] = []
    for rating in RATINGS:
        row: list[Cell] = [rating, issue.total.ratings[rating], issue.total.share(rating)]
        rows.append(row + ([signed(change.ratings[rating]), change.points[rating].replace("-", "−")] if change else []))
    last: list[Cell] = ["计入合计", issue.total.counted, "100%" if issue.total.counted else "—"]
    rows.append(last + ([signed(change.counted), ""] if change else []))
    for name, number in (("已取消（不计入）", issue.total.cancelled), ("列入总数", issue.total.listed)):
        rows.append([name, number, *([""] * (len(columns) - 2))])
    return Table("totals", "评定总表", tuple(columns), rows)


def lamps(issue: Issue) -> Table:
    """亮灯: each light with its share."""
    rows: list[list[Cell]] = [
        [light, issue.total.lights[light], share(issue.total.lights[light], issue.total.counted)] for light in Light
    ]
    return Table("lamps", f"{issue.month.name}亮灯", (Column("亮灯", 60), Column("项数", 48), Column("占比", 48)), rows)


def units(issue: Issue) -> Table:
    """分单位, the one furthest behind first."""
    shifts = {shift.unit: shift.behind for shift in issue.before.units} if issue.before else {}
    columns = [
        Column("名次", 12),
        Column("牵头单位", 38),
        *_counts_columns(),
        Column("落后占比", 17),
        Column("迟报", 11),
    ]
    if shifts:
        columns.append(Column("落后较上期", 13))
    rows: list[list[Cell]] = []
    for place in rank(issue.units):
        line = place.line
        row: list[Cell] = [place.rank, line.name, *_counts(line), share(line.behind, line.counted), line.late]
        rows.append(row + ([signed(shifts[line.name]) if line.name in shifts else "—"] if shifts else []))
    for line in issue.units:
        if not line.counted:
            rows.append(["—", line.name, *_counts(line), "—", line.late, *(["—"] if shifts else [])])
    return Table("units", "分单位情况", tuple(columns), rows)


def areas(issue: Issue) -> Table:
    """分领域, in the order of the list."""
    columns = (Column("领域", 60), *_counts_columns(), Column("落后占比", 31))
    rows: list[list[Cell]] = [[line.name, *_counts(line), share(line.behind, line.counted)] for line in issue.areas]
    return Table("areas", "分领域情况", columns, rows)


def _counts_columns() -> list[Column]:
    return [Column("计入", 11), *(Column(rating.zh, 16) for rating in RATINGS), Column("落后", 11)]


def _counts(line: Line) -> list[Cell]:
    return [line.counted, *(line.ratings[rating] for rating in RATINGS), line.behind]


def signed(number: int) -> str:
    """+3, −2, 0."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def stagnant(issue: Issue) -> Table:
    """长期未动任务, the longest first."""
    rows = issue.row_of()
    found: list[list[Cell]] = [
        [*_task(rows[one.task]), rows[one.task].rating, one.periods, one.rule] for one in issue.stagnant
    ]
    columns = (*_TASK, Column("评定", 22), Column("连续未动期数", 24), Column("判定规则", 59, long=True))
    return Table("stagnant", "长期没有进展的任务", columns, found)


_TASK = (Column("序号", 14), Column(TASK, 72, long=True), Column("牵头单位", 34))


def _task(row: Row) -> list[Cell]:
    return [int(row.number), row.title, row.unit]


def behind(issue: Issue) -> Table:
    """落后任务 with target, figure and reason."""
    found: list[list[Cell]] = []
    for row in issue.behind():
        detail = issue.details[row.task]
        found.append([*_task(row), detail.target or "—", detail.value or "—", row.rating, reason(issue, row)])
    columns = (
        *(Column("序号", 12), Column(TASK, 60, long=True), Column("牵头单位", 34), Column("目标", 24)),
        *(Column("实际", 20), Column("评定", 17), Column("主要原因", 58, long=True)),
    )
    note = "主要原因照录牵头单位报送的“存在问题”；未报送或未填写的，写评定依据。"
    return Table("behind", "落后任务", columns, found, note)


def reason(issue: Issue, row: Row) -> str:
    """Why a task lags: the unit's own words, else that it said nothing, with the figures of the rating's rule."""
    detail = issue.details[row.task]
    if detail.problems.strip():
        return " ".join(detail.problems.split())
    said = "未填写原因" if detail.returned else "本期未报送"
    return "；".join(part for part in (said, detail.rule.partition("。")[0]) if part)


def made_good(issue: Issue) -> Table:
    """补正: months that were missed and made good since the bulletin before."""
    rows = issue.row_of()
    found: list[list[Cell]] = [
        [*_task(rows[one.task]), one.month.name, Light.YELLOW, one.rule] for one in issue.made_good
    ]
    columns = (*_TASK, Column("补正月份", 26), Column("亮灯", 30), Column("依据", 49, long=True))
    return Table("made_good", "补正情况", columns, found)


def late(issue: Issue) -> Table:
    """未按时报送 by unit."""
    found: list[list[Cell]] = [
        [unit.unit, _numbers(unit.late), _numbers(unit.missing), f"{unit.days}天" if unit.days else "—"]
        for unit in issue.late
    ]
    columns = (
        Column("牵头单位", 50),
        Column("迟报的任务序号", 75, long=True),
        Column("尚未报送的任务序号", 75, long=True),
        Column("最长逾期", 25),
    )
    return Table("late", "未按时报送的单位", columns, found)


def _numbers(tasks: Sequence[int]) -> str:
    return f"{'、'.join(map(str, tasks))}（{len(tasks)}项）" if tasks else "—"


def adjusted(issue: Issue) -> Table:
    """调整: what was allowed since the bulletin before."""
    rows = issue.row_of()
    found: list[list[Cell]] = [
        [*_task(rows[one.task]), one.what, one.reason, one.day] for one in issue.adjusted if one.task in rows
    ]
    columns = (*_TASK, Column("调整内容", 42, long=True), Column("理由", 39, long=True), Column("批准日期", 24))
    return Table("adjusted", "任务调整", columns, found)


def overridden(issue: Issue) -> Table:
    """人工改评: where a person's rating counts instead of the computed one."""
    found: list[list[Cell]] = []
    for row in issue.rows:
        detail = issue.details[row.task]
        if detail.overridden and not row.cancelled:
            found.append([*_task(row), detail.strict, row.rating, detail.overridden])
    columns = (*_TASK, Column("计算评定", 22), Column("改评为", 22), Column("改评理由", 61, long=True))
    return Table("overridden", "人工改评", columns, found)


def cancelled(issue: Issue) -> Table:
    """已取消任务, which do not count."""
    found: list[list[Cell]] = [[*_task(row), row.area] for row in issue.cancelled()]
    return Table("cancelled", "已取消任务", (*_TASK, Column("领域", 105)), found)


def moved(issue: Issue) -> Table:
    """Which tasks fell behind, caught up, were added or left since the bulletin before."""
    found: list[list[Cell]] = []
    if issue.before is not None:
        change = issue.before.change
        for name, numbers in (
            ("新落后", change.fell_behind),
            ("赶上进度", change.caught_up),
            ("新增列入", change.added),
            ("不再列入", change.gone),
        ):
            if numbers:
                found.append([name, len(numbers), "、".join(numbers)])
    columns = (Column("变化", 40), Column("项数", 25), Column("任务序号", 160, long=True))
    return Table("moved", "较上期变化", columns, found)


def lists(issue: Issue) -> list[Table]:
    """The lists of tasks that a bulletin prints, those that are empty left out; what has not moved comes first."""
    makers = (stagnant, behind, late, moved, made_good, adjusted, overridden, cancelled)
    return [table for table in (make(issue) for make in makers) if table.rows]


_ALL = tuple(
    Column(name, width, long=width > 40)
    for name, width in (
        ("序号", 12), (TASK, 70), ("领域", 30), ("牵头单位", 30), ("责任领导", 20), ("类别", 20), ("目标", 26),
        ("实际", 22), ("完成时限", 28), ("状态", 16), ("评定", 18), ("严口径", 18), ("宽口径", 18), ("亮灯", 26),
        ("迟报", 14), ("改评理由", 44), ("评定依据", 80), ("规则版本", 20), ("存在问题", 50), ("下步打算", 50),
    )
)  # fmt: skip


def every_task(issue: Issue) -> Table:
    """全部任务, for the workbook."""
    found: list[list[Cell]] = []
    for row in issue.rows:
        detail = issue.details[row.task]
        judged: list[Cell] = ["已取消", "", "", "", "", ""]
        if not row.cancelled:
            strict_lenient = (detail.strict, detail.lenient)
            judged = ["在办", row.rating, *strict_lenient, row.light, "迟报" if row.late else ""]
        texts = (detail.overridden, detail.rule, detail.rule_version, detail.problems, detail.next_step)
        found.append(
            [
                *(int(row.number), row.title, row.area, row.unit, detail.leader, detail.sort),
                *(detail.target, detail.value, detail.due, *judged, *texts),
            ]
        )
    return Table("all", "全部任务", _ALL, found)
