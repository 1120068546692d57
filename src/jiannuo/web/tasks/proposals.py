"""From the promises of a report to proposed tasks."""

from __future__ import annotations

from collections.abc import Iterator

from jiannuo.ledger.sorting import Proposal, propose
from jiannuo.ledger.status import Frequency
from jiannuo.ledger.status import Sort as TaskSort
from jiannuo.linking.promises import promises
from jiannuo.model.link import Promise, Sort
from jiannuo.model.report import Report
from jiannuo.web.access.actor import Actor
from jiannuo.web.reports.intake import read_again
from jiannuo.web.reports.models import ReportStatement
from jiannuo.web.tasks.actions.common import new_task
from jiannuo.web.tasks.models import Ledger, Step, Task, TaskStatement

_FREQUENCIES = {"month": Frequency.MONTHLY, "quarter": Frequency.QUARTERLY, "year": Frequency.YEARLY}
_AREA = 2  # depth of the sections that give a task its area


def propose_tasks(ledger: Ledger, actor: Actor) -> int:
    """A task for each promise of the ledger's report, numbered in order of the text; how many there are."""
    kept = ledger.report
    if kept is None:
        return 0
    report = read_again(kept)
    rows = {row.key: row for row in ReportStatement.objects.filter(report=kept, promise=True)}
    found = [(promise, rows[promise.statement.id]) for promise in promises(report) if promise.statement.id in rows]
    tasks = [_task(ledger, report, promise, number, actor) for number, (promise, _) in enumerate(found, 1)]
    Task.objects.bulk_create(tasks, batch_size=500)
    # A promise without a figure has one step at first: that it is done by its deadline.
    steps = [
        Step(task=task, title="完成", due=task.due)
        for task in tasks
        if task.sort == TaskSort.STEPS.value and task.due is not None
    ]
    Step.objects.bulk_create(steps, batch_size=500)
    sources = [TaskStatement(task=task, statement=row) for task, (_, row) in zip(tasks, found, strict=True)]
    TaskStatement.objects.bulk_create(sources, batch_size=500)
    return len(tasks)


def _task(ledger: Ledger, report: Report, promise: Promise, number: int, actor: Actor) -> Task:
    statement = promise.statement
    sentence = statement.sentence.of(report.text)
    proposal = propose(statement, sentence, ledger.year, intention=promise.sort is Sort.INTENTION)
    task = new_task(ledger, proposal.title, actor, number)
    task.text = " ".join(sentence.split())
    task.area = area(report, statement.section)
    task.topic = str(statement.topic or "")
    task.bound_words = "…".join(statement.bound_words)[:60]
    _measured(task, proposal)
    return task


def _measured(task: Task, proposal: Proposal) -> None:
    task.sort = proposal.sort.value
    task.target, task.upper, task.base = proposal.target, proposal.upper, proposal.base
    task.measure_unit = proposal.unit[:40]
    task.bound = proposal.bound.value
    task.softened = proposal.softened
    task.frequency = _FREQUENCIES[proposal.every].value
    task.due = proposal.deadline.last


def area(report: Report, index: int | None) -> str:
    """The title of the section that gives a task its area; "" where the statement stands in none."""
    titles = list(_upwards(report, index))
    fitting = [title for depth, title in titles if depth <= _AREA and title]
    return fitting[0][:120] if fitting else ""


def _upwards(report: Report, index: int | None) -> Iterator[tuple[int, str]]:
    while index is not None:
        section = report.sections[index]
        yield section.depth, " ".join(section.title.split())
        index = section.parent
