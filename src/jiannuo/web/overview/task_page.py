"""The page of one task: its whole history on one page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from jiannuo.ledger.status import TaskState
from jiannuo.web.access.actor import Actor, Subject
from jiannuo.web.access.guard import Request, guard_on
from jiannuo.web.overview import history
from jiannuo.web.overview.kept import fragment, kept
from jiannuo.web.prepared import Prepared, attach
from jiannuo.web.tasks.finding import Led
from jiannuo.web.tasks.models import Task, TaskUnit
from jiannuo.web.tasks.reach import Governed
from jiannuo.web.ui.addresses import url
from jiannuo.web.ui.pages import page

# What may be done with a task: the right, the view, the words; shown to those who may, where the state allows it.
_DOINGS: tuple[tuple[str, str, Callable[[], str], tuple[TaskState, ...]], ...] = (
    ("task.edit", "task_edit", lambda: _("编辑"), (TaskState.PROPOSED,)),
    ("task.adjust", "task_adjust", lambda: _("申请调整"), (TaskState.ISSUED,)),
    ("task.pass_down", "task_pass_down", lambda: _("分解到下级"), (TaskState.ISSUED,)),
    ("order.issue", "order_new", lambda: _("签发督办单"), (TaskState.ISSUED,)),
    ("task.cancel", "task_cancel", lambda: _("取消任务"), (TaskState.ISSUED,)),
)


_TASK = Prepared(
    lambda pk: Task.objects.filter(pk=pk).select_related("ledger__owner", "programme", "lead", "parent__lead")
)
_DUTIES = Prepared(
    lambda pk: (
        TaskUnit.objects.filter(task=pk)
        .select_related("unit")
        .only("task", "duty", "unit__path", "unit__name", "unit__short")
    )
)


def find(pk: int) -> Task:
    """The task with what rights and the page's head need; Http404 where there is none."""
    task = next(iter(_TASK(pk)), None)
    if task is None:
        raise Http404
    attach(task, "duties", _DUTIES(pk), TaskUnit)
    return task


@guard_on("task.view", find)
def task(request: Request, task: Task) -> HttpResponse:
    """Source, plan, returns, ratings, lineage, adjustments, orders, remarks and log of a task."""
    body = kept(request, "task", lambda: _body(request.actor, task))
    remark = url("task_remark", task.pk) if request.actor.may("task.remark", task) else ""
    return page(
        request, "overview/task.html", task=task, body=body, remark_to=remark, doings=doings(request.actor, task)
    )


def doings(actor: Actor, task: Task) -> list[tuple[str, str]]:
    """(words, address) of what the actor may do with the task as it stands."""
    found = []
    for right, view, words, states in _DOINGS:
        address = f"{url(view)}?task={task.pk}" if view == "order_new" else url(view, task.pk)
        judged = _judged(task, right)
        if TaskState.of(task.state) in states and actor.may(right, judged):
            found.append((words(), address))
    return found


def _judged(task: Task, right: str) -> Subject:
    """What *right* is judged on: who cooperates does not pass a task on, who got it does not edit or cancel it."""
    if right == "task.pass_down":
        return Led(task)
    return Governed(task) if right in ("task.edit", "task.cancel") else task


def _body(actor: Actor, task: Task) -> str:
    duties = list(task.duties.all())
    return fragment("overview/task_body.html", task=task, duties=duties, **history.of(task, task.ledger, actor))
