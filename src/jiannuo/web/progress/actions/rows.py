"""What the actions on returns share: the locked row, the version, the step from one state to the next."""

from __future__ import annotations

from django.utils.translation import gettext as _

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import LedgerState, ReturnState
from jiannuo.ledger.transitions import RETURN, RefusedError, after
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.models import Unit
from jiannuo.web.progress.desk import where
from jiannuo.web.progress.due import due_tasks
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Task
from jiannuo.web.ui.words import moment


def thing(task: Task) -> str:
    """How a refusal names a return."""
    return _("第 %(number)s 项的填报") % {"number": task.number}


def find_task(task_pk: int) -> Task:
    """The task with its unit and ledger; RefusedError where it has no unit or is not there."""
    task = Task.objects.select_related("ledger", "lead", "parent__lead").filter(pk=task_pk).first()
    if task is None or task.lead is None:
        raise RefusedError("return_not_due", where=str(task_pk), month="")
    return task


def locked(task: Task, month: Month) -> Return | None:
    """The return of the task's lead unit for *month*, locked; None where nothing was filled in."""
    rows = Return.objects.select_for_update(of=("self",)).select_related("unit", "changed_by")
    return rows.filter(task=task, unit=task.lead, month=str(month)).first()


def locked_return(pk: int) -> Return:
    """The return *pk*, locked, with its task."""
    rows = Return.objects.select_for_update(of=("self",)).select_related(
        "unit", "changed_by", "task__ledger__owner", "task__lead", "task__parent__lead"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise RefusedError("return_missing", where=str(pk), action="")
    return found


def check_due(task: Task, month: Month) -> None:
    """Refuse where the task owes no return for *month*."""
    if not due_tasks(month).filter(pk=task.pk).exists():
        raise RefusedError("return_not_due", where=where(task), month=month.name)


def check_running(task: Task) -> None:
    """Refuse a change to a ledger that is not in force."""
    state = LedgerState.of(task.ledger.state)
    if state is not LedgerState.ISSUED:
        raise RefusedError("ledger_not_issued", ledger=task.ledger.title, state=state.zh)


def step(report: Return, change: str, actor: Actor, version: int) -> None:
    """Take *report* through *change*: its new state, its version, who did it and when; not saved yet.

    Refused where its state does not allow it, or someone changed it since it was seen as *version*.
    """
    state = after(RETURN, change, ReturnState.of(report.state), thing(report.task))
    if report.version != version:
        who = report.changed_by.name if report.changed_by else _("系统")
        raise RefusedError("edited_meanwhile", thing=thing(report.task), who=who, when=moment(report.changed))
    report.state = state.value
    report.version += 1
    report.changed, report.changed_by_id = clock.now(), actor.user_id


def unit_of(task: Task) -> Unit:
    """The unit that returns *task*."""
    assert task.lead is not None  # find_task refused otherwise
    return task.lead
