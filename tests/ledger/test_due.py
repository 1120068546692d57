"""Deadlines of returns, tasks and orders, and how they escalate."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiannuo.ledger.due import (
    Lateness,
    Matter,
    days_left,
    deadlines,
    due_day,
    lateness,
    level,
    levels_between,
    next_month,
    orders,
)
from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import Plan
from jiannuo.ledger.status import Frequency, Role, Sort
from jiannuo.ledger.transitions import RefusedError

ZONE = ZoneInfo("Asia/Shanghai")
ISSUED = datetime(2026, 1, 31, 9, 30, tzinfo=ZONE)


def test_returns_are_due_on_the_25th_or_the_last_day() -> None:
    assert due_day(Month(2026, 2)) == date(2026, 2, 25)
    assert due_day(Month(2026, 2), 31) == date(2026, 2, 28)
    with pytest.raises(RefusedError, match="32"):
        due_day(Month(2026, 2), 32)


def test_late_by_days_and_by_name() -> None:
    due = date(2026, 3, 25)
    assert lateness(date(2026, 3, 25), due, date(2026, 4, 1)) == Lateness(False, 0, False)
    assert lateness(date(2026, 3, 27), due, date(2026, 4, 1)) == Lateness(True, 2, False)
    assert lateness(None, due, date(2026, 4, 1)) == Lateness(True, 7, True)
    assert lateness(None, due, date(2026, 3, 20)) == Lateness(False, 0, True)
    assert days_left(due, date(2026, 3, 20)) == 5
    assert days_left(due, date(2026, 3, 26)) == -1


def test_the_next_month_that_is_collected() -> None:
    plan = Plan(sort=Sort.RATE, start=Month(2026, 2), due=date(2026, 11, 30), frequency=Frequency.QUARTERLY)
    assert next_month(plan, Month(2025, 12)) == Month(2026, 3)
    assert next_month(plan, Month(2026, 3)) == Month(2026, 6)
    assert next_month(plan, Month(2026, 9)) == Month(2026, 11)
    assert next_month(plan, Month(2026, 11)) is None


def test_an_order_is_deployed_in_a_day_reported_in_three_settled_in_seven() -> None:
    found = deadlines(Matter.ORDINARY, ISSUED)
    assert [moment.isoformat() for moment in found] == [
        "2026-02-01T23:59:59+08:00",
        "2026-02-03T23:59:59+08:00",
        "2026-02-07T23:59:59+08:00",
    ]


def test_a_hard_one_is_settled_in_a_month() -> None:
    assert deadlines(Matter.HARD, ISSUED).settled == datetime(2026, 2, 28, 23, 59, 59, tzinfo=ZONE)
    assert deadlines(Matter.HARD, ISSUED.replace(day=5)).settled.date() == date(2026, 2, 5)


def test_it_escalates_from_the_unit_to_the_leader() -> None:
    due = deadlines(Matter.ORDINARY, ISSUED).settled
    after = [timedelta(0), timedelta(minutes=1), timedelta(days=1, hours=1), timedelta(days=4), timedelta(days=30)]
    assert [level(due, due + time) for time in after] == [0, 1, 2, 3, 4]
    assert [one.tell for one in orders().levels] == [Role.REPORTER, Role.HEAD, Role.OFFICE, Role.LEADER]
    assert [one.of for one in orders().levels] == ["unit", "unit", "issuer", "issuer"]


def test_nobody_is_left_out_when_levels_were_passed_unseen() -> None:
    assert [one.tell for one in levels_between(1, 4)] == [Role.HEAD, Role.OFFICE, Role.LEADER]
    assert levels_between(4, 4) == ()


@given(st.timedeltas(timedelta(0), timedelta(days=60)), st.timedeltas(timedelta(0), timedelta(days=60)))
def test_an_order_never_steps_down(one: timedelta, other: timedelta) -> None:
    due = deadlines(Matter.ORDINARY, ISSUED).settled
    early, late = sorted((one, other))
    assert level(due, due + early) <= level(due, due + late)
