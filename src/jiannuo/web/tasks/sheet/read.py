"""Reading a sheet that came back, and carrying out what was changed in it, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from jiannuo.ledger.status import TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.action import perform, sub_key
from jiannuo.web.sheets.reading import Cells, Formula, cells_of, day_of, open_book, table, text_of
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.actions.drafting import EditTask
from jiannuo.web.tasks.actions.ledgers import with_plans
from jiannuo.web.tasks.fields import NAMES
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.names import UnitNames
from jiannuo.web.tasks.sheet.columns import HEADS, MARK_TITLE, TITLE, fingerprint, plain, stamp
from jiannuo.web.tasks.typed import as_typed, read_typed


class Line(msgspec.Struct):
    """A row that came back; pk is 0 where its mark is lost."""

    where: str
    pk: int
    version: int
    stamp: str
    typed: dict[str, str]
    refusal: RefusedError | None = None


class Trouble(msgspec.Struct):
    """A row that did not go through; stored is what stands against it where somebody changed it meanwhile."""

    line: Line
    task: Task | None
    sentence: str
    stored: dict[str, str] | None = None

    def differing(self) -> list[tuple[str, str, str]]:
        """Label, stored and typed of the values that differ."""
        stored = self.stored or {}
        return [
            (_(NAMES[name]), stored[name], self.line.typed[name])
            for name in NAMES
            if name in self.line.typed and name in stored and plain(stored[name]) != plain(self.line.typed[name])
        ]


class Outcome(msgspec.Struct):
    """What came of a sheet."""

    saved: int = 0
    untouched: int = 0
    troubles: list[Trouble] = []


def read_lines(data: bytes, name: str, ledger: Ledger) -> list[Line]:
    """The rows of the workbook; RefusedError, which names the file, where it is not this ledger's or unsafe."""
    book = open_book(data, name)
    try:
        marked = next(cells_of(book, MARK_TITLE), ())
        if tuple(text_of(value) for value in marked[:2]) != fingerprint(ledger):
            raise RefusedError("ledger_sheet_foreign", name=name, ledger=ledger.title)
        rows = table(book, TITLE, name, list(HEADS.values()), HEADS["mark"])
        return _unique([_line(number, cells) for number, cells in rows])
    except RefusedError:
        raise
    except Exception as error:  # whatever a damaged part makes the parser raise
        raise RefusedError("sheet_unreadable", name=name) from error
    finally:
        book.close()


def _line(number: int, cells: Cells) -> Line:
    where = _("第 %(number)s 行") % {"number": number}
    key, version, mark = [*text_of(cells[HEADS["mark"]]).split("."), "", "", ""][:3]
    typed = {}
    refusal = None
    for name in NAMES:
        value = cells[HEADS[name]]
        if isinstance(value, Formula):
            refusal = RefusedError("value_formula", where=where, field=HEADS[name])
        typed[name] = plain(day_of(value) if name == "due" else text_of(value))
    return Line(where, whole(key), whole(version), mark, typed, refusal)


def _unique(lines: list[Line]) -> list[Line]:
    seen: set[int] = set()
    for line in lines:
        if not line.pk:
            line.refusal = RefusedError("row_unmarked", where=line.where)
        elif line.pk in seen:
            line.refusal = RefusedError("row_twice", where=line.where)
        seen.add(line.pk)
    return lines


def whole(text: str) -> int:
    """A whole number; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class Importer:
    """Carries out the changed rows of a sheet, each on its own."""

    def __init__(self, ledger: Ledger, actor: Actor, key: str) -> None:
        self.ledger, self.actor, self.key = ledger, actor, key
        self.names = UnitNames(ledger.owner)
        self.outcome = Outcome()

    def carry_out(self, lines: Sequence[Line], chosen: Mapping[int, str] | None = None) -> Outcome:
        """Save what was touched; *chosen* says for contested rows whose content to keep."""
        rows = with_plans(self.ledger.tasks.filter(pk__in=[line.pk for line in lines])).select_related(
            "programme", "changed_by"
        )
        tasks = {task.pk: task for task in rows}
        for line in lines:
            task = tasks.get(line.pk)
            try:
                if line.refusal is not None:
                    raise line.refusal
                if task is None:
                    raise RefusedError("ledger_row_foreign", where=line.where)
                self._row(line, task, None if chosen is None else chosen.get(line.pk, ""))
            except RefusedError as error:
                stored = None
                if task is not None and error.code in ("edited_meanwhile", "choice_missing"):
                    stored = as_typed(fields.read(task), self.names)
                    line.version = task.version
                self.outcome.troubles.append(Trouble(line, task, error.message(short_language()), stored))
        return self.outcome

    def _row(self, line: Line, task: Task, choice: str | None) -> None:
        before = fields.read(task)
        stored = as_typed(before, self.names)
        same = all(plain(stored[name]) == plain(line.typed[name]) for name in NAMES)
        if choice == "theirs" or same or (choice is None and stamp(line.typed) == line.stamp):
            self.outcome.untouched += 1
            return
        if choice is not None and choice != "mine":
            raise RefusedError("choice_missing", where=line.where)
        if task.state != TaskState.PROPOSED.value:
            raise RefusedError("task_frozen", thing=str(task), state=TaskState.of(task.state).zh)
        read = read_typed(line.typed, self.names, line.where, task.measure_unit, before["steps"])
        if read.errors:
            raise next(iter(read.errors.values()))
        touched: dict[str, Any] = {name: value for name, value in read.values.items() if value != before[name]}
        if not touched:
            self.outcome.untouched += 1
            return
        action = EditTask(task.pk, line.version, touched)
        perform(action, self.actor, sub_key(self.actor, self.key, action.name, task.pk))
        self.outcome.saved += 1
