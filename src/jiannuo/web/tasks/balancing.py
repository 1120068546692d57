"""Where the promises of a report went in its ledger."""

from __future__ import annotations

import json
from dataclasses import dataclass

from jiannuo.ledger.splitting import Assigned, balance
from jiannuo.ledger.status import TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.reports.models import ReportStatement
from jiannuo.web.tasks.models import Ledger, TaskStatement

_COUNTED = (TaskState.PROPOSED.value, TaskState.ISSUED.value, TaskState.CANCELLED.value)


@dataclass(frozen=True)
class Balanced:
    """The balance as a sentence; wrong where it does not come out."""

    sentence: str
    wrong: bool = False


def balanced(ledger: Ledger, language: str) -> Balanced | None:
    """The balance of a ledger that was drawn up from a report."""
    if ledger.report_id is None:
        return None
    statements = list(ReportStatement.objects.filter(report=ledger.report_id, promise=True).values_list("pk", "key"))
    keys = dict(statements)
    own: dict[int, list[str]] = {}
    dropped: dict[str, int] = {}
    sources = TaskStatement.objects.filter(task__ledger=ledger, task__parent=None, statement__in=keys)
    for number, pk, state, statement in sources.values_list("task__number", "task", "task__state", "statement"):
        if state in _COUNTED:
            own.setdefault(number, []).append(keys[statement])
        elif state == TaskState.DROPPED.value:
            dropped[keys[statement]] = pk
    used = {key for found in own.values() for key in found}
    reasons = _reasons({pk for key, pk in dropped.items() if key not in used})
    left_out = {key: reasons.get(pk, "未写明理由") for key, pk in dropped.items() if key not in used}
    tasks = [Assigned(str(number), tuple(found)) for number, found in sorted(own.items())]
    try:
        return Balanced(balance(keys.values(), tasks, left_out).remark.message(language))
    except RefusedError as error:
        return Balanced(error.message(language), wrong=True)


def _reasons(tasks: set[int]) -> dict[int, str]:
    """Why each of *tasks* was left out, as the log has it."""
    if not tasks:
        return {}
    entries = LogEntry.objects.filter(action="task.drop", target_id__in=[str(pk) for pk in tasks]).order_by("seq")
    found = {}
    for target, data in entries.values_list("target_id", "data"):
        reason = str((json.loads(data) if isinstance(data, str) else data).get("reason", "")).strip()
        if reason:
            found[int(target)] = reason
    return found
