"""A unit's desk: saving what is right, keeping what is wrong, submitting, signing, two people at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Sort
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Task

from ..conftest import Turn, World
from .conftest import Report, fields, send


def test_the_desk_lists_what_is_due(world: World, tasks: list[Task], desk_address: str) -> None:
    client = world.client("reporter.housing")
    assert client.get("/returns").headers["Location"] == desk_address
    html = client.get(desk_address).content.decode()
    for task in tasks:
        assert task.title in html
    assert "还有 15 天" in html


def test_who_fills_nothing_in_is_led_to_the_latest_round(world: World, tasks: list[Task]) -> None:
    office = world.client("office.city")
    assert office.get("/returns").headers["Location"] == f"/returns/review/{tasks[0].ledger_id}/2026-03"
    assert "2026年3月" in office.get("/returns/rounds").content.decode()
    assert world.client("office.shilian").get("/returns").headers["Location"] == "/returns/rounds"


def test_right_rows_are_saved_and_wrong_ones_come_back(world: World, tasks: list[Task], desk_address: str) -> None:
    first, second, _third = tasks
    typed = {f"value-{first.pk}": "约300", f"text-{first.pk}": "已<开工>", f"value-{second.pk}": "１，２００ 张"}
    answer = send(world.client("reporter.housing"), desk_address, "save", typed)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "第 1 项“完成值”应为数字，现为“约300”" in html
    assert fields(html)[f"value-{first.pk}"] == "约300"
    assert fields(html)[f"text-{first.pk}"] == "已<开工>"
    assert Return.objects.get().value == 1200
    # mended on the same page, it goes through
    answer = send(world.client("reporter.housing"), desk_address, "save", {f"value-{first.pk}": "300"}, fields(html))
    assert answer.status_code == 302
    assert Return.objects.get(task=first).value == 300


def test_an_untouched_form_changes_nothing(world: World, tasks: list[Task], desk_address: str, report: Report) -> None:
    report(tasks[0], "1300", upto="draft")
    before = LogEntry.objects.count()
    answer = send(world.client("reporter.housing"), desk_address, "save")
    assert answer.status_code == 302
    assert LogEntry.objects.count() == before


def test_the_last_value_is_prefilled_and_the_last_text_is_not(
    world: World, tasks: list[Task], report: Report, moment: Turn
) -> None:
    report(tasks[0], "1300", text="累计开工 1,300 套")
    moment(2026, 4, 2)
    open_month(tasks[0].ledger, Month(2026, 4))
    html = world.client("reporter.housing").get(f"/returns/{world.units['housing'].pk}/2026-04").content.decode()
    assert fields(html)[f"value-{tasks[0].pk}"] == "1300"
    assert fields(html)[f"text-{tasks[0].pk}"] == ""
    assert 'placeholder="上次：累计开工 1,300 套"' in html
    assert not Return.objects.filter(month="2026-04").exists()


def test_a_form_sent_twice_is_carried_out_once(world: World, tasks: list[Task], desk_address: str) -> None:
    client = world.client("reporter.housing")
    form = fields(client.get(desk_address).content.decode())
    typed = {f"value-{tasks[0].pk}": "300", "chosen": [tasks[0].pk]}
    for _time in range(3):
        assert send(client, desk_address, "submit", typed, form).status_code == 302
    row = Return.objects.get()
    assert (row.state, row.version, row.value) == ("submitted", 2, 300)
    assert LogEntry.objects.filter(action__startswith="return.").count() == 2


def test_two_editors_of_one_row_see_both_and_choose(world: World, tasks: list[Task], desk_address: str) -> None:
    first, second = tasks[:2]
    one, other = world.client("reporter.housing"), world.client("head.housing")
    forms = [fields(client.get(desk_address).content.decode()) for client in (one, other)]
    assert send(one, desk_address, "save", {f"value-{first.pk}": "300"}, forms[0]).status_code == 302
    typed = {f"value-{first.pk}": "310", f"value-{second.pk}": "80"}
    answer = send(other, desk_address, "save", typed, forms[1])
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "两人都改过" in html
    assert "市住建局填报人" in html
    assert Return.objects.get(task=first).value == 300  # nothing overwritten
    assert Return.objects.get(task=second).value == 80  # the rest went through
    again = send(other, desk_address, "save", {}, fields(html))
    assert "请选择保留哪一份" in again.content.decode()
    answer = send(other, desk_address, "save", {f"choice-{first.pk}": "mine"}, fields(again.content.decode()))
    assert answer.status_code == 302
    assert Return.objects.get(task=first).value == 310


def test_keeping_the_others_version_drops_mine(world: World, tasks: list[Task], desk_address: str) -> None:
    client = world.client("reporter.housing")
    form = fields(client.get(desk_address).content.decode())
    send(world.client("head.housing"), desk_address, "save", {f"value-{tasks[0].pk}": "300"})
    html = send(client, desk_address, "save", {f"value-{tasks[0].pk}": "310"}, form).content.decode()
    assert send(client, desk_address, "save", {f"choice-{tasks[0].pk}": "theirs"}, fields(html)).status_code == 302
    assert Return.objects.get().value == 300


def test_two_editors_of_different_rows_do_not_meet(world: World, tasks: list[Task], desk_address: str) -> None:
    one, other = world.client("reporter.housing"), world.client("head.housing")
    forms = [fields(client.get(desk_address).content.decode()) for client in (one, other)]
    assert send(one, desk_address, "save", {f"value-{tasks[0].pk}": "300"}, forms[0]).status_code == 302
    assert send(other, desk_address, "save", {f"value-{tasks[1].pk}": "80"}, forms[1]).status_code == 302
    assert sorted(Return.objects.values_list("value", flat=True)) == [80, 300]


def test_a_colleague_who_submits_first_loses_nothing_of_mine(
    world: World, tasks: list[Task], desk_address: str
) -> None:
    mine, theirs = world.client("reporter.housing"), world.client("head.housing")
    form = fields(mine.get(desk_address).content.decode())
    send(theirs, desk_address, "submit", {f"value-{tasks[0].pk}": "300", "chosen": [tasks[0].pk]})
    answer = send(mine, desk_address, "save", {f"value-{tasks[0].pk}": "310", f"text-{tasks[0].pk}": "我写的"}, form)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "我写的" in html
    assert Return.objects.get().value == 300


def test_what_was_typed_for_a_cancelled_task_is_told(world: World, tasks: list[Task], desk_address: str) -> None:
    client = world.client("reporter.housing")
    form = fields(client.get(desk_address).content.decode())
    Task.objects.filter(pk=tasks[0].pk).update(state="cancelled")
    typed = {f"value-{tasks[0].pk}": "300", f"text-{tasks[0].pk}": "已开工", f"value-{tasks[1].pk}": "80"}
    answer = send(client, desk_address, "save", typed, form)
    assert "第 1 项已不在本月报送范围（调整或取消），未保存；您填的是：" in answer.content.decode()
    assert "已开工" in answer.content.decode()
    assert Return.objects.get().value == 80


def test_submitting_everything_names_what_is_lacking(world: World, tasks: list[Task], desk_address: str) -> None:
    answer = send(world.client("reporter.housing"), desk_address, "submit_all", {f"value-{tasks[0].pk}": "300"})
    html = answer.content.decode()
    assert "第 2 项未填“完成值”" in html
    assert "第 3 项未填“进展情况”" in html
    assert list(Return.objects.filter(state="submitted").values_list("task", flat=True)) == [tasks[0].pk]


def test_signing_recalling_and_who_may(world: World, tasks: list[Task], desk_address: str, report: Report) -> None:
    report(tasks[0], "300", upto="submitted")
    reporter, head = world.client("reporter.housing"), world.client("head.housing")
    send(reporter, desk_address, "sign_all")
    assert Return.objects.get().state == "submitted"  # a reporter does not sign
    assert send(reporter, desk_address, f"recall:{tasks[0].pk}").status_code == 302
    row = Return.objects.get()
    assert (row.state, row.submitted) == ("draft", None)
    send(reporter, desk_address, "submit", {"chosen": [tasks[0].pk]})
    assert send(head, desk_address, "sign", {"chosen": [tasks[0].pk]}).status_code == 302
    assert Return.objects.get().state == "signed"


@pytest.mark.parametrize("who", ["reporter.trade", "head.shilian", "reporter.shilian-town"])
def test_other_units_do_not_see_it(world: World, tasks: list[Task], desk_address: str, who: str) -> None:
    assert world.client(who).get(desk_address).status_code == 404


def test_the_leader_reads_and_does_not_write(world: World, tasks: list[Task], desk_address: str) -> None:
    client = world.client("leader.city")
    assert 'value="save">保存草稿' not in client.get(desk_address).content.decode().replace("tabindex", "")
    assert client.post(desk_address, {"do": "save", f"text-{tasks[0].pk}": "x"}).status_code == 403


def test_late_is_late_for_good(world: World, tasks: list[Task], desk_address: str, moment: Turn) -> None:
    client = world.client("reporter.housing")
    send(client, desk_address, "submit", {f"value-{tasks[0].pk}": "300", "chosen": [tasks[0].pk]})
    moment(2026, 3, 27)
    send(client, desk_address, "submit", {f"value-{tasks[1].pk}": "80", "chosen": [tasks[1].pk]})
    assert [row.late for row in Return.objects.order_by("task")] == [False, True]
    for task in tasks[:2]:  # who takes it back sends it anew
        send(client, desk_address, f"recall:{task.pk}")
        send(client, desk_address, "submit", {"chosen": [task.pk]})
    assert [row.late for row in Return.objects.order_by("task")] == [True, True]


@pytest.mark.parametrize(
    ("more", "months"),
    [
        ({}, range(1, 13)),
        ({"start": "2026-04"}, range(4, 13)),
        ({"frequency": "quarterly"}, (3, 6, 9, 12)),
        ({"frequency": "yearly"}, (12,)),
        ({"frequency": "quarterly", "due": date(2026, 8, 20)}, (3, 6, 8, 9, 12)),
        ({"due": date(2026, 6, 30), "rating": "done"}, range(1, 7)),
        ({"due": date(2026, 6, 30), "rating": "behind"}, range(1, 13)),
        ({"state": "proposed"}, ()),
        ({"lead": ""}, ()),
    ],
)
def test_which_months_a_task_owes(world: World, moment: Turn, more: dict[str, Any], months: Any) -> None:
    from jiannuo.ledger.status import TaskState
    from jiannuo.web.progress.due import due_tasks

    if "state" in more:
        more = more | {"state": TaskState.of(more["state"])}
    moment(2026, 12, 31)
    ledger = world.ledger()
    world.task(ledger, sort=Sort.CUMULATIVE, **more)
    for month in range(1, 13):
        open_month(ledger, Month(2026, month))
    assert [month for month in range(1, 13) if due_tasks(Month(2026, month)).exists()] == list(months)


def test_the_number_of_queries_does_not_grow(
    world: World, tasks: list[Task], desk_address: str, django_assert_num_queries: Any
) -> None:
    client = world.client("reporter.housing")
    client.get(desk_address)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(desk_address)
    for number in range(47):
        steps = ((f"节点{number}", date(2026, 6, 1)),)
        world.task(tasks[0].ledger, f"任务{number}", target=Decimal(100), steps=steps)
    with django_assert_num_queries(len(few)):
        assert "任务46" in client.get(desk_address).content.decode()


def test_a_form_of_sixty_tasks_is_taken(world: World, tasks: list[Task], desk_address: str) -> None:
    for number in range(57):
        world.task(tasks[0].ledger, f"任务{number}", target=Decimal(100))
    client = world.client("reporter.housing")
    form = fields(client.get(desk_address).content.decode())
    typed = {name: "50" for name in form if name.startswith("value-")}
    assert send(client, desk_address, "submit_all", typed | {f"text-{tasks[2].pk}": "已开工"}, form).status_code == 302
    assert Return.objects.filter(state="submitted").count() == 60
