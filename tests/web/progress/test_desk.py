"""A unit's desk: saving what is right, keeping what is wrong, submitting, signing, reviewing."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import ReturnState, Sort
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Task

from ..conftest import Turn, World

MARCH = Month(2026, 3)


def fields(html: str) -> dict[str, str]:
    """The hidden fields and values of the desk's form, as a browser would send them unchanged."""
    form = html[html.index('id="desk"') :]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        if name and 'type="file"' not in tag and 'type="checkbox"' not in tag and 'type="radio"' not in tag:
            value = re.search(r'value="([^"]*)"', tag)
            found[name[1]] = value[1] if value else ""
    for name, text in re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name] = text
    return found


def send(client: Client, address: str, do: str, **changed: Any) -> Any:
    """Load the page, change fields, send it."""
    form = fields(client.get(address).content.decode())
    return client.post(address, form | {"do": do} | {name.replace("__", "-"): value for name, value in changed.items()})


@pytest.fixture
def tasks(world: World, moment: Turn) -> list[Task]:
    moment(2026, 3, 10)
    ledger = world.ledger()
    made = [world.task(ledger), world.task(ledger, "新增床位800张", measure_unit="张", target=Decimal(800))]
    made.append(world.task(ledger, "建成市民中心", sort=Sort.STEPS, steps=(("开工", date(2026, 3, 1)),)))
    open_month(ledger, MARCH)
    return made


def address(world: World, unit: str = "housing") -> str:
    return f"/returns/{world.units[unit].pk}/2026-03"


def test_the_desk_lists_what_is_due(world: World, tasks: list[Task]) -> None:
    client = world.client("reporter.housing")
    assert client.get("/returns").headers["Location"] == address(world)
    html = client.get(address(world)).content.decode()
    for task in tasks:
        assert task.title in html


def test_right_rows_are_saved_and_wrong_ones_come_back(world: World, tasks: list[Task]) -> None:
    client = world.client("reporter.housing")
    first, second, _third = tasks
    answer = send(
        client,
        address(world),
        "save",
        **{f"value-{first.pk}": "约300", f"text-{first.pk}": "已开工", f"value-{second.pk}": "１，２００ 张"},
    )
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "第 1 项“完成值”应为数字，现为“约300”" in html
    assert 'value="约300"' in html
    assert "已开工" in html
    assert Return.objects.get().value == 1200


def test_a_return_goes_its_way(world: World, tasks: list[Task]) -> None:
    reporter, head, office = (world.client(name) for name in ("reporter.housing", "head.housing", "office.city"))
    first, second, third = tasks
    filled = {
        f"value-{first.pk}": "1300",
        f"value-{second.pk}": "200",
        f"text-{third.pk}": "已开工",
        f"step-{third.steps.get().pk}": "2026-03-02",
    }
    assert send(reporter, address(world), "submit_all", **filled).status_code == 302
    assert set(Return.objects.values_list("state", flat=True)) == {"submitted"}
    assert send(head, address(world), "sign_all").status_code == 302
    assert set(Return.objects.values_list("state", flat=True)) == {"signed"}
    review = f"/returns/review/{first.ledger_id}/2026-03"
    assert "1 个单位中 1 个已报齐" in office.get(review).content.decode()
    rows = list(Return.objects.order_by("pk"))
    versions = {f"version-{row.pk}": row.version for row in rows}
    answer = office.post(review, {"do": "approve", "chosen": [row.pk for row in rows], **versions})
    assert answer.status_code == 302
    assert set(Return.objects.values_list("state", flat=True)) == {ReturnState.APPROVED.value}
    third.refresh_from_db()
    assert third.steps.get().done == date(2026, 3, 2)
    first.refresh_from_db()
    assert (first.rating, first.last_value, first.rated_month) == ("on_pace", 1300, "2026-03")
