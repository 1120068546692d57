"""Late orders climb level by level, each level once, however many workers look and however late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web import clock
from jiannuo.web.access.actor import WORKER
from jiannuo.web.audit.action import perform
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.orders.actions import AnswerOrder
from jiannuo.web.orders.escalation import EscalateOrder, escalate_orders
from jiannuo.web.orders.models import Outgoing

from ..conftest import Turn, World
from .conftest import Desk


def told() -> list[str]:
    rows = Outgoing.objects.filter(dedupe__contains=":level:").order_by("pk")
    return [row.person.username for row in rows.select_related("person") if row.person]


def test_each_level_is_reached_once_and_told(desk: Desk, mailed: World, moment: Turn) -> None:
    order = desk.issue()
    due = order.report_due
    assert escalate_orders(due) == 0
    expected: list[str] = []
    for days, who in ((0, "reporter.housing"), (1, "head.housing"), (3, "office.city"), (7, "leader.city")):
        clock.turn_to(due + timedelta(days=days, minutes=1))
        assert escalate_orders(clock.now()) == 1
        assert escalate_orders(clock.now()) == 0
        expected.append(who)
        assert told() == expected
    order.refresh_from_db()
    assert order.level == 4
    events = list(order.events.filter(what="escalate"))
    assert [event.text for event in events] == ["1", "2", "3", "4"]
    entries = LogEntry.objects.filter(action="order.escalate")
    assert [(entry.actor, entry.via) for entry in entries] == [("系统", "worker")] * 4


def test_a_worker_that_was_away_leaves_no_level_out(desk: Desk, mailed: World) -> None:
    order = desk.issue()
    clock.turn_to(order.report_due + timedelta(days=30))
    assert escalate_orders(clock.now()) == 4
    assert told() == ["reporter.housing", "head.housing", "office.city", "leader.city"]


def test_an_answer_in_time_stops_it_until_the_settlement_is_due(desk: Desk, mailed: World) -> None:
    order = desk.issue()
    desk.do(AnswerOrder(order.pk, text="正在办理"), "reporter.housing")
    clock.turn_to(order.report_due + timedelta(hours=1))
    assert escalate_orders(clock.now()) == 0
    clock.turn_to(order.due + timedelta(hours=1))
    assert escalate_orders(clock.now()) == 1
    assert "办结" in Outgoing.objects.get(dedupe__contains=":level:").body


def test_two_workers_take_a_step_once(desk: Desk) -> None:
    order = desk.issue()
    clock.turn_to(order.report_due + timedelta(hours=1))
    perform(EscalateOrder(order.pk, 1), WORKER)
    with pytest.raises(RefusedError):
        perform(EscalateOrder(order.pk, 1), WORKER)
    with pytest.raises(RefusedError):
        perform(EscalateOrder(order.pk, 2), WORKER)
