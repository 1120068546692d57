"""Reading a workbook that came back: nothing in it is trusted, nothing typed into it is lost."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import msgspec
from django.core.files.uploadedfile import UploadedFile

from jiannuo.ledger.transitions import RefusedError

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST = 10_000_000  # bytes of a workbook that comes back
MOST_UNPACKED = 30_000_000  # bytes of all parts together
MOST_ROWS = 2_000
_MOST_COLUMNS = 40
_HEAD_ROWS = 10  # among which the head is looked for
_FORBIDDEN = ("vbaProject.bin", "externalLink")
_CHUNK = 1 << 20
_DECIMALS = 6

Cells = Mapping[str, Any]


class Formula(msgspec.Struct, frozen=True):
    """A cell that holds a formula instead of a value."""

    text: str


def uploaded(file: UploadedFile[bytes] | None, what: str) -> tuple[str, bytes]:
    """Name and content of the workbook that was sent; *what* names it where none was.

    Raises RefusedError where there is none or it is too large.
    """
    if file is None:
        raise RefusedError("file_empty", name=what)
    name = (file.name or "")[:80]
    if (file.size or 0) > MOST:
        raise RefusedError("file_too_large", name=name, most=MOST // 1_000_000)
    return name, file.read()


def open_book(data: bytes, name: str) -> Workbook:
    """The workbook *data*; RefusedError, which names the file, where it is none or unsafe."""
    check_package(data, name)
    return _load(data, name)


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


def cells_of(book: Workbook, title: str) -> Iterator[Sequence[Any]]:
    """The rows of the sheet *title*, each as values; none where there is no such sheet."""
    if title not in book.sheetnames:
        return
    page: Any = book[title]
    page.reset_dimensions()  # what a file says of its size is not believed
    for row in page.iter_rows(max_row=MOST_ROWS + _HEAD_ROWS + 1, max_col=_MOST_COLUMNS):
        yield [Formula(str(cell.value)) if cell.data_type == "f" else cell.value for cell in row]


def table(book: Workbook, title: str, name: str, wanted: Sequence[str], mark: str) -> Iterator[tuple[int, Cells]]:
    """The filled rows below the head, each with its number and its cells by their head; *mark* tells the head's row."""
    places: dict[str, int] = {}
    for number, row in enumerate(cells_of(book, title), 1):
        if not places:
            texts = [text_of(value) for value in row]
            if mark in texts:
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


def text_of(value: Any) -> str:
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


def day_of(value: Any) -> str:
    """A cell that holds a day, as it would be typed."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else text_of(value)
