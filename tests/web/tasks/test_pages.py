"""Pages of ledgers and tasks: who may, what was typed is kept, two people at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiannuo.ledger.status import AdjustmentState, LedgerState, Sort, TaskState
from jiannuo.web.audit.action import perform
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.actions.drafting import EditTask
from jiannuo.web.tasks.forms import of_values
from jiannuo.web.tasks.models import Adjustment, Ledger, Remark, Task
from jiannuo.web.tasks.names import UnitNames
from jiannuo.web.tasks.typed import packed

from ..conftest import World

PROPOSED = TaskState.PROPOSED


@pytest.fixture
def drafting(world: World) -> Ledger:
    return world.ledger(state=LedgerState.DRAFTING)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def form_of(task: Task, **typed: str) -> dict[str, Any]:
    """What the form of *task* sends, with some fields typed over."""
    task = Task.objects.get(pk=task.pk)
    values = fields.read(task)
    shown = of_values(values, UnitNames(task.ledger.owner))
    sent: dict[str, Any] = {name: value for name, value in shown.typed.items() if isinstance(value, str)}
    sent |= {f"point-{month}": value for month, value in shown.points.items()}
    for place, step in enumerate(shown.typed["steps"]):
        sent |= {f"step-{place}-{name}": value for name, value in step.items()}
    if sent.pop("softened") == "是":
        sent["softened"] = "on"
    return {**sent, "version": task.version, "seen": packed(values), "do": "save", **typed}


def test_who_sees_what(world: World, drafting: Ledger) -> None:
    task = world.task(drafting, state=PROPOSED)
    for address in (f"/ledgers/{drafting.pk}", "/ledgers", "/adjustments", f"/ledgers/{drafting.pk}/programmes"):
        for who in ("office.city", "leader.city", "head.housing", "auditor.city"):
            assert world.client(who).get(address).status_code == 200, (who, address)
        assert world.client().get(address).status_code == 302
    for view in ("edit", "drop", "split", "row?edit=1"):
        assert world.client("office.city").get(f"/tasks/{task.pk}/{view}").status_code in (200, 302)
        for who in ("leader.city", "head.housing", "reporter.trade", "office.shilian"):
            assert world.client(who).get(f"/tasks/{task.pk}/{view}").status_code in (403, 404), (who, view)
    mine = text(world.client("head.housing").get(f"/ledgers/{drafting.pk}"))
    assert task.title in mine
    assert "批量修改" not in mine
    assert task.title not in text(world.client("head.trade").get(f"/ledgers/{drafting.pk}"))


def test_a_task_is_edited_with_plan_and_steps(world: World, drafting: Ledger) -> None:
    task = world.task(drafting, lead="", state=PROPOSED)
    client = world.client("office.city")
    typed = {"lead": "住建局", "cooperating": "市商务局、石濂县", "target": "6,000套", "programme": "安居行动"}
    typed |= {"point-2026-06": "3000", "point-2026-12": "6000", "leader_name": "周远"}
    typed |= {"step-0-title": "开工", "step-0-due": "2026年3月31日"}
    assert client.post(f"/tasks/{task.pk}/edit", form_of(task, **typed)).status_code == 302
    task = Task.objects.get(pk=task.pk)
    values = fields.read(task)
    assert values["lead"] == world.units["housing"].pk
    assert values["cooperating"] == [world.units["trade"].pk, world.units["shilian"].pk]
    assert values["points"] == {"2026-06": "3000", "2026-12": "6000"}
    assert [(step["title"], step["due"]) for step in values["steps"]] == [("开工", "2026-03-31")]
    assert task.programme is not None
    assert (task.target, task.programme.name, task.leader_name) == (Decimal(6000), "安居行动", "周远")
    # Sent again as it is, the form changes nothing that it does not say.
    assert client.post(f"/tasks/{task.pk}/edit", form_of(task)).status_code == 302
    assert fields.read(Task.objects.get(pk=task.pk)) == values


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"target": "约300"}, "约300"),
        ({"lead": "不存在局"}, "没有叫“不存在局”的单位"),
        ({"due": "年底"}, "年底"),
        ({"title": " "}, "不能为空"),
        ({"point-2026-03": "许多"}, "许多"),
        ({"step-0-title": "开工", "step-0-due": ""}, "缺少时限"),
        ({"start": "一月"}, "2026-03"),
    ],
)
def test_what_cannot_be_read_is_told_and_kept(
    world: World, drafting: Ledger, typed: dict[str, str], sentence: str
) -> None:
    task = world.task(drafting, state=PROPOSED)
    answer = world.client("office.city").post(f"/tasks/{task.pk}/edit", form_of(task, **typed))
    assert answer.status_code == 409
    assert sentence in text(answer)
    for value in typed.values():
        assert f'value="{value}"' in text(answer)
    assert Task.objects.get(pk=task.pk).version == task.version


def test_the_even_plan_fills_the_form(world: World, drafting: Ledger) -> None:
    task = world.task(drafting, state=PROPOSED)
    client = world.client("office.city")
    page = text(client.post(f"/tasks/{task.pk}/edit", form_of(task, do="even_quarter", leader_name="周远")))
    assert 'name="point-2026-03" value="1250"' in page
    assert 'name="point-2026-12" value="5000"' in page
    assert 'value="周远"' in page
    assert not task.points.exists()
    page = text(client.post(f"/tasks/{task.pk}/edit", form_of(task, do="even_month", target="")))
    assert "均分计划须先填目标值" in page


def test_two_people_edit_one_task(world: World, drafting: Ledger) -> None:
    task = world.task(drafting, state=PROPOSED)
    client = world.client("office.city")
    mine = form_of(task, leader_name="周远", target="6000")
    action = EditTask(task.pk, task.version, {"leader_name": "林叙安", "area": "城建"})
    perform(action, world.actor("office.city"))
    answer = client.post(f"/tasks/{task.pk}/edit", mine)
    page = text(answer)
    assert answer.status_code == 409
    assert "您的内容未覆盖它" in page
    assert "林叙安" in page
    assert 'value="周远"' in page
    assert 'value="城建"' in page
    now = Task.objects.get(pk=task.pk)
    assert (now.leader_name, now.target) == ("林叙安", Decimal(5000))
    again = form_of(task, leader_name="周远", target="6000", contested="leader_name")
    answer = client.post(f"/tasks/{task.pk}/edit", again)
    assert answer.status_code == 409
    assert "请选择保留哪一份" in text(answer)
    assert client.post(f"/tasks/{task.pk}/edit", {**again, "choice-leader_name": "theirs"}).status_code == 302
    now = Task.objects.get(pk=task.pk)
    assert (now.leader_name, now.target, now.area) == ("林叙安", Decimal(6000), "城建")


def test_a_row_is_edited_in_its_place(world: World, drafting: Ledger) -> None:
    task = world.task(drafting, lead="", state=PROPOSED)
    client = world.client("office.city")
    row = text(client.get(f"/tasks/{task.pk}/row?edit=1", headers={"hx-request": "true"}))
    assert row.lstrip().startswith("<tr")
    sent = {"title": task.title, "target": "5000", "lead": "市住建局", "cooperating": "", "leader_name": "周远"}
    sent |= {"due": "2026-12-31", "programme": "", "version": task.version}
    answer = client.post(f"/tasks/{task.pk}/row", sent, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert 'hx-swap-oob="true"' in text(answer)
    task.refresh_from_db()
    assert (task.lead, task.leader_name) == (world.units["housing"], "周远")
    # Another's change since: both are shown, and only whoever has seen both saves.
    stale = {**sent, "leader_name": "陈述", "version": 1}
    answer = client.post(f"/tasks/{task.pk}/row", stale, headers={"hx-request": "true"})
    assert answer.status_code == 409
    assert "现为：周远" in text(answer)
    assert 'value="陈述"' in text(answer)
    assert f'name="version" value="{task.version}"' in text(answer)
    # Without script the whole page comes back with the row as typed.
    answer = client.post(f"/tasks/{task.pk}/row", {**sent, "lead": "某局", "version": task.version})
    assert answer.status_code == 409
    assert 'value="某局"' in text(answer)
    assert "批量修改" in text(answer)


def test_ticked_rows_that_fail_say_why_and_keep_what_was_typed(world: World, drafting: Ledger) -> None:
    tasks = [world.task(drafting, f"任务{n}", lead="", state=PROPOSED) for n in range(3)]
    client = world.client("office.city")
    sent: dict[str, Any] = {f"version-{task.pk}": task.version for task in tasks}
    sent |= {"row": [task.pk for task in tasks], "do": "set", "lead": "市住建局", "programme": "安居行动"}
    perform(EditTask(tasks[1].pk, 1, {"leader_name": "林叙安"}), world.actor("office.city"))
    answer = client.post(f"/ledgers/{drafting.pk}/bulk", sent)
    page = text(answer)
    assert answer.status_code == 409
    assert "1 项未改" in page
    assert "已改 2 项" in page
    assert 'value="安居行动"' in page
    assert page.count(" checked>") == 1
    leads = list(drafting.tasks.order_by("number").values_list("lead", flat=True))
    assert leads == [world.units["housing"].pk, None, world.units["housing"].pk]
    answer = client.post(f"/ledgers/{drafting.pk}/bulk", {**sent, "lead": "某局"})
    assert "没有叫“某局”的单位" in text(answer)
    answer = client.post(f"/ledgers/{drafting.pk}/bulk", {"do": "drop"})
    assert "没有勾选任务" in text(answer)


def test_suggestions_come_with_reasons_and_are_taken(world: World, drafting: Ledger) -> None:
    earlier = world.ledger(2025)
    world.task(earlier, "改造老旧小区120个并加装电梯", lead="housing")
    task = world.task(drafting, "改造老旧小区150个并加装电梯", lead="", state=PROPOSED)
    other = world.task(drafting, "弘扬时代新风", lead="", state=PROPOSED)
    client = world.client("office.city")
    page = text(client.get(f"/ledgers/{drafting.pk}"))
    assert "与 2025 年第 1 项相近" in page
    assert "采纳 市住建局" in page
    sent = {"do": "take_all", "least": "0.3", f"version-{task.pk}": 1, f"version-{other.pk}": 1}
    assert client.post(f"/ledgers/{drafting.pk}/bulk", sent).status_code == 302
    task.refresh_from_db()
    other.refresh_from_db()
    assert (task.lead, other.lead) == (world.units["housing"], None)


def test_split_with_a_running_sum_and_restore(world: World, drafting: Ledger) -> None:
    task = world.task(drafting, state=PROPOSED)
    client = world.client("office.city")
    sent = {"version": task.version, "count": "2", "do": "save"}
    for place, (title, target) in enumerate((("新建3000套", "3000"), ("改造1000套", "1000"))):
        sent |= {f"part-{place}-title": title, f"part-{place}-target": target, f"part-{place}-lead": "市住建局"}
        sent |= {f"part-{place}-due": "2026-12-31"}
    answer = client.post(f"/tasks/{task.pk}/split", sent)
    assert answer.status_code == 409
    assert '<strong id="sum">4000</strong>' in text(answer)
    assert 'value="改造1000套"' in text(answer)
    assert client.post(f"/tasks/{task.pk}/split", {**sent, "reason": "余下结转下年"}).status_code == 302
    assert list(drafting.tasks.filter(state=PROPOSED.value).values_list("target", flat=True)) == [3000, 1000]
    task.refresh_from_db()
    answer = client.post(f"/tasks/{task.pk}/restore", {"version": task.version, "reason": ""})
    assert answer.status_code == 302
    assert [one.pk for one in drafting.tasks.filter(state=PROPOSED.value)] == [task.pk]


def test_merge_by_the_numbers_in_the_address(world: World, drafting: Ledger) -> None:
    tasks = [world.task(drafting, f"新建{n}套", state=PROPOSED, target=Decimal(n)) for n in (2000, 3000)]
    client = world.client("office.city")
    rows = {"row": [task.pk for task in tasks], "do": "merge"}
    address = client.post(f"/ledgers/{drafting.pk}/bulk", rows).headers["Location"]
    assert 'value="5000"' in text(client.get(address))
    sent: dict[str, Any] = {f"version-{task.pk}": task.version for task in tasks}
    sent |= {"title": "新建5000套", "sort": "cumulative", "target": "5000", "measure_unit": "套"}
    sent |= {"lead": "市住建局", "due": "2026-12-31"}
    answer = client.post(address, {**sent, "target": "4000"})
    assert answer.status_code == 409
    assert 'value="4000"' in text(answer)
    assert client.post(address, sent).status_code == 302
    assert [task.title for task in drafting.tasks.filter(state=PROPOSED.value)] == ["新建5000套"]


def test_adjustments_are_asked_for_and_decided_by_another(world: World) -> None:
    task = world.task(world.ledger())
    head, leader = world.client("head.housing"), world.client("leader.city")
    answer = head.post(f"/tasks/{task.pk}/adjust", form_of(task, target="4000"))
    assert answer.status_code == 409
    assert "未填理由" in text(answer)
    assert 'value="4000"' in text(answer)
    assert head.post(f"/tasks/{task.pk}/adjust", form_of(task, target="4000", reason="用地批复延期")).status_code == 302
    found = Adjustment.objects.get()
    assert found.after == {"target": "4000"}
    page = text(leader.get(f"/adjustments/{found.pk}"))
    assert "5000" in page
    assert "4000" in page
    assert "用地批复延期" in text(leader.get("/adjustments?state=requested"))
    assert head.post(f"/adjustments/{found.pk}", {"do": "approve"}).status_code in (403, 409)
    answer = leader.post(f"/adjustments/{found.pk}", {"do": "refuse", "decision": ""})
    assert answer.status_code == 409
    assert leader.post(f"/adjustments/{found.pk}", {"do": "approve", "decision": "同意"}).status_code == 302
    task.refresh_from_db()
    found.refresh_from_db()
    assert (task.target, found.state) == (Decimal(4000), AdjustmentState.APPROVED.value)


def test_passing_down_wants_shares_that_add_up(world: World) -> None:
    task = world.task(world.ledger(), lead="shilian")
    town = world.units["shilian-town"].pk
    client = world.client("head.shilian")
    assert "合计：各单位完成值相加" in text(client.get(f"/tasks/{task.pk}/pass"))
    sent = {"version": task.version, f"chosen-{town}": "on", f"target-{town}": "3000", "rollup": "sum"}
    answer = client.post(f"/tasks/{task.pk}/pass", sent)
    assert answer.status_code == 409
    assert "不足总目标" in text(answer)
    assert 'value="3000"' in text(answer)
    assert client.post(f"/tasks/{task.pk}/pass", {**sent, f"target-{town}": "5000"}).status_code == 302
    child = task.children.get()
    assert (child.lead, child.target) == (world.units["shilian-town"], Decimal(5000))
    assert world.client("head.qingxiu").get(f"/tasks/{task.pk}/pass").status_code == 404


def test_cancelling_asks_why(world: World) -> None:
    task = world.task(world.ledger())
    client = world.client("office.city")
    assert client.post(f"/tasks/{task.pk}/cancel", {"version": 1, "reason": ""}).status_code == 409
    assert client.post(f"/tasks/{task.pk}/cancel", {"version": 1, "reason": "政策调整"}).status_code == 302
    task.refresh_from_db()
    assert task.state == TaskState.CANCELLED.value
    assert "已取消" in text(client.get(f"/ledgers/{task.ledger_id}"))


def test_remarks_and_programmes(world: World) -> None:
    task = world.task(world.ledger())
    client = world.client("leader.city")
    assert client.get(f"/tasks/{task.pk}/remark").status_code == 405
    assert client.post(f"/tasks/{task.pk}/remark", {"text": "抓紧开工"}).status_code == 302
    assert Remark.objects.get().text == "抓紧开工"
    client.post(f"/tasks/{task.pk}/remark", {"text": " "})
    assert Remark.objects.count() == 1
    office, address = world.client("office.city"), f"/ledgers/{task.ledger_id}/programmes"
    assert office.post(address, {"title": "安居行动"}).status_code == 302
    answer = office.post(address, {"title": "安居行动"})
    assert answer.status_code == 409
    assert "已有专项行动“安居行动”" in text(answer)
    made = task.ledger.programmes.get()
    assert office.post(address, {"programme": made.pk, "title": "宜居行动"}).status_code == 302
    assert "宜居行动" in text(office.get(address))
    assert world.client("head.housing").post(address, {"title": "x"}).status_code == 403


def test_adding_a_task_by_hand(world: World, drafting: Ledger) -> None:
    client = world.client("office.city")
    sent = {"title": "举办产业大会", "sort": Sort.STEPS.value, "frequency": "monthly", "bound": "eq"}
    sent |= {"start": "2026-01", "due": "2026-10-31", "step-0-title": "开幕", "step-0-due": "2026-10-20", "do": "save"}
    answer = client.post(f"/ledgers/{drafting.pk}/new", {**sent, "title": ""})
    assert answer.status_code == 409
    assert 'value="开幕"' in text(answer)
    assert client.post(f"/ledgers/{drafting.pk}/new", sent).status_code == 302
    task = drafting.tasks.get()
    assert (task.due, task.steps.get().title) == (date(2026, 10, 31), "开幕")


def count_queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_pages_take_as_many_queries_for_many_tasks_as_for_few(world: World, drafting: Ledger) -> None:
    client = world.client("office.city")
    issued = world.ledger(2025)

    def more(n: int) -> None:
        for place in range(n):
            world.task(drafting, f"改造小区{place}", lead="" if place % 2 else "housing", state=PROPOSED)
            task = world.task(issued, f"改造小区{place}", cooperating=("trade",))
            Adjustment.objects.create(task=task, before={}, after={}, reason="x", requested=task.created)

    addresses = (f"/ledgers/{drafting.pk}", f"/ledgers/{issued.pk}", "/ledgers", "/adjustments", "/reports")
    more(4)
    few = [count_queries(client, address) for address in addresses]
    more(20)
    assert [count_queries(client, address) for address in addresses] == few
    assert max(few) < 40, few
