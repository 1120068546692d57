"""Load the demonstration once, and print how to log in."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Role
from jiannuo.model.errors import JiannuoError
from jiannuo.model.messages import language, render
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor, console
from jiannuo.web.accounts.models import Person, Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.demo import drawing_up, events, months, ordering
from jiannuo.web.demo.months import at
from jiannuo.web.demo.place import LEADER, OFFICE, Place, acting, found, place
from jiannuo.web.public.actions import PublishLedger
from jiannuo.web.tasks.actions.ledgers import CloseLedger
from jiannuo.web.tasks.models import Ledger

FOUNDER = "演示数据"  # who the log names for its first entry, by which a demonstration is known again
LAST, THIS = 2025, 2026  # the years of the sample reports
HALVES, QUARTERS = (6, 12), (3, 6, 9, 12)  # the months with a bulletin


def load() -> None:
    """Load it where the database is empty, and give its people a fresh password, which is printed.

    Raises JiannuoError where the database holds something else: nobody's real password is touched.
    """
    if not Unit.objects.exists():
        _say("demo_loading")
        build()
    elif not LogEntry.objects.filter(seq=1, actor=FOUNDER).exists():
        raise JiannuoError("demo_not_empty")
    _print_log_ins()


def build() -> None:
    """The government, last year's ledger kept to its end and this year's up to today."""
    given, today = place(), clock.today()
    with transaction.atomic(), clock.at(at(date(LAST, 1, 6), 9)):
        units = found(given, console(FOUNDER))
    office, leader = acting(OFFICE), acting(LEADER)
    _last_year(given, units, office)
    ledger, month = _draw_up(THIS, given, units, office), min(Month(THIS, 12), Month.of(today).plus(-1))
    with transaction.atomic(), clock.at(at(date(THIS, 2, 3), 9)):
        drawing_up.pass_down(ledger, units)
    _this_year(ledger, month, office, leader)
    events.now(ledger, month, leader)
    ordering.now(ledger, month, office)
    events.watch(given, units, month, office)
    ordering.answer_watch(today - timedelta(days=1))
    events.comments(ledger, month, office)
    if today.year == THIS:
        months.begin(ledger, today)


def _last_year(given: Place, units: Mapping[str, Unit], office: Actor) -> None:
    ledger = _draw_up(LAST, given, units, office)
    for month in months.live(ledger, Month(LAST, 12), office):
        if month.month in HALVES:
            events.bulletin(ledger, month, office)
        if month.month == 7:
            ordering.last_year(ledger, office)
    with clock.at(at(date(THIS, 1, 20), 9)):
        perform(PublishLedger(ledger.pk, True), office)
        perform(CloseLedger(ledger.pk), office)


def _this_year(ledger: Ledger, last: Month, office: Actor, leader: Actor) -> None:
    for month in months.live(ledger, last, office):
        if month.month == 5:
            events.of_june(ledger, office, leader)
        if month.month == 6:
            events.of_july(ledger, office)
            ordering.of_july(ledger, office)
        if month.month in QUARTERS:
            events.bulletin(ledger, month, office)


def _draw_up(year: int, given: Place, units: Mapping[str, Unit], office: Actor) -> Ledger:
    with transaction.atomic(), clock.at(at(date(year, 1, 22), 9)):
        report = drawing_up.upload(year, units["YT"], office)
        ledger = drawing_up.draw_up(report, given, units, office)
    with transaction.atomic(), clock.at(at(date(year, 1, 28), 9)):
        return drawing_up.issue(ledger, office)


def _print_log_ins() -> None:
    password = f"yunting-{secrets.token_hex(3)}"
    people = Person.objects.filter(is_active=True)
    hashed = Person()
    hashed.set_password(password)
    people.update(password=hashed.password, must_change_password=False)
    _say("demo_log_ins", password=password)
    shown: set[Role] = set()
    for person in people.order_by("pk").prefetch_related("memberships__unit"):
        for membership in person.memberships.all():
            role = Role.of(membership.role)
            if role not in shown:
                shown.add(role)
                _say("demo_person", username=person.username, role=role.name_in(language()), unit=membership.unit.name)


def _say(code: str, **params: object) -> None:
    print(render(code, params, language()), file=sys.stderr, flush=True)
