"""Leaving out, taking up again, splitting and merging proposed tasks."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.status import Sort, TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.guard import Request, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import Action, perform
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.actions.changing import CancelTask
from jiannuo.web.tasks.actions.drafting import DropTask, RestoreTask
from jiannuo.web.tasks.actions.ledgers import with_plans
from jiannuo.web.tasks.actions.shaping import MergeTasks, SplitTask
from jiannuo.web.tasks.finding import find_governed, find_ledger
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.names import UnitNames
from jiannuo.web.tasks.reach import Governed
from jiannuo.web.tasks.typed import CHOICES, read_typed
from jiannuo.web.tasks.views.edit import whole
from jiannuo.web.ui.pages import page

PARTS = ("title", "target", "lead", "due", "steps")
_MOST_PARTS = 30


@guard_on("task.edit", find_governed)
@require_http_methods(["GET", "POST"])
def task_drop(request: Request, found: Governed) -> HttpResponse:
    """Leave a promise out of the ledger, with a reason."""
    task = found.task
    words = _("不列入台账"), _("理由会印在台账的平衡说明里；不列入的任务仍可恢复。"), "ledger"
    return _reasoned(request, task, words, lambda v, reason: DropTask(task.pk, v, reason=reason), must=True)


@guard_on("task.edit", find_governed)
@require_http_methods(["GET", "POST"])
def task_restore(request: Request, found: Governed) -> HttpResponse:
    """Take up again what was left out, split or merged."""
    task = found.task
    words = _("恢复任务"), _("由它拆分或合并出的任务将改为不列入。"), "ledger"
    return _reasoned(request, task, words, lambda v, reason: RestoreTask(task.pk, v, reason=reason), must=False)


@guard_on("task.cancel", find_governed)
@require_http_methods(["GET", "POST"])
def task_cancel(request: Request, found: Governed) -> HttpResponse:
    """Cancel a task in force; it stays listed."""
    task = found.task
    words = _("取消任务"), _("取消后仍列在台账和通报里，单独计数；已分解给下级的一并取消。取消不能恢复。"), "task"
    return _reasoned(request, task, words, lambda v, reason: CancelTask(task.pk, v, reason), must=True)


def _reasoned(request: Request, task: Task, words: tuple[str, str, str], make: Any, must: bool) -> HttpResponse:
    """A page that asks for a reason and then carries out what *make* makes of the version and the reason."""
    heading, hint, after = words
    reason, sentence = request.POST.get("reason", "")[:2000], ""
    version = whole(request.POST.get("version", "")) or task.version
    if request.method == "POST":
        action: Action[Task] = make(version, reason)
        try:
            perform(action, request.actor, request.POST.get("request_key", ""))
        except RefusedError as error:
            sentence = error.message(short_language())
            if error.code == "edited_meanwhile":
                version = task.version  # the page shows the latest: whoever sends it again has seen it
        else:
            messages.success(request, f"{heading}：{task}")
            return redirect(after, task.ledger_id if after == "ledger" else task.pk)
    return page(
        request,
        "tasks/reason.html",
        status=409 if sentence else 200,
        task=task,
        ledger=task.ledger,
        heading=heading,
        hint=hint,
        must=must,
        reason=reason,
        sentence=sentence,
        version=version,
        back=reverse(after, args=(task.ledger_id if after == "ledger" else task.pk,)),
    )


@guard_on("task.edit", find_governed)
@require_http_methods(["GET", "POST"])
def task_split(request: Request, found: Governed) -> HttpResponse:
    """A task becomes several; their sum runs along."""
    task = found.task
    names = UnitNames(task.ledger.owner)
    rows = _part_rows(request, task)
    version = whole(request.POST.get("version", "")) or task.version
    sentence, reason = "", request.POST.get("reason", "")[:2000]
    if request.method == "POST" and request.POST.get("do") != "more":
        parts, sentence = _parts(task, rows, names)
        if not sentence:
            try:
                action = SplitTask(task.pk, version, tuple(parts), reason)
                perform(action, request.actor, request.POST.get("request_key", ""))
            except RefusedError as error:
                sentence = error.message(short_language())
                version = task.version if error.code == "edited_meanwhile" else version
            else:
                messages.success(request, _("已拆成 %(n)s 项") % {"n": len(parts)})
                return redirect("ledger", task.ledger_id)
    return page(
        request,
        "tasks/split.html",
        status=409 if sentence else 200,
        task=task,
        ledger=task.ledger,
        rows=rows,
        names=names,
        sentence=sentence,
        reason=reason,
        version=version,
        steps=list(task.steps.all()),
        total=total(row["target"] for row in rows),
        adds=task.target is not None and task.measure_unit not in ("%", "‰", "个百分点"),
    )


def _part_rows(request: Request, task: Task) -> list[dict[str, str]]:
    """The parts as typed, with blank rows below; at first two with what the whole has."""
    if request.method != "POST":
        target = "" if task.target is None else plain_number(task.target)
        carried = target if task.measure_unit in ("%", "‰", "个百分点") or task.sort == Sort.RATE.value else ""
        due = task.due.isoformat() if task.due else ""
        first = {"title": task.title, "target": carried, "lead": "", "due": due, "steps": ""}
        return [dict(first), dict(first)]
    count = min(whole(request.POST.get("count", "")), _MOST_PARTS)
    rows = [{name: request.POST.get(f"part-{n}-{name}", "")[:400] for name in PARTS} for n in range(count)]
    if request.POST.get("do") == "more":
        rows.append(dict.fromkeys(PARTS, ""))
    taken = {whole(name[5:]): request.POST.get(name, "") for name in request.POST if name.startswith("step-")}
    for n, row in enumerate(rows):
        row["steps"] = ",".join(str(pk) for pk, part in taken.items() if part == str(n))
    return rows


def _parts(task: Task, rows: list[dict[str, str]], names: UnitNames) -> tuple[list[dict[str, Any]], str]:
    """The values of each part, and what could not be read of them."""
    parts, sentences = [], []
    steps = {str(step.pk): step for step in task.steps.all()}
    for place, row in enumerate(rows, 1):
        if not row["title"].strip():
            continue
        given = {name: row[name] for name in ("title", "target", "lead", "due")}
        where = _("第 %(n)s 部分") % {"n": place}
        read = read_typed(given, names, where, task.measure_unit)
        sentences += [error.message(short_language()) for error in read.errors.values()]
        values = read.values
        own = [steps[key] for key in row["steps"].split(",") if key in steps]
        values["steps"] = [{"title": step.title, "due": step.due.isoformat()} for step in own]
        if task.sort == Sort.STEPS.value and not own and values.get("due"):
            # A part must have a step of its own; until somebody names it, that it is done by its deadline.
            values["steps"] = [{"title": f"完成{values['title']}"[:200], "due": values["due"]}]
        parts.append(values)
    return parts, "；".join(sentences)


def total(texts: Iterable[str]) -> str:
    """The sum of those figures of a form that are plain numbers."""
    found = Decimal(0)
    for text in texts:
        plain = text.replace(",", "").strip()
        if plain.replace(".", "", 1).isdigit():
            found += Decimal(plain)
    return plain_number(found)


@guard_on("task.edit", find_ledger)
@require_http_methods(["GET", "POST"])
def task_merge(request: Request, ledger: Ledger) -> HttpResponse:
    """Tasks whose numbers stand in the address become one."""
    numbers = [whole(number) for number in request.GET.getlist("n")][:50]
    rows = ledger.tasks.filter(number__in=numbers, state=TaskState.PROPOSED.value).order_by("number")
    pieces = list(with_plans(rows))
    names = UnitNames(ledger.owner)
    typed = _merged(pieces, names)
    sentence = ""
    if request.method == "POST":
        typed = {name: request.POST.get(name, "")[:400] for name in typed}
        read = read_typed(typed, names, _("合并后的任务"), typed["measure_unit"])
        versions = {piece.pk: whole(request.POST.get(f"version-{piece.pk}", "")) for piece in pieces}
        sentence = "；".join(error.message(short_language()) for error in read.errors.values())
        if not sentence:
            try:
                action = MergeTasks(ledger.pk, versions, read.values)
                made = perform(action, request.actor, request.POST.get("request_key", "")).result
            except RefusedError as error:
                sentence = error.message(short_language())
            else:
                messages.success(request, _("已合并为第 %(n)s 项") % {"n": made.number})
                return redirect("ledger", ledger.pk)
    elif len(pieces) < 2:
        sentence = RefusedError("merge_few").message(short_language())
    return page(
        request,
        "tasks/merge.html",
        status=409 if sentence and request.method == "POST" else 200,
        ledger=ledger,
        pieces=pieces,
        typed=typed,
        names=names,
        sorts=CHOICES["sort"],
        sentence=sentence,
    )


def _merged(pieces: list[Task], names: UnitNames) -> dict[str, str]:
    """What the whole is likely to be: amounts of one unit add up, unlike ones become dated steps."""
    empty = {"title": "", "sort": Sort.OTHER.value, "target": "", "measure_unit": "", "lead": "", "due": ""}
    if not pieces:
        return empty
    first = fields.read(pieces[0])
    alike = len({(piece.sort, piece.measure_unit) for piece in pieces}) == 1
    targets = [piece.target for piece in pieces if piece.target is not None]
    typed = empty | {"title": pieces[0].title, "lead": names.label(first["lead"])}
    typed["due"] = max((piece.due.isoformat() for piece in pieces if piece.due), default="")
    if alike:
        typed |= {"sort": pieces[0].sort, "measure_unit": pieces[0].measure_unit}
        if targets:
            same = len(set(targets)) == 1
            typed["target"] = plain_number(targets[0] if same else sum(targets, Decimal(0)))
    elif any(piece.steps.all() for piece in pieces):
        typed["sort"] = Sort.STEPS.value
    return typed
