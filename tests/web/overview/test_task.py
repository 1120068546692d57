"""A task's page holds its whole history, and offers what the actor may do."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiannuo.ledger.status import Rating, Sort
from jiannuo.web import clock
from jiannuo.web.audit.action import append
from jiannuo.web.overview import task_page
from jiannuo.web.overview.history import quote
from jiannuo.web.tasks.models import Lineage

from .conftest import Year


def page_of(year: Year, task: Any, username: str = "office.city") -> str:
    """The page of *task* as *username* sees it."""
    return year.world.client(username).get(f"/tasks/{task.pk}").content.decode()


def test_the_source_is_lit_within_its_paragraph(year: Year) -> None:
    year.sourced(year.lagging)
    page = page_of(year, year.lagging)
    source = re.search(r'<blockquote class="source">(.*?)</blockquote>', page)
    assert source
    assert source[1] == "今年，<mark>招引亿元项目30个</mark>，力争更多。"


def test_a_long_paragraph_is_cut_around_the_sentence(year: Year) -> None:
    statement = year.sourced(year.lagging)
    part = "前" * 300 + "今年，招引亿元项目30个，力争更多。" + "后" * 300
    start = 300 - statement.sentence_start
    found = quote(statement, part, -start)
    assert (found.before, found.lead, found.lit) == ("…" + "前" * 160, "今年，", "招引亿元项目30个")
    assert found.after == "后" * 160 + "…"


def test_months_stand_with_plan_value_light_and_rule(year: Year) -> None:
    task = year.lagging
    task.points.create(month="2026-07", value=Decimal(15))
    late = datetime(2026, 8, 10, 9, tzinfo=UTC)
    year.returned(
        task, "2026-07", 16, late=True, text="签约6个。", problems="土地指标紧张。", next_step="加密调度。",
        submitted=late, reviewed=late,
    )  # fmt: skip
    year.rated(
        task, "2026-07", Rating.BEHIND, lenient=Rating.ON_PACE.value, override=Rating.OTHER.value,
        override_reason="口径调整", override_by=year.world.people["office.city"],
    )  # fmt: skip
    page = page_of(year, task)
    row = re.search(r'<td class="nowrap">2026年7月</td>.*?</tr>', page, re.S)
    assert row
    for words in ("15", "16", "迟报", "黄灯（补正）", "欠进度", "达进度", "改评为", "其它", "口径调整", "2026.1"):
        assert words in row[0], words
    for words in ("签约6个。", "土地指标紧张。", "加密调度。"):
        assert words in page


def test_steps_lineage_adjustments_orders_remarks_and_log(year: Year) -> None:
    world = year.world
    task = world.task(year.ledger, "建成文化中心", sort=Sort.STEPS, steps=(("开工", date(2026, 3, 31)),))
    child = world.task(year.ledger, "建成县级文化中心", lead="shilian", parent=task, rating="on_pace", share=0.5)
    Lineage.objects.create(source=task, result=child, how="pass")
    Lineage.objects.create(source=year.good, result=task, how="split")
    office = world.people["office.city"]
    task.adjustments.create(
        before={"due": "2026-12-31"}, after={"due": "2027-06-30"}, reason="设计变更", requested=clock.now(),
        requested_by=office,
    )  # fmt: skip
    task.remarks.create(person=office, at=clock.now(), text="请<b>抓紧</b>。")
    year.order(task)
    append(world.actor("office.city"), "task.edit", {}, target="tasks.Task", target_id=str(task.pk))
    page = page_of(year, task)
    for words in (
        "逾期未完成",
        "由此拆出：",
        "分解到 石濂县",
        "50.0%",
        "设计变更",
        "2027-06-30",
        "关于加快招商的督办通知",
    ):
        assert words in page, words
    assert "请&lt;b&gt;抓紧&lt;/b&gt;。" in page
    assert "编制任务" in page[page.index("日志") :]
    assert "日志</h2>" not in page_of(year, task, "head.housing")


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("leader.city", 200),
        ("head.trade", 200),
        ("reporter.shilian", 200),
        ("head.housing", 404),
        ("reporter.qingxiu", 404),
    ],
)
def test_who_has_nothing_to_do_with_it_is_told_that_it_is_not_there(year: Year, username: str, status: int) -> None:
    assert year.world.client(username).get(f"/tasks/{year.lagging.pk}").status_code == status
    assert year.world.client(username).get("/tasks/999999").status_code == 404


def test_only_what_one_may_do_is_offered(year: Year) -> None:
    task = task_page.find(year.lagging.pk)

    def offered(username: str) -> list[str]:
        return [words for words, _address in task_page.doings(year.world.actor(username), task)]

    assert offered("office.city") == ["申请调整", "分解到下级", "签发督办单", "取消任务"]
    assert offered("head.trade") == ["申请调整", "分解到下级"]
    assert offered("leader.city") == offered("reporter.trade") == []


def test_the_number_of_queries_does_not_grow(year: Year) -> None:
    client = year.world.client("office.city")
    year.returned(year.lagging, "2026-01", 1)
    year.rated(year.lagging, "2026-01", Rating.BEHIND)
    year.lagging.remarks.create(person=year.world.people["office.city"], at=clock.now(), text="一")
    year.world.task(year.ledger, "子任务1", lead="qingxiu", parent=year.lagging)
    with CaptureQueriesContext(connection) as few:
        client.get(f"/tasks/{year.lagging.pk}")
    for month in range(2, 9):
        year.returned(year.lagging, f"2026-0{month}", month).evidence.create(
            title="照片", url="https://x.cn", added=clock.now()
        )
        year.rated(year.lagging, f"2026-0{month}", Rating.BEHIND, override_by=year.world.people["office.city"])
        year.lagging.remarks.create(person=year.world.people["office.city"], at=clock.now(), text=f"{month}")
        year.world.task(year.ledger, f"子任务{month}", lead="qingxiu", parent=year.lagging)
    with CaptureQueriesContext(connection) as many:
        page = client.get(f"/tasks/{year.lagging.pk}").content.decode()
    assert "子任务8" in page
    assert "照片" in page
    assert len(many) == len(few)
