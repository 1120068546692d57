"""A ledger with its round of March open, and a browser's way of sending the desk's form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Sort
from jiannuo.web.audit.action import perform
from jiannuo.web.progress.actions import ApproveReturn, SaveReturn, SignReturn, SubmitReturn
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.content import Content
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Task

from ..conftest import Turn, World

MARCH = Month(2026, 3)
STEPS = ("draft", "submitted", "signed", "approved")
Report = Callable[..., Return]


def fields(html: str) -> dict[str, str]:
    """The fields of the desk's form and what stands in them, as a browser would send them unchanged."""
    form = html[html.index('id="desk"') :]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, kind = re.search(r'name="([^"]*)"', tag), re.search(r'type="([^"]*)"', tag)
        if name and (kind is None or kind[1] not in ("file", "checkbox", "radio")):
            value = re.search(r'value="([^"]*)"', tag)
            found[name[1]] = unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name] = unescape(text)
    return found


def send(client: Client, address: str, do: str, changed: dict[str, Any] | None = None, form: Any = None) -> Any:
    """Load the page, or take *form* as loaded before, change fields, send it."""
    form = fields(client.get(address).content.decode()) if form is None else form
    return client.post(address, form | {"do": do} | (changed or {}))


@pytest.fixture
def tasks(world: World, moment: Turn) -> list[Task]:
    """Two figures and a task of steps of the housing department, due in March; today is the 10th."""
    moment(2026, 3, 10)
    ledger = world.ledger()
    made = [world.task(ledger), world.task(ledger, "新增床位800张", measure_unit="张", target=Decimal(800))]
    made.append(world.task(ledger, "建成市民中心", sort=Sort.STEPS, steps=(("开工", date(2026, 3, 1)),)))
    open_month(ledger, MARCH)
    return made


@pytest.fixture
def desk_address(world: World) -> str:
    """The housing department's desk of March."""
    return f"/returns/{world.units['housing'].pk}/2026-03"


@pytest.fixture
def report(world: World) -> Report:
    """Takes a return up to a state: ``report(task, "1300", upto="signed")``."""

    def make(task: Task, value: str | None = None, month: Month = MARCH, upto: str = "approved", **more: Any) -> Return:
        assert task.lead is not None
        unit = task.lead.code
        content = Content(value=None if value is None else Decimal(value), **{"text": "按计划推进", **more})
        reporter, head = world.actor(f"reporter.{unit}"), world.actor(f"head.{unit}")
        made = perform(SaveReturn(task.pk, month, 0, content), reporter).result
        for state, action, actor in (
            ("submitted", SubmitReturn, reporter),
            ("signed", SignReturn, head),
            ("approved", ApproveReturn, world.actor("office.city")),
        ):
            if STEPS.index(upto) >= STEPS.index(state):
                made = perform(action(made.pk, made.version), actor).result
        return made

    return make
