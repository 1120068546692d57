"""The log as people read it."""

from __future__ import annotations

import re
from typing import Any

from jiannuo.web.accounts.actions import AddUnit, ChangeUnit
from jiannuo.web.audit.action import perform
from jiannuo.web.audit.models import LogEntry

from ..conftest import World


def words(response: Any) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


def test_an_entry_says_what_was_and_what_is(world: World) -> None:
    actor = world.actor("administrator.city")
    done = perform(ChangeUnit(world.units["trade"].pk, "云汀市商务和口岸局", "市商口局"), actor)
    text = words(world.client("auditor.city").get(f"/log/{done.seq}"))
    assert re.search(r"名称 +云汀市商务局 +云汀市商务和口岸局", text)
    assert re.search(r"简称 +市商务局 +市商口局", text)
    assert "修改单位" in text
    assert "单位 云汀市商务和口岸局" in text
    assert LogEntry.objects.get().hash in text


def test_filters_live_in_the_address(world: World, moment: Any) -> None:
    actor = world.actor("administrator.city")
    moment(2026, 3, 1)
    perform(ChangeUnit(world.units["trade"].pk, "云汀市商务和口岸局"), actor)
    moment(2026, 4, 1)
    perform(AddUnit("云汀市水务局", "water", world.units["city"].pk), actor)
    client = world.client("auditor.city")
    pk = world.units["trade"].pk
    for query, shown, hidden in (
        ("action=unit.add", "水务局", "口岸局"),
        ("q=口岸", "口岸局", "水务局"),
        ("to=2026-03-31", "口岸局", "水务局"),
        ("from=2026-03-02", "水务局", "口岸局"),
        (f"target=accounts.Unit:{pk}", "口岸局", "水务局"),
    ):
        text = words(client.get(f"/log?{query}"))
        assert shown in text, query
        assert hidden not in text, query
    assert "没有符合条件的日志" in words(client.get("/log?q=没有这样的词"))
    assert client.get("/log?from=soon&to=0000-00-00&before=x").status_code == 200


def test_pages_stay_what_they_are_while_the_log_grows(world: World) -> None:
    actor = world.actor("administrator.city")
    for number in range(60):
        perform(AddUnit(f"云汀市第{number}局", f"n-{number}", world.units["city"].pk), actor)
    client = world.client("auditor.city")
    first = client.get("/log").content.decode()
    assert "before=11" in first
    second = words(client.get("/log?before=11"))
    perform(AddUnit("云汀市又一局", "more", world.units["city"].pk), actor)
    assert words(client.get("/log?before=11")) == second
    assert "第0局" in second
    assert "第10局" not in second


def test_a_county_sees_what_concerns_it(world: World) -> None:
    actor = world.actor("administrator.city")
    seen = perform(ChangeUnit(world.units["shilian-town"].pk, "石濂县桐壤街道"), actor)
    hidden = perform(ChangeUnit(world.units["qingxiu"].pk, "青岫区人民政府"), actor)
    client = world.client("office.shilian")
    text = words(client.get("/log"))
    assert "桐壤街道" in text
    assert "青岫区" not in text
    assert client.get(f"/log/{seen.seq}").status_code == 200
    assert client.get(f"/log/{hidden.seq}").status_code == 404
