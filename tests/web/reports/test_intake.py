"""A report is taken in: from every sort of file, once, with what was read in it; what is no report is refused."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO

import pytest
from django.db import connection

from jiannuo.model.errors import JiannuoError
from jiannuo.web.access.actor import Actor, NotAllowedError
from jiannuo.web.audit.action import perform
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.reports import intake
from jiannuo.web.reports.intake import UploadReport, read_again
from jiannuo.web.reports.models import GovernmentReport, ReportStatement
from jiannuo.web.tasks.actions.ledgers import CreateLedger

from ..conftest import World, refused

SAMPLE = (files("jiannuo") / "samples" / "yunting-2026.md").read_text(encoding="utf-8")


def upload(world: World, data: bytes, name: str, year: int | None = None) -> GovernmentReport:
    return perform(UploadReport(world.units["city"], data, name, year), world.actor("office.city")).result


def word() -> bytes:
    """The sample as a Word file with headings."""
    docx = pytest.importorskip("docx")
    paper = docx.Document()
    for line in filter(None, map(str.strip, SAMPLE.splitlines())):
        title = line.lstrip("#")
        paper.add_heading(title.strip(), len(line) - len(title)) if line != title else paper.add_paragraph(line)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def web_page() -> bytes:
    """The sample as a web page."""
    lines = "".join(f"<p>{line.lstrip('# ')}</p>" for line in filter(None, SAMPLE.splitlines()))
    return f'<html><head><meta charset="utf-8"></head><body><article>{lines}</article></body></html>'.encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("报告.md", SAMPLE.encode()),
        ("报告.txt", SAMPLE.encode("gb18030")),
        ("报告.docx", word()),
        ("报告.html", web_page()),
    ],
)
def test_every_sort_of_file_gives_grounded_statements_and_all_its_tasks(world: World, name: str, data: bytes) -> None:
    kept = upload(world, data, name)
    assert (kept.year, kept.file.size, kept.file_name) == (2026, len(data), name)
    rows = list(kept.statements.all())
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert kept.text[row.start : row.end] == row.text == row.record["text"]
        assert row.sentence_start <= row.start < row.end <= row.sentence_end
    promised = {row.pk for row in rows if row.promise}
    assert len(promised) > 100
    # The ledger reads the kept text again: no promise may get lost on the way.
    ledger = perform(CreateLedger(kept.pk), world.actor("office.city")).result
    assert set(ledger.tasks.values_list("sources__statement", flat=True)) == promised
    assert all(ledger.tasks.values_list("area", flat=True)[:20])


def test_the_outline_slices_the_text(world: World) -> None:
    kept = upload(world, SAMPLE.encode(), "报告.md")
    assert [part for part in ("review", "plan") if part in {one["part"] for one in kept.outline}] == ["review", "plan"]
    for section in kept.outline:
        heading = "".join(kept.text[section["start"] : section["heading_end"]].split())
        assert "".join(section["title"].split()) in heading
        assert section["parent"] is None or kept.outline[section["parent"]]["depth"] < section["depth"]
    assert len(read_again(kept).sections) == len(kept.outline)


def test_the_same_file_again_is_the_report_that_is_there(world: World) -> None:
    first = upload(world, SAMPLE.encode(), "报告.md")
    count = ReportStatement.objects.count()
    assert upload(world, SAMPLE.encode(), "另一个名字.md") == first
    assert (GovernmentReport.objects.count(), ReportStatement.objects.count()) == (1, count)
    assert LogEntry.objects.filter(action="report.upload").count() == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("报告.pdf", b"%PDF-1.7 broken"),
        ("报告.docx", b"PK\x03\x04 no archive"),
        ("报告.md", b""),
        ("报告.md", "大家好。今天天气不错。".encode()),
        ("报告.exe", b"MZ\x90\x00\x03"),
    ],
)
def test_what_is_no_report_is_told_in_one_sentence_and_leaves_nothing(world: World, name: str, data: bytes) -> None:
    with pytest.raises(JiannuoError) as error:
        upload(world, data, name)
    sentence = error.value.message("zh")
    assert sentence
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    assert not GovernmentReport.objects.exists()
    assert not LogEntry.objects.exists()


def test_a_report_without_a_year_needs_one(world: World) -> None:
    text = "政府工作报告\n一、今年工作安排\n新建学校12所，新增学位5000个。完成老旧小区改造80个。".encode()
    with refused("report_no_year"):
        upload(world, text, "报告.txt")
    assert upload(world, text, "报告.txt", 2026).year == 2026


def test_a_file_is_read_before_the_transaction_and_only_for_who_may(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    depths: list[int] = []
    real = intake.open_bytes

    def watched(data: bytes, name: str, source: str) -> object:
        depths.append(len(connection.savepoint_ids))
        return real(data, name, source)

    monkeypatch.setattr(intake, "open_bytes", watched)
    before = len(connection.savepoint_ids)
    action = UploadReport(world.units["city"], SAMPLE.encode(), "报告.md")
    for who in ("head.housing", "leader.city", "office.shilian"):
        with pytest.raises(NotAllowedError):
            perform(action, world.actor(who))
    assert depths == []
    office: Actor = world.actor("office.city")
    perform(action, office)
    assert depths == [before]
