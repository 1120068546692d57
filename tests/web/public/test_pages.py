"""The public pages: what is shown, by which rule, and that nothing is while a ledger is not public."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from jiannuo.ledger.counts import Row, count, snapshot
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import BulletinState, Light, Rating, ReturnState, TaskState
from jiannuo.web import clock
from jiannuo.web.audit.action import perform
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.public.actions import PublishLedger
from jiannuo.web.tasks.models import Ledger

from .conftest import Opened, approved, keep_report, rated

ATOM = "{http://www.w3.org/2005/Atom}"


def addresses(opened: Opened) -> list[str]:
    ledger, task = opened.ledger.pk, opened.homes.pk
    names = [("public_ledger", ledger), ("public_feed", ledger), ("public_csv", ledger), ("public_json", ledger)]
    names += [("public_task", task), ("public_comment", task)]
    return [reverse(name, args=[pk]) for name, pk in names]


def test_every_page_opens_without_log_in_and_without_cookies(opened: Opened, client: Client) -> None:
    for address in [reverse("public_home"), reverse("public_ask"), *addresses(opened)]:
        response = client.get(address)
        assert response.status_code == 200, address
        if not address.endswith("/comment"):  # a form that changes something needs its token
            assert not response.cookies, address


def test_nothing_is_there_while_the_ledger_is_off(opened: Opened, client: Client) -> None:
    Ledger.objects.update(public=False)
    for address in addresses(opened):
        assert client.get(address).status_code == 404, address
    assert opened.ledger.title not in client.get(reverse("public_home")).text


def test_the_list_shows_promise_sentence_unit_progress_and_rating(opened: Opened, client: Client) -> None:
    page = client.get(reverse("public_ledger", args=[opened.ledger.pk])).text
    statement = opened.homes.statements.get()
    sentence = opened.report.text[statement.sentence_start : statement.sentence_end]
    assert f"<mark>{statement.text}</mark>" in page
    record = client.get(reverse("public_json", args=[opened.ledger.pk])).json()
    assert record["tasks"][0]["sources"][0]["sentence"] == sentence
    for words in ("新开工保障性住房", "云汀市住房和城乡建设局", "900.5\u2009套", "达进度", "欠进度", "截至2025年2月"):
        assert words in page


def test_values_that_are_not_approved_are_not_shown(opened: Opened, client: Client) -> None:
    for month, state in (
        ("2025-03", "signed"),
        ("2025-04", "returned"),
        ("2025-05", "submitted"),
        ("2025-06", "draft"),
    ):
        approved(opened.homes, month, "4321", state=ReturnState(state).value)
    for address in addresses(opened):
        assert "4321" not in client.get(address).text.replace(",", "")


def test_a_rating_made_after_the_month_was_closed_stays_inside(opened: Opened, client: Client) -> None:
    rated(opened.homes, "2025-03", "ahead")
    record = client.get(reverse("public_json", args=[opened.ledger.pk])).json()
    assert record["rated"] == {"month": "2025-02", "bulletin": None}
    assert [task["rating"] for task in record["tasks"]] == ["on_pace", "behind"]


@pytest.mark.parametrize("state", [TaskState.PROPOSED, TaskState.MERGED, TaskState.DROPPED])
def test_a_task_that_is_not_issued_is_not_there(opened: Opened, client: Client, state: TaskState) -> None:
    task = opened.world.task(opened.ledger, "未下达的任务", state=state)
    assert client.get(reverse("public_task", args=[task.pk])).status_code == 404
    assert "未下达的任务" not in client.get(reverse("public_ledger", args=[opened.ledger.pk])).text


def test_what_was_passed_down_is_not_there_and_what_was_cancelled_stays(opened: Opened, client: Client) -> None:
    child = opened.world.task(opened.ledger, "分解给镇里的任务", lead="shilian", parent=opened.homes)
    opened.fair.state = TaskState.CANCELLED.value
    opened.fair.save()
    page = client.get(reverse("public_ledger", args=[opened.ledger.pk])).text
    assert child.title not in page
    assert client.get(reverse("public_task", args=[child.pk])).status_code == 404
    assert "已取消" in page


def test_verdicts_come_from_the_next_report_of_the_same_government(opened: Opened, client: Client) -> None:
    address = reverse("public_json", args=[opened.ledger.pk])
    before = client.get(address).json()
    assert before["verdicts"] == {"state": "not_due", "report": None}
    assert before["tasks"][0]["sources"][0]["verdict"] is None
    keep_report(opened.world, 2026)
    after = client.get(address).json()
    assert after["verdicts"]["state"] == "judged"
    source = after["tasks"][0]["sources"][0]
    assert source["verdict"] in ("exceeded", "met", "partly", "missed", "reported")
    assert source["evidence"]
    page = client.get(reverse("public_task", args=[opened.homes.pk])).text
    assert source["evidence"][0] in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"area": "民生保障"}, [1]),
        ({"unit": "云汀市商务局"}, [2]),
        ({"rating": "behind"}, [2]),
        ({"rating": "none"}, []),
        ({"rating": "nonsense"}, [1, 2]),
        ({"q": "保障性 住房"}, [1]),
        ({"q": "商务"}, [2]),
        ({"q": "无此词"}, []),
        ({"page": "99999999999999999999"}, [1, 2]),
    ],
)
def test_the_filter(opened: Opened, client: Client, asked: dict[str, str], expected: list[int]) -> None:
    response = client.get(reverse("public_ledger", args=[opened.ledger.pk]), asked)
    page = response.text
    found = [
        number
        for number, task in ((1, opened.homes), (2, opened.fair))
        if f'said"><a href="/public/tasks/{task.pk}"' in page
    ]
    assert found == expected


def test_hostile_words_are_text(opened: Opened, client: Client) -> None:
    opened.homes.title = "<script>alert(1)</script>"
    opened.homes.area = '"><img src=x onerror=alert(1)>'
    opened.homes.save()
    for address in addresses(opened):
        if not address.endswith((".json", ".csv")):
            assert "<script>alert" not in client.get(address).text
            assert "<img src=x" not in client.get(address).text
    page = client.get(reverse("public_ledger", args=[opened.ledger.pk]), {"q": "<script>alert(2)"}).text
    assert "<script>alert" not in page


def test_the_table_is_safe_in_a_spreadsheet(opened: Opened, client: Client) -> None:
    opened.homes.title = '=HYPERLINK("http://evil")'
    opened.homes.target = -5
    opened.homes.save()
    response = client.get(reverse("public_csv", args=[opened.ledger.pk]))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0]["任务"] == '\'=HYPERLINK("http://evil")'
    assert rows[0]["目标值"] == "-5"
    assert rows[0]["完成值"] == "900.5"
    assert rows[0]["评定"] == "达进度"
    assert rows[0]["固定链接"] == f"http://testserver/public/tasks/{opened.homes.pk}"


def test_the_feed_tells_of_returns_adjustments_and_bulletins(opened: Opened, client: Client) -> None:
    opened.adjust()
    response = client.get(reverse("public_feed", args=[opened.ledger.pk]))
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)  # our own
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert any("目标值由5,000改为5,500" in title for title in titles)
    assert any("2025年2月完成值：900.5\u2009套" in title for title in titles)
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) == 3
    assert "内部" not in response.text


def test_a_page_is_answered_304_until_something_changes(opened: Opened, client: Client) -> None:
    address = reverse("public_ledger", args=[opened.ledger.pk])
    first = client.get(address)
    assert "no-cache" in first["Cache-Control"]
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    perform(PublishLedger(opened.ledger.pk, False), opened.world.actor("office.city"))
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 404
    perform(PublishLedger(opened.ledger.pk, True), opened.world.actor("office.city"))
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_language_is_chosen_by_a_link(opened: Opened, client: Client) -> None:
    response = client.get(reverse("public_language", args=["en"]))
    assert response.status_code == 302
    assert client.get(reverse("public_home")).headers["Content-Language"] == "en"
    assert client.get(reverse("public_language", args=["xx"])).status_code == 404


def test_the_number_of_queries_does_not_grow(
    opened: Opened, client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    address = reverse("public_ledger", args=[opened.ledger.pk])
    with django_assert_max_num_queries(30) as first:
        client.get(address)
    for _ in range(30):
        task = opened.world.task(opened.ledger)
        approved(task, "2025-02", "1")
        rated(task, "2025-02", "behind")
    with django_assert_num_queries(len(first.captured_queries)):
        client.get(address)


def test_json_and_pages_say_the_same(opened: Opened, client: Client) -> None:
    record: dict[str, Any] = json.loads(client.get(reverse("public_json", args=[opened.ledger.pk])).content)
    task = record["tasks"][0]
    assert (task["target"], task["measure_unit"]) == ("5000", "套")
    assert task["values"] == [{"month": "2025-01", "value": "400"}, {"month": "2025-02", "value": "900.5"}]
    assert record["tasks"][1]["steps"][0] == {"title": "方案印发", "due": "2025-03-31", "done": None}


def test_the_last_frozen_bulletin_says_how_tasks_stand(opened: Opened, client: Client) -> None:
    rows = [
        Row(task=str(opened.homes.pk), number="1", unit="市住建局", rating=Rating.AHEAD, light=Light.YELLOW),
        Row(task=str(opened.fair.pk), number="2", unit="市商务局", rating=Rating.BEHIND, cancelled=True),
    ]
    Bulletin.objects.create(
        ledger=opened.ledger,
        month="2025-01",
        number=1,
        title="第1期",
        state=BulletinState.FROZEN.value,
        frozen=clock.now(),
        created=clock.now(),
        snapshot=snapshot(count(Month(2025, 1), rows)),
    )
    record = client.get(reverse("public_json", args=[opened.ledger.pk])).json()
    assert record["rated"] == {"month": "2025-01", "bulletin": 1}
    assert [(task["rating"], task["light"]) for task in record["tasks"]] == [("ahead", "yellow"), (None, None)]
    assert "第1期，截至2025年1月" in client.get(reverse("public_task", args=[opened.homes.pk])).text
    assert "第1期通报已印发" in client.get(reverse("public_feed", args=[opened.ledger.pk])).text
