"""Units and people as a table: read from CSV or Excel, row by row, and written so that it reads back unchanged."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from openpyxl import Workbook, load_workbook

from jiannuo.exports.cells import xml_text
from jiannuo.ledger.status import Named, Role, UnitKind
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import Actor
from jiannuo.web.accounts.actions import AddPerson, AddUnit, ChangePerson, ChangeUnit, GrantRole
from jiannuo.web.accounts.models import Membership, Person, Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.sheets.reading import check_package

UNITS, PEOPLE = "单位", "人员"
UNIT_COLUMNS = ("编码", "名称", "简称", "别名", "类别", "上级编码", "次序")
PERSON_COLUMNS = ("登录名", "姓名", "职务", "电子邮箱", "电话", "单位编码", "角色", "单点登录标识")
MUST = {UNITS: ("编码", "名称"), PEOPLE: ("登录名", "姓名", "单位编码", "角色")}
COLUMNS = {UNITS: UNIT_COLUMNS, PEOPLE: PERSON_COLUMNS}
MOST_ROWS = 5_000
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another

Row = Mapping[str, str]
S = TypeVar("S", bound=Named)


class Sheet(msgspec.Struct, frozen=True):
    """A table of units or people: which, and its rows with their numbers in the file."""

    kind: str
    rows: Sequence[tuple[int, Row]]


class Failed(msgspec.Struct, frozen=True):
    """A row that was not taken in, and why."""

    sheet: str
    row: int
    error: RefusedError


class Taken(msgspec.Struct):
    """What came of a file: how many rows changed something, the passwords of new people, the rows that failed."""

    changed: int = 0
    passwords: list[tuple[str, str, str]] = msgspec.field(default_factory=list)
    failed: list[Failed] = msgspec.field(default_factory=list)


def new_password() -> str:
    """A password for one log-in, easy to read out: four groups of four."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def read(name: str, data: bytes) -> list[Sheet]:
    """The tables of a file, those of units first; RefusedError where it is none or a column is missing."""
    tables = _workbook(name, data) if data[:4] == b"PK\x03\x04" else [_csv(name, data)]
    found = [sheet for table in tables if (sheet := _sheet(name, table)) is not None]
    if not found:
        raise RefusedError("unit_sheet_columns", name=name, columns="、".join((*MUST[UNITS], *MUST[PEOPLE])))
    if not any(sheet.rows for sheet in found):
        raise RefusedError("unit_sheet_empty", name=name)
    return sorted(found, key=lambda sheet: sheet.kind != UNITS)


def _csv(name: str, data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        try:
            return [[cell.removeprefix("'") for cell in row] for row in csv.reader(io.StringIO(text))]
        except csv.Error:
            break
    raise RefusedError("unit_sheet_unreadable", name=name)


def _workbook(name: str, data: bytes) -> Iterator[list[list[str]]]:
    check_package(data, name)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = []
            for count, row in enumerate(sheet.iter_rows(values_only=True, max_col=30)):
                if count > MOST_ROWS:
                    raise RefusedError("unit_sheet_too_long", name=name, rows=sheet.max_row or count, most=MOST_ROWS)
                rows.append(["" if cell is None else xml_text(str(cell)) for cell in row])
            yield rows
    except RefusedError:
        raise
    except Exception as error:  # whatever a damaged part makes the parser raise
        raise RefusedError("unit_sheet_unreadable", name=name) from error


def _sheet(name: str, table: Sequence[Sequence[str]]) -> Sheet | None:
    """The table by its head, None where the head is of neither kind."""
    if not table:
        return None
    head = [cell.strip() for cell in table[0]]
    kind = UNITS if "上级编码" in head or ("编码" in head and "单位编码" not in head) else PEOPLE
    lacking = [column for column in MUST[kind] if column not in head]
    if len(lacking) == len(MUST[kind]):
        return None
    if lacking:
        raise RefusedError("unit_sheet_columns", name=name, columns="、".join(lacking))
    if len(table) > MOST_ROWS + 1:
        raise RefusedError("unit_sheet_too_long", name=name, rows=len(table), most=MOST_ROWS)
    rows = [
        (number, {column: cell.strip() for column, cell in zip(head, row, strict=False) if column})
        for number, row in enumerate(table[1:], 2)
        if any(cell.strip() for cell in row)
    ]
    return Sheet(kind, rows)


def take_in(sheets: Iterable[Sheet], actor: Actor) -> Taken:
    """Carry out the rows one by one; those that fail come back with the reason, the others are kept."""
    taken = Taken()
    for sheet in sheets:
        put: Callable[[Row, Actor, Taken], bool] = _put_unit if sheet.kind == UNITS else _put_person
        for number, row in sheet.rows:
            try:
                taken.changed += put(row, actor, taken)
            except RefusedError as error:
                taken.failed.append(Failed(sheet.kind, number, error))
    return taken


def _put_unit(row: Row, actor: Actor, taken: Taken) -> bool:
    code, above = row.get("编码", ""), row.get("上级编码", "")
    parent = Unit.objects.filter(code=above).first() if above else None
    if above and parent is None:
        raise RefusedError("unit_parent_unknown", mark=above)
    unit = Unit.objects.select_related("parent").filter(code=code).first()
    wanted: dict[str, Any] = {
        "unit_name": row.get("名称", ""),
        "short": row.get("简称", unit.short if unit else ""),
        "aliases": _names(row["别名"]) if "别名" in row else (unit.aliases if unit else []),
        "kind": _state(UnitKind, row.get("类别") or (unit.kind if unit else ""), "unit_kind_unknown", "kind"),
        "order": _whole(row.get("次序", "")) if "次序" in row else (unit.order if unit else 0),
    }
    if unit is None:
        perform(AddUnit(code=code, parent=parent.pk if parent else None, **wanted), actor)
        return True
    if "上级编码" in row and unit.parent_id != (parent.pk if parent else None):
        raise RefusedError("unit_moved", unit=unit.name, above=unit.parent or "—", wanted=parent or "—")
    now = {"unit_name": unit.name, "short": unit.short, "aliases": unit.aliases, "order": unit.order}
    if now | {"kind": UnitKind.of(unit.kind)} == wanted:
        return False
    perform(ChangeUnit(unit=unit.pk, **wanted), actor)
    return True


def _put_person(row: Row, actor: Actor, taken: Taken) -> bool:
    code = row.get("单位编码", "")
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise RefusedError("unit_code_unknown", mark=code)
    role = _state(Role, row.get("角色", ""), "role_unknown", "role")
    person = Person.objects.filter(username=Person.normalize_username(row.get("登录名", ""))).first()
    if person is None:
        secret = None if row.get("单点登录标识") else new_password()
        added = perform(
            AddPerson(
                username=row.get("登录名", ""),
                person_name=row.get("姓名", ""),
                unit=unit.pk,
                role=role,
                password=secret,
                title=row.get("职务", ""),
                email=row.get("电子邮箱", ""),
                phone=row.get("电话", ""),
                subject_id=row.get("单点登录标识", ""),
            ),
            actor,
        ).result
        if secret is not None:
            taken.passwords.append((added.username, added.name, secret))
        return True
    return _mend(person, row, actor) | _grant(person, unit, role, actor)


def _mend(person: Person, row: Row, actor: Actor) -> bool:
    now = {
        "姓名": person.name,
        "职务": person.title,
        "电子邮箱": person.email,
        "电话": person.phone,
        "单点登录标识": person.subject_id or "",
    }
    wanted = {column: row.get(column, value) for column, value in now.items()}
    if wanted == now:
        return False
    name, title, email, phone, subject = wanted.values()
    perform(
        ChangePerson(person=person.pk, person_name=name, title=title, email=email, phone=phone, subject_id=subject),
        actor,
    )
    return True


def _grant(person: Person, unit: Unit, role: Role, actor: Actor) -> bool:
    if Membership.objects.filter(person=person, unit=unit, role=role.value).exists():
        return False
    perform(GrantRole(person=person.pk, unit=unit.pk, role=role), actor)
    return True


def _state(states: type[S], text: str, code: str, param: str) -> S:
    """A state by its Chinese name or its code; the first where nothing is said of a unit's kind."""
    if not text and states is UnitKind:
        return states.of(UnitKind.DEPARTMENT.value)
    for state in states:
        if text in (state.zh, state.value) and state is not Role.PUBLIC:
            return state
    raise RefusedError(
        code, **{param: text, "known": "、".join(state.zh for state in states if state is not Role.PUBLIC)}
    )


def _names(text: str) -> list[str]:
    return [part for part in text.replace("、", " ").replace("，", " ").replace(",", " ").split() if part]


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def table(kind: str, units: Iterable[Unit], memberships: Iterable[Membership]) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet, its head first."""
    yield COLUMNS[kind]
    if kind == UNITS:
        for unit in units:
            above = unit.parent.code if unit.parent else ""
            names = " ".join(unit.aliases)
            yield unit.code, unit.name, unit.short, names, UnitKind.of(unit.kind).zh, above, str(unit.order)
        return
    for held in memberships:
        who = held.person
        yield (
            who.username, who.name, who.title, who.email, who.phone, held.unit.code, Role.of(held.role).zh,
            who.subject_id or "",
        )  # fmt: skip


def workbook(units: Iterable[Unit], memberships: Iterable[Membership]) -> bytes:
    """Both sheets as an Excel file; every cell is text, so that nothing is taken for a formula."""
    book = Workbook(write_only=True)
    for kind in (UNITS, PEOPLE):
        sheet = book.create_sheet(kind)
        sheet.freeze_panes = "A2"
        for row in table(kind, units, memberships):
            sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: object, value: str) -> object:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)  # type: ignore[arg-type]  # the stubs want a sheet of the other mode
    cell.value = xml_text(value)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
