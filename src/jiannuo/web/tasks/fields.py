"""What of a task can be edited, as plain values: the one form that edits, adjustments and the log share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_noop as noop

from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.month import Month
from jiannuo.ledger.rollup import Roll
from jiannuo.ledger.status import Duty, Frequency, Sort
from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.statement import Bound
from jiannuo.web.accounts.models import Unit
from jiannuo.web.tasks.models import PlanPoint, Programme, Step, Task, TaskUnit

Values = Mapping[str, Any]

TEXTS = {"title": 200, "text": 20_000, "area": 120, "measure_unit": 40, "bound_words": 60, "leader_name": 60}
AMOUNTS = ("target", "upper", "base", "weight")
STATES: dict[str, Any] = {"sort": Sort, "frequency": Frequency}
DUTIES = {"cooperating": Duty.COOPERATING, "supervising": Duty.SUPERVISING}
NAMES = {
    "title": noop("任务"),
    "text": noop("任务内容"),
    "area": noop("领域"),
    "programme": noop("专项行动"),
    "sort": noop("类别"),
    "target": noop("目标值"),
    "upper": noop("区间上端"),
    "base": noop("基数"),
    "measure_unit": noop("计量单位"),
    "bound": noop("约束"),
    "bound_words": noop("约束词"),
    "softened": noop("留有余地"),
    "frequency": noop("报送频次"),
    "lead": noop("牵头单位"),
    "cooperating": noop("配合单位"),
    "supervising": noop("督办单位"),
    "leader_name": noop("责任领导"),
    "start": noop("起始月"),
    "due": noop("完成时限"),
    "points": noop("分月计划"),
    "steps": noop("节点"),
    "rollup": noop("汇总规则"),
    "weight": noop("权重"),
}


def read(task: Task) -> dict[str, Any]:
    """The editable values of *task*, as JSON and the log hold them: figures and days as text, units by number."""
    values: dict[str, Any] = {name: getattr(task, name) for name in (*TEXTS, *STATES, "softened", "bound", "start")}
    values |= {name: _figure(getattr(task, name)) for name in AMOUNTS}
    values |= {
        "programme": task.programme.name if task.programme else "",
        "lead": task.lead_id,
        "due": task.due.isoformat() if task.due else "",
        "rollup": task.rollup,
        "points": {point.month: plain_number(point.value) for point in task.points.all()},
        "steps": [{"id": step.pk, "title": step.title, "due": step.due.isoformat()} for step in task.steps.all()],
    }
    duties = list(task.duties.all())
    for name, duty in DUTIES.items():
        values[name] = [one.unit_id for one in duties if one.duty == duty.value]
    return values


def _figure(value: Decimal | None) -> str:
    return "" if value is None else plain_number(value)


def changed(before: Values, after: Values) -> tuple[dict[str, Any], dict[str, Any]]:
    """Old and new of those values that differ; *after* may name only some."""
    differing = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in differing}, {name: after[name] for name in differing}


def write(task: Task, values: Values) -> None:
    """Give *task* those *values* and save it with its units, plan and steps.

    Raises RefusedError that names the field and what was given.
    """
    thing = str(task)
    for name, most in TEXTS.items():
        if name in values:
            setattr(task, name, _text(thing, name, values[name], most))
    if not task.title.strip():
        raise RefusedError("task_field", thing=thing, field=NAMES["title"], given="", reason="不能为空")
    for name, states in STATES.items():
        if name in values:
            setattr(task, name, _state(thing, name, values[name], states))
    for name in AMOUNTS:
        if name in values:
            setattr(task, name, _amount(thing, name, values[name]))
    _write_rest(task, values, thing)
    task.save()
    _write_units(task, values, thing)
    if "points" in values:
        _write_points(task, values["points"], thing)
    if "steps" in values:
        _write_steps(task, values["steps"], thing)


def _write_rest(task: Task, values: Values, thing: str) -> None:
    if "bound" in values:
        task.bound = _bound(thing, values["bound"])
    if "softened" in values:
        task.softened = bool(values["softened"])
    if "start" in values:
        task.start = _month(thing, "start", values["start"]) if values["start"] else ""
    if "due" in values:
        task.due = _day(thing, "due", values["due"]) if values["due"] else None
    if "rollup" in values:
        task.rollup = _state(thing, "rollup", values["rollup"], Roll) if values["rollup"] else ""
    if "programme" in values:
        name = str(values["programme"]).strip()[:80]
        task.programme = Programme.objects.get_or_create(ledger=task.ledger, name=name)[0] if name else None


def _refuse(thing: str, name: str, given: object, reason: str) -> RefusedError:
    shown = " ".join(str(given).split())[:40]
    return RefusedError("task_field", thing=thing, field=NAMES[name], given=shown, reason=reason)


def _text(thing: str, name: str, given: object, most: int) -> str:
    text = str(given).replace("\x00", "").strip()
    if len(text) > most:
        raise _refuse(thing, name, text, f"最多{most}字，现有{len(text)}字")
    return text


def _state(thing: str, name: str, given: object, states: Any) -> str:
    try:
        return str(states.of(str(given)).value)
    except ValueError as error:
        raise _refuse(thing, name, given, "不在可选范围内") from error


def _bound(thing: str, given: object) -> str:
    try:
        return Bound(str(given)).value
    except ValueError as error:
        raise _refuse(thing, "bound", given, "不在可选范围内") from error


def _amount(thing: str, name: str, given: object) -> Decimal | None:
    if given in ("", None):
        return None
    try:
        value = Decimal(str(given))
    except InvalidOperation as error:
        raise _refuse(thing, name, given, "应为数字") from error
    if not value.is_finite() or abs(value) >= Decimal(10) ** 18:
        raise _refuse(thing, name, given, "应为18位以内的数字")
    return value


def _month(thing: str, name: str, given: object) -> str:
    try:
        return str(Month.parse(str(given)))
    except ValueError as error:
        raise _refuse(thing, name, given, "应写作2026-03") from error


def _day(thing: str, name: str, given: object) -> date:
    try:
        return date.fromisoformat(str(given))
    except ValueError as error:
        raise _refuse(thing, name, given, "应写作2026-03-31") from error


def _write_units(task: Task, values: Values, thing: str) -> None:
    """Lead first, then the others in the order given; a unit has one duty."""
    if not {"lead", *DUTIES} & values.keys():
        return
    wanted: dict[str, Any] = {"lead": task.lead_id, **{name: read_duty(task, duty) for name, duty in DUTIES.items()}}
    wanted |= {name: values[name] for name in wanted if name in values}
    rows: dict[int, Duty] = {}
    if wanted["lead"]:
        rows[int(wanted["lead"])] = Duty.LEAD
    for name, duty in DUTIES.items():
        for pk in wanted[name] or ():
            rows.setdefault(int(pk), duty)
    known = set(Unit.objects.filter(pk__in=rows, active=True).values_list("pk", flat=True))
    for pk, duty in rows.items():
        if pk not in known:
            name = "lead" if duty is Duty.LEAD else "cooperating"
            raise _refuse(thing, name, pk, "没有这个单位，或已停用")
    task.duties.all().delete()
    TaskUnit.objects.bulk_create(
        TaskUnit(task=task, unit_id=pk, duty=duty.value, order=order) for order, (pk, duty) in enumerate(rows.items())
    )
    task.lead_id = int(wanted["lead"]) if wanted["lead"] else None
    task.save(update_fields=["lead"])
    _forget(task, "duties")


def read_duty(task: Task, duty: Duty) -> list[int]:
    """The numbers of the units that have *duty*."""
    return [one.unit_id for one in task.duties.all() if one.duty == duty.value]


def _write_points(task: Task, points: Mapping[str, object], thing: str) -> None:
    rows = []
    for month, given in points.items():
        value = _amount(thing, "points", given)
        if value is not None:
            rows.append(PlanPoint(task=task, month=_month(thing, "points", month), value=value))
    task.points.all().delete()
    PlanPoint.objects.bulk_create(rows)
    _forget(task, "points")


def _write_steps(task: Task, steps: list[Mapping[str, Any]], thing: str) -> None:
    """Steps keep their number, to which returns refer; one that is left out goes only while nobody reported it."""
    kept: list[int] = []
    own = {step.pk: step for step in task.steps.all()}
    for order, given in enumerate(steps):
        title = _text(thing, "steps", given["title"], 200)
        if not title:
            raise _refuse(thing, "steps", f"第{order + 1}个", "缺少名称")
        step = own.get(int(given.get("id") or 0)) or Step(task=task)
        step.order, step.title, step.due = order, title, _day(thing, "steps", given["due"])
        step.save()
        kept.append(step.pk)
    for pk, step in own.items():
        if pk in kept:
            continue
        if step.done:
            raise _refuse(thing, "steps", step.title, "已完成，不能删去")
        step.delete()
    _forget(task, "steps")


def _forget(task: Task, name: str) -> None:
    """Let the next reading of a prefetched relation see what was written."""
    getattr(task, "_prefetched_objects_cache", {}).pop(name, None)
