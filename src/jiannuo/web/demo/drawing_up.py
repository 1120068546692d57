"""From the sample reports to issued ledgers."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from jiannuo.ledger.status import Role, Sort, TaskState
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.demo.place import Place, staff
from jiannuo.web.demo.promises import Part, Promise, promises
from jiannuo.web.reports.intake import UploadReport
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.tasks.actions.drafting import DropTask, EditTask
from jiannuo.web.tasks.actions.ledgers import CreateLedger, IssueLedger
from jiannuo.web.tasks.actions.passing import PassDown
from jiannuo.web.tasks.actions.shaping import SplitTask
from jiannuo.web.tasks.models import Ledger, Task

WHY_WORDS = "工作要求，没有可核验的成果，不列入台账"
WHY_UNITS = "由责任单位按职责推进，不列入市级重点台账"


def upload(year: int, owner: Unit, actor: Actor) -> GovernmentReport:
    """The sample report of *year*."""
    name = f"yunting-{year}.md"
    data = (files("jiannuo") / "samples" / name).read_bytes()
    return perform(UploadReport(owner, data, name), actor).result


def draw_up(report: GovernmentReport, given: Place, units: Mapping[str, Unit], actor: Actor) -> Ledger:
    """A ledger of the promises that the demonstration takes up, each with its lead unit; not issued yet."""
    ledger = perform(CreateLedger(report.pk), actor).result
    wanted = promises(ledger.year)
    leaders = {unit.code: unit.leader for unit in given.units}
    for task in ledger.tasks.order_by("number"):
        promise = wanted.get(task.title)
        if promise is None:
            why = WHY_WORDS if task.sort == Sort.OTHER.value else WHY_UNITS
            perform(DropTask(task.pk, task.version, reason=why), actor)
        elif promise.split:
            parts = tuple(_shared(part, units, leaders) for part in promise.split)
            perform(SplitTask(task.pk, task.version, parts), actor)
        else:
            perform(EditTask(task.pk, task.version, _values(promise, units, leaders)), actor)
    return ledger


def _values(promise: Promise, units: Mapping[str, Unit], leaders: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {"lead": units[promise.lead].pk, "leader_name": leaders[promise.lead]}
    values["cooperating"] = [units[code].pk for code in promise.cooperating]
    if promise.frequency:
        values["frequency"] = promise.frequency
    if promise.steps:
        split = [step.split("|") for step in promise.steps]
        values["steps"] = [{"title": title, "due": due} for title, due in split]
    return values


def _shared(part: Part, units: Mapping[str, Unit], leaders: Mapping[str, str]) -> dict[str, Any]:
    lead, leader = units[part.lead].pk, leaders[part.lead]
    return {"title": part.title, "target": part.target, "lead": lead, "leader_name": leader}


def issue(ledger: Ledger, actor: Actor) -> Ledger:
    """Put the ledger in force."""
    return perform(IssueLedger(ledger.pk), actor).result


def pass_down(ledger: Ledger, units: Mapping[str, Unit]) -> None:
    """Let the counties give their towns what is meant for them."""
    parts = {part.title: part for promise in promises(ledger.year).values() for part in promise.split if part.passed}
    for task in ledger.tasks.filter(title__in=parts, state=TaskState.ISSUED.value).select_related("lead"):
        assert task.lead is not None  # each part has its lead unit
        towns = tuple(
            {"title": one.title, "target": one.target, "lead": units[one.lead].pk} for one in parts[task.title].passed
        )
        perform(PassDown(task.pk, task.version, towns), staff(task.lead, Role.HEAD))


def issued_tasks(ledger: Ledger) -> list[Task]:
    """The ledger's tasks in force, with what their plan needs."""
    rows = ledger.tasks.filter(state=TaskState.ISSUED.value).select_related("ledger", "lead", "parent__lead")
    return list(rows.prefetch_related("points", "steps").order_by("number"))
