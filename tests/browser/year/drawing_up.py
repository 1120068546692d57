"""January: the report is uploaded, the ledger drawn up, issued and partly passed down."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

from . import plan
from .looking import Looking
from .people import OFFICE, People, follow, head, press
from .plan import CODES, COUNTY, HALVES, KEEP, KEPT, MERGED, PORT, SPLIT, TOGETHER, TOWN

SAMPLE = files("jiannuo") / "samples" / "yunting-2026.md"


def draw_up(people: People, look: Looking) -> str:
    """From the report to the issued ledger; its address."""
    page = people.page(OFFICE)
    _upload(page, look)
    press(page, "编制台账")
    address = page.url
    look.at(page, "ledger-drafting")
    _leave_out(page, address)
    _suggested(page, address)
    _assign(page, address)
    _merge(page, address, look)
    _split(page, address, look)
    page.goto(address)
    assert _figure(page, "拟定任务") == "40"
    look.at(page, "ledger-ready")
    press(page, "下达")
    assert _figure(page, "执行中") == "40"
    look.at(page, "ledger-issued")
    return address


def _figure(page: Any, name: str) -> str:
    """The figure under *name* at the head of a page."""
    return page.locator("dl.figures > div", has=page.locator("dt", has_text=name)).first.locator("dd").inner_text()


def _upload(page: Any, look: Looking) -> None:
    page.goto("/reports")
    look.at(page, "reports-empty")
    follow(page, "上传报告")
    look.at(page, "report-upload")
    page.set_input_files("input[name=file]", str(SAMPLE))
    press(page, "上传并读取")
    look.at(page, "report")


def _open_bulk(page: Any) -> Any:
    bulk = page.locator("#bulk")
    if not bulk.locator("details").evaluate("one => one.open"):
        bulk.locator("summary").click()
    return bulk


def _numbers(page: Any) -> list[int]:
    """The numbers of the rows that can be ticked."""
    rows = page.locator("table.tasks tbody tr[id]")
    return [int(text) for text in rows.locator("td.number.quiet").all_inner_texts()]


def _tick(page: Any, number: int) -> Any:
    return page.get_by_label(f"勾选第 {number} 项", exact=True)


def _leave_out(page: Any, address: str) -> None:
    """Page by page, all is ticked but what is kept."""
    place = 1
    while True:
        page.goto(f"{address}?page={place}")
        numbers = _numbers(page)
        out = [number for number in numbers if number not in KEEP]
        if out:
            page.get_by_label("勾选本页全部").check()
            for number in set(numbers) - set(out):
                _tick(page, number).uncheck()
            _open_bulk(page).get_by_label("不列入的理由").fill("不作为督查任务，由部门自行推进")
            press(page, "勾选的行不列入")
        elif page.locator("nav.pages a[rel=next]").count():
            place += 1
        else:
            return


def _suggested(page: Any, address: str) -> None:
    page.goto(address)
    bulk = _open_bulk(page)
    bulk.get_by_label("建议的把握").select_option("0.1")
    press(page, "采纳全部建议")
    assert int(_figure(page, "缺牵头单位")) < 40


def _assign(page: Any, address: str) -> None:
    """Units for all that the suggestions did not give to whom it goes."""
    wanted = {known.number: known.unit for known in KEPT} | dict.fromkeys(MERGED, plan.INDUSTRY) | {SPLIT: COUNTY}
    for unit in CODES:
        page.goto(address)
        leads = dict(zip(_numbers(page), _leads(page), strict=True))
        lacking = [number for number, lead in wanted.items() if lead == unit and leads[number] != unit]
        if lacking:
            for number in lacking:
                _tick(page, number).check()
            bulk = _open_bulk(page)
            bulk.get_by_label("牵头单位").fill(unit)
            bulk.get_by_label("责任领导").fill("陆望舒")
            press(page, "改勾选的行")


def _leads(page: Any) -> list[str]:
    return [text.strip() for text in page.locator("table.tasks td[data-name=牵头单位]").all_inner_texts()]


def _merge(page: Any, address: str, look: Looking) -> None:
    page.goto(address)
    for number in MERGED:
        _tick(page, number).check()
    _open_bulk(page)
    press(page, "合并勾选的行")
    title, target = TOGETHER
    page.get_by_label("任务", exact=True).fill(title)
    assert page.get_by_label("目标值").input_value() == str(target)
    look.at(page, "merge")
    press(page, "合并")


def _split(page: Any, address: str, look: Looking) -> None:
    page.goto(address)
    row = page.locator("table.tasks tr", has=_tick(page, SPLIT))
    with page.expect_navigation():
        row.get_by_role("link", name=re.compile("^拆分")).click()
    for place, (title, target) in enumerate(HALVES, 1):
        page.get_by_label(f"第 {place} 部分 任务", exact=True).fill(title)
        page.get_by_label(f"第 {place} 部分 目标值", exact=True).fill(str(target))
        page.get_by_label(f"第 {place} 部分 牵头单位", exact=True).fill(COUNTY)
    look.at(page, "split")
    press(page, "拆分")


def pass_down(people: People, units: dict[str, int], keys: dict[int, int], look: Looking) -> None:
    """The county gives one task to two towns and one to one of them."""
    page = people.page(head(CODES[COUNTY]))
    for number, parts in ((152, {TOWN: "90", PORT: "60"}), (146, {TOWN: ""})):
        page.goto(f"/tasks/{keys[number]}")
        follow(page, "分解到下级")
        for unit, target in parts.items():
            key = units[CODES[unit]]
            page.locator(f"#chosen-{key}").check()
            if target:
                page.locator(f"[name=target-{key}]").fill(target)
        look.at(page, f"pass-{number}")
        press(page, "分解下达")


def keys_of(page: Any, ledger: str) -> dict[int, int]:
    """The keys of the tasks in force by their numbers, from the links of the list."""
    found: dict[int, int] = {}
    address = f"/tasks?ledger={ledger}"
    page.goto(address)
    while True:
        for row in page.locator("table.tasks tbody tr").all():
            number = int(row.locator("td.number").first.inner_text())
            found[number] = int(row.locator("td.title a").first.get_attribute("href").rpartition("/")[2])
        later = page.locator("nav.pages a[rel=next]")
        if not later.count():
            return found
        with page.expect_navigation():
            later.click()
