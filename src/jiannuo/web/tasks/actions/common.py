"""What the actions on tasks share: rows under lock, versions, numbers."""

from __future__ import annotations

from django.db.models import Max

from jiannuo.ledger.status import LedgerState, TaskState
from jiannuo.ledger.transitions import TASK, RefusedError, after
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.ui.words import moment

_WITH = ("ledger__owner", "programme", "lead", "parent__lead", "changed_by")
_ALL = ("duties__unit", "points", "steps", "sources")


def locked_task(pk: int) -> Task:
    """The task under lock with what belongs to it; RefusedError where there is none.

    Who locks its ledger too locks that first.  Rows that point to the task, such as returns, need not wait.
    """
    task = (
        Task.objects.select_for_update(of=("self",), no_key=True)
        .select_related(*_WITH)
        .prefetch_related(*_ALL)
        .filter(pk=pk)
        .first()
    )
    if task is None:
        raise RefusedError("task_gone", number=pk)
    return task


def locked_ledger(pk: int) -> Ledger:
    """The ledger under lock; RefusedError where there is none."""
    rows = Ledger.objects.select_for_update(of=("self",), no_key=True).select_related("owner")
    ledger = rows.filter(pk=pk).first()
    if ledger is None:
        raise RefusedError("ledger_gone", number=pk)
    return ledger


def locked_in_ledger(pk: int) -> Task:
    """The task under lock, after its ledger: what is decided on the ledger's state holds until the change is made."""
    of = Task.objects.filter(pk=pk).values_list("ledger", flat=True).first()
    if of is None:
        raise RefusedError("task_gone", number=pk)
    ledger = locked_ledger(of)
    task = locked_task(pk)
    task.ledger = ledger
    return task


def check_version(task: Task, version: int) -> None:
    """Refuse a change that was made from an older state of the task."""
    if task.version != version:
        who = task.changed_by.name if task.changed_by else "—"
        raise RefusedError("edited_meanwhile", thing=str(task), who=who, when=moment(task.changed))


def check_drafting(ledger: Ledger) -> None:
    """Refuse what may only be done before the ledger is issued."""
    if ledger.state != LedgerState.DRAFTING.value:
        state = LedgerState.of(ledger.state).zh
        raise RefusedError("ledger_not_drafting", ledger=ledger.title, state=state)


def check_open(ledger: Ledger) -> None:
    """Refuse what may not be done after the year is closed."""
    if ledger.state == LedgerState.CLOSED.value:
        raise RefusedError("ledger_closed", ledger=ledger.title)


def touch(task: Task, actor: Actor) -> None:
    """Count the change of a task's row; the caller saves it."""
    task.version += 1
    task.changed = clock.now()
    task.changed_by_id = actor.user_id


def move(task: Task, change: str, actor: Actor) -> None:
    """Bring the task into the state that *change* leads to, and save it."""
    task.state = after(TASK, change, TaskState.of(task.state), str(task)).value
    touch(task, actor)
    task.save()


def next_number(ledger: Ledger) -> int:
    """The first number of the ledger that was never used; the ledger's row must be locked."""
    return 1 + (ledger.tasks.aggregate(last=Max("number"))["last"] or 0)


def new_task(ledger: Ledger, title: str, actor: Actor, number: int = 0) -> Task:
    """A fresh proposed task, not saved yet, that runs through the ledger's year."""
    now = clock.now()
    return Task(
        ledger=ledger,
        number=number or next_number(ledger),
        title=title[:200],
        start=f"{ledger.year}-01",
        due=now.date().replace(year=ledger.year, month=12, day=31),
        created=now,
        changed=now,
        changed_by_id=actor.user_id,
    )
