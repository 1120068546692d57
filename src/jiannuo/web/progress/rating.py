"""Ratings of a month, computed from plans and approved returns, and what follows from them."""

from __future__ import annotations

from collections.abc import Collection as Group
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Q, QuerySet

from jiannuo.ledger.lights import Filed, Lit, light
from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import Plan, reckoned
from jiannuo.ledger.rating import REACHED, Rated, rate
from jiannuo.ledger.stagnation import Standing, is_stagnant, stagnation_rule, still
from jiannuo.ledger.status import Light, Rating, TaskState
from jiannuo.model.link import Remark
from jiannuo.web import clock
from jiannuo.web.access.middleware import short_language
from jiannuo.web.progress.history import approved, histories
from jiannuo.web.progress.models import RatingRecord
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.planning import amount, plan_of

COUNTED = (TaskState.ISSUED.value,)
_BATCH = 500  # rows of one statement
DENORMALISED = ("rating", "rating_lenient", "light", "rated_month", "last_value", "last_month", "share", "still")


class Computed(msgspec.Struct):
    """A task's rating and light at the end of a month, with what it was computed from."""

    task: Task
    plan: Plan
    rated: Rated
    lit: Lit
    still: int
    last: Filed | None  # the last approved return with a figure


def tasks_of(ledger: Ledger, only: Group[int] | None = None) -> QuerySet[Task]:
    """The tasks that are rated, with what their plans need."""
    rows = Task.objects.filter(ledger=ledger, state__in=COUNTED)
    if only is not None:
        rows = rows.filter(pk__in=only)
    return rows.select_related("ledger").prefetch_related("points", "steps").order_by("pk")


def in_force(ledger: Ledger, month: Month, only: Group[int] | None = None) -> Mapping[int, RatingRecord]:
    """The records in force for *month*, by the task's key."""
    rows = RatingRecord.objects.filter(task__ledger=ledger, month=str(month), in_force=True)
    if only is not None:
        rows = rows.filter(task__in=only)
    return {record.task_id: record for record in rows}


def compute(
    ledger: Ledger, month: Month, only: Group[int] | None, records: Mapping[int, RatingRecord]
) -> list[Computed]:
    """Rate every task of *ledger*, or *only* those; *records* are those in force.  Four queries."""
    wanted = Q(task__ledger=ledger) if only is None else Q(task__in=only)
    history = histories(wanted & Q(month__lte=str(month)))
    found = []
    today = clock.today()
    for task in tasks_of(ledger, only):
        plan, returns = plan_of(task), history.get(task.pk, [])
        counted = approved(returns)
        on = reckoned(plan, month, ledger.due_day)
        kept = kept_light(records.get(task.pk))
        rated = rate(plan, counted, month, on)
        found.append(
            Computed(
                task=task,
                plan=plan,
                rated=rated,
                lit=light(plan, returns, month, today, ledger.due_day, kept),
                still=0 if rated.strict in REACHED else still(plan, counted, month),  # what is done need not move
                last=next((one for one in reversed(counted) if one.value is not None), None),
            )
        )
    return found


def kept_light(record: RatingRecord | None) -> Light | None:
    """The light that was stored with *record*; None where none was."""
    told = None if record is None else record.rule.get("light")
    return Light.of(str(told["light"])) if told else None


def kept_rule(computed: Computed) -> dict[str, Any]:
    """Rule, notes and light of a rating as they are stored."""
    lit = computed.lit
    told: dict[str, object] = {"light": lit.light.value, "code": lit.rule.code, "params": dict(lit.rule.params)}
    return {**computed.rated.kept(), "light": told}


def record_of(computed: Computed, month: Month, before: RatingRecord | None) -> RatingRecord | None:
    """The new record of a rating; None where the one in force says the same.  A person's override stays beside it."""
    rated = computed.rated
    record = RatingRecord(
        task=computed.task,
        month=str(month),
        strict=rated.strict.value,
        lenient=rated.lenient.value,
        share=rated.share,
        expected=rated.expected,
        actual=rated.actual,
        rule=kept_rule(computed),
        rule_version=rated.version,
        computed=clock.now(),
    )
    if before is None:
        return record
    told = ("strict", "lenient", "share", "expected", "actual", "rule", "rule_version")
    if all(getattr(record, name) == getattr(before, name) for name in told):
        return None
    record.override, record.override_reason = before.override, before.override_reason
    record.override_by_id = before.override_by_id
    return record


def write(pairs: Sequence[tuple[RatingRecord, RatingRecord | None]]) -> None:
    """Put new records in force, each instead of the one before it."""
    old = [before.pk for _new, before in pairs if before is not None]
    for start in range(0, len(old), _BATCH):
        RatingRecord.objects.filter(pk__in=old[start : start + _BATCH]).update(in_force=False)
    RatingRecord.objects.bulk_create([new for new, _before in pairs])


def write_tasks(found: Iterable[Computed], shown: Mapping[int, str], month: Month) -> int:
    """Repeat the ratings on their tasks, unless a later month is there already; how many tasks changed."""
    changed = []
    for computed in found:
        task, last = computed.task, computed.last
        if task.rated_month > str(month):
            continue
        values = {
            "rating": shown[task.pk],
            "rating_lenient": computed.rated.lenient.value,
            "light": computed.lit.light.value,
            "rated_month": str(month),
            "last_value": None if last is None else amount(last.value),
            "last_month": "" if last is None else str(last.month),
            "share": computed.rated.share,
            "still": computed.still,
        }
        if any(getattr(task, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(task, name, value)
            changed.append(task)
    _update(changed)
    return len(changed)


def _update(tasks: Sequence[Task]) -> None:
    """Write the repeated fields of *tasks* in one statement; ``bulk_update`` would build a CASE of each value."""
    if not tasks:
        return
    columns = [field for field in Task._meta.concrete_fields if field.name in DENORMALISED]
    quote = connection.ops.quote_name
    settings = ", ".join(f"{quote(str(field.column))} = %s" for field in columns)
    rows = [
        [*(field.get_db_prep_save(getattr(task, field.attname), connection) for field in columns), task.pk]
        for task in tasks
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quote(Task._meta.db_table)} SET {settings} WHERE id = %s", rows)


class Stagnant(msgspec.Struct, frozen=True):
    """A task that has not moved for *still* periods, and the printed rule."""

    task: Task
    still: int
    rule: Remark

    @property
    def sentence(self) -> str:
        """The rule in the page's language."""
        return self.rule.message(short_language())


def stagnant(ledger: Ledger, month: Month) -> list[Stagnant]:
    """The tasks of *ledger* without movement up to *month*, the longest first; four queries."""
    history = histories(Q(task__ledger=ledger, month__lte=str(month)))
    found = []
    for task in tasks_of(ledger).select_related("lead", "ledger"):
        plan = plan_of(task)
        standing = Standing(
            key=str(task.pk),
            plan=plan,
            rating=Rating.of(task.rating or Rating.OTHER.value),
            still=still(plan, approved(history.get(task.pk, [])), month),
        )
        if is_stagnant(standing):
            found.append(Stagnant(task, standing.still, stagnation_rule(standing)))
    return sorted(found, key=lambda one: (-one.still, one.task.number))
