"""Pages of reports: taken in, read, one statement lit."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiannuo.web.audit.action import perform
from jiannuo.web.reports.intake import UploadReport
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.reports.reading import Mark, Reading

from ..conftest import World

SAMPLE = (files("jiannuo") / "samples" / "yunting-2026.md").read_bytes()


@pytest.fixture
def report(world: World) -> GovernmentReport:
    return perform(UploadReport(world.units["city"], SAMPLE, "yunting-2026.md"), world.actor("office.city")).result


def reading(report: GovernmentReport, lit: str = "") -> list[str]:
    marks = [Mark(*row) for row in report.statements.values_list("key", "start", "end", "promise")]
    return [str(paragraph) for paragraph in Reading(report, marks, lit, "zh").paragraphs()]


def test_every_statement_can_be_led_to_and_no_word_is_lost(report: GovernmentReport) -> None:
    found = reading(report)
    ids = re.findall(r'id="s-([^"]+)"', "".join(found))
    assert sorted(ids) == sorted(report.statements.values_list("key", flat=True))
    plain = "".join(re.sub(r"<[^>]*>", "", paragraph) for paragraph in found)
    body = report.text.split("---\n", 2)[2] if report.text.startswith("---\n") else report.text
    letters = re.compile(r"[^\w]")
    assert letters.sub("", plain) == letters.sub("", body)
    assert "#" not in plain
    for paragraph in found:
        assert paragraph.count("<span") == paragraph.count("</span>")
    headings = [line for line in found if line.startswith("<h")]
    assert any("2026年主要目标和重点任务" in line for line in headings)


def test_one_statement_is_lit(world: World, report: GovernmentReport) -> None:
    one = report.statements.filter(promise=True).first()
    assert one is not None
    page = world.client("head.shilian").get(f"/reports/{report.pk}?statement={one.key}").content.decode()
    assert page.count(' lit"') == 1
    assert f'promise lit" id="s-{one.key}"' in page
    missing = world.client("office.city").get(f"/reports/{report.pk}?statement=nothing").content.decode()
    assert "报告中没有这条表述" in missing


def test_who_may_read_and_who_may_upload(world: World, report: GovernmentReport) -> None:
    for who in ("office.city", "head.housing", "reporter.shilian-town", "office.shilian"):
        client = world.client(who)
        assert report.title in client.get("/reports").content.decode()
        assert client.get(f"/reports/{report.pk}").status_code == 200
    assert world.client().get(f"/reports/{report.pk}").status_code == 302
    assert world.client("head.housing").get("/reports/upload").status_code == 403
    sent = {"owner": world.units["city"].pk, "text": SAMPLE.decode()}
    answer = world.client("office.shilian").post("/reports/upload", sent)
    assert answer.status_code == 400
    assert "您不能为这个单位上传报告" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "file", "sentence"),
    [
        ("", None, "没有选择文件，也没有粘贴全文"),
        ("只有一句话。", None, "粘贴的全文.txt"),
        ("", b"%PDF-1.7 broken", "报告.pdf"),
        ("全文", b"x", "请只留一样"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_form_kept(
    world: World, text: str, file: bytes | None, sentence: str
) -> None:
    sent: dict[str, object] = {"owner": world.units["city"].pk, "text": text, "year": "2026"}
    if file is not None:
        sent["file"] = SimpleUploadedFile("报告.pdf", file)
    answer = world.client("office.city").post("/reports/upload", sent)
    page = answer.content.decode()
    assert answer.status_code in (400, 409)
    assert sentence in page
    assert 'value="2026"' in page
    assert text in page
    assert not GovernmentReport.objects.exists()


def test_pasted_text_is_a_report(world: World) -> None:
    sent = {"owner": world.units["city"].pk, "text": SAMPLE.decode()}
    assert world.client("office.city").post("/reports/upload", sent).status_code == 302
    assert GovernmentReport.objects.get().year == 2026
