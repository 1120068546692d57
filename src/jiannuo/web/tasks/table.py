"""The ledger's page: how it stands, what is lacking, and its tasks as rows, by a filter in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode

from jiannuo.ledger.status import LedgerState, TaskState
from jiannuo.ledger.suggest import Suggestion
from jiannuo.web.access.actor import Actor
from jiannuo.web.access.middleware import short_language
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.actions.ledgers import shortcoming, with_plans
from jiannuo.web.tasks.balancing import Balanced, balanced
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.names import UnitNames
from jiannuo.web.tasks.reach import visible_tasks
from jiannuo.web.tasks.suggesting import suggest
from jiannuo.web.tasks.typed import as_typed

ROWS = 100  # tasks on a page
LACKS = ("lead", "due", "plan")
OUT = (TaskState.DROPPED.value, TaskState.SPLIT.value, TaskState.MERGED.value)
IN = (TaskState.PROPOSED.value, TaskState.ISSUED.value, TaskState.CANCELLED.value)
INLINE = ("title", "target", "lead", "cooperating", "leader_name", "due", "programme")


class Wanted(msgspec.Struct, frozen=True):
    """What the address asks for; show is "" for the tasks of the ledger, ``out`` for those that did not come in."""

    area: str = ""
    lack: str = ""
    q: str = ""
    programme: str = ""
    show: str = ""
    page: int = 1
    edit: int = 0

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        """The filter of an address; what makes no sense is left out."""
        lack, show = query.get("lack", ""), query.get("show", "")
        return cls(
            area=query.get("area", "")[:120],
            lack=lack if lack in LACKS else "",
            q=query.get("q", "").strip()[:80],
            programme=query.get("programme", "")[:80],
            show=show if show == "out" else "",
            page=_whole(query.get("page", "")) or 1,
            edit=_whole(query.get("edit", "")),
        )

    def query(self, **other: Any) -> str:
        """The filter as a query, with some values changed; each page starts at its first."""
        values = {"area": self.area, "lack": self.lack, "q": self.q, "programme": self.programme, "show": self.show}
        return urlencode({name: value for name, value in {**values, **other}.items() if value})

    @property
    def chosen(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.area or self.lack or self.q or self.programme)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class Row(msgspec.Struct):
    """A task as a row: what it lacks, who might lead it, and what went wrong with what was typed into it."""

    task: Task
    typed: dict[str, str]
    lacking: str = ""
    suggestion: Suggestion | None = None
    suggested: str = ""
    version: int = 0
    trouble: str = ""
    errors: dict[str, str] = {}
    stored: dict[str, str] | None = None
    editing: bool = False
    ticked: bool = False


def make_row(
    task: Task, names: UnitNames, suggestion: Suggestion | None = None, lacking: str = "", editing: bool = False
) -> Row:
    """The row of *task* as it stands."""
    unit = names.label(int(suggestion.unit)) if suggestion and suggestion.unit else ""
    row = Row(task, inline(task, names), lacking=lacking, suggestion=suggestion, suggested=unit, editing=editing)
    row.version = task.version
    return row


class Table:
    """The rows of a ledger that an actor may see."""

    def __init__(self, ledger: Ledger, actor: Actor, wanted: Wanted) -> None:
        self.ledger, self.wanted = ledger, wanted
        self.names = UnitNames(ledger.owner)
        self.drafting = ledger.state == LedgerState.DRAFTING.value
        self.edits = self.drafting and actor.may("task.edit", ledger)
        self._seen: QuerySet[Task] = visible_tasks(actor).filter(ledger=ledger)
        self.lacking = lacking(ledger) if self.edits else {}
        self.found: Page[Any] = self._page()
        self.rows = self._rows([pk for pk, _area in self.found])
        self.of = {row.task.pk: row for row in self.rows}

    def groups(self) -> list[tuple[str, list[Row]]]:
        """The rows by area, in order of the report."""
        groups: list[tuple[str, list[Row]]] = []
        for row in self.rows:
            if not groups or groups[-1][0] != row.task.area:
                groups.append((row.task.area, []))
            groups[-1][1].append(row)
        return groups

    def _page(self) -> Page[Any]:
        """The keys of the page's tasks with their areas."""
        rows = list(self._filtered().order_by("number").values_list("pk", "area"))
        first: dict[str, int] = {}
        for place, (_pk, area) in enumerate(rows):
            first.setdefault(area, place)
        if self.wanted.lack:
            rows = [row for row in rows if lack_of(self.lacking.get(row[0], "")) == self.wanted.lack]
        rows.sort(key=lambda row: first[row[1]])
        return Paginator(rows, ROWS).get_page(self.wanted.page)

    def _filtered(self) -> QuerySet[Task]:
        wanted, rows = self.wanted, self._seen.filter(state__in=OUT if self.wanted.show else IN)
        if wanted.area:
            rows = rows.filter(area=wanted.area)
        if wanted.programme:
            rows = rows.filter(programme__name=wanted.programme)
        if wanted.q:
            words = Q(title__icontains=wanted.q) | Q(text__icontains=wanted.q)
            rows = rows.filter(words | Q(number=_whole(wanted.q)) if _whole(wanted.q) else words)
        return rows

    def _rows(self, keys: list[int]) -> list[Row]:
        tasks = with_plans(Task.objects.filter(pk__in=keys)).select_related("programme", "changed_by")
        by_key = {task.pk: task for task in tasks}
        ordered = [by_key[key] for key in keys if key in by_key]
        unled = [task for task in ordered if task.lead_id is None and task.state == TaskState.PROPOSED.value]
        suggestions = suggest(self.ledger, unled, self.names) if self.edits else {}
        return [
            make_row(
                task,
                self.names,
                suggestions.get(task.pk),
                self.lacking.get(task.pk, ""),
                self.edits and task.pk == self.wanted.edit,
            )
            for task in ordered
        ]


def inline(task: Task, names: UnitNames) -> dict[str, str]:
    """The values of a task that its row edits, as typed."""
    values = as_typed(fields.read(task), names)
    return {name: values[name] for name in INLINE}


def lacking(ledger: Ledger) -> dict[int, str]:
    """What keeps each proposed task of *ledger* from being issued, by the task's key."""
    tasks = with_plans(ledger.tasks.filter(state=TaskState.PROPOSED.value))
    found = {task.pk: shortcoming(task) for task in tasks}
    return {pk: reason for pk, reason in found.items() if reason}


def lack_of(reason: str) -> str:
    """Which of the kinds of lacks a reason is; "" for none."""
    if not reason:
        return ""
    return {"缺牵头单位": "lead", "缺完成时限": "due"}.get(reason, "plan")


class Standing(msgspec.Struct, frozen=True):
    """How a ledger stands: tasks by state, lacks by kind, the balance of its report."""

    states: Mapping[str, int]
    lacks: Mapping[str, int]
    plans: tuple[tuple[int, str], ...]
    balance: Balanced | None

    def count(self, *states: str) -> int:
        """How many tasks are in these states."""
        return sum(self.states.get(state, 0) for state in states)


def standing(ledger: Ledger, lacks: Mapping[int, str]) -> Standing:
    """Counts over the whole ledger; *lacks* is what ``lacking`` found."""
    states = Counter(ledger.tasks.order_by().values_list("state", flat=True))
    kinds = Counter(lack_of(reason) for reason in lacks.values())
    plans = [(pk, reason) for pk, reason in lacks.items() if lack_of(reason) == "plan"]
    return Standing(dict(states), dict(kinds), tuple(plans[:5]), balanced(ledger, short_language()))


def areas(ledger: Ledger) -> list[str]:
    """The areas of a ledger in order of their first tasks."""
    rows: Iterable[str] = ledger.tasks.order_by("number").values_list("area", flat=True)
    return [area for area in dict.fromkeys(rows) if area]
