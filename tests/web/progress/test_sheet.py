"""The Excel sheet: what goes out comes back unchanged, what is hostile is refused with a sentence."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jiannuo.ledger.transitions import RefusedError
from jiannuo.ledger.typed import normal
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.progress.content import Typed, as_typed, of_typed
from jiannuo.web.progress.desk import read_desk, where
from jiannuo.web.progress.models import Return
from jiannuo.web.progress.sheet.read import read_sheet
from jiannuo.web.progress.sheet.write import write_sheet
from jiannuo.web.sheets.reading import check_package
from jiannuo.web.tasks.models import Task

from ..conftest import World
from .conftest import MARCH, Report, fields, send

TODAY = date(2026, 3, 10)


def download(world: World, address: str, who: str = "reporter.housing") -> bytes:
    answer = world.client(who).get(f"{address}/sheet")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return b"".join(answer) if answer.streaming else answer.content


def upload(world: World, address: str, data: bytes, who: str = "reporter.housing", name: str = "填报表.xlsx") -> Any:
    return world.client(who).post(f"{address}/import", {"sheet": SimpleUploadedFile(name, data), "request_key": "k"})


def changed(data: bytes, cells: dict[str, Any], sheet: str = "填报") -> bytes:
    book = load_workbook(BytesIO(data))
    for place, value in cells.items():
        book[sheet][place] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The archive with *parts* instead of, or beside, its own."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def test_an_unchanged_sheet_changes_nothing(world: World, tasks: list[Task], desk_address: str, report: Report) -> None:
    report(tasks[0], "1300.5", upto="draft", text='=HYPERLINK("http://x")\n第二行', problems="-无", next_step="@同上")
    report(tasks[2], upto="submitted")
    before = LogEntry.objects.count()
    data = download(world, desk_address)
    for _time in range(2):
        assert upload(world, desk_address, data).status_code == 302
    assert LogEntry.objects.count() == before


def test_a_filled_sheet_is_saved_and_submitted(world: World, tasks: list[Task], desk_address: str) -> None:
    data = changed(download(world, desk_address), {"F4": 1300, "G4": "已开工", "F5": "１，２００ 张", "J5": "报送"})
    data = changed(data, {"E4": datetime(2026, 3, 2)}, "节点")
    for _time in range(2):  # a second upload is harmless
        assert upload(world, desk_address, data).status_code == 302
    rows = {row.task_id: row for row in Return.objects.all()}
    assert (rows[tasks[0].pk].value, rows[tasks[0].pk].state, rows[tasks[0].pk].origin) == (1300, "draft", "excel")
    assert (rows[tasks[1].pk].value, rows[tasks[1].pk].state) == (1200, "submitted")
    assert rows[tasks[2].pk].steps_done == {str(tasks[2].steps.get().pk): "2026-03-02"}
    assert Return.objects.count() == 3


def test_wrong_rows_come_back_and_can_be_downloaded_with_the_reason(
    world: World, tasks: list[Task], desk_address: str
) -> None:
    data = changed(download(world, desk_address), {"F4": "约300", "G4": "已开工三个地块", "F5": 90})
    answer = upload(world, desk_address, data)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "第 4 行“完成值”应为数字，现为“约300”" in html
    assert "已开工三个地块" in html
    assert Return.objects.get().task_id == tasks[1].pk
    form = fields(html)
    back = world.client("reporter.housing").post(f"{desk_address}/sheet", form)
    book = load_workbook(BytesIO(back.content))
    page = book["填报"]
    assert page.max_row == 4
    assert (page["F4"].value, page["G4"].value) == ("约300", "已开工三个地块")
    assert "应为数字" in page["L4"].value
    assert upload(world, desk_address, changed(back.content, {"F4": 300})).status_code == 302
    assert Return.objects.get(task=tasks[0]).value == 300


def test_a_row_changed_meanwhile_is_shown_side_by_side(world: World, tasks: list[Task], desk_address: str) -> None:
    data = changed(download(world, desk_address), {"F4": 310, "F5": 90})
    send(world.client("head.housing"), desk_address, "save", {f"value-{tasks[0].pk}": "300"})
    answer = upload(world, desk_address, data)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "两人都改过" in html
    assert Return.objects.get(task=tasks[0]).value == 300
    assert Return.objects.get(task=tasks[1]).value == 90
    back = world.client("reporter.housing").post(f"{desk_address}/sheet", fields(html)).content
    assert upload(world, desk_address, back).status_code == 409  # still asked to choose
    chosen = {f"choice-{tasks[0].pk}": "mine"}
    assert send(world.client("reporter.housing"), desk_address, "save", chosen, fields(html)).status_code == 302
    assert Return.objects.get(task=tasks[0]).value == 310


def test_rows_that_do_not_belong_there(world: World, tasks: list[Task], desk_address: str) -> None:
    foreign = world.task(tasks[0].ledger, "市商务局的任务", lead="trade")
    data = download(world, desk_address)
    mark = load_workbook(BytesIO(data))["填报"]["K5"].value
    sheet = {"K4": f"{foreign.pk}.0.x", "F4": 5, "K6": mark, "A7": 9, "F7": 3}
    html = upload(world, desk_address, changed(data, sheet)).content.decode()
    assert "第 4 行不是本单位本月应报的任务" in html
    assert "第 6 行与前面的行是同一任务" in html
    assert "第 7 行缺少隐藏的标识" in html
    assert not Return.objects.exists()


def test_formulas_and_dates_in_place_of_figures(world: World, tasks: list[Task], desk_address: str) -> None:
    cells = {"F4": "=1+1", "F5": datetime(2026, 3, 5), "G6": "=cmd|'/c calc'!A1", "J6": "马上"}
    html = upload(world, desk_address, changed(download(world, desk_address), cells)).content.decode()
    assert "第 4 行“完成值”是公式" in html
    assert "第 5 行“完成值”应为数字，现为“2026-03-05 00:00:00”" in html
    assert "第 6 行“进展情况”是公式" in html
    assert not Return.objects.exists()


def test_the_sheet_of_another_unit_or_month(world: World, tasks: list[Task], desk_address: str) -> None:
    world.task(tasks[0].ledger, lead="trade")
    other = f"/returns/{world.units['trade'].pk}/2026-03"
    html = upload(world, desk_address, download(world, other, "reporter.trade")).content.decode()
    assert "不是“市住建局”2026年3月的填报表" in html
    assert world.client("reporter.trade").get(f"{desk_address}/sheet").status_code == 404
    assert upload(world, desk_address, b"", who="leader.city").status_code in (403, 404)


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 40_000_000)
    return out.getvalue()


def lying_bomb(data: bytes) -> bytes:
    """An archive that says its part is small."""
    made = repacked(data, {"xl/worksheets/sheet1.xml": b" " * 40_000_000})
    size = (40_000_000).to_bytes(4, "little")
    return made.replace(size, (100).to_bytes(4, "little"))


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("text", "不是能打开的 Excel 工作簿"),
        ("empty", "不是能打开的 Excel 工作簿"),
        ("cut", "不是能打开的 Excel 工作簿"),
        ("plain zip", "不是能打开的 Excel 工作簿"),
        ("bomb", "解压后超过"),
        ("entity", "含有宏、外部实体或外部链接"),
        ("entity in utf-16", "含有宏、外部实体或外部链接"),
        ("macros", "含有宏、外部实体或外部链接"),
        ("links", "含有宏、外部实体或外部链接"),
        ("broken part", "不是能打开的 Excel 工作簿"),
        ("no head", "缺少"),
    ],
)
def test_hostile_workbooks(world: World, tasks: list[Task], desk_address: str, name: str, sentence: str) -> None:
    data = download(world, desk_address)
    part = "xl/worksheets/sheet1.xml"
    made = {
        "text": b"not a workbook",
        "empty": b"PK\x05\x06" + b"\0" * 18,
        "cut": data[: len(data) // 2],
        "plain zip": repacked(data, {})[:0] or bytes(_zip({"a.txt": b"x"})),
        "bomb": bomb(),
        "entity": repacked(data, {part: ENTITY}),
        "entity in utf-16": repacked(data, {part: ENTITY.decode().encode("utf-16")}),
        "macros": repacked(data, {"xl/vbaProject.bin": b"x"}),
        "links": repacked(data, {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "broken part": repacked(data, {part: b"<worksheet><sheetData><row r='z'><c r='??'>"}),
        "no head": changed(data, {"K3": "别的"}),
    }[name]
    answer = upload(world, desk_address, made)
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert not Return.objects.exists()


def _zip(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_part_that_lies_about_its_size(tasks: list[Task]) -> None:
    with pytest.raises(RefusedError) as refused:
        check_package(lying_bomb(_zip({"a.xml": b"<a/>"})), "x.xlsx")
    assert refused.value.code in ("sheet_bomb", "sheet_unreadable")


def test_a_million_rows(world: World, tasks: list[Task], desk_address: str) -> None:
    data = download(world, desk_address)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(7, 100_007))
    answer = upload(
        world,
        desk_address,
        repacked(data, {"xl/worksheets/sheet1.xml": part.replace(b"</sheetData>", rows + b"</sheetData>")}),
    )
    assert "超过 2000 行" in answer.content.decode()
    last = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    answer = upload(
        world, desk_address, repacked(data, {"xl/worksheets/sheet1.xml": part.replace(b"</sheetData>", last)})
    )
    assert answer.status_code in (302, 409)


def test_what_is_known_is_locked(world: World, tasks: list[Task], desk_address: str) -> None:
    book = load_workbook(BytesIO(download(world, desk_address)))
    page = book["填报"]
    assert page.protection.sheet
    assert page["B4"].protection.locked
    assert not page["F4"].protection.locked
    assert page.column_dimensions["K"].hidden
    assert book["标记"].sheet_state == "veryHidden"
    assert [rule.formula1 for rule in page.data_validations.dataValidation] == ['"草稿,报送"']


words = st.text(max_size=80) | st.sampled_from(
    ["=1+1", "_x0041_", "'abc", "12e5", "０", "a\tb", "a\r\n\r\nb", "TRUE", "#N/A"]
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.none() | st.decimals(min_value=-(10**17), max_value=10**17, places=6),
    text=words,
    problems=words,
    next_step=words,
    done=st.booleans(),
)
def test_any_content_comes_back_from_the_sheet(
    world: World, tasks: list[Task], value: Any, text: str, problems: str, next_step: str, done: bool
) -> None:
    desk = read_desk(world.units["housing"], MARCH)
    for line in desk.lines:
        steps = {str(step.pk): "2026-03-02" for step, _day in line.steps if done}
        number = "" if value is None or not line.measured else f"{normal(value):f}"
        raw = Typed(
            task=line.task.pk, where="", value=number, text=text, problems=problems, next_step=next_step, steps=steps
        )
        line.given = of_typed(raw, line.task, TODAY)
        line.typed = as_typed(line.given, line.task, 3, where(line.task))
    found = read_sheet(write_sheet(desk), "填报表.xlsx", desk)
    assert found.troubles == []
    assert len(found.rows) == len(desk.lines)
    for line, typed in zip(desk.lines, found.rows, strict=True):
        assert (typed.version, typed.stamp) == (3, line.given.stamp)
        assert of_typed(typed, line.task, TODAY) == line.given
