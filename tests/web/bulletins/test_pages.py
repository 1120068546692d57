"""Pages and documents of bulletins, as people and their spreadsheets see them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiannuo.ledger.status import Light, Rating
from jiannuo.web import clock
from jiannuo.web.audit.action import perform
from jiannuo.web.bulletins.actions import CorrectBulletin, FreezeBulletin
from jiannuo.web.bulletins.issue import read
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.bulletins.outputs import BulletinDocument
from jiannuo.web.progress.models import RatingRecord
from jiannuo.web.tasks.models import Task
from jiannuo.web.ui.words import new_key

from .conftest import Year

HOSTILE = '=HYPERLINK("http://x.example","<script>alert(1)</script>")]]>&\x0b<w:t>'


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def form(client: Client, address: str, **values: Any) -> Any:
    return client.post(address, {"request_key": new_key(), **values})


def test_from_period_to_print(spring: Year) -> None:
    office = spring.world.client("office.city")
    assert "2026年第一季度" in text(office, "/bulletins/new")
    answer = form(office, "/bulletins/new", ledger=spring.ledger.pk, period="2026-03:quarter")
    draft = Bulletin.objects.get()
    assert answer.url == f"/bulletins/{draft.pk}/edit"
    page = text(office, answer.url)
    assert "关于2026年第一季度政府工作报告任务进展情况的通报" in page
    assert "还不能印发" not in page
    mark = page.partition('name="looked_at" value="')[2].partition('"')[0]
    answer = form(office, f"/bulletins/{draft.pk}/edit", version=1, title="一季度通报", lead="经核，情况如下。")
    assert answer.status_code == 302
    answer = form(office, f"/bulletins/{draft.pk}/freeze", version=2, looked_at=mark)
    assert answer.status_code == 409
    assert "台账数据在您查看后有变化" in answer.content.decode()
    answer = form(office, f"/bulletins/{draft.pk}/freeze", version=2)
    assert answer.url == f"/bulletins/{draft.pk}"
    page = text(spring.world.client("reporter.trade"), answer.url)
    for words in ("一季度通报", "2026年第1期", "经核，情况如下。", "市住建局", "改造老旧小区1200套", "本期未报送"):
        assert words in page
    assert "一季度通报" in text(office, "/bulletins")


def test_a_frozen_page_never_follows_the_ledger(spring: Year) -> None:
    made = spring.issue(3)
    client = spring.world.client("leader.city")
    before = text(client, f"/bulletins/{made.pk}").partition("<main")[2]
    Task.objects.update(title="改了名")
    RatingRecord.objects.update(strict="done")
    assert text(client, f"/bulletins/{made.pk}").partition("<main")[2] == before


def test_drafts_are_for_the_office(spring: Year) -> None:
    draft = spring.draft(3)
    for who in ("leader.city", "head.housing", "office.shilian"):
        client = spring.world.client(who)
        assert client.get(f"/bulletins/{draft.pk}").status_code == 404
        assert client.get(f"/bulletins/{draft.pk}/edit").status_code in (403, 404)
        assert draft.title not in text(client, "/bulletins")
    assert spring.world.client("office.city").get(f"/bulletins/{draft.pk}/document.docx").status_code == 404
    made = spring.freeze(draft)
    assert spring.world.client().get(f"/bulletins/{made.pk}").status_code == 302
    assert spring.world.client("office.city").get(f"/bulletins/{made.pk}/document.exe").status_code == 404
    assert spring.world.client("office.city").get(f"/bulletins/{made.pk}/edit").url == f"/bulletins/{made.pk}"


def test_a_conflict_keeps_what_was_typed(spring: Year) -> None:
    draft = spring.draft(3)
    office = spring.world.client("office.city")
    form(office, f"/bulletins/{draft.pk}/edit", version=1, title="甲", lead="甲文")
    answer = office.post(f"/bulletins/{draft.pk}/edit", {"version": 1, "title": "乙题", "lead": "乙文"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "您的内容未覆盖它" in page
    assert "乙题" in page
    assert "乙文" in page
    answer = office.post(f"/bulletins/{draft.pk}/edit", {"version": 2, "title": "", "lead": "丙文"})
    assert (answer.status_code, "丙文" in answer.content.decode()) == (422, True)


def test_a_corrected_issue_says_so(spring: Year) -> None:
    old = spring.issue(3)
    office = spring.world.client("office.city")
    assert office.post(f"/bulletins/{old.pk}/correct", {"reason": ""}).status_code == 422
    answer = form(office, f"/bulletins/{old.pk}/correct", reason="第2项漏计")
    draft = Bulletin.objects.get(corrects=old)
    assert answer.url == f"/bulletins/{draft.pk}/edit"
    new = spring.freeze(draft)
    assert "本期已由第2期更正" in text(office, f"/bulletins/{old.pk}")
    page = text(office, f"/bulletins/{new.pk}")
    assert "本期更正第1期。第2项漏计" in page
    assert f'href="/bulletins/{old.pk}"' in page
    assert "已由第2期更正" in text(office, "/bulletins")


def cells(content: bytes) -> Iterator[Any]:
    for sheet in openpyxl.load_workbook(BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            yield from row


def test_hostile_names_are_only_text(spring: Year) -> None:
    Task.objects.filter(number=2).update(title=HOSTILE[:200], area=HOSTILE[:100])
    unit = spring.world.units["housing"]
    unit.short = HOSTILE[:40]
    unit.save()
    made = spring.issue(3)
    assert "<script>" not in text(spring.world.client("office.city"), f"/bulletins/{made.pk}")
    book = BulletinDocument(made, "xlsx").content()
    found = [cell for cell in cells(book) if isinstance(cell.value, str) and cell.value.startswith("=")]
    assert found
    assert {cell.data_type for cell in found} == {"s"}
    assert b"<f>" not in b"".join(_parts(book))
    word = BulletinDocument(made, "docx").content()
    for part in _parts(word):
        ElementTree.fromstring(part)
    shown = "".join(
        cell.text for table in docx.Document(BytesIO(word)).tables for row in table.rows for cell in row.cells
    )
    assert HOSTILE[:50] in shown
    assert json.loads(BulletinDocument(made, "json").content())["rows"][1]["title"] == HOSTILE


def _parts(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return [file.read(name) for name in file.namelist() if name.endswith(".xml")]


def test_the_documents_say_the_same(spring: Year) -> None:
    made = spring.issue(3)
    issue = read(made.snapshot)
    book = openpyxl.load_workbook(BytesIO(BulletinDocument(made, "xlsx").content()))
    assert book.sheetnames[:4] == ["总表", "分单位", "分领域", "全部任务"]
    totals = {row[0]: row[1] for row in book["总表"].iter_rows(values_only=True)}
    assert {rating.zh: totals[rating.zh] for rating in Rating} == {
        rating.zh: issue.total.ratings[rating] for rating in Rating
    }
    assert {light.zh: totals[light.zh] for light in Light} == {light.zh: issue.total.lights[light] for light in Light}
    assert book["全部任务"].max_row == 1 + issue.total.listed
    word = docx.Document(BytesIO(BulletinDocument(made, "docx").content()))
    table = {row.cells[0].text: row.cells[1].text for row in word.tables[0].rows}
    assert {rating.zh: int(table[rating.zh]) for rating in Rating} == {
        rating.zh: issue.total.ratings[rating] for rating in Rating
    }
    body = "\n".join(paragraph.text for paragraph in word.paragraphs)
    for words in ("2026年第1期", made.digest, made.chain_hash, "四舍五入保留一位小数", *made.lead.splitlines()):
        assert words in body


def test_the_year_at_its_end(spring: Year) -> None:
    spring.turn(2026, 12, 30)
    page = text(spring.world.client("leader.city"), f"/ledgers/{spring.ledger.pk}/year")
    assert "改造老旧小区1200套" in page
    assert spring.world.client("head.housing").get(f"/ledgers/{spring.ledger.pk}/year").status_code == 404
    answer = spring.world.client("leader.city").get(f"/ledgers/{spring.ledger.pk}/year.xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(answer.content))["年终总表"].iter_rows(values_only=True))
    head = rows[0]
    mended = dict(zip(head, rows[3], strict=True))
    assert [mended[f"{month}月"] for month in range(1, 5)] == ["绿灯", "黄灯（补正）", "绿灯", None]
    assert (mended["最终评定"], mended["状态"]) == ("达进度", "在办")
    assert rows[5][-1] == "已取消"


def crowd(year: Year, size: int) -> None:
    """*size* more tasks, rated for March."""
    now, units = clock.now(), [year.world.units[code] for code in ("housing", "trade", "shilian", "qingxiu")]
    first = 1 + Task.objects.count()
    Task.objects.bulk_create(
        Task(
            ledger=year.ledger,
            number=first + number,
            title=f"修建口袋公园{number}",
            area=f"第{number % 9}方面",
            state="issued",
            sort="cumulative",
            target=Decimal(120),
            measure_unit="个",
            lead=units[number % 4],
            start="2026-01",
            due=date(2026, 12, 31),
            created=now,
            changed=now,
        )
        for number in range(size)
    )
    year.close(3)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("what", ["edit", "show", "docx", "xlsx", "year"])
def test_queries_do_not_grow(spring: Year, what: str) -> None:
    client, counts = spring.world.client("office.city"), []
    for size in (3, 300):
        crowd(spring, size)
        draft = (
            spring.draft(3)
            if size == 3
            else perform(
                CorrectBulletin(Bulletin.objects.get(number=1).pk, "补录"), spring.world.actor("office.city")
            ).result
        )
        address = f"/bulletins/{draft.pk}/edit"
        if what == "edit":
            counts.append(queries(client, address))
        spring.freeze(draft)
        address = f"/bulletins/{draft.pk}"
        if what != "edit":
            counts.append(
                queries(
                    client,
                    {"show": address, "year": f"/ledgers/{spring.ledger.pk}/year"}.get(
                        what, f"{address}/document.{what}"
                    ),
                )
            )
    # The second draft corrects the first, which takes a look at that one.
    assert counts[1] <= counts[0] + 1
    assert counts[1] <= 30


def test_two_thousand_tasks_in_a_few_queries(spring: Year) -> None:
    crowd(spring, 2000)
    with CaptureQueriesContext(connection) as found:
        draft = spring.draft(3)
    assert len(found) <= 35
    with CaptureQueriesContext(connection) as found:
        made = perform(FreezeBulletin(draft.pk, 1), spring.world.actor("office.city")).result
    assert len(found) <= 45
    issue = read(made.snapshot)
    assert issue.total.counted == 2004
    with CaptureQueriesContext(connection) as found:
        for kind in ("docx", "xlsx", "json"):
            assert BulletinDocument(made, kind).content()
    assert not found.captured_queries
    page = text(spring.world.client("office.city"), f"/bulletins/{made.pk}")
    assert "全部列出" in page


def test_the_choice_of_periods_tells_what_was_issued(spring: Year) -> None:
    spring.issue(3)
    spring.turn(2026, 4, 2)
    page = text(spring.world.client("office.city"), "/bulletins/new")
    assert "2026年3月（第1期已印发）" in page
    assert "2026年4月（未评定）" in page
    assert '<option value="2026-02:month" selected>2026年2月</option>' in page


def test_a_forged_period_is_refused_in_words(spring: Year) -> None:
    office = spring.world.client("office.city")
    for period in ("2026-02:quarter", "2027-01:month", "x", ""):
        answer = form(office, "/bulletins/new", ledger=spring.ledger.pk, period=period)
        assert (answer.status_code, 'class="error"' in answer.content.decode()) == (422, True)
    assert form(office, "/bulletins/new", ledger=999, period="2026-02:month").status_code == 404
    assert not Bulletin.objects.exists()
