"""From the sample reports to issued ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files

from jiannuo.ledger.status import Sort, TaskState
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.demo.place import DemoUnit, Place
from jiannuo.web.reports.intake import UploadReport
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.tasks.actions.drafting import DropTask, EditTask
from jiannuo.web.tasks.actions.ledgers import CreateLedger, IssueLedger
from jiannuo.web.tasks.models import Ledger, Task


def upload(year: int, owner: Unit, actor: Actor) -> GovernmentReport:
    """The sample report of *year*."""
    name = f"yunting-{year}.md"
    data = (files("jiannuo") / "samples" / name).read_bytes()
    return perform(UploadReport(owner, data, name), actor).result


def draw_up(report: GovernmentReport, given: Place, units: Mapping[str, Unit], most: int, actor: Actor) -> Ledger:
    """A ledger of about *most* of the report's promises, spread over its areas, each with a lead unit; not issued."""
    ledger = perform(CreateLedger(report.pk), actor).result
    tasks = list(ledger.tasks.order_by("number"))
    kept = _spread([task for task in tasks if task.sort != Sort.OTHER.value], most)
    for task in tasks:
        if task in kept:
            lead = units[_lead(task, given.units)].pk
            perform(EditTask(task.pk, task.version, {"lead": lead, "leader_name": "陆望舒"}), actor)
        else:
            perform(DropTask(task.pk, task.version, reason="演示台账只列部分任务"), actor)
    return ledger


def issue(ledger: Ledger, actor: Actor) -> Ledger:
    """Put the ledger in force."""
    return perform(IssueLedger(ledger.pk), actor).result


def _spread(tasks: list[Task], most: int) -> list[Task]:
    step = max(len(tasks) / most, 1)
    return [tasks[int(number * step)] for number in range(min(most, len(tasks)))]


def _lead(task: Task, units: Iterable[DemoUnit]) -> str:
    """The unit whose words stand in the task, else the one with its topic, else the first department."""
    departments = [unit for unit in units if unit.above]
    for unit in departments:
        if any(word in task.title for word in unit.words):
            return unit.code
    for unit in departments:
        if task.topic and int(task.topic) in unit.topics:
            return unit.code
    return departments[task.number % 9].code


def issued_tasks(ledger: Ledger) -> list[Task]:
    """The ledger's tasks in force, with what their plan needs."""
    rows = ledger.tasks.filter(state=TaskState.ISSUED.value).select_related("ledger", "lead")
    return list(rows.prefetch_related("points", "steps").order_by("number"))
