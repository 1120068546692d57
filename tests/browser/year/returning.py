"""A month: reporters fill in, heads sign, who is over them reviews; one unit does it all by Excel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from .people import OFFICE, People, follow, head, press, reporter
from .plan import CODES, COUNTY, INDUSTRY, YEAR, Known, owes


def written(value: Any) -> str:
    """A figure as it is typed."""
    return f"{float(value):.4f}".rstrip("0").rstrip(".")


def said(known: Known, month: int) -> str:
    """The words of a return."""
    return f"截至{month}月，第{known.number}项按方案推进，数据已与统计口径核对。"


class Month:
    """A month's round; *keys* are the tasks' by their numbers, *units* the units' by their codes."""

    def __init__(
        self, people: People, tasks: list[Known], keys: Mapping[int, int], units: Mapping[str, int], month: int
    ) -> None:
        self.people, self.tasks, self.keys, self.units, self.month = people, tasks, keys, units, month

    def due_of(self, unit: str) -> list[Known]:
        """What *unit* owes."""
        return [known for known in self.tasks if known.unit == unit and owes(known, self.month)]

    def address(self, unit: str) -> str:
        """The unit's page of the month."""
        return f"/returns/{self.units[CODES[unit]]}/{YEAR}-{self.month:02}"

    def fill(self, unit: str) -> Any:
        """The reporter types all values and words; the page, not sent yet."""
        page = self.people.page(reporter(CODES[unit]))
        page.goto(self.address(unit))
        assert page.locator("article.item").count() == len(self.due_of(unit)), f"{unit} {self.month}"
        for known in self.due_of(unit):
            self.type(page, known)
        return page

    def type(self, page: Any, known: Known) -> None:
        """Type the return of one task."""
        key = self.keys[known.number]
        page.locator(f"#text-{key}").fill(said(known, self.month))
        if known.values is not None:
            page.locator(f"#value-{key}").fill(written(known.values(self.month)))
        day = self.done(known)
        if day is not None:
            page.locator(f"#task-{key} input[type=date]").fill(day.isoformat())

    def done(self, known: Known) -> date | None:
        """The day of the step, in the month in which it was done."""
        return known.done if known.done is not None and known.done.month == self.month else None

    def submit(self, unit: str) -> None:
        """The reporter sends what was typed, the head signs it."""
        page = self.people.page(reporter(CODES[unit]))
        press(page, "全部报送")
        self.sign(unit)

    def sign(self, unit: str) -> None:
        """The head signs all."""
        page = self.people.page(head(CODES[unit]))
        page.goto(self.address(unit))
        press(page, "全部签发")
        assert page.locator(".notice.success").inner_text().startswith("已签发")

    def by_sheet(self, unit: str, folder: Path) -> None:
        """The sheet goes out, is filled in, comes back and is signed."""
        page = self.people.page(reporter(CODES[unit]))
        page.goto(self.address(unit))
        with page.expect_download() as arriving:
            page.get_by_role("link", name="下载填报表（Excel）").click()
        path = folder / f"{self.month:02}.xlsx"
        arriving.value.save_as(path)
        self._fill_sheet(path, {known.number: known for known in self.due_of(unit)})
        follow(page, "上传填好的填报表")
        page.set_input_files("#sheet", str(path))
        press(page, "上传")
        self.sign(unit)

    def _fill_sheet(self, path: Path, due: Mapping[int, Known]) -> None:
        book = load_workbook(path)
        sheet = book["填报"]
        heads = {cell.value: cell.column for cell in sheet[3]}
        for row in range(4, sheet.max_row + 1):
            known = due[int(sheet.cell(row, heads["编号"]).value)]
            sheet.cell(row, heads["进展情况"]).value = said(known, self.month)
            sheet.cell(row, heads["操作"]).value = "报送"
            if known.values is not None:
                sheet.cell(row, heads["完成值"]).value = float(known.values(self.month))
        if "节点" in book.sheetnames:
            self._fill_steps(book["节点"], due)
        book.save(path)

    def _fill_steps(self, sheet: Any, due: Mapping[int, Known]) -> None:
        heads = {cell.value: cell.column for cell in sheet[3]}
        for row in range(4, sheet.max_row + 1):
            day = self.done(due[int(sheet.cell(row, heads["编号"]).value)])
            if day is not None:
                sheet.cell(row, heads["完成日期"]).value = day

    def review(self, ledger: str, username: str = OFFICE) -> Any:
        """Who reviews approves all that is signed, page by page."""
        page = self.people.page(username)
        while True:
            page.goto(f"/returns/review/{ledger}/{YEAR}-{self.month:02}?state=signed")
            if not page.locator("[name=chosen]").count():
                return page
            press(page, "审核通过所选")

    def all_but(self, ledger: str, late: str, folder: Path) -> None:
        """Every unit but *late* returns in time; the towns to the county first."""
        for unit in reversed(CODES):
            if unit == late or not self.due_of(unit):
                continue
            if unit == INDUSTRY:
                self.by_sheet(unit, folder)
                continue
            if unit == COUNTY:
                self.review(ledger, head(CODES[COUNTY]))
            self.fill(unit)
            self.submit(unit)
