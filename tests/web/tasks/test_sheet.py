"""The sheet of a ledger: out, edited, back in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from jiannuo.ledger.status import LedgerState, TaskState
from jiannuo.web.audit.action import perform
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.tasks import fields
from jiannuo.web.tasks.actions.drafting import EditTask
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.sheet.columns import HEADS, TITLE

from ..conftest import World

HEAD = 3


@pytest.fixture
def drafting(world: World) -> Ledger:
    ledger = world.ledger(state=LedgerState.DRAFTING)
    for n in range(4):
        world.task(ledger, f"改造小区{n}个\n分两批", lead="" if n else "housing", state=TaskState.PROPOSED)
    return ledger


def sheet(client: Client, ledger: Ledger) -> bytes:
    answer = client.get(f"/ledgers/{ledger.pk}/sheet")
    assert answer.status_code == 200
    return answer.content


def edited(data: bytes, change: Callable[[Any, dict[str, int]], None]) -> bytes:
    """The workbook with *change* made to its page; columns are by their heads."""
    book = load_workbook(BytesIO(data))
    page = book[TITLE]
    change(page, {str(cell.value): cell.column for cell in page[HEAD]})
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def send(client: Client, ledger: Ledger, data: bytes) -> Any:
    return client.post(f"/ledgers/{ledger.pk}/import", {"sheet": SimpleUploadedFile("改.xlsx", data)})


def test_an_unchanged_sheet_changes_nothing(world: World, drafting: Ledger) -> None:
    client = world.client("office.city")
    task = drafting.tasks.order_by("number")[0]
    full = {"points": {"2026-06": "2500", "2026-12": "5000"}, "base": "0.5", "text": " 首行\r\n次行 ", "softened": True}
    full |= {"steps": [{"title": "开工", "due": "2026-03-31"}], "cooperating": [world.units["trade"].pk]}
    perform(EditTask(task.pk, task.version, full), world.actor("office.city"))
    before = [fields.read(task) for task in drafting.tasks.order_by("number")]
    entries = LogEntry.objects.count()
    again = saved(load_workbook(BytesIO(sheet(client, drafting))))
    assert send(client, drafting, again).status_code == 302
    assert [fields.read(task) for task in drafting.tasks.order_by("number")] == before
    assert LogEntry.objects.count() == entries


def test_changed_rows_are_saved_and_wrong_ones_come_back(world: World, drafting: Ledger) -> None:
    client = world.client("office.city")

    def change(page: Any, at: dict[str, int]) -> None:
        page.cell(HEAD + 1, at["目标值"]).value = 6000
        page.cell(HEAD + 1, at["分月计划"]).value = "2026-06 3000\n2026-12 6000"
        page.cell(HEAD + 1, at["节点"]).value = "2026-03-31 开工"
        page.cell(HEAD + 2, at["牵头单位"]).value = "市商务局"
        page.cell(HEAD + 3, at["牵头单位"]).value = "某局"
        page.cell(HEAD + 4, at["目标值"]).value = "=1+1"

    answer = send(client, drafting, edited(sheet(client, drafting), change))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "已改 2 项，0 项未动" in page
    assert "没有叫“某局”的单位" in page
    assert "“目标值”是公式" in page
    tasks = list(drafting.tasks.order_by("number"))
    assert (tasks[0].target, tasks[1].lead) == (6000, world.units["trade"])
    assert fields.read(tasks[0])["points"] == {"2026-06": "3000", "2026-12": "6000"}
    assert fields.read(tasks[0])["steps"][0]["title"] == "开工"
    assert (tasks[2].lead, tasks[3].target) == (None, 5000)

    # The rows that failed are handed out with their reasons, as they were typed, and can come back.
    sent = kept(page) | {"do": "failed_sheet"}
    failed = client.post(f"/ledgers/{drafting.pk}/import", sent).content
    rows = list(load_workbook(BytesIO(failed))[TITLE].iter_rows(min_row=HEAD, values_only=True))
    assert len(rows) == 3
    assert rows[1][rows[0].index("牵头单位")] == "某局"
    assert "没有叫“某局”的单位" in rows[1][rows[0].index("未生效原因")]

    def mend(page: Any, at: dict[str, int]) -> None:
        page.cell(HEAD + 1, at["牵头单位"]).value = "市住建局"
        page.cell(HEAD + 2, at["目标值"]).value = 5000

    assert send(client, drafting, edited(failed, mend)).status_code == 302
    tasks[2].refresh_from_db()
    assert tasks[2].lead == world.units["housing"]


def kept(page: str) -> dict[str, Any]:
    """The hidden fields of the page of troubles."""
    import html
    import re

    sent: dict[str, Any] = {"line": []}
    for name, value in re.findall(r'<input type="hidden" name="([a-z]+(?:-\d+)?)" value="([^"]*)"', page):
        if name == "line":
            sent["line"].append(value)
        elif "-" in name:
            sent[name] = html.unescape(value)
    return sent


def test_a_row_that_another_changed_is_set_side_by_side(world: World, drafting: Ledger) -> None:
    client = world.client("office.city")
    task = drafting.tasks.order_by("number")[0]

    def change(page: Any, at: dict[str, int]) -> None:
        page.cell(HEAD + 1, at["责任领导"]).value = "周远"

    data = edited(sheet(client, drafting), change)
    perform(EditTask(task.pk, task.version, {"leader_name": "林叙安"}), world.actor("office.city"))
    answer = send(client, drafting, data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "林叙安" in page
    assert "周远" in page
    sent = kept(page) | {"do": "resolve"}
    answer = client.post(f"/ledgers/{drafting.pk}/import", sent)
    assert "请选择保留哪一份" in answer.content.decode()
    answer = client.post(f"/ledgers/{drafting.pk}/import", {**sent, f"choice-{task.pk}": "mine"})
    assert answer.status_code == 302
    task.refresh_from_db()
    assert task.leader_name == "周远"
    # Rows that this sheet does not touch keep what another put there.
    perform(EditTask(task.pk, task.version, {"leader_name": "陈述"}), world.actor("office.city"))
    assert send(client, drafting, edited(data, untouch)).status_code == 302
    task.refresh_from_db()
    assert task.leader_name == "陈述"


def untouch(page: Any, at: dict[str, int]) -> None:
    page.cell(HEAD + 1, at["责任领导"]).value = None


def test_hostile_files_are_refused(world: World, drafting: Ledger) -> None:
    client = world.client("office.city")
    data = sheet(client, drafting)
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)
    entity = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(entity, "w") as new:
        for info in old.infolist():
            body = old.read(info)
            new.writestr(
                info, b'<!DOCTYPE x [<!ENTITY a "b">]>' + body if info.filename.endswith("sheet1.xml") else body
            )
    other = world.ledger(2027, state=LedgerState.DRAFTING)
    world.task(other, state=TaskState.PROPOSED)
    cases = [
        (b"no workbook", "不是能打开的 Excel 工作簿"),
        (bomb.getvalue(), "解压后超过"),
        (entity.getvalue(), "外部实体"),
        (sheet(client, other), "不是台账"),
        (edited(data, lambda page, at: page.delete_cols(at["牵头单位"])), "缺少“牵头单位”列"),
    ]
    for sent, sentence in cases:
        answer = send(client, drafting, sent)
        assert answer.status_code == 409
        assert sentence in answer.content.decode()
    assert client.post(f"/ledgers/{drafting.pk}/import", {}).status_code == 409


def test_strings_stay_strings_and_a_foreign_mark_reaches_nothing(world: World, drafting: Ledger) -> None:
    client = world.client("office.city")
    foreign = world.task(world.ledger(2027, state=LedgerState.DRAFTING), state=TaskState.PROPOSED)
    task = drafting.tasks.order_by("number")[0]
    perform(EditTask(task.pk, task.version, {"title": '=HYPERLINK("http://x")'}), world.actor("office.city"))
    data = sheet(client, drafting)
    cell = load_workbook(BytesIO(data))[TITLE].cell(HEAD + 1, 2)
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')

    def change(page: Any, at: dict[str, int]) -> None:
        page.cell(HEAD + 1, at[HEADS["mark"]]).value = f"{foreign.pk}.1.x"
        page.cell(HEAD + 1, at["责任领导"]).value = "周远"

    answer = send(client, drafting, edited(data, change))
    assert "不是本台账的任务" in answer.content.decode()
    assert Task.objects.get(pk=foreign.pk).leader_name == ""
    assert world.client("head.housing").get(f"/ledgers/{drafting.pk}/sheet").status_code == 403
