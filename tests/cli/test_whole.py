"""The command and the library on real files, nothing put in place of the reading."""

import json
import subprocess
import sys

import pytest

import jiannuo

TEXT = """临川县2026年政府工作报告
——2026年1月12日在临川县第十八届人民代表大会第五次会议上
临川县人民政府县长 周明远
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2025年工作回顾
地区生产总值增长5.8%。城镇新增就业1.32万人。
二、2026年工作安排
主要预期目标是：地区生产总值增长5%左右，城镇新增就业1.2万人以上。
新建幼儿园12所，新增学位3000个。
"""


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "临川.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def run(*arguments, stdin=None):
    command = [sys.executable, "-m", "jiannuo", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False)


def test_records_slice_the_text(path):
    done = run("read", path, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    measures = [row for row in rows if row["type"] == "measure"]
    assert [row["text"] for row in measures if row["kind"] == "target"][:2] == ["5%", "1.2万人"]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in measures)


def test_standard_input_and_the_library_read_the_same(path):
    piped = run("read", "-", "--format", "jsonl", stdin=TEXT.encode()).stdout
    assert piped == run("read", path, "--format", "jsonl").stdout
    assert jiannuo.read(path).measures == jiannuo.read_text(TEXT).measures


def test_a_broken_file_among_good_ones(path, tmp_path):
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no more")
    done = run("read", tmp_path, "--format", "jsonl")
    assert done.returncode == 2
    assert b"broken.docx" in done.stderr
    assert b"Traceback" not in done.stderr
    assert {json.loads(line)["source"] for line in done.stdout.splitlines()} == {str(path)}


def test_reading_to_jsonl_imports_nothing_heavy(path):
    """A cold start stays short only while the libraries of other formats and exports are left alone."""
    code = (
        "import sys; from jiannuo.cli.main import run\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'openpyxl', 'rich', 'lxml', 'docx', 'pypdfium2', 'jinja2', 'typst'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "read", str(path), "--format", "jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"
