"""The returns of many tasks as the rules read them, in one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from jiannuo.ledger.lights import Filed
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import ReturnState
from jiannuo.web.progress.desk import REPORTED
from jiannuo.web.progress.models import Return

History = Mapping[int, list[Filed]]
_FIELDS = ("task_id", "month", "value", "steps_done", "text", "state", "submitted", "reviewed")


def histories(wanted: Q) -> History:
    """The returns handed in for the tasks of *wanted* (a filter on returns), by the task's key, in order of months."""
    found: dict[int, list[Filed]] = {}
    rows = Return.objects.filter(wanted, state__in=REPORTED, submitted__isnull=False)
    for task, *row in rows.order_by("month", "pk").values_list(*_FIELDS):
        found.setdefault(task, []).append(filed(*row))
    return found


def filed(
    month: str,
    value: Decimal | None,
    steps: Mapping[str, str],
    text: str,
    state: str,
    submitted: datetime,
    reviewed: datetime | None,
) -> Filed:
    """A return that was handed in, as the rules read it."""
    approved = state == ReturnState.APPROVED.value and reviewed is not None
    return Filed(
        month=Month.parse(month),
        value=None if value is None else float(value),
        steps_done={key: date.fromisoformat(day) for key, day in steps.items()},
        blank=value is None and not steps and not text,
        arrived=timezone.localtime(submitted).date(),
        approved=timezone.localtime(reviewed).date() if approved else None,
    )


def approved(history: Iterable[Filed]) -> list[Filed]:
    """Those of *history* that count."""
    return [one for one in history if one.approved is not None]
