"""Editing in the ledger's table: one row in its place, or many ticked rows at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jiannuo.ledger.status import LedgerState, TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.guard import Request, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import Action, perform, sub_key
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.actions.drafting import DropTask, EditTask
from jiannuo.web.tasks.actions.ledgers import shortcoming
from jiannuo.web.tasks.finding import find_governed, find_ledger, find_task
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.names import UnitNames
from jiannuo.web.tasks.reach import Governed
from jiannuo.web.tasks.suggesting import suggest
from jiannuo.web.tasks.table import INLINE, Row, Table, Wanted, inline, lacking, make_row, standing
from jiannuo.web.tasks.typed import read_typed
from jiannuo.web.tasks.views.ledgers import show_ledger

BULK = ("lead", "cooperating", "programme", "due", "leader_name")  # what can be set for all ticked rows
THRESHOLDS = (0.5, 0.3, 0.2, 0.1)


@guard_on("task.edit", find_governed)
@require_http_methods(["GET", "POST"])
def task_row(request: Request, found: Governed) -> HttpResponse:
    """A task's row: to be read, with ``?edit=1`` to be edited; sent, it is saved."""
    task = found.task
    names = UnitNames(task.ledger.owner)
    if request.method == "POST":
        return _save_row(request, task, names)
    if not request.htmx:
        return redirect(f"{reverse('ledger', args=(task.ledger_id,))}?edit={task.pk}#t-{task.pk}")
    return _row_page(request, _row(task, names, editing="edit" in request.GET), names)


def _row(task: Task, names: UnitNames, editing: bool = False) -> Row:
    found = suggest(task.ledger, [task], names).get(task.pk) if task.lead_id is None else None
    return make_row(task, names, found, shortcoming(task), editing)


def _save_row(request: Request, task: Task, names: UnitNames) -> HttpResponse:
    """Save what was typed into a row, or show it again with what is wrong."""
    typed = {name: request.POST.get(name, "")[:4000] for name in INLINE}
    read = read_typed(typed, names, str(task), task.measure_unit)
    row = _row(task, names, editing=True)
    row.typed = typed
    row.errors = {name: error.message(short_language()) for name, error in read.errors.items()}
    version = row.version = _whole(request.POST.get("version", ""))
    if not row.errors:
        try:
            before = fields.read(task)
            touched = {name: value for name, value in read.values.items() if value != before[name]}
            if touched:
                perform(EditTask(task.pk, version, touched), request.actor, request.POST.get("request_key", ""))
        except RefusedError as error:
            row.trouble = error.message(short_language())
            if error.code == "edited_meanwhile":
                now = find_task(task.pk)  # whoever saves again has seen both
                row.stored, row.version = inline(now, names), now.version
        else:
            return _saved(request, find_task(task.pk), names)
    if request.htmx:
        return _row_page(request, row, names, status=409)
    table = Table(task.ledger, request.actor, Wanted.of(request.GET))
    if row.task.pk not in table.of:  # the filter hides it
        table = Table(task.ledger, request.actor, Wanted(q=str(task.number)))
    _replace(table, row)
    return show_ledger(request, table, status=409)


def _saved(request: Request, task: Task, names: UnitNames) -> HttpResponse:
    if request.htmx:
        return _row_page(request, _row(task, names), names, counted=True)
    messages.success(request, _("已保存第 %(n)s 项") % {"n": task.number})
    return redirect(back_to(request, task.ledger_id) + f"#t-{task.pk}")


def _replace(table: Table, row: Row) -> None:
    table.rows = [row if one.task.pk == row.task.pk else one for one in table.rows]
    table.of[row.task.pk] = row


def _row_page(request: Request, row: Row, names: UnitNames, status: int = 200, counted: bool = False) -> HttpResponse:
    """The row alone; after a change with the ledger's counters, which go to their own place."""
    ledger = row.task.ledger
    values: dict[str, Any] = {"row": row, "ledger": ledger, "edits": ledger.state == LedgerState.DRAFTING.value}
    values |= {"standing": standing(ledger, lacking(ledger)) if counted else None, "TaskState": TaskState, "back": ""}
    values |= {"actor": request.actor, "navigation": ()}
    return HttpResponse(render_to_string("tasks/row_alone.html", values, request), status=status)


def back_to(request: Request, ledger: int) -> str:
    """Where the form says that it came from, if that is a page of ours; else the ledger."""
    back = request.POST.get("back", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, None):
        return back.partition("#")[0]
    return reverse("ledger", args=(ledger,))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class _Bulk:
    """What is done to ticked rows: each on its own, those that fail keep their tick and say why."""

    def __init__(self, request: Request, ledger: Ledger) -> None:
        self.request, self.ledger = request, ledger
        self.key = request.POST.get("request_key", "")
        self.done = 0
        self.troubles: dict[int, str] = {}

    def each(self, keys: list[int], make: Callable[[int, int], Action[Task] | None]) -> None:
        """Carry out what *make* makes of a task's key and the version that was seen."""
        own = set(self.ledger.tasks.filter(pk__in=keys).values_list("pk", flat=True))
        for key in keys:
            if key not in own:
                continue
            version = _whole(self.request.POST.get(f"version-{key}", ""))
            action = make(key, version)
            if action is None:
                continue
            try:
                perform(action, self.request.actor, sub_key(self.request.actor, self.key, action.name, key))
            except RefusedError as error:
                self.troubles[key] = error.message(short_language())
            else:
                self.done += 1


@guard_on("task.edit", find_ledger)
@require_POST
def ledger_bulk(request: Request, ledger: Ledger) -> HttpResponse:
    """Set a value for all ticked rows, leave them out, merge them, or take suggestions for the lead unit."""
    do, _colon, key = request.POST.get("do", "").partition(":")
    ticked = [_whole(value) for value in request.POST.getlist("row")]
    typed = {name: request.POST.get(name, "")[:400] for name in (*BULK, "reason", "least")}
    bulk = _Bulk(request, ledger)
    if do in ("set", "drop", "merge") and not ticked:
        return _told(request, ledger, bulk, typed, ticked, _("没有勾选任务；请先勾选要改的行"))
    if do == "merge":
        numbers = ledger.tasks.filter(pk__in=ticked).order_by("number").values_list("number", flat=True)
        return redirect(reverse("task_merge", args=(ledger.pk,)) + "?" + urlencode([("n", n) for n in numbers]))
    if do == "take":
        _take(bulk, {_whole(key)}, 0.0)
    elif do == "take_all":
        _take(bulk, None, _least(typed["least"]))
    elif do == "drop":
        bulk.each(ticked, lambda pk, version: DropTask(pk, version, reason=typed["reason"]))
    elif do == "set":
        sentence = _set(bulk, ticked, typed)
        if sentence:
            return _told(request, ledger, bulk, typed, ticked, sentence)
    return _told(request, ledger, bulk, typed, ticked, "")


def _least(text: str) -> float:
    return next((value for value in THRESHOLDS if str(value) == text), THRESHOLDS[0])


def _set(bulk: _Bulk, ticked: list[int], typed: Mapping[str, str]) -> str:
    """Give all ticked rows what was typed into the bar; a sentence where that cannot be read."""
    given = {name: typed[name] for name in BULK if typed[name].strip()}
    if not given:
        return _("没有填要改成什么；请至少填一样")
    read = read_typed(given, UnitNames(bulk.ledger.owner), _("批量修改"))
    if read.errors:
        return "；".join(error.message(short_language()) for error in read.errors.values())
    bulk.each(ticked, lambda pk, version: EditTask(pk, version, dict(read.values)))
    return ""


def _take(bulk: _Bulk, keys: set[int] | None, least: float) -> None:
    """Take the suggested lead units: of *keys*, or of all tasks without one that are at least as sure as *least*."""
    tasks = bulk.ledger.tasks.filter(lead=None, state=TaskState.PROPOSED.value)
    wanted = list(tasks if keys is None else tasks.filter(pk__in=keys))
    found = suggest(bulk.ledger, wanted, UnitNames(bulk.ledger.owner))
    versions = {task.pk: task.version for task in wanted}

    def make(pk: int, version: int) -> EditTask | None:
        one = found.get(pk)
        if one is None or one.unit is None or one.score < least:
            return None
        values: dict[str, Any] = {"lead": int(one.unit)}
        if one.cooperating:
            values["cooperating"] = [int(unit) for unit in one.cooperating]
        # Rows of other pages are not in the form: nobody typed anything into them that could be lost.
        return EditTask(pk, version or versions[pk], values)

    bulk.each(sorted(versions), make)


def _told(
    request: Request, ledger: Ledger, bulk: _Bulk, typed: dict[str, str], ticked: list[int], sentence: str
) -> HttpResponse:
    """Back to the table; where anything failed, with the reasons, the ticks and what was typed."""
    done = _("已改 %(n)s 项") % {"n": bulk.done} if bulk.done else ""
    if not bulk.troubles and not sentence:
        messages.success(request, done or _("没有可改的任务，未作改动"))
        return redirect(back_to(request, ledger.pk))
    if done:
        messages.success(request, done)
    query = request.POST.get("back", "").partition("?")[2].partition("#")[0]
    table = Table(ledger, request.actor, Wanted.of(QueryDict(query)))
    for row in table.rows:
        row.trouble = bulk.troubles.get(row.task.pk, "")
        row.ticked = bool(row.trouble) or (row.task.pk in ticked and bool(sentence))
    if bulk.troubles and not sentence:
        sentence = _("%(n)s 项未改，原因见各行；改正后可再次执行") % {"n": len(bulk.troubles)}
    return show_ledger(request, table, sentence, typed, 409)
