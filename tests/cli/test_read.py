"""``jiannuo read`` as a process: what it prints, where, and with which exit code."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

SCRIPT = Path(__file__).parent / "jiannuo_on_factory.py"


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.txt"
    path.write_text("x", encoding="utf-8")
    return path


def jiannuo(*arguments, lang="en_US.UTF-8", stdin=b"", **more):
    keep = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    env = keep | {"LC_ALL": lang} | more
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, env=env, timeout=60, check=False)


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_file_prints_records_without_source(good):
    done = jiannuo("read", good, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    rows = lines(done)
    assert {row["type"] for row in rows} == {"measure", "milestone", "note"}
    assert not any("source" in row for row in rows)


def test_several_files_name_their_source(good, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("x")
    rows = lines(jiannuo("read", tmp_path, "--format", "jsonl"))
    assert {row["source"] for row in rows} == {str(good), str(other)}


def test_standard_input():
    done = jiannuo("read", "-", "--format", "json", stdin=b"x")
    assert done.returncode == 0
    assert json.loads(done.stdout)["source"] == "-"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh_CN.UTF-8", "没有这个文件，请核对路径"),
        ("en_GB.UTF-8", "no such file; check the path"),
        ("C", "no such file"),
    ],
)
def test_a_missing_file_is_one_line_and_the_others_are_read(good, tmp_path, lang, words):
    missing = tmp_path / "missing.txt"
    done = jiannuo("read", missing, good, "--format", "jsonl", lang=lang)
    assert done.returncode == 2
    assert words in done.stderr.decode().splitlines()[0]
    assert str(missing) in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert {row["source"] for row in lines(done)} == {str(good)}


def test_nothing_read_prints_nothing(tmp_path):
    for name in ("json", "csv", "xlsx", "summary"):
        done = jiannuo("read", tmp_path / "missing.txt", "--format", name)
        assert (done.returncode, done.stdout) == (2, b"")


def test_a_folder_without_files(tmp_path):
    done = jiannuo("read", tmp_path, lang="zh_CN.UTF-8")
    assert done.returncode == 2
    assert done.stderr.decode() == f"错误：{tmp_path}：没有可读的文件；请换一个文件夹，或直接写出文件名\n"


def test_a_defect_is_one_line_and_the_others_are_read(good, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_text("defect")
    done = jiannuo("read", bad, good, "--format", "jsonl")
    assert done.returncode == 1
    assert "JIANNUO_DEBUG=1" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert lines(done)
    assert b"Traceback" in jiannuo("read", bad, JIANNUO_DEBUG="1").stderr


def test_interrupted(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("interrupt")
    done = jiannuo("read", path)
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line(good):
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, str(SCRIPT), "read", str(good)]
        env = {**os.environ, "LC_ALL": "en"}
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=env, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: stdout: cannot be written (No space left on device)")
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text("x")
    command = [sys.executable, str(SCRIPT), "read", str(tmp_path), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        assert process.wait(timeout=60) == 141
    assert errors == b""


def test_output_file_tells_the_format_and_is_not_replaced(good, tmp_path):
    target = tmp_path / "out.csv"
    assert jiannuo("read", good, "-o", target).returncode == 0
    before = target.read_bytes()
    assert before.startswith(b"\xef\xbb\xbf")
    done = jiannuo("read", good, "-o", target, "--columns", "zh")
    assert done.returncode == 2
    assert "--force" in done.stderr.decode()
    assert target.read_bytes() == before
    assert jiannuo("read", good, "-o", target, "--columns", "zh", "--force").returncode == 0
    assert "类别" in target.read_text(encoding="utf-8-sig")


def test_output_folder_holds_one_file_a_report(good, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "good.txt").write_text("x")
    done = jiannuo("read", good, tmp_path / "a", "--format", "xlsx", "-o", f"{tmp_path}/new/deep/")
    assert done.returncode == 0
    made = sorted((tmp_path / "new" / "deep").iterdir())
    assert [path.name for path in made] == ["good-2.xlsx", "good.xlsx"]
    assert openpyxl.load_workbook(made[0]).sheetnames == ["Measures", "Milestones", "Sections", "Review", "Source"]


def test_output_that_cannot_be_written(good, tmp_path):
    (tmp_path / "file").write_text("x")
    for target in (tmp_path / "file" / "out.csv", tmp_path / "none" / "out.csv", f"{tmp_path}/file/sub/"):
        done = jiannuo("read", good, "-o", target)
        assert done.returncode == 2
        assert "cannot be written" in done.stderr.decode()
        assert len(done.stderr.splitlines()) == 1


def test_output_without_a_known_suffix(good, tmp_path):
    done = jiannuo("read", good, "-o", tmp_path / "out.parquet")
    assert done.returncode == 2
    assert "--format (summary, jsonl, json, csv, xlsx)" in done.stderr.decode()


def test_csv_to_a_pipe_reads_back(good):
    done = jiannuo("read", good, "--format", "csv", "--columns", "en")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8-sig"))))
    assert [float(row["value"]) for row in rows if row["type"] == "measure"][:2] == [601995000000.0, 5.8]


def test_utf8_whatever_the_locale(good):
    done = jiannuo("read", good, lang="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert "临川县" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (
            ["read"],
            "错误：缺少 PATH...；用法见 jiannuo read --help",
            "error: PATH... is missing; see jiannuo read --help",
        ),
        (["read", "--nope", "x"], "错误：没有选项 --nope", "error: no option --nope"),
        (["red", "x"], "错误：没有命令“red”", "error: no command 'red'"),
        (
            ["read", "--format", "pdf", "x"],
            "错误：--format 不能是“pdf”；可选：summary",
            "error: --format cannot be 'pdf'",
        ),
    ],
)
def test_usage_errors_speak_the_language(arguments, zh, en):
    for lang, words in (("zh_CN.UTF-8", zh), ("en_US.UTF-8", en)):
        done = jiannuo(*arguments, lang=lang)
        assert done.returncode == 2
        assert done.stderr.decode().startswith(words)
        assert len(done.stderr.splitlines()) == 1


def test_help_and_version_speak_the_language():
    assert "读取政府工作报告" in jiannuo("--help", lang="zh_CN.UTF-8").stdout.decode()
    assert "Exit codes" in jiannuo("read", "--help").stdout.decode()
    assert jiannuo("--version").stdout.startswith(b"jiannuo ")
    assert "读取一份或多份报告" in jiannuo("read", "--help", lang="zh_TW").stdout.decode()
