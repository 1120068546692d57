"""The demonstration: what it holds on a given day, for whom, and that its log fits."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from jiannuo.ledger.status import LedgerState, Light, OrderState, Rating, ReturnState, Role
from jiannuo.web import clock
from jiannuo.web.accounts.models import Person
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.demo.loading import build
from jiannuo.web.demo.months import at
from jiannuo.web.demo.place import place
from jiannuo.web.demo.promises import promises
from jiannuo.web.orders.models import Order
from jiannuo.web.progress.models import Evidence, Return
from jiannuo.web.public.models import Comment
from jiannuo.web.tasks.models import Ledger, Remark, Task
from jiannuo.web.upkeep.verify import verify

NOW = datetime(2026, 5, 24, 11, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.django_db
def test_demonstration(settings: object, tmp_path: object) -> None:
    """One build, since it takes seconds: contents, roles, log."""
    with clock.at(NOW):
        build()
        _contents()
        _opens_for_everyone()
    assert not list(verify())


def _contents() -> None:
    assert dict(Ledger.objects.values_list("year", "state")) == {
        2025: LedgerState.CLOSED.value,
        2026: LedgerState.ISSUED.value,
    }
    running = Task.objects.filter(ledger__year=2026, state="issued")
    ratings = set(running.values_list("rating", flat=True))
    assert {Rating.ON_PACE.value, Rating.BEHIND.value, Rating.AHEAD.value} <= ratings
    assert {light.value for light in Light} == set(running.values_list("light", flat=True))
    assert running.filter(parent__isnull=False).count() == 2
    last_year = set(Task.objects.filter(ledger__year=2025).values_list("rating", flat=True))
    assert {Rating.DONE.value, Rating.DONE_EARLY.value, Rating.BEHIND.value} <= last_year
    states = Counter(Return.objects.filter(month="2026-05").values_list("state", flat=True))
    assert states[ReturnState.SIGNED.value]
    assert states[ReturnState.DRAFT.value]
    assert {OrderState.CLOSED.value, OrderState.OPEN.value} <= set(Order.objects.values_list("state", flat=True))
    assert Evidence.objects.exists()
    assert Remark.objects.exists()
    assert Comment.objects.count() == 3
    assert Bulletin.objects.filter(number__isnull=False).count() == 3  # June and December, then March
    latest = Return.objects.order_by("-created").values_list("created", flat=True)[0]
    assert latest <= NOW


def _opens_for_everyone() -> None:
    for role in Role:
        person = Person.objects.filter(memberships__role=role.value).order_by("pk").first()
        if person is None:
            continue
        client = Client()
        client.force_login(person)
        answer = client.get("/")
        assert answer.status_code == 200, role
        assert "2026年" in answer.content.decode()


def test_every_promise_is_in_the_sample_and_has_a_unit() -> None:
    """What the data names is there."""
    codes = {unit.code for unit in place().units}
    for year in (2025, 2026):
        for promise in promises(year).values():
            assert {promise.lead, *promise.cooperating} <= codes
            assert promise.said


def test_nothing_happens_after_now() -> None:
    """A day that is still to come is brought forward to now."""
    with clock.at(NOW):
        assert at(NOW.date() + timedelta(days=3), 9) == NOW
        assert at(NOW.date() - timedelta(days=3), 9) < NOW
