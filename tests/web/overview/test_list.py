"""The list of tasks: its filter lives in the address and is checked."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client

from jiannuo.ledger.status import TaskState
from jiannuo.web.overview.filters import Filter, read
from jiannuo.web.tasks.models import Task

from .conftest import Year


def titles(page: str) -> list[str]:
    """The tasks on a page of the list, in order."""
    return re.findall(r'<td class="title"><a href="/tasks/\d+">(.*?)</a>', page)


@pytest.fixture
def office(year: Year) -> Client:
    """The browser of the city's office."""
    return year.world.client("office.city")


HOUSES, FIRMS, ROADS = "新建改造保障性住房5000套", "招引亿元项目30个", "新建农村公路80公里"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [HOUSES, FIRMS, ROADS]),
        ("rating=behind", [FIRMS]),
        ("light=green", [HOUSES]),
        ("behind=1", [FIRMS]),
        ("still=1", [FIRMS]),
        ("area=城乡建设", [HOUSES, ROADS]),
        ("unit=市住建局", [HOUSES]),
        ("unit=shilian", [FIRMS, ROADS]),
        ("unit=石濂县人民政府&duty=lead", [ROADS]),
        ("unit=shilian&duty=cooperating", [FIRMS]),
        ("duty=cooperating", [FIRMS]),
        ("sort=steps", []),
        ("state=proposed", []),
        ("q=农村", [ROADS]),
        ("q=新建 公路", [ROADS]),
        ("q=%25", []),
        ("order=-number", [ROADS, FIRMS, HOUSES]),
        ("order=-share", [ROADS, HOUSES, FIRMS]),
        ("order=rating", [FIRMS, HOUSES, ROADS]),
        ("order=-still", [FIRMS, HOUSES, ROADS]),
        ("late=1", [HOUSES]),
        ("owing=1", [FIRMS, ROADS]),
    ],
)
def test_filters_and_orders(year: Year, office: Client, query: str, expected: list[str]) -> None:
    year.returned(year.good, "2026-09", 4100, late=True)
    page = office.get(f"/tasks?{query}").content.decode()
    assert titles(page) == expected
    if not expected:
        assert "没有符合条件的任务" in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("rating=red", "“评定”没有“red”这一项"),
        ("unit=火星局", "没有叫“火星局”的单位"),
        ("order=colour", "不能按“colour”排序"),
        ("page=二", "“页码”应为数字"),
        ("ledger=-1", "“台账”应为数字"),
        ("state=%3Cscript%3E", "&lt;script&gt;"),
    ],
)
def test_what_makes_no_sense_is_said_and_left_out(office: Client, query: str, sentence: str) -> None:
    response = office.get(f"/tasks?{query}")
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert titles(page) == [HOUSES, FIRMS, ROADS]
    assert "<script>" not in page


def test_cancelled_tasks_stay_listed_and_merged_ones_do_not(year: Year, office: Client) -> None:
    Task.objects.filter(pk=year.good.pk).update(state=TaskState.CANCELLED.value)
    Task.objects.filter(pk=year.county.pk).update(state=TaskState.MERGED.value)
    page = office.get("/tasks").content.decode()
    assert titles(page) == [HOUSES, FIRMS]
    assert "已取消" in page
    assert titles(office.get("/tasks?state=all").content.decode()) == [HOUSES, FIRMS, ROADS]
    assert titles(office.get("/tasks?state=merged").content.decode()) == [ROADS]


def test_a_unit_sees_its_own_tasks_alone(year: Year) -> None:
    assert titles(year.world.client("head.trade").get("/tasks").content.decode()) == [FIRMS]
    assert titles(year.world.client("reporter.shilian").get("/tasks").content.decode()) == [FIRMS, ROADS]


def test_long_lists_have_pages_that_keep_the_filter(year: Year, office: Client) -> None:
    for number in range(60):
        year.world.task(year.ledger, f"任务{number:02d}", rating="behind")
    page = office.get("/tasks?rating=behind").content.decode()
    assert len(titles(page)) == 50
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following
    assert len(titles(office.get(following[1].replace("&amp;", "&")).content.decode())) == 11
    assert len(titles(office.get("/tasks?page=999").content.decode())) == 13


def test_htmx_gets_the_table_alone(office: Client) -> None:
    page = office.get("/tasks?rating=behind", headers={"HX-Request": "true"}).content.decode()
    assert titles(page) == [FIRMS]
    assert "<html" not in page
    assert "f-unit" not in page


def test_the_csv_is_the_filtered_list_and_runs_nothing(year: Year, office: Client) -> None:
    year.world.task(year.ledger, '=HYPERLINK("http://example.org")', area="+1")
    response = office.get("/tasks.csv?order=-number")
    assert response.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["4", "3", "2", "1"]
    assert rows[1][1] == '\'=HYPERLINK("http://example.org")'
    assert rows[1][2] == "'+1"
    assert rows[4][6:9] == ["5000", "套", "4000"]
    assert len(list(csv.reader(io.StringIO(office.get("/tasks.csv?behind=1").content.decode("utf-8-sig"))))) == 2


def test_the_address_of_a_filter_reads_back() -> None:
    wanted = Filter(ledger=3, q="公路 & 桥", unit="shilian", behind=True, order="-share", page=2)
    from django.http import QueryDict

    assert read(QueryDict(wanted.query())) == (wanted, [])
    assert Filter().query() == ""
    assert wanted.with_(rating="behind").page == 1


def test_the_public_must_log_in(year: Year) -> None:
    assert year.world.client().get("/tasks").status_code == 302
