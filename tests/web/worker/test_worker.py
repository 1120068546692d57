"""The worker: rounds, reminders and ratings by themselves, each once, whatever fails beside them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from threading import Event

import pytest

from jiannuo.ledger.status import ReturnState
from jiannuo.web import clock, worker
from jiannuo.web.orders.models import DutyRun, Outgoing
from jiannuo.web.orders.reminders import remind
from jiannuo.web.orders.schedule import duties
from jiannuo.web.progress.models import Collection, RatingRecord, Return
from jiannuo.web.worker import DUTIES, run, tick
from jiannuo.web.worker.rounds import open_rounds, rate_due

from ..conftest import Turn, World
from ..orders.conftest import Desk


@pytest.fixture
def mailed(world: World) -> World:
    for username, person in world.people.items():
        person.email = f"{username}@yunting.example"
        person.save()
    return world


def messages(username: str) -> list[str]:
    rows = Outgoing.objects.filter(person__username=username, dedupe__startswith="remind:")
    return list(rows.order_by("pk").values_list("body", flat=True))


def test_every_duty_has_a_schedule() -> None:
    assert set(duties()) == set(DUTIES)


def test_the_months_round_opens_by_itself_once(world: World, moment: Turn) -> None:
    ledger = world.ledger()
    world.ledger(2025)
    moment(2026, 3, 1)
    assert open_rounds(clock.now()) == 1
    assert open_rounds(clock.now()) == 0
    found = Collection.objects.get()
    assert (found.ledger, found.month, found.due.isoformat()) == (ledger, "2026-03", "2026-03-25")


def test_a_round_is_rated_once_when_its_day_is_over(world: World, moment: Turn) -> None:
    world.task(world.ledger())
    moment(2026, 3, 1)
    open_rounds(clock.now())
    moment(2026, 3, 25)
    assert rate_due(clock.now()) == 0
    moment(2026, 3, 26)
    assert rate_due(clock.now()) == 1
    assert rate_due(clock.now()) == 0
    assert RatingRecord.objects.count() == 1


def test_a_month_is_rated_again_when_it_is_over(world: World, moment: Turn) -> None:
    moment(2026, 11, 20)
    task = world.task(world.ledger(), due=date(2026, 11, 30))
    open_rounds(clock.now())
    moment(2026, 11, 26)
    assert rate_due(clock.now()) == 1
    moment(2026, 11, 30)
    assert rate_due(clock.now()) == 0
    moment(2026, 12, 1)
    assert rate_due(clock.now()) == 1
    assert rate_due(clock.now()) == 0
    task.refresh_from_db()
    assert task.light == "red"


def test_reminders_come_before_on_and_after_the_day_as_one_digest(mailed: World, moment: Turn) -> None:
    ledger = mailed.ledger()
    tasks = [mailed.task(ledger, f"任务{number}") for number in range(3)]
    mailed.task(ledger, "外贸增长", lead="trade")
    moment(2026, 3, 1)
    open_rounds(clock.now())
    for day in range(19, 28):
        # Eight in the morning in Shanghai is midnight in London; an hour before nothing is said.
        at = datetime(2026, 3, day, 0, 30, tzinfo=clock.now().tzinfo)
        assert remind(at - timedelta(hours=1)) == 0
        clock.turn_to(at)
        remind(at)
        assert remind(at) == 0
    said = messages("reporter.housing")
    assert len(said) == 5, "three days and one day before, on the day, two days late"
    assert said[0] == "2026年3月进展 3 项未报：2026年3月25日前，还有 3 天"
    assert said[2].endswith("今天到期")
    assert said[4].endswith("已逾期 2 天")
    assert len(messages("head.trade")) == 5
    assert not messages("reporter.shilian")
    assert len(tasks) == 3


def test_who_has_sent_in_is_not_reminded(mailed: World, moment: Turn) -> None:
    task = mailed.task(mailed.ledger())
    moment(2026, 3, 1)
    open_rounds(clock.now())
    report = Return.objects.create(
        task=task,
        unit=mailed.units["housing"],
        month="2026-03",
        state=ReturnState.SIGNED.value,
        created=clock.now(),
        changed=clock.now(),
    )
    assert remind(moment(2026, 3, 24)) == 0
    report.state = ReturnState.RETURNED.value
    report.save()
    assert remind(moment(2026, 3, 25)) == 2


def test_one_person_gets_one_message_about_all_units_and_orders(mailed: World, moment: Turn) -> None:
    ledger = mailed.ledger()
    mailed.task(ledger)
    mailed.task(ledger, "外贸增长", lead="trade")
    person = mailed.people["reporter.housing"]
    person.memberships.create(unit=mailed.units["trade"], role="reporter")
    person.language = "en"
    person.save()
    moment(2026, 3, 19)
    open_rounds(clock.now())
    Desk(mailed).issue()
    remind(moment(2026, 3, 22))
    (said,) = messages("reporter.housing")
    assert len(said.splitlines()) == 3
    assert "22 Mar 2026" in said
    assert "云督〔2026〕1号" in said


def test_a_tick_runs_what_is_due_and_only_that(world: World, moment: Turn) -> None:
    now = moment(2026, 3, 2)
    assert set(tick()) == set(DUTIES)
    assert tick(now + timedelta(minutes=1)) == {}
    assert set(tick(now + timedelta(minutes=10))) == {"escalate_orders"}
    assert set(tick(now, all_duties=True)) == set(DUTIES)
    moment(2025, 1, 1)
    assert set(tick()) == set(DUTIES), "the clock was set back"


def test_a_duty_that_fails_keeps_no_other_and_is_tried_again(
    world: World, moment: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = moment(2026, 3, 2)

    def fails(_now: datetime) -> int:
        raise RuntimeError("no way")

    monkeypatch.setattr(worker, "DUTIES", {**DUTIES, "remind": fails})
    assert set(tick()) == set(DUTIES) - {"remind"}
    assert DutyRun.objects.get(pk="remind").last_error == "RuntimeError: no way"
    monkeypatch.setattr(worker, "DUTIES", DUTIES)
    assert set(tick(now + timedelta(minutes=1))) == {"remind"}


def test_a_duty_that_another_worker_has_is_left_to_it(world: World, moment: Turn) -> None:
    now = moment(2026, 3, 2)
    DutyRun.objects.create(name="remind", claimed_until=now + timedelta(minutes=5))
    assert "remind" not in tick()
    assert "remind" in tick(now + timedelta(minutes=6))


def test_it_stops_when_told_and_outlives_trouble(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, rounds = Event(), []

    def ticks() -> None:
        rounds.append(1)
        if len(rounds) == 3:
            stop.set()
        raise RuntimeError("trouble")

    monkeypatch.setattr(worker, "tick", ticks)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker, "pause", lambda _stop: None)
    run(stop)
    assert len(rounds) == 3
