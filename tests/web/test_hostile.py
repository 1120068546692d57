"""What an attacker or a broken program sends: answered in a sentence, never with a fault, and nothing changes."""

from __future__ import annotations

import io
import itertools
import zipfile
from typing import Any

import pytest

from jiannuo.ledger.status import LedgerState, Role, TaskState
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.accounts import sheets
from jiannuo.web.accounts.actions import GrantRole
from jiannuo.web.accounts.models import Membership
from jiannuo.web.audit.action import perform
from jiannuo.web.bulletins.actions import CreateBulletin
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.progress.actions.collecting import open_month

from .conftest import Turn, World, refused
from .progress.conftest import MARCH


@pytest.mark.parametrize("version", ["9" * 5000, "٣", "-1", "1e9", "１", ""])
@pytest.mark.parametrize("step", ["freeze", "drop"])
def test_versions_that_are_no_numbers(world: World, moment: Turn, version: str, step: str) -> None:
    moment(2026, 4, 2)
    ledger = world.ledger()
    world.task(ledger)
    open_month(ledger, MARCH)
    draft = perform(CreateBulletin(ledger.pk, MARCH), world.actor("office.city")).result
    answer = world.client("office.city").post(f"/bulletins/{draft.pk}/{step}", {"version": version})
    assert answer.status_code == 409
    assert Bulletin.objects.get(pk=draft.pk).state == "draft"


@pytest.mark.parametrize("seen", ["[" * 100_000, '{"title": "\\ud800"}', '{"a": 1e999}', "null", "{", '{"title": {}}'])
def test_a_form_s_memory_that_was_tampered_with(world: World, seen: str) -> None:
    task = world.task(world.ledger(state=LedgerState.DRAFTING), state=TaskState.PROPOSED)
    client = world.client("office.city")
    form = {"version": "1", "seen": seen, "title": "改过的题目", "start": "2026-01", "due": "2026-12-31"}
    assert client.post(f"/tasks/{task.pk}/edit", form).status_code in (302, 409)
    form = {"do": "resolve", "line": "1", "typed-1": seen}
    assert client.post(f"/ledgers/{task.ledger_id}/import", form).status_code in (302, 409)


def _workbook(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/sharedStrings.xml": b"<sst>" + b" " * 40_000_000}, "sheet_bomb"),
        ({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}, "sheet_unsafe"),
        ({"xl/vbaProject.bin": b"x"}, "sheet_unsafe"),
        ({"[Content_Types].xml": b"<Types"}, "unit_sheet_unreadable"),
        ({"x": b"x"}, "unit_sheet_unreadable"),
    ],
)
def test_a_table_of_people_that_is_a_weapon(parts: dict[str, bytes], code: str) -> None:
    with pytest.raises(RefusedError) as error:
        list(sheets.read("人员.xlsx", _workbook(parts)))
    assert error.value.code == code


def test_nobody_gives_oneself_a_role(world: World) -> None:
    """An administrator would be the office that reviews, and nobody would have let it."""
    who = world.people["administrator.city"]
    with refused("role_to_self"):
        perform(GrantRole(who.pk, world.units["city"].pk, Role.OFFICE), world.actor("administrator.city"))
    assert not Membership.objects.filter(person=who, role=Role.OFFICE.value).exists()


ADDRESSES = [
    "/returns/{unit}/{text}",
    "/tasks/{task}/rating/{text}",
    "/returns/review/{ledger}/{text}",
    "/public/comments/{text}",
    "/ledgers/{ledger}/plan.{text}",
    "/calendar/{text}.ics",
    "/search?q={text}",
    "/tasks?unit={text}&q={text}",
    "/tasks?page={text}&ledger={text}",
    "/log?q={text}&from={text}&to={text}&before={text}&target={text}",
    "/orders?q={text}&year={text}&unit={text}",
    "/units?q={text}",
    "/people?q={text}&page={text}",
    "/watch?q={text}",
    "/login?next={text}",
    "/orders/new?task={text}&breach={text}",
    "/people/add?unit={text}",
    "/units/new?parent={text}",
    "/bulletins/new?ledger={text}",
    "/ledgers/{ledger}?page={text}&q={text}&edit={text}",
    "/comments?state={text}",
    "/reports?x={text}",
    "/ledgers/{ledger}/merge?n={text}",
    "/adjustments?ledger={text}&page={text}",
]
NASTY = (
    "0000-00", "9999-12", "10000-01", "2026-13", "2026-1", "٢٠٢٦-٠٣", "%ED%A0%80", "%FF%FE", "%E2%80%AE", "%0D%0AX:1",
    "9" * 30, "-1", "1e400", "NaN", "%27%22%3E%3Cscript%3E", "%25%5F%5C", "..%2F..%2Fetc", "%2500", "%00",
)  # fmt: skip


def test_addresses_that_nobody_types(world: World) -> None:
    ledger = world.ledger()
    task = world.task(ledger)
    broken = []
    for who in ("office.city", "reporter.housing", "administrator.city"):
        client: Any = world.client(who, raise_request_exception=False)
        for address, text in itertools.product(ADDRESSES, NASTY):
            made = address.format(unit=world.units["housing"].pk, task=task.pk, ledger=ledger.pk, text=text)
            answer = client.get(made)
            shown = answer.content.decode(errors="replace").partition("<main")[2]
            if answer.status_code >= 500 or "<script>" in shown:
                broken.append((who, made, answer.status_code))
    assert broken == []
