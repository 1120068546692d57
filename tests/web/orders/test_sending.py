"""The outbox: at least once, retried with growing pauses, given up in sight, never in anybody's way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction

from jiannuo.ledger.status import Role
from jiannuo.web import clock
from jiannuo.web.accounts.models import Unit
from jiannuo.web.orders import sending
from jiannuo.web.orders.models import Channel, Outgoing
from jiannuo.web.orders.schedule import sending as rule
from jiannuo.web.orders.sending import send_due
from jiannuo.web.orders.telling import RoleIn, tell

from ..conftest import Turn, World
from .conftest import Robot

VARIABLE = "JIANNUO_ROBOT_OFFICE"


@pytest.fixture
def channel(world: World, robot: Robot, monkeypatch: pytest.MonkeyPatch, moment: Turn) -> Channel:
    moment(2026, 3, 2)
    monkeypatch.setenv(VARIABLE, robot.address)
    return Channel.objects.create(name="督查群", kind="wecom", variable=VARIABLE, unit=world.units["city"])


def test_a_role_is_told_person_by_person_and_in_the_units_group(mailed: World, channel: Channel, robot: Robot) -> None:
    audience = RoleIn(Role.OFFICE, mailed.units["housing"])
    assert tell(audience, "主题\n一", "内容", "cause-1") == 2
    assert tell(audience, "主题", "内容", "cause-1") == 0
    assert tell(RoleIn(Role.LEADER, mailed.units["housing"]), "主题", "内容", "cause-1") == 1
    assert send_due() == 3
    assert send_due() == 0
    assert {message.to[0] for message in mail.outbox} == {"office.city@yunting.example", "leader.city@yunting.example"}
    assert {message.subject for message in mail.outbox} == {"主题 一", "主题"}
    assert len(robot.got) == 1
    assert all(row.sent for row in Outgoing.objects.all())


def test_what_is_undone_is_not_told(mailed: World) -> None:
    def undone() -> None:
        with transaction.atomic():
            tell(mailed.people["office.city"], "主题", "内容", "cause")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert not Outgoing.objects.exists()


def test_a_failure_is_tried_again_after_growing_pauses_and_given_up_in_sight(
    mailed: World, channel: Channel, robot: Robot
) -> None:
    robot.status = 500
    tell(channel, "主题", "内容", "cause")
    for count, pause in enumerate(rule().pauses, 1):
        assert send_due() == 0
        assert len(robot.got) == count
        row = Outgoing.objects.get()
        assert row.not_before == clock.now() + timedelta(minutes=pause)
        assert send_due() == 0
        assert len(robot.got) == count, "not before its time"
        clock.turn_to(row.not_before)
    send_due()
    row.refresh_from_db()
    assert row.given_up is not None
    assert "500" in row.last_error
    clock.turn_to(clock.now() + timedelta(days=9))
    assert send_due() == 0
    page = mailed.client("administrator.city").get("/outbox").content.decode()
    assert "多次未能发出" in page
    assert row.last_error in page
    robot.status = 200
    mailed.client("administrator.city").post(f"/outbox/{row.pk}/retry")
    assert send_due() == 1


def test_a_worker_killed_between_sending_and_marking_sends_again(
    mailed: World, channel: Channel, robot: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(channel, "主题", "内容", "cause")
    send = sending._send

    def killed(row: Outgoing) -> None:
        send(row)
        raise KeyboardInterrupt

    monkeypatch.setattr(sending, "_send", killed)
    with pytest.raises(KeyboardInterrupt):
        send_due()
    monkeypatch.setattr(sending, "_send", send)
    assert send_due() == 0, "the claim of the dead worker holds for its lease"
    clock.turn_to(clock.now() + timedelta(seconds=rule().lease + 1))
    assert send_due() == 1
    assert len(robot.got) == 2


def test_one_bad_message_does_not_keep_the_others(mailed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("office.city", "leader.city"):
        tell(mailed.people[name], "主题", "内容", "cause")
    send = sending._send

    def fails_for_one(row: Outgoing) -> None:
        if row.person == mailed.people["office.city"]:
            raise OSError("connection refused")
        send(row)

    monkeypatch.setattr(sending, "_send", fails_for_one)
    assert send_due() == 1
    assert "connection refused" in Outgoing.objects.get(sent=None).last_error


def test_a_mail_sent_twice_bears_the_same_id(mailed: World) -> None:
    tell(mailed.people["office.city"], "主题", "内容", "cause")
    send_due()
    Outgoing.objects.update(sent=None)
    send_due()
    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second


def test_who_has_no_address_is_listed_not_tried(world: World) -> None:
    tell(world.people["office.city"], "主题", "内容", "cause")
    assert send_due() == 0
    row = Outgoing.objects.get()
    assert (row.given_up is not None, "电子邮箱" in row.last_error, row.attempts) == (True, True, 0)


def test_without_a_mail_server_mail_waits(mailed: World, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = ""
    tell(mailed.people["office.city"], "主题", "内容", "cause")
    assert send_due() == 0
    assert "JIANNUO_SMTP_HOST" in Outgoing.objects.get().last_error


def test_a_claim_is_held_by_one(mailed: World) -> None:
    for number in range(2):
        tell(mailed.people["office.city"], "主题", "内容", f"cause-{number}")
    first, second = sending._claim(clock.now()), sending._claim(clock.now())
    assert first is not None
    assert second is not None
    assert first != second
    assert sending._claim(clock.now()) is None


@pytest.fixture
def shared_rows(robot: Robot, django_db_setup: None, django_db_blocker: Any, monkeypatch: Any) -> Iterator[None]:
    """Messages that several connections see; they are taken away by hand, as the log cannot be emptied."""
    monkeypatch.setenv(VARIABLE, robot.address)
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
            pytest.skip("a database in memory has no writers that wait for each other")
        unit = Unit.objects.create(code="robots", name="云汀市人民政府")
        channel = Channel.objects.create(name="督查群", kind="wecom", variable=VARIABLE, unit=unit)
        for number in range(24):
            tell(channel, f"主题{number}", "内容", f"cause-{number}")
        yield
        Outgoing.objects.all().delete()
        channel.delete()
        unit.delete()


def test_several_workers_send_each_message_once(shared_rows: None, robot: Robot) -> None:
    def work() -> None:
        send_due()
        connection.close()

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Outgoing.objects.filter(sent__isnull=False).count() == 24
    assert sorted(payload["markdown"]["content"] for _path, payload in robot.got) == sorted(
        f"**主题{number}**\n\n内容" for number in range(24)
    )


def test_who_has_no_address_is_told_by_the_units_group(world: World, channel: Channel, robot: Robot) -> None:
    assert tell(RoleIn(Role.OFFICE, world.units["city"]), "主题", "内容", "cause") == 1
    assert send_due() == 1
    assert len(robot.got) == 1
