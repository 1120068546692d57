"""Pages of the outbox, channels and the calendar."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from jiannuo.web import clock
from jiannuo.web.orders.models import CalendarKey, Channel, Outgoing
from jiannuo.web.orders.sending import send_due
from jiannuo.web.orders.telling import tell
from jiannuo.web.progress.models import Collection

from ..conftest import World
from .conftest import Desk, Robot

VARIABLE = "JIANNUO_ROBOT_OFFICE"


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_channel_is_added_tried_and_retired(
    desk: Desk, world: World, robot: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, robot.address)
    client = world.client("administrator.city")
    form = {"called": "督查群", "kind": "wecom", "variable": VARIABLE, "unit": world.units["city"].pk, "active": "on"}
    wrong = client.post("/channels/new", form | {"variable": "DATABASE_URL"})
    assert wrong.status_code == 422
    assert "以 JIANNUO_ROBOT_ 开头" in text_of(wrong)
    client.post("/channels/new", form)
    channel = Channel.objects.get()
    again = client.post("/channels/new", form)
    assert again.status_code == 409
    assert "已有名为" in text_of(again)
    client.post(f"/channels/{channel.pk}/test")
    assert send_due() == 1
    assert "测试消息" in robot.got[0][1]["markdown"]["content"]
    client.post(f"/channels/{channel.pk}", {**form, "active": ""})
    assert not Channel.objects.get().active
    listed = text_of(client.get("/channels"))
    assert VARIABLE in listed
    assert "secret-key" not in listed


def test_the_outbox_shows_ones_own_units_messages(desk: Desk, world: World) -> None:
    tell(world.people["head.housing"], "市里的事", "内容", "a")
    tell(world.people["head.shilian-town"], "镇里的事", "内容", "b")
    city, county = world.client("office.city"), world.client("office.shilian")
    assert "镇里的事" in text_of(city.get("/outbox"))
    assert "市里的事" in text_of(city.get("/outbox?kind=given_up"))
    assert "市里的事" not in text_of(city.get("/outbox?kind=sent"))
    assert "镇里的事" in text_of(county.get("/outbox"))
    assert "市里的事" not in text_of(county.get("/outbox"))
    assert "/retry" not in text_of(city.get("/outbox"))
    row = Outgoing.objects.get(subject="市里的事")
    assert city.post(f"/outbox/{row.pk}/retry").status_code == 403
    assert world.client("administrator.city").post(f"/outbox/{row.pk}/retry").status_code == 302
    row.refresh_from_db()
    assert row.given_up is None


def feed_of(world: World, username: str) -> tuple[str, Calendar]:
    """The secret address that *username* makes, and what it holds."""
    shown = text_of(world.client(username).post("/calendar"))
    found = re.search(r"/calendar/[\w-]+\.ics", shown)
    assert found
    answer = world.client("").get(found[0])
    assert answer["Content-Type"].startswith("text/calendar")
    return found[0], Calendar.from_ical(answer.content)


def events(calendar: Calendar) -> dict[str, date]:
    return {str(event["summary"]): event["dtstart"].dt for event in calendar.walk("VEVENT")}


def test_the_calendar_holds_what_concerns_its_person(desk: Desk, world: World) -> None:
    ledger = world.ledger()
    world.task(ledger, "新建住房；一期, 二期", due=date(2026, 11, 30), steps=(("开工", date(2026, 4, 1)),))
    world.task(ledger, "稳外贸", lead="trade")
    Collection.objects.create(ledger=ledger, month="2026-03", due=date(2026, 3, 25), opened=clock.now())
    order = desk.issue(title="长" * 150)
    _address, calendar = feed_of(world, "reporter.housing")
    found = events(calendar)
    assert found["任务完成时限：新建住房；一期, 二期"] == date(2026, 11, 30)
    assert found["节点“开工”：新建住房；一期, 二期"] == date(2026, 4, 1)
    assert found[f"2026年3月进展报送截止：{ledger.title}"] == date(2026, 3, 25)
    assert found[f"督办单反馈：{order.number} {'长' * 150}"] == date(2026, 3, 5)
    assert found[f"督办单办结：{order.number} {'长' * 150}"] == date(2026, 3, 9)
    assert not any("外贸" in summary for summary in found)
    raw = calendar.to_ical()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert set(events(feed_of(world, "office.city")[1])) >= {f"督办单反馈：{order.number} {'长' * 150}"}
    assert events(feed_of(world, "auditor.city")[1]) == {}


def test_a_new_address_kills_the_old_one_and_only_its_hash_is_kept(desk: Desk, world: World) -> None:
    first, _ = feed_of(world, "reporter.housing")
    second, _ = feed_of(world, "reporter.housing")
    public = world.client("")
    assert public.get(first).status_code == 404
    assert public.get(second).status_code == 200
    assert second.split("/")[-1].removesuffix(".ics") not in CalendarKey.objects.get().digest
    assert second not in text_of(world.client("reporter.housing").get("/calendar"))
    person = world.people["reporter.housing"]
    person.is_active = False
    person.save()
    assert public.get(second).status_code == 404
    assert public.get("/calendar/guess.ics").status_code == 404
