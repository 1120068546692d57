"""Run by itself with the server's settings: fifty units with two tasks each, and a session for each reporter.

Prints one JSON object: the month, and for each unit its number, its tasks and its session cookie.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal

import django

UNITS, TASKS = 50, 2


def main() -> None:
    """Fill the database and print what the clients need."""
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        json.dump(fill(), sys.stdout)


def fill() -> dict[str, object]:
    """The units and their tasks."""
    from jiannuo.ledger.month import Month
    from jiannuo.ledger.status import Duty, LedgerState, Role, Sort, TaskState, UnitKind
    from jiannuo.web import clock
    from jiannuo.web.accounts.models import Membership, Person, Unit
    from jiannuo.web.progress.actions.collecting import open_month
    from jiannuo.web.tasks.models import Ledger, Task

    month = Month.of(clock.today())
    city = Unit.objects.create(code="city", name="云汀市人民政府", kind=UnitKind.GOVERNMENT.value)
    ledger = Ledger.objects.create(
        owner=city, year=month.year, title="台账", state=LedgerState.ISSUED.value, created=clock.now()
    )
    units = []
    for number in range(UNITS):
        unit = Unit.objects.create(code=f"u{number}", name=f"第{number}局", parent=city)
        person = Person.objects.create_user(f"reporter{number}", None, name=f"填报人{number}")
        Membership.objects.create(person=person, unit=unit, role=Role.REPORTER.value)
        tasks = []
        for order in range(TASKS):
            task = Task.objects.create(
                ledger=ledger,
                number=number * TASKS + order + 1,
                title=f"第{number}局的任务{order}",
                sort=Sort.CUMULATIVE.value,
                state=TaskState.ISSUED.value,
                target=Decimal(1000),
                measure_unit="户",
                lead=unit,
                start=f"{month.year}-01",
                due=date(month.year, 12, 31),
                created=clock.now(),
                changed=clock.now(),
            )
            task.duties.create(unit=unit, duty=Duty.LEAD.value)
            tasks.append(task.pk)
        units.append({"unit": unit.pk, "tasks": tasks, "session": session_of(person)})
    open_month(ledger, month)
    return {"month": str(month), "units": units}


def session_of(person: object) -> str:
    """The cookie of a session that is logged in, without the slow hash of a password."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)  # type: ignore[attr-defined]
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()  # type: ignore[attr-defined]
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    main()
