"""Reading a sheet that came back: nothing in it is trusted, nothing typed into it is lost."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePosixPath
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
    MOST_ROWS,
    SAVE,
    STEP_COLUMNS,
    STEPS_TITLE,
    SUBMIT,
    TITLE,
    fingerprint,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_UNPACKED = 30_000_000  # bytes of all parts together
_MOST_COLUMNS = 40
_HEAD_ROWS = 10  # among which the head is looked for
_FORBIDDEN = ("vbaProject.bin", "externalLink")
_CHUNK = 1 << 20
_DECIMALS = 6

Cells = Mapping[str, Any]


class SheetRows(msgspec.Struct):
    """The rows of a sheet: those that can be read, the tasks to submit, and what is wrong with the others."""

    rows: list[Typed]
    submit: set[int]
    troubles: list[Trouble]


class Formula(msgspec.Struct, frozen=True):
    """A cell that holds a formula instead of a value."""

    text: str


def read_sheet(data: bytes, name: str, desk: Desk) -> SheetRows:
    """The rows of the workbook *data* for *desk*.

    Raises RefusedError, which names the file, where it is no workbook, unsafe, too long or not the sheet of this unit
    and month.
    """
    check_package(data, name)
    book = _load(data, name)
    try:
        marked = next(_cells(book, MARK_TITLE), ())
        if tuple(_text(value) for value in marked[:3]) != fingerprint(desk.unit, desk.month):
            raise RefusedError("sheet_foreign", name=name, unit=str(desk.unit), month=desk.month.name)
        steps = _steps(book, name)
        found = SheetRows([], set(), [])
        seen: set[int] = set()
        for number, cells in _table(book, TITLE, name, list(HEADS.values())):
            _read_row(found, seen, desk, steps, number, cells)
        return found
    except RefusedError:
        raise
    except Exception as error:  # whatever a damaged part makes the parser raise
        raise RefusedError("sheet_unreadable", name=name) from error
    finally:
        book.close()


def check_package(data: bytes, name: str) -> None:
    """Refuse what is no zip archive, unpacks to too much, or holds macros, entities or links to other files."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > MOST_UNPACKED:
                raise RefusedError("sheet_bomb", name=name, most=MOST_UNPACKED // 1_000_000)
            if any(mark in PurePosixPath(info.filename).name for info in infos for mark in _FORBIDDEN):
                raise RefusedError("sheet_unsafe", name=name)
            left = MOST_UNPACKED
            for info in infos:
                left = _check_part(archive, info, name, left)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, RuntimeError) as error:
        raise RefusedError("sheet_unreadable", name=name) from error
    except Exception as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError("sheet_unreadable", name=name) from error  # zlib.error and the like


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, left: int) -> int:
    """How many bytes may still be unpacked after this part, which says of itself what it likes."""
    tail = b""
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise RefusedError("sheet_bomb", name=name, most=MOST_UNPACKED // 1_000_000)
            text = (tail + chunk).replace(b"\x00", b"")  # UTF-16 too
            if info.filename.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in text or b"<!ENTITY" in text):
                raise RefusedError("sheet_unsafe", name=name)
            tail = chunk[-32:]
    return left


def _load(data: bytes, name: str) -> Workbook:
    from openpyxl import load_workbook  # slow to import

    try:
        return load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # whatever a damaged part makes the parser raise
        raise RefusedError("sheet_unreadable", name=name) from error


def _cells(book: Workbook, title: str) -> Iterator[Sequence[Any]]:
    """The rows of the sheet *title*, each as values; none where there is no such sheet."""
    if title not in book.sheetnames:
        return
    page: Any = book[title]
    page.reset_dimensions()  # what a file says of its size is not believed
    for row in page.iter_rows(max_row=MOST_ROWS + _HEAD_ROWS + 1, max_col=_MOST_COLUMNS):
        yield [Formula(str(cell.value)) if cell.data_type == "f" else cell.value for cell in row]


def _table(book: Workbook, title: str, name: str, wanted: Sequence[str]) -> Iterator[tuple[int, Cells]]:
    """The filled rows below the head, each with its number and its cells by their head."""
    places: dict[str, int] = {}
    for number, row in enumerate(_cells(book, title), 1):
        if not places:
            texts = [_text(value) for value in row]
            if HEADS["mark"] in texts:
                places = {head: place for place, head in enumerate(texts) if head}
                lacking = [head for head in wanted if head not in places]
                if lacking:
                    raise RefusedError("sheet_columns", name=name, columns="、".join(lacking))
            elif number >= _HEAD_ROWS:
                break
            continue
        if all(value is None or value == "" for value in row):
            continue
        if number > MOST_ROWS + _HEAD_ROWS:
            raise RefusedError("sheet_too_long", name=name, most=MOST_ROWS)
        yield number, {head: row[place] if place < len(row) else None for head, place in places.items()}
    if not places:
        raise RefusedError("sheet_columns", name=name, columns="、".join(wanted))


def _steps(book: Workbook, name: str) -> dict[str, Any]:
    """The day typed for each step, by the step's key."""
    if STEPS_TITLE not in book.sheetnames:
        return {}
    heads = {key: head for key, head, _width, _filled in STEP_COLUMNS}
    rows = _table(book, STEPS_TITLE, name, list(heads.values()))
    return {_text(cells[heads["mark"]]): cells[heads["done"]] for _number, cells in rows}


def _read_row(
    found: SheetRows, seen: set[int], desk: Desk, steps: Mapping[str, Any], number: int, cells: Cells
) -> None:
    where = _("第 %(number)s 行") % {"number": number}
    key, version, stamp = [*_text(cells[HEADS["mark"]]).split("."), "", "", ""][:3]
    typed = Typed(
        task=whole(key),
        where=where,
        version=whole(version),
        stamp=stamp,
        value=_text(cells[HEADS["value"]]),
        text=_text(cells[HEADS["text"]]),
        problems=_text(cells[HEADS["problems"]]),
        next_step=_text(cells[HEADS["next_step"]]),
    )
    try:
        _check_row(typed, seen, desk, cells)
        line = desk.of(typed.task)
        assert line is not None
        own = [str(step.pk) for step, _day in line.steps]
        days = {pk: _day_text(steps[pk]) if pk in steps else line.typed.steps.get(pk, "") for pk in own}
        typed.steps = {pk: day for pk, day in days.items() if day}
        if line.editable and _text(cells[HEADS["action"]]) == SUBMIT:
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
    action = _text(cells[HEADS["action"]])
    if line.editable and action not in ("", SAVE, SUBMIT):
        raise RefusedError("row_choice", where=where, save=SAVE, submit=SUBMIT, given=action)


def _text(value: Any) -> str:
    """A cell as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        rounded = round(value, _DECIMALS)  # 0.1 + 0.2 is 0.3 to whoever reads the cell
        return f"{rounded:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    if isinstance(value, Formula):
        return value.text
    return str(value)


def _day_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else _text(value)
