"""Load the demonstration once, and print how to log in."""

from __future__ import annotations

import secrets
import sys
from datetime import date

from django.db import transaction

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Role
from jiannuo.model.messages import language, render
from jiannuo.web import clock
from jiannuo.web.access.actor import console
from jiannuo.web.accounts.models import Person, Unit
from jiannuo.web.demo import drawing_up, events, months
from jiannuo.web.demo.months import at
from jiannuo.web.demo.place import LEADER, OFFICE, acting, found, place
from jiannuo.web.tasks.models import Ledger

LAST, THIS = 2025, 2026  # the years of the sample reports
FEW, MANY = 18, 42  # tasks of each year's ledger


def load() -> None:
    """Load it where the database is empty, and give its people a fresh password, which is printed."""
    if not Unit.objects.exists():
        _say("demo_loading")
        build(clock.today())
    _print_log_ins()


def build(today: date) -> None:
    """The government, last year's ledger kept to its end and this year's up to *today*."""
    given = place()
    with transaction.atomic(), clock.at(at(date(LAST, 1, 6), 9)):
        units = found(given, console())
    office = acting(OFFICE)
    for year, most in ((LAST, FEW), (THIS, MANY)):
        with transaction.atomic(), clock.at(at(date(year, 1, 22), 9)):
            report = drawing_up.upload(year, units["YT"], office)
            ledger = drawing_up.draw_up(report, given, units, most, office)
        with transaction.atomic(), clock.at(at(date(year, 1, 28), 9)):
            drawing_up.issue(ledger, office)
        last = min(Month(year, 12), Month.of(today).plus(-1))
        months.live(ledger, last, office)
        events.happen(ledger, last, office, acting(LEADER))
    now = Month.of(today)
    if now.year == THIS:
        months.begin(Ledger.objects.get(year=THIS), now)
    events.watch(given, units, Month.of(today).plus(-1), office)


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
