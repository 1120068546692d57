"""A person's deadlines as a calendar (RFC 5545) that phones and mail programs subscribe to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from jiannuo.ledger.status import LedgerState, Role, TaskState
from jiannuo.web import clock
from jiannuo.web.accounts.models import Person
from jiannuo.web.orders.models import Order
from jiannuo.web.orders.owing import open_rounds
from jiannuo.web.orders.reading import AT_WORK
from jiannuo.web.tasks.models import Step, Task
from jiannuo.web.ui import words

_DOING = (Role.HEAD.value, Role.REPORTER.value)


class Deadline(msgspec.Struct, frozen=True):
    """A day by which something is due; key stays the same when the day moves."""

    key: str
    day: date
    words: str
    address: str


def feed(person: Person, host: str) -> bytes:
    """The calendar of *person*, in the person's language; *host* makes its entries' names unique."""
    with translation.override(person.language):
        made = Calendar()
        made.add("prodid", "-//Jiannuo//ledger//ZH")
        made.add("version", "2.0")
        made.add("x-wr-calname", _("践诺时限"))
        made.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        for deadline in deadlines_of(person):
            made.add_component(_event(deadline, host))
        content: bytes = made.to_ical()
    return content


def _event(deadline: Deadline, host: str) -> Event:
    event = Event()
    event.add("uid", f"{deadline.key}@{host}")
    event.add("dtstamp", clock.now())
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + timedelta(days=1))
    event.add("summary", deadline.words)
    event.add("url", deadline.address)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", deadline.words)
    alarm.add("trigger", timedelta(hours=-15))  # nine o'clock of the day before
    event.add_component(alarm)
    return event


def deadlines_of(person: Person) -> Iterator[Deadline]:
    """What *person*'s units must send in, deliver and answer, and what the person's office collects."""
    held = list(person.memberships.filter(unit__active=True).values_list("role", "unit_id"))
    doing = {unit for role, unit in held if role in _DOING}
    office = {unit for role, unit in held if role == Role.OFFICE.value}
    yield from _rounds(doing, office)
    yield from _tasks(doing, person)
    yield from _steps(doing)
    yield from _orders(doing, office)


def _rounds(doing: set[int], office: set[int]) -> Iterator[Deadline]:
    theirs = Q(ledger__owner__in=office) | Q(ledger__tasks__lead__in=doing, ledger__tasks__state=TaskState.ISSUED.value)
    for found in open_rounds().filter(theirs).distinct():
        said = _("%(month)s进展报送截止：%(ledger)s") % {
            "month": words.month(found.month),
            "ledger": found.ledger.title,
        }
        yield Deadline(f"round-{found.pk}", found.due, said, reverse("home"))


def _tasks(doing: set[int], person: Person) -> Iterator[Deadline]:
    tasks = Task.objects.filter(
        Q(lead__in=doing) | Q(leader=person),
        ledger__state=LedgerState.ISSUED.value,
        state=TaskState.ISSUED.value,
        due__isnull=False,
    )
    for task in tasks.distinct():
        if task.due is not None:
            said = _("任务完成时限：%(title)s") % {"title": task.title}
            yield Deadline(f"task-{task.pk}", task.due, said, f"/tasks/{task.pk}")


def _steps(doing: set[int]) -> Iterator[Deadline]:
    steps = Step.objects.filter(
        task__lead__in=doing,
        task__state=TaskState.ISSUED.value,
        task__ledger__state=LedgerState.ISSUED.value,
        done=None,
    )
    for step in steps.select_related("task"):
        said = _("节点“%(step)s”：%(title)s") % {"step": step.title, "title": step.task.title}
        yield Deadline(f"step-{step.pk}", step.due, said, f"/tasks/{step.task_id}")


def _orders(doing: set[int], office: set[int]) -> Iterator[Deadline]:
    for order in Order.objects.filter(Q(unit__in=doing) | Q(issuer__in=office), state__in=AT_WORK):
        address = reverse("order", args=[order.pk])
        named = {"number": order.number, "title": order.title}
        report, due = timezone.localtime(order.report_due).date(), timezone.localtime(order.due).date()
        yield Deadline(f"order-{order.pk}-report", report, _("督办单反馈：%(number)s %(title)s") % named, address)
        yield Deadline(f"order-{order.pk}-due", due, _("督办单办结：%(number)s %(title)s") % named, address)
