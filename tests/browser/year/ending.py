"""January of the next year: the year-end table, the public pages, and every other kind of page looked at."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from .bulletins import Grid
from .looking import Looking
from .people import ADMINISTRATOR, AUDITOR, LEADER, OFFICE, People, head, press, reporter
from .plan import BEHIND, CODES, COUNTY, HOUSING, PORT, STILL, TOWN, TRADE, YEAR
from .reckoning import RATINGS, Reckoning

_CELLS = """() => [...document.querySelectorAll("table.year tbody tr")].map((row) =>
  [...row.cells].map((cell) => cell.innerText.trim()))"""


def year_table(people: People, ledger: str, reckoned: Reckoning, look: Looking) -> None:
    """Each task with its light of every month and its last rating."""
    page = people.page(OFFICE)
    page.goto(f"/ledgers/{ledger}/year")
    look.at(page, "year-table")
    rows: Grid = page.evaluate(_CELLS)
    while page.locator("nav.pages a[rel=next]").count():
        with page.expect_navigation():
            page.locator("nav.pages a[rel=next]").click()
        rows += page.evaluate(_CELLS)
    assert len(rows) == len(reckoned.tasks)
    by_number = {int(row[0]): row for row in rows}
    for known in reckoned.tasks:
        row = by_number[known.number]
        lights = [reckoned.light(known, month, 12) for month in range(1, 13)]
        assert [re.sub(r"\W*(\w+(?:（补正）)?)$", r"\1", cell).strip() for cell in row[3:15]] == lights, known
        assert reckoned.rating(known, 12) in row[17], known


def publish(people: People, ledger: str, keys: dict[int, int], reckoned: Reckoning, look: Looking) -> None:
    """The office switches the public pages on; who is not logged in reads them, asks and is answered."""
    public = people.page()
    assert public.goto(f"/public/{ledger}").status == 404
    page = people.page(OFFICE)
    page.goto("/publishing")
    look.at(page, "publishing")
    press(page, "公开")
    public.goto(f"/public/{ledger}")
    look.at(public, "public-ledger")
    # What was passed down is part of a promise, not one more.
    promises = [known for known in reckoned.tasks if known.unit not in (TOWN, PORT)]
    ratings = Counter(reckoned.rating(known, 12) for known in promises)
    told = public.locator("dl.figures").inner_text()
    for rating in RATINGS:
        if ratings[rating]:
            assert re.search(rf"{rating}\s+{ratings[rating]}\b", told), rating
    response = public.request.get(f"/public/{ledger}/tasks.json")
    assert len(json.loads(response.text())["tasks"]) == len(promises) == 40
    public.goto(f"/public/tasks/{keys[BEHIND]}")
    look.at(public, "public-task")
    _comment(people, public, keys, look)


def _comment(people: People, public: Any, keys: dict[int, int], look: Looking) -> None:
    public.get_by_role("link", name="我要留言").click()
    public.locator("[name=called]").fill("市民王女士")
    public.locator("[name=text]").fill("停车位什么时候能建到我们小区门口？")
    look.at(public, "public-comment")
    press(public, "送出")
    look.at(public, "public-sent")
    page = people.page(OFFICE)
    page.goto("/comments")
    look.at(page, "comments")
    page.locator("main table a").first.click()
    look.at(page, "comment-held")
    press(page, f"转办{HOUSING}")
    address = page.url
    own = people.page(head(CODES[HOUSING]))
    own.goto(address)
    own.locator("[name=answer]").fill("该片区1,200个车位已列入今年一季度开工计划。")
    press(own, "答复并公开")
    public.goto(f"/public/tasks/{keys[BEHIND]}")
    assert "1,200个车位" in public.locator("main").inner_text()


def gallery(people: People, ledger: str, keys: dict[int, int], units: dict[str, int], look: Looking) -> None:
    """The kinds of pages that the year's story did not stop at."""
    housing, county = units[CODES[HOUSING]], units[CODES[COUNTY]]
    seen = (
        (OFFICE, "/", "home-office"),
        (LEADER, "/", "home-leader"),
        (reporter(CODES[TRADE]), "/", "home-reporter"),
        (LEADER, "/tasks", "tasks"),
        (LEADER, "/tasks?behind=1", "tasks-behind"),
        (LEADER, "/tasks?q=不存在的事", "tasks-none"),
        (LEADER, f"/tasks/{keys[STILL]}", "task-still"),
        (LEADER, f"/tasks/{keys[152]}", "task-passed"),
        (LEADER, f"/tasks/{keys[55]}", "task-step"),
        (LEADER, "/search?q=停车位", "search"),
        (LEADER, "/units", "units"),
        (LEADER, f"/units/{housing}", "unit"),
        (OFFICE, f"/ledgers/{ledger}?show=out", "ledger-out"),
        (OFFICE, "/ledgers", "ledgers"),
        (OFFICE, f"/ledgers/{ledger}/programmes", "programmes"),
        (OFFICE, "/returns/rounds", "rounds"),
        (OFFICE, f"/returns/review/{ledger}/{YEAR}-06?state=approved", "review-approved"),
        (head(CODES[COUNTY]), f"/returns/{county}/{YEAR}-12", "desk-approved"),
        (reporter(CODES[COUNTY]), f"/returns/{county}/{YEAR}-12/import", "sheet-import"),
        (OFFICE, "/orders", "orders-all"),
        (OFFICE, "/orders/batch", "orders-batch"),
        (OFFICE, "/calendar", "calendar"),
        (OFFICE, "/outbox", "outbox"),
        (ADMINISTRATOR, "/channels", "channels"),
        (OFFICE, "/watch", "watch"),
        (OFFICE, "/watch/new", "watch-new"),
        (OFFICE, "/watch/feed", "watch-feed"),
        (OFFICE, "/bulletins", "bulletins"),
        (AUDITOR, "/log", "log"),
        (ADMINISTRATOR, "/units/tree", "unit-tree"),
        (ADMINISTRATOR, "/people", "people"),
        (ADMINISTRATOR, "/people/add", "person-add"),
        (ADMINISTRATOR, "/units/import", "unit-import"),
        (ADMINISTRATOR, f"/units/{housing}/edit", "unit-edit"),
        (OFFICE, "/account", "account"),
        (OFFICE, "/account/password", "password"),
        (OFFICE, "/reports", "reports"),
        (OFFICE, "/nowhere", "not-found"),
        (LEADER, f"/tasks/{keys[STILL]}/edit", "forbidden"),
        ("", "/public", "public-home"),
    )
    for username, address, name in seen:
        page = people.page(username)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        look.at(page, name)
