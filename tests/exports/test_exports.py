"""Every export shows what the report says, and keeps hostile strings harmless."""

import csv
import importlib.util
import io
import json
import subprocess
import sys
from pathlib import Path

import msgspec
import openpyxl
import pytest

from jiannuo.exports import EXPORTS, Options, export
from jiannuo.exports.cells import csv_cell, plain
from jiannuo.exports.fields import FIELDS
from jiannuo.exports.rows import report_records, table_rows
from jiannuo.model.document import Anchor, Box, Document
from jiannuo.model.outline import Metadata, Outline
from jiannuo.model.records import record, records
from jiannuo.model.report import Note, Report
from jiannuo.model.span import Span

_spec = importlib.util.spec_from_file_location("factory", Path(__file__).with_name("factory.py"))
factory = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(factory)

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")']


def made(name, *reports, language="zh", **more):
    return b"".join(export(name, reports or [factory.report()], Options(language, len(reports) > 1, **more)))


def table(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def empty():
    outline = Outline(Metadata(), Span(0, 0), None, (), ())
    return Report(Document("empty.txt", "txt", ""), outline, (), (), ())


def with_words(indicator):
    report = factory.report()
    first = msgspec.structs.replace(report.measures[0], indicator=indicator)
    return msgspec.structs.replace(report, measures=(first, *report.measures[1:]))


def test_factory_is_sound():
    report = factory.report()
    assert all(s.span.of(report.text) == s.text for s in report.statements)
    assert all(s.sentence.contains(s.span) for s in report.statements)


def test_jsonl_is_the_record_and_then_the_review_list():
    report = factory.report()
    rows = [json.loads(line) for line in made("jsonl").splitlines()]
    assert rows[: len(report.statements)] == list(records(report))
    assert [row["type"] for row in rows[len(report.statements) :]] == ["note", "note"]
    assert rows[-2]["start"] == report.notes[0].span.start
    assert "start" not in rows[-1]


def test_json_holds_all_parts():
    found = json.loads(made("json"))
    assert found["metadata"]["place"] == "临川县"
    assert found["sections"][0]["title"] == "2025年工作回顾"
    assert len(found["statements"]) == len(factory.report().statements)
    assert [n["code"] for n in found["notes"]] == ["not_found", "no_files"]
    assert [r["source"] for r in json.loads(made("json", factory.report("a"), factory.report("b")))] == ["a", "b"]


def test_csv_round_trip():
    report = factory.report()
    rows = table(made("csv", language="en"))
    measures = [row for row in rows if row["type"] == "measure"]
    assert [float(row["value"]) for row in measures] == [m.value for m in report.measures]
    assert [row["indicator"] for row in measures] == [m.indicator for m in report.measures]
    assert [row["text"] for row in measures] == [report.text[int(row["start"]) : int(row["end"])] for row in measures]
    assert [row["message"] for row in rows if row["type"] == "note"] == [n.message("en") for n in report.notes]
    assert not any("e+" in row["value"] for row in measures)


def test_csv_in_chinese():
    rows = table(made("csv", language="zh"))
    assert rows[0]["性质"] == "成效"
    assert rows[0]["章节"] == "2025年工作回顾"
    assert rows[-1]["类别"] == "复核"


@pytest.mark.parametrize("text", HOSTILE)
def test_formulas_are_escaped_in_csv(text):
    row = table(made("csv", with_words(text), language="en"))[0]
    assert row["indicator"] == "'" + text


def test_numbers_are_not_escaped_and_never_scientific():
    assert csv_cell(-3.1) == "-3.1"
    assert plain(1.58e12) == "1580000000000"
    assert plain(1e22) == "1" + "0" * 22
    assert plain(0.00001) == "0.00001"
    assert csv_cell("12e4567890") == "'12e4567890"
    assert csv_cell("'x") == "''x"


@pytest.mark.parametrize("text", [*HOSTILE, "#N/A", "TRUE", "https://x.cn"])
def test_strings_stay_strings_in_xlsx(text):
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", with_words(text))))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not any(cell.data_type == "f" for cell in cells)
    first = book["指标"]["A2"]
    assert first.data_type == "s"
    assert str(first.value).strip() == text.strip()
    assert first.quotePrefix == text.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_illegal_characters_do_not_break_files():
    report = with_words("a\x00b\x0b\ud800c\uffff")
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", report)))
    assert book["指标"]["A2"].value == "a\ufffdb\ufffd\ufffdc\ufffd"
    for name in ("csv", "jsonl", "json"):
        made(name, report).decode("utf-8")
    made("summary", with_words("a\x00b\x0bc\uffff")).decode("utf-8")


def test_very_long_strings_fit_a_cell():
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", with_words("长" * 40_000))))
    assert len(book["指标"]["A2"].value) == 32_767


def test_xlsx_sheets_heads_and_numbers():
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx")))
    assert book.sheetnames == ["指标", "事项", "章节", "复核", "来源"]
    sheet = book["指标"]
    report = factory.report()
    head = [cell.value for cell in sheet[1]]
    column = head.index("数值")
    assert [row[column] for row in sheet.iter_rows(min_row=2, values_only=True)] == [m.value for m in report.measures]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.endswith(str(len(report.measures) + 1))
    formats = [sheet.cell(2 + i, column + 1).number_format for i in range(2)]
    assert formats == ["#,##0", "#,##0.0"]
    assert book["复核"].max_row == 1 + len(report.notes)
    assert dict(book["来源"].iter_rows(min_row=2, values_only=True))["地区"] == "临川县"


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_shows_notes_and_takes_an_empty_report(name):
    made(name, empty())
    data = made(name)
    if name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        text = "".join(str(cell.value) for line in book["复核"].iter_rows() for cell in line)
    else:
        text = data.decode("utf-8")
    assert factory.report().notes[0].message("zh") in text


def test_every_field_is_documented_and_no_other():
    report = factory.report()
    boxed = msgspec.structs.replace(
        report.document, anchors=(Anchor(Span(0, len(report.text)), 1, Box(1, 2, 3, 4), 1),)
    )
    one = report.measures[8]
    one = msgspec.structs.replace(one, location=boxed.locate(one.span))
    named = set(record(one))
    for row in report_records(report, Options("en", several=True)):
        named |= set(row)
    assert named == {field.name for field in FIELDS if not field.table_only}
    for row in table_rows(report, Options("en", several=True)):
        named |= set(row)
    assert named == {field.name for field in FIELDS}


def test_imports_of_slow_libraries_wait():
    code = "import sys, jiannuo.cli.main, jiannuo.exports.jsonl; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not {"rich", "openpyxl", "lxml", "pandas", "docx"} & set(done.stdout.split())


def test_notes_without_place_are_shown_in_tables():
    report = factory.report(notes=(Note("no_files", None, {"source": "x"}),))
    assert table(made("csv", report, language="en"))[-1]["start"] == ""
