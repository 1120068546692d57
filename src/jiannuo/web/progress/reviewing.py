"""Deciding on many returns at once; each one that is refused comes back with its sentence, the others stand."""

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
from jiannuo.web.tasks.models import Ledger, Step


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

    Gives how many went through and why the others did not; the tasks of those that did are rated anew.
    """
    troubles: list[str] = []
    decided: list[int] = []
    with transaction.atomic():
        pks = sorted(pk for pk, _version in wanted)
        rows = Return.objects.select_for_update(of=("self",)).filter(pk__in=pks, task__ledger=ledger, month=str(month))
        here = {row.pk: row.task_id for row in rows.order_by("pk")}
        list(Step.objects.select_for_update().filter(task__in=here.values()).order_by("pk"))
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
