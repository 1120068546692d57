"""What changed in a public ledger: approved returns, bulletins, adjustments; the Atom feed and the task's history."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec
from django.db.models import F
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from jiannuo.exports.cells import xml_text
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import AdjustmentState, BulletinState, ReturnState
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.progress.models import Return
from jiannuo.web.public.promises import public_tasks
from jiannuo.web.public.shown import field_name, fields, only_shown
from jiannuo.web.tasks.models import Adjustment, Ledger
from jiannuo.web.ui import words

MOST = 60


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A change: key names it for good, task is 0 where it is about the whole ledger."""

    key: str
    at: datetime
    title: str
    text: str = ""
    task: int = 0


def changes(ledger: Ledger, task: int | None = None) -> list[Change]:
    """The latest changes of *ledger*, or those of one task, the newest first."""
    tasks = public_tasks().filter(ledger=ledger)
    if task is not None:
        tasks = tasks.filter(pk=task)
    named = {row["id"]: row for row in only_shown("task", tasks)}
    found = [*_returns(named), *_adjustments(named)]
    if task is None:
        found += _bulletins(ledger)
    return sorted(found, key=lambda change: (change.at, change.key), reverse=True)[:MOST]


def _returns(named: dict[int, dict[str, Any]]) -> list[Change]:
    rows = Return.objects.filter(
        unit=F("task__lead"), task__in=named, state=ReturnState.APPROVED.value, reviewed__isnull=False
    ).order_by("-reviewed", "pk")
    found = []
    for row in only_shown("return", rows)[:MOST]:
        task = named[row["task_id"]]
        month = words.month(Month.parse(row["month"]))
        if row["value"] is None:
            said = _("%(month)s进展已审核") % {"month": month}
        else:
            figure = words.figure(row["value"], task["measure_unit"])
            said = _("%(month)s完成值：%(figure)s") % {"month": month, "figure": figure}
        found.append(
            Change(
                key=f"return-{row['task_id']}-{row['month']}",
                at=row["reviewed"],
                title=_named(task, said),
                text=said,
                task=task["id"],
            )
        )
    return found


def _adjustments(named: dict[int, dict[str, Any]]) -> list[Change]:
    rows = Adjustment.objects.filter(
        task__in=named, state=AdjustmentState.APPROVED.value, decided__isnull=False
    ).order_by("-decided", "pk")
    found = []
    for row in only_shown("adjustment", rows)[:MOST]:
        said = _("任务已调整：%(what)s") % {"what": _difference(row["before"], row["after"])}
        task = named[row["task_id"]]
        key = f"adjustment-{row['id']}"
        found.append(Change(key=key, at=row["decided"], title=_named(task, said), text=said, task=task["id"]))
    return found


def _difference(before: Any, after: Any) -> str:
    """What an adjustment changed in the fields that are shown; others are only counted in as such."""
    old, new = (value if isinstance(value, dict) else {} for value in (before, after))
    parts = []
    for field in fields("task"):
        if field in new and new[field] != old.get(field):
            values = {"field": field_name("task", field), "old": _plain(old.get(field)), "new": _plain(new[field])}
            parts.append(_("%(field)s由%(old)s改为%(new)s") % values)
    return "；".join(parts) or _("内部分工")


def _plain(value: Any) -> str:
    if value is None or value == "":
        return words.EMPTY
    try:
        return words.figure(Decimal(str(value)))
    except ArithmeticError:
        pass
    try:
        return words.day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _bulletins(ledger: Ledger) -> list[Change]:
    rows = Bulletin.objects.filter(ledger=ledger, state=BulletinState.FROZEN.value).order_by("-frozen")
    found = []
    for row in only_shown("bulletin", rows)[:MOST]:
        values = {"number": row["number"], "title": row["title"]}
        title = _("第%(number)s期通报已印发：%(title)s") % values
        found.append(Change(key=f"bulletin-{row['id']}", at=row["frozen"], title=title))
    return found


def _named(task: dict[str, Any], said: str) -> str:
    return _("第%(number)s项 %(title)s：%(said)s") % {"number": task["number"], "title": task["title"], "said": said}


def feed(ledger: Ledger, root: str) -> str:
    """The Atom feed of *ledger*; *root* is the origin that addresses begin with."""
    home = root + reverse("public_ledger", args=[ledger.pk])
    built = Atom1Feed(
        title=xml_text(ledger.title),
        link=home,
        description="",
        language="en" if words.is_english() else "zh-Hans",
        feed_url=root + reverse("public_feed", args=[ledger.pk]),
        feed_guid=home,
    )
    for change in changes(ledger):
        address = root + reverse("public_task", args=[change.task]) if change.task else home
        built.add_item(
            title=xml_text(change.title),
            link=address,
            description=xml_text(change.text),
            unique_id=f"{home}#{change.key}",
            updateddate=change.at.astimezone(UTC),
            pubdate=change.at.astimezone(UTC),
        )
    return built.writeString("utf-8")
