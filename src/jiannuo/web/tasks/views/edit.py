"""The form of a task: editing a proposed one, adding one, asking for other values of one in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jiannuo.ledger.status import LedgerState, TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.guard import Request, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import Action, perform
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.actions.changing import RequestAdjustment
from jiannuo.web.tasks.actions.drafting import AddTask, EditTask
from jiannuo.web.tasks.finding import find_governed, find_ledger, find_task
from jiannuo.web.tasks.forms import EVERY, TaskForm, of_post, of_values
from jiannuo.web.tasks.models import Adjustment, Ledger, Task
from jiannuo.web.tasks.names import UnitNames
from jiannuo.web.tasks.reach import Governed
from jiannuo.web.tasks.typed import as_typed, packed, unpacked
from jiannuo.web.ui.pages import page
from jiannuo.web.ui.words import moment


class Contest(msgspec.Struct, frozen=True):
    """A value that two people changed: its name, as it stands, as it was typed."""

    name: str
    label: str
    stored: str
    typed: str
    choice: str = ""


class State(msgspec.Struct):
    """What the page shows beside the form: the version and values it was made from, and what went wrong."""

    version: int = 0
    seen: str = "{}"
    sentence: str = ""
    contests: list[Contest] = []
    meanwhile: list[str] = []
    reason: str = ""


@guard_on("task.edit", find_governed)
@require_http_methods(["GET", "POST"])
def task_edit(request: Request, found: Governed) -> HttpResponse:
    """All values of a proposed task."""
    task = found.task

    def save(version: int, values: Mapping[str, Any], _state: State) -> Action[Task]:
        return EditTask(task.pk, version, dict(values))

    return _form_page(request, task, save, adjusting=False)


@guard_on("task.adjust", find_task)
@require_http_methods(["GET", "POST"])
def task_adjust(request: Request, task: Task) -> HttpResponse:
    """Other values for a task in force, with a reason; somebody else decides."""

    def ask(version: int, values: Mapping[str, Any], state: State) -> Action[Adjustment]:
        return RequestAdjustment(task.pk, version, dict(values), state.reason)

    return _form_page(request, task, ask, adjusting=True)


@guard_on("task.edit", find_ledger)
@require_http_methods(["GET", "POST"])
def task_new(request: Request, ledger: Ledger) -> HttpResponse:
    """A task that the office adds by hand."""
    names = UnitNames(ledger.owner)
    blank = Task(ledger=ledger, start=f"{ledger.year}-01")
    state = State(seen=packed({}))
    if request.method != "POST":
        typed: dict[str, Any] = dict.fromkeys(fields.NAMES, "") | {"start": blank.start, "points": "", "steps": []}
        typed |= {name: getattr(blank, name) for name in ("sort", "frequency", "bound")}
        return _show(request, TaskForm(typed | {"due": f"{ledger.year}-12-31"}, names), ledger, None, state)
    form = of_post(request.POST, names)
    if response := _helped(request, form, ledger, None, state):
        return response
    read = form.read(_("新任务"))
    if not read.errors:
        try:
            made = perform(AddTask(ledger.pk, read.values), request.actor, request.POST.get("request_key", "")).result
        except RefusedError as error:
            state.sentence = error.message(short_language())
        else:
            messages.success(request, _("已添加第 %(n)s 项") % {"n": made.number})
            return redirect("ledger", ledger.pk)
    return _show(request, form, ledger, None, state, status=409)


def _form_page(
    request: Request,
    task: Task,
    make: Callable[[int, Mapping[str, Any], State], Action[Any]],
    adjusting: bool,
) -> HttpResponse:
    """Show the form, or carry out what *make* makes of the values that were touched."""
    names = UnitNames(task.ledger.owner)
    stored = fields.read(task)
    state = State(version=task.version, seen=packed(stored), reason=request.POST.get("reason", "")[:2000])
    if request.method != "POST":
        if sentence := _closed(task, adjusting):
            state.sentence = sentence
        return _show(request, of_values(stored, names), task.ledger, task, state, adjusting=adjusting)
    form = of_post(request.POST, names)
    version, base = whole(request.POST.get("version", "")), unpacked(request.POST.get("seen", ""))
    state.version, state.seen = version, packed(base)
    if response := _helped(request, form, task.ledger, task, state, adjusting):
        return response
    read = form.read(str(task), stored["steps"])
    if not read.errors:
        touched = {name: value for name, value in read.values.items() if value != base.get(name)}
        if version != task.version:
            form = _meanwhile(task, stored, base, touched, names, state)
        elif _chosen(request, touched, stored, names, state):
            try:
                perform(make(version, touched, state), request.actor, request.POST.get("request_key", ""))
            except RefusedError as error:
                state.sentence = error.message(short_language())
            else:
                return _done(request, task, adjusting)
    return _show(request, form, task.ledger, task, state, adjusting=adjusting, status=409)


def _closed(task: Task, adjusting: bool) -> str:
    """Why the form would be refused as the task stands; "" where it would not."""
    wanted = TaskState.ISSUED if adjusting else TaskState.PROPOSED
    if task.state == wanted.value:
        return ""
    code = "task_not_issued" if adjusting else "task_frozen"
    return RefusedError(code, thing=str(task), state=TaskState.of(task.state).zh).message(short_language())


def _done(request: Request, task: Task, adjusting: bool) -> HttpResponse:
    if adjusting:
        messages.success(request, _("调整申请已提出，待批准后生效"))
        return redirect("task", task.pk)
    messages.success(request, _("已保存第 %(n)s 项") % {"n": task.number})
    if task.ledger.state == LedgerState.DRAFTING.value:
        return redirect("task_edit", task.pk)
    return redirect("task", task.pk)


def _meanwhile(
    task: Task,
    stored: dict[str, Any],
    base: Mapping[str, Any],
    touched: dict[str, Any],
    names: UnitNames,
    state: State,
) -> TaskForm:
    """Somebody changed the task: what both touched is set side by side, what only they did is taken into the form."""
    who = task.changed_by.name if task.changed_by else "—"
    refusal = RefusedError("edited_meanwhile", thing=str(task), who=who, when=moment(task.changed))
    theirs = [name for name in stored if stored[name] != base.get(name)]
    contested = [name for name in theirs if name in touched and touched[name] != stored[name]]
    state.sentence = refusal.message(short_language())
    state.meanwhile = [_(fields.NAMES[name]) for name in theirs if name not in contested]
    state.contests = _side_by_side(contested, stored, touched, names)
    state.version, state.seen = task.version, packed(stored)
    return of_values({**stored, **touched}, names)


def _side_by_side(
    contested: list[str], stored: Mapping[str, Any], typed: Mapping[str, Any], names: UnitNames
) -> list[Contest]:
    mine, now = as_typed({**stored, **typed}, names), as_typed(stored, names)
    return [Contest(name, _(fields.NAMES[name]), now[name], mine[name]) for name in contested]


def _chosen(request: Request, touched: dict[str, Any], stored: dict[str, Any], names: UnitNames, state: State) -> bool:
    """Whether a choice was made for each value that both changed; those left to the other are taken out."""
    asked = [name for name in request.POST.get("contested", "").split(",") if name in fields.NAMES]
    open_ = [name for name in asked if name in touched and request.POST.get(f"choice-{name}") not in ("mine", "theirs")]
    if open_:
        labels = "、".join(_(fields.NAMES[name]) for name in open_)
        state.sentence = RefusedError("choice_missing", where=f"“{labels}”").message(short_language())
        rows = _side_by_side([name for name in asked if name in touched], stored, touched, names)
        state.contests = [
            msgspec.structs.replace(row, choice=request.POST.get(f"choice-{row.name}", "")) for row in rows
        ]
        return False
    for name in asked:
        if request.POST.get(f"choice-{name}") == "theirs":
            touched.pop(name, None)
    return True


def _helped(
    request: Request, form: TaskForm, ledger: Ledger, task: Task | None, state: State, adjusting: bool = False
) -> HttpResponse | None:
    """The buttons that only fill in the form: an even plan, the months of a new deadline, more rows."""
    do = request.POST.get("do", "")
    if do in EVERY:
        state.sentence = form.spread(EVERY[do])
    elif do == "clear_plan":
        form.typed["points"] = ""
    elif do != "more":
        return None
    return _show(request, form, ledger, task, state, adjusting=adjusting)


def _show(
    request: Request,
    form: TaskForm,
    ledger: Ledger,
    task: Task | None,
    state: State,
    adjusting: bool = False,
    status: int = 200,
) -> HttpResponse:
    programmes = list(ledger.programmes.order_by("name").values_list("name", flat=True))
    return page(
        request,
        "tasks/form.html",
        status=status,
        form=form,
        ledger=ledger,
        task=task,
        state=state,
        adjusting=adjusting,
        programmes=programmes,
        sources=list(task.sources.select_related("statement").defer("statement__record")) if task else [],
    )


def whole(text: str) -> int:
    """A whole number of a form; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
