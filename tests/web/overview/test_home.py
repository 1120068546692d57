"""The first screen: how many, how many behind, what does not move, who owes what by when."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiannuo.ledger.status import Rating
from jiannuo.web.tasks.models import Task

from ..conftest import Turn, World
from .conftest import Year


def figures(page: str) -> dict[str, str]:
    """The large figures of a page by their names."""
    found = re.findall(r"<div><dt>(.*?)</dt><dd[^>]*>(.*?)</dd></div>", page, re.S)
    return {re.sub(r"<[^>]*>", "", name).strip(): re.sub(r"<[^>]*>", " ", value).split()[0] for name, value in found}


def test_it_counts_what_the_leader_may_see(year: Year) -> None:
    year.returned(year.good, "2026-09", 4200, state="submitted")
    year.order(year.lagging)
    page = year.world.client("leader.city").get("/").content.decode()
    shown = figures(page)
    assert shown == {"任务": "3", "落后": "1", "停滞": "1", "已完成": "0", "2026年9月未报": "2", "未销号督办单": "1"}
    assert "33.3%" in page


@pytest.mark.parametrize(
    ("words", "rows"), [("落后", {"招引亿元项目30个"}), ("2026年9月未报", {"招引亿元项目30个", "新建农村公路80公里"})]
)
def test_each_figure_leads_to_the_list_that_it_counts(year: Year, words: str, rows: set[str]) -> None:
    year.returned(year.good, "2026-09", 4200, state="submitted")
    client = year.world.client("leader.city")
    page = client.get("/").content.decode()
    address = re.search(rf'{words}</dt><dd[^>]*><a href="([^"]+)"', page)
    assert address
    listed = client.get(address[1].replace("&amp;", "&")).content.decode()
    assert {task.title for task in Task.objects.all() if f">{task.title}</a>" in listed} == rows


def test_stagnation_comes_first_and_leads_to_the_task(year: Year) -> None:
    page = year.world.client("leader.city").get("/").content.decode()
    first = page.index("停滞事项")
    assert first < page.index("谁应报未报") < page.index("各领域") < page.index("各单位")
    assert f"/tasks/{year.lagging.pk}" in page[first : page.index("谁应报未报")]


def test_a_reporter_sees_first_what_the_unit_owes(year: Year) -> None:
    year.order(year.lagging)
    page = year.world.client("reporter.trade").get("/").content.decode()
    desk = page[page.index("本单位应办") :]
    assert "谁应报未报" not in page
    assert "2026年9月25日前应报" in desk
    assert "招引亿元项目30个" in desk
    assert "关于加快招商的督办通知" in desk
    assert "新建改造保障性住房5000套" not in page


def test_what_was_handed_in_is_not_owed(year: Year) -> None:
    year.returned(year.lagging, "2026-09", 8, state="submitted")
    page = year.world.client("reporter.trade").get("/").content.decode()
    assert "2026年9月应报的都已报送" in page


def test_a_quarterly_task_owes_nothing_in_august(year: Year, moment: Turn) -> None:
    year.ledger.collections.filter(month="2026-09").delete()
    Task.objects.update(frequency="quarterly")
    page = year.world.client("leader.city").get("/").content.decode()
    assert figures(page)["2026年8月未报"] == "0"


def test_headline_targets_stand_with_plan_and_result(year: Year) -> None:
    year.sourced(year.lagging)
    page = year.world.client("leader.city").get("/").content.decode()
    part = page[page.index("主要指标") : page.index("各领域")]
    assert "招引亿元项目30个" in part
    assert "20.0%" in part


def test_the_trend_counts_overrides_as_they_count(year: Year) -> None:
    year.rated(year.good, "2026-07", Rating.ON_PACE)
    year.rated(year.good, "2026-08", Rating.BEHIND, override=Rating.ON_PACE.value, override_reason="统计口径调整")
    year.rated(year.lagging, "2026-08", Rating.BEHIND)
    page = year.world.client("leader.city").get("/").content.decode()
    rows = re.findall(r'<tr><td class="nowrap">(2026年\d月)</td>(.*?)</tr>', page)
    counted = {month: re.findall(r">(\d+)<", cells) for month, cells in rows}
    order = [rating.value for rating in Rating]
    assert counted["2026年8月"][order.index("behind")] == "1"
    assert counted["2026年8月"][order.index("on_pace")] == "1"


def test_without_a_ledger_it_says_what_will_stand_here(world: World) -> None:
    page = world.client("leader.city").get("/")
    assert page.status_code == 200
    assert "还没有台账" in page.content.decode()


def test_the_year_is_chosen_in_the_address(year: Year) -> None:
    last = year.world.ledger(year=2025)
    year.world.task(last, "上一年的任务", rating="behind", light="red")
    client = year.world.client("leader.city")
    assert figures(client.get("/").content.decode())["任务"] == "3"
    assert figures(client.get(f"/?ledger={last.pk}").content.decode())["任务"] == "1"
    assert "应为数字" in client.get("/?ledger=去年").content.decode()


@pytest.mark.parametrize("address", ["/", "/tasks", "/units"])
def test_the_number_of_queries_does_not_grow(filled: Callable[[int], Client], address: str) -> None:
    client = filled(12)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert client.get(address).status_code == 200
    from jiannuo.web.tasks.models import Ledger

    ledger = Ledger.objects.get()
    for number in range(13, 60):
        task = Task.objects.create(
            ledger=ledger, number=number, title=f"任务{number}", state="issued", created=ledger.created,
            changed=ledger.created, lead=Task.objects.filter(number=1 + number % 10).get().lead, still=number % 5,
            start="2026-01", rating="behind",
        )  # fmt: skip
        task.duties.create(unit=task.lead, duty="lead")
    with CaptureQueriesContext(connection) as many:
        assert "任务20" in client.get(address).content.decode() or address != "/tasks"
    assert len(many) == len(few)
