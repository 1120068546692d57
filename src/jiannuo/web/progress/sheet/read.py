"""Reading a sheet that came back: nothing in it is trusted, nothing typed into it is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from django.utils.translation import gettext as _

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.middleware import short_language
from jiannuo.web.progress.content import TEXTS, Typed
from jiannuo.web.progress.desk import Desk
from jiannuo.web.progress.filling import Trouble
from jiannuo.web.progress.forms import whole
from jiannuo.web.progress.sheet.columns import (
    HEADS,
    MARK_TITLE,
    SAVE,
    STEP_COLUMNS,
    STEPS_TITLE,
    SUBMIT,
    TITLE,
    fingerprint,
)
from jiannuo.web.sheets.reading import Cells, Formula, cells_of, day_of, open_book, table, text_of

if TYPE_CHECKING:
    from openpyxl import Workbook


class SheetRows(msgspec.Struct):
    """The rows of a sheet: those that can be read, the tasks to submit, and what is wrong with the others."""

    rows: list[Typed]
    submit: set[int]
    troubles: list[Trouble]


def read_sheet(data: bytes, name: str, desk: Desk) -> SheetRows:
    """The rows of the workbook *data* for *desk*.

    Raises RefusedError, which names the file, where it is no workbook, unsafe, too long or not the sheet of this unit
    and month.
    """
    book = open_book(data, name)
    try:
        marked = next(cells_of(book, MARK_TITLE), ())
        if tuple(text_of(value) for value in marked[:3]) != fingerprint(desk.unit, desk.month):
            raise RefusedError("sheet_foreign", name=name, unit=str(desk.unit), month=desk.month.name)
        steps = _steps(book, name)
        found = SheetRows([], set(), [])
        seen: set[int] = set()
        for number, cells in table(book, TITLE, name, list(HEADS.values()), HEADS["mark"]):
            _read_row(found, seen, desk, steps, number, cells)
        return found
    except RefusedError:
        raise
    except Exception as error:  # whatever a damaged part makes the parser raise
        raise RefusedError("sheet_unreadable", name=name) from error
    finally:
        book.close()


def _steps(book: Workbook, name: str) -> dict[str, Any]:
    """The day typed for each step, by the step's key."""
    if STEPS_TITLE not in book.sheetnames:
        return {}
    heads = {key: head for key, head, _width, _filled in STEP_COLUMNS}
    rows = table(book, STEPS_TITLE, name, list(heads.values()), heads["mark"])
    return {text_of(cells[heads["mark"]]): cells[heads["done"]] for _number, cells in rows}


def _read_row(
    found: SheetRows, seen: set[int], desk: Desk, steps: Mapping[str, Any], number: int, cells: Cells
) -> None:
    where = _("第 %(number)s 行") % {"number": number}
    key, version, stamp = [*text_of(cells[HEADS["mark"]]).split("."), "", "", ""][:3]
    typed = Typed(
        task=whole(key),
        where=where,
        version=whole(version),
        stamp=stamp,
        value=text_of(cells[HEADS["value"]]),
        text=text_of(cells[HEADS["text"]]),
        problems=text_of(cells[HEADS["problems"]]),
        next_step=text_of(cells[HEADS["next_step"]]),
    )
    try:
        _check_row(typed, seen, desk, cells)
        line = desk.of(typed.task)
        assert line is not None
        own = [str(step.pk) for step, _day in line.steps]
        days = {pk: day_of(steps[pk]) if pk in steps else line.typed.steps.get(pk, "") for pk in own}
        typed.steps = {pk: day for pk, day in days.items() if day}
        if line.editable and text_of(cells[HEADS["action"]]) == SUBMIT:
            found.submit.add(typed.task)
        found.rows.append(typed)
    except RefusedError as error:
        found.troubles.append(Trouble(typed, error.message(short_language())))


def _check_row(typed: Typed, seen: set[int], desk: Desk, cells: Cells) -> None:
    where = typed.where
    if not typed.task:
        raise RefusedError("row_unmarked", where=where)
    line = desk.of(typed.task)
    if line is None:
        raise RefusedError("row_foreign", where=where)
    if typed.task in seen:
        raise RefusedError("row_twice", where=where)
    seen.add(typed.task)
    for field in ("value", *TEXTS):
        if isinstance(cells[HEADS[field]], Formula):
            raise RefusedError("value_formula", where=where, field=HEADS[field])
    action = text_of(cells[HEADS["action"]])
    if line.editable and action not in ("", SAVE, SUBMIT):
        raise RefusedError("row_choice", where=where, save=SAVE, submit=SUBMIT, given=action)
