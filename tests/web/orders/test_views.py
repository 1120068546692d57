"""Pages of orders: what is shown to whom, filters in the address, forms that keep what was typed."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiannuo.ledger.status import Rating
from jiannuo.web import clock
from jiannuo.web.orders import actions
from jiannuo.web.orders.models import Order
from jiannuo.web.progress.models import Collection

from ..conftest import World
from .conftest import Desk


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_order_is_issued_by_hand_and_refused_with_what_was_typed(desk: Desk, world: World) -> None:
    client = world.client("office.city")
    form = {"unit": world.units["housing"].pk, "title": "加快建设", "text": "请说明原因。", "due": "2026-03-01"}
    refused = client.post("/orders/new", form)
    assert refused.status_code == 409
    assert "请说明原因。" in text_of(refused)
    assert "办结时限" in text_of(refused)
    empty = client.post("/orders/new", {**form, "text": "", "due": ""})
    assert empty.status_code == 422
    assert "加快建设" in text_of(empty)
    done = client.post("/orders/new", {**form, "due": "2026-03-20"}, follow=True)
    order = Order.objects.get()
    assert done.redirect_chain[-1][0] == f"/orders/{order.pk}"
    assert "已下达 云督〔2026〕1号" in text_of(done)


def test_a_new_order_begins_with_the_task_it_is_about(desk: Desk, world: World) -> None:
    task = world.task(world.ledger(), last_value=120, last_month="2026-02", still=2)
    shown = text_of(world.client("office.city").get(f"/orders/new?task={task.pk}"))
    assert "截至2026年2月完成 120" in shown
    assert "已连续 2 期没有进展" in shown
    assert f'value="{world.units["housing"].pk}" selected' in shown
    # A county's office does not learn of the city's tasks this way.
    foreign = text_of(world.client("office.shilian").get(f"/orders/new?task={task.pk}"))
    assert task.title not in foreign


def test_the_page_offers_what_may_be_done_now(desk: Desk, world: World) -> None:
    order = desk.issue()
    address = f"/orders/{order.pk}"
    assert 'id="answer"' in text_of(world.client("reporter.housing").get(address))
    assert 'id="answer"' not in text_of(world.client("office.city").get(address))
    assert "撤回督办单" in text_of(world.client("office.city").get(address))
    assert "当前没有需要您办理的事项" in text_of(world.client("leader.city").get(address))
    assert world.client("reporter.trade").get(address).status_code == 404
    assert world.client("").get(address).status_code == 302


def test_an_answer_with_files_that_only_those_concerned_can_load(desk: Desk, world: World) -> None:
    order = desk.issue()
    client = world.client("reporter.housing")
    empty = client.post(f"/orders/{order.pk}/answer", {"answer-text": " "})
    assert empty.status_code == 422
    files = [SimpleUploadedFile(name, b"<script>1</script>", "text/html") for name in ("现场.html", "说明.pdf")]
    form = {"answer-text": "已增派施工队。", "answer-attached": files, "version": order.version, "request_key": "k1"}
    shown = text_of(client.post(f"/orders/{order.pk}/answer", form, follow=True))
    assert "已增派施工队。" in shown
    assert shown.count("/orders/files/") == 2
    event = order.events.filter(what="file").first()
    assert event is not None
    answer = client.get(f"/orders/files/{event.pk}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert world.client("reporter.trade").get(f"/orders/files/{event.pk}").status_code == 404
    plain = order.events.exclude(what="file").first()
    assert plain is not None
    assert client.get(f"/orders/files/{plain.pk}").status_code == 404


def test_a_stale_form_is_told_and_kept(desk: Desk, world: World) -> None:
    order = desk.issue()
    desk.do(actions.AnswerOrder(order.pk, text="已办"), "head.housing")
    form = {"answer-text": "我也来报一份", "version": order.version}
    answer = world.client("reporter.housing").post(f"/orders/{order.pk}/answer", form)
    assert answer.status_code == 409
    assert "我也来报一份" in text_of(answer)
    assert "已被市住建局单位负责人" in text_of(answer)


def test_the_way_through_the_pages_to_closure(desk: Desk, world: World) -> None:
    order = desk.issue()
    head, office = world.client("head.housing"), world.client("office.city")
    head.post(f"/orders/{order.pk}/answer", {"answer-text": "已办结"})
    head.post(f"/orders/{order.pk}/request-closing", {"request_closing-text": "请予销号"})
    assert office.post(f"/orders/{order.pk}/send-back", {"send_back-text": ""}).status_code == 422
    office.post(f"/orders/{order.pk}/send-back", {"send_back-text": "缺照片"})
    head.post(f"/orders/{order.pk}/answer", {"answer-text": "照片已补"})
    head.post(f"/orders/{order.pk}/request-closing", {})
    assert office.post(f"/orders/{order.pk}/close", {}).status_code == 422
    shown = text_of(office.post(f"/orders/{order.pk}/close", {"close-grade": "good"}, follow=True))
    assert "办理评价：好" in shown
    assert office.post(f"/orders/{order.pk}/withdraw", {"withdraw-text": "误发"}).status_code == 409


def test_filters_live_in_the_address(desk: Desk, world: World) -> None:
    first = desk.issue()
    second = desk.issue(unit="trade", title="稳外贸", hard=True)
    desk.issue(unit="shilian-town", by="office.shilian", title="修路")
    desk.do(actions.WithdrawOrder(second.pk, text="重复"), "office.city")
    clock.turn_to(first.report_due + timedelta(minutes=1))
    client = world.client("office.city")

    def listed(query: str) -> list[str]:
        shown = text_of(client.get(f"/orders{query}"))
        return [title for title in ("加快保障性住房建设", "稳外贸", "修路") if f">{title}" in shown]

    assert listed("") == ["加快保障性住房建设", "稳外贸", "修路"]
    assert listed("?state=withdrawn") == ["稳外贸"]
    assert listed("?state=late") == ["加快保障性住房建设", "修路"]
    assert listed(f"?unit={world.units['trade'].pk}") == ["稳外贸"]
    assert listed("?hard=1") == ["稳外贸"]
    assert listed("?q=修路") == ["修路"]
    assert listed("?year=2025&q=修路") == []
    for nonsense in (
        "?unit=x&year=99999999999&task=-1",
        "?page=zz",
        "?state='--",
        "?unit=99999999999999999999",
    ):
        assert client.get(f"/orders{nonsense}").status_code == 200
    county = text_of(world.client("head.shilian").get("/orders"))
    assert "修路" in county
    assert "稳外贸" not in county


def test_the_number_of_queries_does_not_grow(desk: Desk, world: World, django_assert_max_num_queries: Any) -> None:
    client = world.client("office.city")
    order = desk.issue()
    client.get("/orders")
    for _ in range(12):
        order = desk.issue(unit="trade")
    with django_assert_max_num_queries(14):
        client.get("/orders")
    for _ in range(6):
        desk.do(actions.AnswerOrder(order.pk, text="进展"), "head.trade")
    with django_assert_max_num_queries(11):
        client.get(f"/orders/{order.pk}")


def test_several_orders_at_once_about_what_lags_and_who_is_late(desk: Desk, world: World) -> None:
    ledger = world.ledger()
    behind = world.task(ledger, "住房任务", rating=Rating.BEHIND.value)
    still = world.task(ledger, "外贸任务", lead="trade", still=3)
    world.task(ledger, "好任务", lead="trade", rating=Rating.ON_PACE.value)
    late = Collection.objects.create(
        ledger=ledger, month="2026-02", due=clock.today() - timedelta(days=3), opened=clock.now()
    )
    client = world.client("office.city")
    shown = text_of(client.get("/orders/batch"))
    assert "住房任务" in shown
    assert "外贸任务" in shown
    assert "好任务" not in shown
    nothing = client.post("/orders/batch", {"text": "请书面说明"})
    assert nothing.status_code == 409
    assert "请书面说明" in text_of(nothing)
    form = {
        "task": [behind.pk, still.pk],
        "unit": [f"{late.pk}:{world.units['trade'].pk}"],
        "text": "请书面说明",
        "request_key": "b1",
    }
    client.post("/orders/batch", form)
    client.post("/orders/batch", form)
    assert [order.number for order in Order.objects.order_by("pk")] == [
        f"云督〔2026〕{number}号" for number in (1, 2, 3)
    ]
    assert all("请书面说明" in order.text for order in Order.objects.all())
    assert "督办中" in text_of(client.get("/orders/batch"))


def test_the_document_holds_who_what_and_by_when(desk: Desk, world: World) -> None:
    order = desk.issue(title="关于<保障房>进度的督办", hard=True)
    answer = world.client("reporter.housing").get(f"/orders/{order.pk}/document")
    made = docx.Document(BytesIO(answer.content))
    said = "\n".join(paragraph.text for paragraph in made.paragraphs)
    cells = [cell.text for row in made.tables[0].rows for cell in row.cells]
    assert "督办单" in said
    assert order.number in said
    assert "云汀市住房和城乡建设局：" in said
    assert "关于<保障房>进度的督办" in cells
    assert "2026年4月2日 23:59（疑难事项）" in cells
    assert len(made.sections) == 1
    assert zipfile.ZipFile(BytesIO(answer.content)).testzip() is None


def test_the_word_of_the_numbers_is_changed_on_the_page(desk: Desk, world: World) -> None:
    client = world.client("office.city")
    unit = world.units["city"].pk
    assert "已改为 云政督" in text_of(client.post("/orders/numbering", {"unit": unit, "word": "云政督"}, follow=True))
    assert "不能用" in text_of(client.post("/orders/numbering", {"unit": unit, "word": "云 督"}, follow=True))
    assert client.post("/orders/numbering", {"unit": world.units["shilian"].pk, "word": "石"}).status_code == 404


@pytest.mark.parametrize("path", ["answer", "request-closing", "send-back", "close", "withdraw"])
def test_steps_are_posted(desk: Desk, world: World, path: str) -> None:
    order = desk.issue()
    who = "head.housing" if path in ("answer", "request-closing") else "office.city"
    assert world.client(who).get(f"/orders/{order.pk}/{path}").status_code == 405
