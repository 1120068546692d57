"""Pages of watched figures: breaches first, history with the rules' lines, forms, rights."""

from __future__ import annotations

import json
import re
from typing import Any

from jiannuo.web.watch.models import Breach, Entity, Series
from jiannuo.web.watch.reading import spark

from ..conftest import World
from .conftest import Desk


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_those_in_breach_come_first_with_their_orders(desk: Desk, world: World) -> None:
    desk.series(desk.entity("A1", "安和水务"))
    desk.series(desk.entity("Z1", "云汀城投集团"))
    desk.feed(("A1.debt", "2026-03", "50"), ("A1.debt", "2026-04", "51.5"), ("Z1.debt", "2026-04", "72"))
    shown = text_of(world.client("leader.city").get("/watch"))
    table = shown[shown.index('<table class="stack watched"') :]
    assert table.index("云汀城投集团") < table.index("安和水务")
    assert "高于上限 70%" in shown
    assert "云督〔2026〕1号" in shown
    assert "+1.5" in shown
    assert 'class="spark"' in shown
    assert "安和水务" not in text_of(world.client("leader.city").get("/watch?breach=1")).split("watched")[-1]
    assert "还没有监测对象" in text_of(world.client("reporter.housing").get("/watch"))
    for nonsense in ("?unit=x", "?page=zz"):
        assert world.client("leader.city").get(f"/watch{nonsense}").status_code == 200


def test_the_entitys_page_draws_the_history_and_keeps_what_was_superseded(desk: Desk, world: World) -> None:
    entity = desk.entity(name="云汀</script>集团")
    desk.series(entity, rules=["debt_ratio", "missing_figure"])
    desk.feed(("YT01.debt", "2026-03", "66"), ("YT01.debt", "2026-04", "71"))
    desk.feed(("YT01.debt", "2026-04", "69"))
    shown = text_of(world.client("office.city").get(f"/watch/{entity.pk}"))
    found = re.search(r'<script type="application/json" id="chart\d+">(.*?)</script>', shown)
    assert found
    option = json.loads(found[1])
    assert option["xAxis"]["data"] == ["2026-03", "2026-04"]
    assert option["series"][0]["data"] == [66.0, 69.0]
    assert option["series"][0]["markLine"]["data"] == [{"yAxis": 70.0, "name": "资产负债率上限"}]
    assert "<s>71%</s>" in shown
    assert "已解除" in shown
    assert "逾期未报送：逾期不超过 3 天" in shown
    assert world.client("head.housing").get(f"/watch/{entity.pk}").status_code == 404


def test_an_entity_and_its_figure_are_added_and_changed_on_pages(desk: Desk, world: World) -> None:
    client = world.client("office.city")
    form = {"called": "云汀水务", "code": "YT 01", "kind": "国有企业", "unit": world.units["trade"].pk, "active": "on"}
    refused = client.post("/watch/new", form)
    assert refused.status_code == 409
    assert "云汀水务" in text_of(refused)
    client.post("/watch/new", form | {"code": "YT01"})
    entity = Entity.objects.get()
    assert client.post("/watch/new", form | {"code": "YT01"}).status_code == 409
    suggested = text_of(client.get(f"/watch/{entity.pk}/series?indicator=资产负债率"))
    assert 'value="debt_ratio" id="id_rules_0" checked' in suggested or "checked" in suggested
    figure = {
        "indicator": "资产负债率",
        "code": "YT01.debt",
        "measure_unit": "‰",
        "frequency": "monthly",
        "due_day": "15",
        "rules": ["debt_ratio"],
        "active": "on",
    }
    wrong = client.post(f"/watch/{entity.pk}/series", figure)
    assert wrong.status_code == 409
    assert "计量单位不同" in text_of(wrong)
    client.post(f"/watch/{entity.pk}/series", figure | {"measure_unit": "%"})
    series = Series.objects.get()
    client.post(f"/watch/series/{series.pk}", figure | {"measure_unit": "%", "rules": []})
    series.refresh_from_db()
    assert (series.rules, series.entity) == ([], entity)
    client.post(f"/watch/{entity.pk}/edit", form | {"code": "YT01", "active": ""})
    assert not Entity.objects.get().active
    assert "云汀水务" not in text_of(client.get("/watch"))
    assert "云汀水务" in text_of(client.get("/watch?retired=1"))
    assert world.client("head.trade").get(f"/watch/{entity.pk}/edit").status_code == 403


def test_an_order_can_be_begun_from_a_breach(desk: Desk, world: World) -> None:
    desk.series(desk.entity())
    desk.feed(("YT01.debt", "2026-04", "72"))
    breach = Breach.objects.get()
    shown = text_of(world.client("office.city").get(f"/orders/new?breach={breach.pk}"))
    assert "72%，高于上限 70%" in shown
    order = breach.orders.get()
    assert "所涉预警" in text_of(world.client("head.trade").get(f"/orders/{order.pk}"))


def test_the_number_of_queries_does_not_grow(desk: Desk, world: World, django_assert_max_num_queries: Any) -> None:
    client = world.client("office.city")
    for number in range(8):
        entity = desk.entity(f"E{number}", f"企业{number}")
        desk.series(entity)
        desk.series(entity, "营业收入", code=f"E{number}.revenue", measure_unit="元", rules=[])
        desk.feed((f"E{number}.debt", "2026-03", "60"), (f"E{number}.debt", "2026-04", "75"))
    with django_assert_max_num_queries(16):
        client.get("/watch")
    with django_assert_max_num_queries(12):
        client.get(f"/watch/{entity.pk}")


def test_a_small_chart_needs_two_values() -> None:
    assert spark([1.0]) == ""
    assert spark([5.0, 5.0]).startswith("M2.0,")
    assert spark([0.0, 1.0]) == "M2.0,21.0L94.0,3.0"
