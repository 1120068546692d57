"""Deciding on returns: each one that is refused comes back with its sentence, the others stand and are rated anew."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from jiannuo.ledger.month import Month
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import perform, sub_key
from jiannuo.web.progress.actions import ApproveReturn, SendBackReturn
from jiannuo.web.progress.actions.rating import rate_again
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Ledger, Step, Task


def review(
    actor: Actor,
    ledger: Ledger,
    month: Month,
    action: type[ApproveReturn] | type[SendBackReturn],
    wanted: Sequence[tuple[int, int]],
    reason: str,
    key: str,
) -> tuple[int, list[str]]:
    """Take *action* on the returns *wanted* of a round, each by its key and the version that was read.

    Gives how many went through and why the others did not; the tasks of those that did are rated anew with them.
    """
    troubles: list[str] = []
    decided: list[int] = []
    with transaction.atomic():
        here = _held(ledger, month, sorted(pk for pk, _version in wanted))
        for pk, version in sorted(wanted):
            if pk not in here:
                continue
            try:
                perform(action(pk, version, reason), actor, sub_key(actor, key, action.name, pk))
                decided.append(here[pk])
            except RefusedError as error:
                troubles.append(error.message(short_language()))
        if decided:
            rate_again(ledger, month, sorted(set(decided)))
    return len(decided), troubles


def review_one(actor: Actor, action: ApproveReturn | SendBackReturn, key: str) -> None:
    """Carry out *action*, and rate the task anew in the same transaction; RefusedError where it is refused."""
    with transaction.atomic():
        found = Return.objects.select_related("task__ledger").filter(pk=action.return_pk).first()
        if found is None:
            raise RefusedError("return_missing", where=str(action.return_pk), action="")
        month = Month.parse(found.month)
        _held(found.task.ledger, month, [found.pk])
        if not perform(action, actor, key).replayed:
            rate_again(found.task.ledger, month, [found.task_id])


def _held(ledger: Ledger, month: Month, pks: Sequence[int]) -> dict[int, int]:
    """Lock what deciding on the returns *pks* of a round and rating changes; their tasks by their keys.

    All is held before the first entry in the log: whoever holds the log's head waits for nothing.
    """
    Ledger.objects.select_for_update(of=("self",), no_key=True).get(pk=ledger.pk)
    rows = Return.objects.filter(pk__in=pks, task__ledger=ledger, month=str(month))
    list(Task.objects.select_for_update(of=("self",), no_key=True).filter(returns__in=rows).order_by("pk").only("pk"))
    here = {row.pk: row.task_id for row in rows.select_for_update(of=("self",)).order_by("pk")}
    list(Step.objects.select_for_update().filter(task__in=here.values()).order_by("pk"))
    return here
