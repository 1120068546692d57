"""Whatever is sent that fits the schema, and much that does not, is answered as the schema says and never with 5xx."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from jiannuo.ledger.month import Month
from jiannuo.web import clock
from jiannuo.web.access.actor import WORKER
from jiannuo.web.api import interface, operations
from jiannuo.web.api.operations import OPERATIONS, Operation
from jiannuo.web.audit.action import perform
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.orders.actions import IssueOrder
from jiannuo.web.progress.actions.collecting import open_month
from jiannuo.web.progress.models import Return
from jiannuo.web.wsgi import application

from ..conftest import World
from ..public.conftest import keep_report
from .conftest import Give

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# Who has the right of each operation, so that it is carried out and not only refused.
WHO = {"return.fill": "reporter.housing", "return.sign": "head.housing", "order.answer": "head.housing"}
EXAMPLES = 20  # of each operation and mode


@pytest.fixture
def things(world: World, moment: Any) -> dict[str, int]:
    """One row of each kind, by the part of the address that names it."""
    moment(2026, 3, 20)
    ledger = world.ledger(report=keep_report(world, 2026))
    task = world.task(ledger)
    open_month(ledger, Month(2026, 3), WORKER)
    report = Return.objects.create(
        task=task, unit=world.units["housing"], month="2026-03", value=5, created=clock.now(), changed=clock.now()
    )
    issue = IssueOrder(world.units["housing"].pk, "加快开工", "请说明原因", task_id=task.pk)
    order = perform(issue, world.actor("office.city")).result
    bulletin = Bulletin.objects.create(
        ledger=ledger, month="2026-02", title="第1期", number=1, state="frozen", frozen=clock.now(),
        created=clock.now(), snapshot='{"rows": []}', digest="0" * 64,
    )  # fmt: skip
    found = {"tasks": task, "returns": report, "orders": order, "bulletins": bulletin, "reports": ledger.report}
    return {name: row.pk for name, row in found.items() if row is not None}


@pytest.fixture
def held_open() -> Iterator[None]:
    """A request of the server would close the connection that holds the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("held_open")
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.name)
def test_it_answers_as_the_schema_says(
    things: dict[str, int], give: Give, one: Operation, mode: GenerationMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = SimpleNamespace(requests_per_minute=1_000_000, key_most=200)
    monkeypatch.setattr(operations, "limits", lambda: many)
    program = give(WHO.get(one.right, "office.city"))
    schema = schemathesis.openapi.from_dict(interface.schema())
    schema.app = application
    path = f"/{interface.PREFIX}".rstrip("/") + one.path
    real = things.get(one.path.split("/")[1], 1)

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema[path][one.method].as_strategy(generation_mode=mode))
    def answers(case: Any) -> None:
        number = case.path_parameters.get("pk")
        if isinstance(number, int) and number % 8:
            case.path_parameters["pk"] = real
        if mode is GenerationMode.POSITIVE and "month" in case.path_parameters:
            case.path_parameters["month"] = "2026-03"  # the round that is open
        case.call_and_validate(headers={"Authorization": f"Bearer {program.secret}"}, checks=CHECKS)

    answers()
