"""Quarterly bulletins, drafted and frozen by clicking; the page, Word, Excel and JSON against the reckoning."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import load_workbook

from .looking import Looking
from .people import OFFICE, People, follow, press
from .plan import YEAR
from .reckoning import GREEN, GREY, RATINGS, RED, YELLOW, Line, Reckoning, share

CODES = {
    "欠进度": "behind",
    "未启动": "not_started",
    "达进度": "on_pace",
    "超进度": "ahead",
    "已完成": "done",
    "提前完成": "done_early",
    "其它": "other",
}
LIGHTS = {GREEN: "green", YELLOW: "yellow", RED: "red", GREY: "grey"}
Grid = list[list[str]]


def freeze(people: People, month: int, look: Looking) -> str:
    """Draft the bulletin of the quarter that ends with *month* and freeze it; its address."""
    page = people.page(OFFICE)
    page.goto("/bulletins")
    follow(page, "起草通报")
    page.get_by_label("期间").select_option(f"{YEAR}-{month:02}:quarter")
    if month == 3:
        look.at(page, "bulletin-new")
    press(page, "生成草稿")
    if month == 6:
        look.at(page, "bulletin-draft")
    press(page, "印发这份通报")
    if month in (3, 9):
        look.at(page, f"bulletin-{month}")
    return str(page.url)


def compare(people: People, address: str, month: int, reckoned: Reckoning, folder: Path) -> None:
    """Every figure of the bulletin, in each of its forms, is what was reckoned."""
    page = people.page(OFFICE)
    page.goto(address)
    _on_page(page, month, reckoned)
    _in_word(_fetched(page, "Word 文件", folder / f"{month}.docx"), month, reckoned)
    _in_excel(_fetched(page, "Excel 文件", folder / f"{month}.xlsx"), month, reckoned)
    _in_json(_fetched(page, "快照数据 JSON", folder / f"{month}.json"), month, reckoned)


def _fetched(page: Any, name: str, path: Path) -> Path:
    with page.expect_download() as arriving:
        page.get_by_role("link", name=name, exact=True).click()
    arriving.value.save_as(path)
    return path


def _bare(text: object) -> str:
    """A cell without its sign."""
    return re.sub(r"^[^\w—+−<>]\s+", "", str("" if text is None else text).strip())


def _grids(page: Any) -> dict[str, Grid]:
    """The tables of a page by the heads of their first two columns."""
    read = """() => [...document.querySelectorAll("table.printed")].map((one) =>
      [...one.rows].map((row) => [...row.cells].map((cell) => cell.innerText)))"""
    return {"".join(grid[0][:2]): [[_bare(cell) for cell in row] for row in grid] for grid in page.evaluate(read)}


def _on_page(page: Any, month: int, reckoned: Reckoning) -> None:
    grids = _grids(page)
    _check_totals(grids["评定项数"], reckoned.line(month))
    _check_units(grids["名次牵头单位"], month, reckoned)
    lights = reckoned.lights(month)
    counted = reckoned.line(month).counted
    lamps = {row[0]: row[1:] for row in grids["亮灯项数"][1:]}
    assert lamps == {name: [str(lights[name]), share(lights[name], counted)] for name in LIGHTS}
    figures = page.locator("dl.figures").inner_text().split()
    told = dict(zip(figures[::2], figures[1::2], strict=True))
    line = reckoned.line(month)
    assert (told["计入任务"], told["落后"], told["迟报未报"]) == (str(line.counted), str(line.behind), str(line.late))


def _check_totals(grid: Grid, line: Line) -> None:
    """Each rating with its number and share, and the sum."""
    rows = {_bare(row[0]): [_bare(cell) for cell in row[1:3]] for row in grid}
    for rating in RATINGS:
        assert rows[rating] == [str(line.ratings[rating]), share(line.ratings[rating], line.counted)], rating
    assert rows["计入合计"][0] == str(line.counted) == str(sum(line.ratings.values()))


def _check_units(grid: Grid, month: int, reckoned: Reckoning) -> None:
    """Each unit's counts, the one furthest behind first."""
    head = [_bare(cell) for cell in grid[0]]
    rows = {row[1]: dict(zip(head, map(_bare, row), strict=True)) for row in grid[1:] if row[1]}
    assert set(rows) == set(reckoned.units())
    for unit, row in rows.items():
        line = reckoned.line(month, unit)
        assert {rating: row[rating] for rating in RATINGS} == {key: str(n) for key, n in line.ratings.items()}, unit
        found = (row["计入"], row["落后"], row["落后占比"], row["迟报"])
        assert found == (str(line.counted), str(line.behind), share(line.behind, line.counted), str(line.late)), unit
    shares = [reckoned.line(month, unit).behind / reckoned.line(month, unit).counted for unit in rows]
    assert shares == sorted(shares, reverse=True)


def _in_word(path: Path, month: int, reckoned: Reckoning) -> None:
    grids: dict[str, Grid] = {}
    for table in Document(str(path)).tables:
        grid = [[cell.text for cell in row.cells] for row in table.rows]
        grids.setdefault("".join(grid[0][:2]), grid)
    _check_totals(grids["评定项数"], reckoned.line(month))
    _check_units(grids["名次牵头单位"], month, reckoned)


def _in_excel(path: Path, month: int, reckoned: Reckoning) -> None:
    book = load_workbook(path)
    grids = {
        name: [[_bare(cell) for cell in row] for row in book[name].iter_rows(values_only=True)]
        for name in book.sheetnames
    }
    _check_totals(grids["总表"], reckoned.line(month))
    _check_units(grids["分单位"], month, reckoned)
    head = grids["全部任务"][0]
    tasks = {int(row[0]): dict(zip(head, row, strict=True)) for row in grids["全部任务"][1:]}
    for known in reckoned.tasks:
        row = tasks[known.number]
        told = (row["牵头单位"], row["评定"], row["亮灯"], row["迟报"])
        late = "迟报" if reckoned.is_late(known, month) else ""
        assert told == (known.unit, reckoned.rating(known, month), reckoned.light(known, month, month), late), known


def _in_json(path: Path, month: int, reckoned: Reckoning) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    line, lights = reckoned.line(month), reckoned.lights(month)
    assert told["total"]["ratings"] == {code: line.ratings[name] for name, code in CODES.items()}
    assert told["total"]["lights"] == {code: lights[name] for name, code in LIGHTS.items()}
    assert (told["total"]["behind"], told["total"]["late"]) == (line.behind, line.late)
    rows = {int(row["number"]): row for row in told["rows"]}
    every: Callable[[Any], list[int]] = lambda holds: sorted(one.number for one in reckoned.tasks if holds(one))  # noqa: E731
    assert sorted(rows) == every(lambda _one: True)
    for known in reckoned.tasks:
        row = rows[known.number]
        assert (row["unit"], row["rating"]) == (known.unit, CODES[reckoned.rating(known, month)]), known
        lit = told["details"][row["task"]]["lights"]
        assert lit == [LIGHTS[reckoned.light(known, when, month)] for when in range(1, month + 1)], known
