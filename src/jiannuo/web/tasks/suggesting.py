"""Suggestions for the lead units of a ledger's tasks, with their reasons."""

from __future__ import annotations

from collections.abc import Iterable

from jiannuo.ledger.owners import near
from jiannuo.ledger.status import TaskState
from jiannuo.ledger.suggest import Earlier, Suggester, Suggestion
from jiannuo.model.span import Span
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.tasks.models import Ledger, Task, TaskStatement
from jiannuo.web.tasks.names import UnitNames


def suggest(ledger: Ledger, tasks: Iterable[Task], names: UnitNames) -> dict[int, Suggestion]:
    """A suggestion for each of *tasks* that one can be made for, by the task's key; three queries."""
    wanted = list(tasks)
    if not wanted:
        return {}
    suggester = Suggester(names.known, _earlier(ledger))
    sources = _sources(wanted)
    texts = GovernmentReport.objects.filter(pk__in=[ledger.report_id] if ledger.report_id else [])
    text = texts.values_list("text", flat=True).first() or ""
    found = {}
    for task in wanted:
        places = []
        if source := sources.get(task.pk):
            statement = source.statement
            places.append(near(text, Span(statement.sentence_start, statement.sentence_end), statement.start))
        topic = int(task.topic) if task.topic.isdecimal() else 0
        suggestion = suggester.suggest(f"{task.title} {task.text}", (*places, task.area), topic)
        found[task.pk] = suggestion
    return found


def _earlier(ledger: Ledger) -> list[Earlier]:
    """What earlier years' ledgers of the same government say."""
    states = (TaskState.ISSUED.value, TaskState.CANCELLED.value)
    rows = Task.objects.filter(
        ledger__owner=ledger.owner_id, ledger__year__lt=ledger.year, state__in=states, parent=None
    ).exclude(lead=None)
    fields = rows.values_list("ledger__year", "number", "title", "text", "lead")
    return [Earlier(year, str(number), f"{title} {text}", str(lead)) for year, number, title, text, lead in fields]


def _sources(tasks: list[Task]) -> dict[int, TaskStatement]:
    """The first statement of each task."""
    rows = TaskStatement.objects.filter(task__in=tasks).select_related("statement").defer("statement__record")
    found: dict[int, TaskStatement] = {}
    for row in rows.order_by("statement__position"):
        found.setdefault(row.task_id, row)
    return found
