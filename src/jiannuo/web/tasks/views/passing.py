"""Passing a task, or parts of it, down to the units below its lead unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.rollup import Roll, default_roll
from jiannuo.ledger.status import Sort, TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.guard import Request, guard_on
from jiannuo.web.access.middleware import short_language
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.tasks.actions.passing import PassDown
from jiannuo.web.tasks.finding import Led, find_led
from jiannuo.web.tasks.models import Task
from jiannuo.web.tasks.names import UnitNames
from jiannuo.web.tasks.typed import read_typed
from jiannuo.web.tasks.views.edit import whole
from jiannuo.web.tasks.views.shape import total
from jiannuo.web.ui.pages import page

FIELDS = ("target", "weight", "due")


def rules() -> dict[str, str]:
    """Each rule by which results roll up, in a sentence."""
    return {
        Roll.SUM.value: _("合计：各单位完成值相加，总任务按合计评定"),
        Roll.MEAN.value: _("平均：已报单位完成值的算术平均"),
        Roll.WEIGHTED.value: _("加权平均：按各单位权重平均，须给每个单位填权重"),
        Roll.LOWEST.value: _("取最低：以完成最低的单位计"),
        Roll.HIGHEST.value: _("取最高：以数值最高的单位计，适用于控制数"),
        Roll.LAST.value: _("取最近一次：以最近月份报送的值计"),
        Roll.ALL_DONE.value: _("全部完成才算完成：所有单位都完成的那天为完成日"),
    }


@guard_on("task.pass_down", find_led)
@require_http_methods(["GET", "POST"])
def task_pass_down(request: Request, led: Led) -> HttpResponse:
    """Shares for the units below; their sum runs along."""
    task = led.task
    below = _below(task)
    names = UnitNames(task.ledger.owner)
    rows = [_row(request, unit, task) for unit in below]
    version = whole(request.POST.get("version", "")) or task.version
    rollup = request.POST.get("rollup", task.rollup or default_roll(Sort.of(task.sort)).value)
    reason, sentence = request.POST.get("reason", "")[:2000], ""
    if request.method == "POST":
        parts, sentence = _parts(rows, task, names)
        if not sentence:
            try:
                action = PassDown(task.pk, version, tuple(parts), rollup if rollup in rules() else "", reason)
                perform(action, request.actor, request.POST.get("request_key", ""))
            except RefusedError as error:
                sentence = error.message(short_language())
                version = task.version if error.code == "edited_meanwhile" else version
            else:
                messages.success(request, _("已分解给 %(n)s 个单位") % {"n": len(parts)})
                return redirect("task", task.pk)
    elif task.state != TaskState.ISSUED.value:
        state = TaskState.of(task.state).zh
        sentence = RefusedError("task_not_issued", thing=str(task), state=state).message(short_language())
    given = list(task.children.exclude(state=TaskState.CANCELLED.value).select_related("lead").order_by("number"))
    kept = sum((child.target or Decimal(0) for child in given), Decimal(0))
    return page(
        request,
        "tasks/pass_down.html",
        status=409 if sentence and request.method == "POST" else 200,
        task=task,
        ledger=task.ledger,
        rows=rows,
        given=given,
        kept=kept,
        rules=rules(),
        rollup=rollup,
        reason=reason,
        version=version,
        sentence=sentence,
        total=total(row["target"] for row in rows if row["chosen"]),
    )


def _below(task: Task) -> list[Unit]:
    """The units directly below the lead unit that have no part yet."""
    if task.lead is None:
        return []
    taken = task.children.exclude(state=TaskState.CANCELLED.value).values("lead")
    return list(task.lead.children.filter(active=True).exclude(pk__in=taken).order_by("order", "path"))


def _row(request: Request, unit: Unit, task: Task) -> dict[str, Any]:
    if request.method == "POST":
        typed = {name: request.POST.get(f"{name}-{unit.pk}", "")[:80] for name in FIELDS}
        return typed | {"unit": unit, "chosen": f"chosen-{unit.pk}" in request.POST}
    carried = task.sort in (Sort.RATE.value, Sort.CEILING.value) and task.target is not None
    target = plain_number(task.target) if carried and task.target is not None else ""
    return {
        "unit": unit,
        "chosen": False,
        "target": target,
        "weight": "",
        "due": task.due.isoformat() if task.due else "",
    }


def _parts(rows: list[dict[str, Any]], task: Task, names: UnitNames) -> tuple[list[dict[str, Any]], str]:
    """What each chosen unit gets, and what could not be read of it."""
    parts, sentences = [], []
    for row in rows:
        if not row["chosen"]:
            continue
        given = {name: row[name] for name in FIELDS if row[name].strip()}
        read = read_typed(given, names, str(row["unit"]), task.measure_unit)
        sentences += [error.message(short_language()) for error in read.errors.values()]
        parts.append({"lead": row["unit"].pk, **read.values})
    return parts, "；".join(sentences)
