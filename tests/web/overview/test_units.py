"""The tree of units and the page of one unit."""

from __future__ import annotations

from .conftest import Year


def test_the_tree_counts_what_each_unit_leads(year: Year) -> None:
    page = year.world.client("leader.city").get("/units").content.decode()
    town = page[page.index("石濂县桐壤镇人民政府") :]
    assert town.index('<td class="number" data-name="牵头"><a') < town.index("</tr>")
    assert page.index("石濂县人民政府") < page.index("石濂县桐壤镇人民政府") < page.index("青岫县人民政府")
    assert 'class="level-3"' in page


def test_a_unit_is_found_by_name(year: Year) -> None:
    client = year.world.client("leader.city")
    assert "青岫县" not in client.get("/units?q=桐壤").content.decode()
    assert "没有名称含“火星”的单位" in client.get("/units?q=火星").content.decode()


def test_a_unit_shows_its_tasks_by_duty_its_lateness_and_orders(year: Year) -> None:
    year.returned(year.lagging, "2026-08", 6, late=True)
    year.returned(year.lagging, "2026-09", 6, state="returned")
    year.order(year.lagging)
    trade = year.world.units["trade"]
    page = year.world.client("office.city").get(f"/units/{trade.pk}").content.decode()
    for words in ("招引亿元项目30个", "本年迟报</dt><dd>1<", "关于加快招商的督办通知", "办理中", "市政府"):
        assert words in page, words
    county = year.world.client("office.city").get(f"/units/{year.world.units['shilian'].pk}").content.decode()
    assert county.index("配合") < county.index("招引亿元项目30个")


def test_foreign_tasks_and_people_are_not_shown(year: Year) -> None:
    year.order(year.lagging)
    trade = year.world.units["trade"]
    page = year.world.client("head.housing").get(f"/units/{trade.pk}").content.decode()
    assert "云汀市商务局" in page
    for words in ("招引亿元项目30个", "关于加快招商的督办通知", "市商务局填报人"):
        assert words not in page
    assert "市商务局填报人" in year.world.client("administrator.city").get(f"/units/{trade.pk}").content.decode()


def test_there_is_no_such_unit(year: Year) -> None:
    assert year.world.client("office.city").get("/units/999999").status_code == 404
