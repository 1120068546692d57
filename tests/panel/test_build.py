"""Folders to panels: formats, doubles, failures, runs that stop."""

import csv
import os
import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import openpyxl
import pytest

from jiannuo.cli.panel import FORMATS as OFFERED
from jiannuo.exports import WriteError
from jiannuo.formats import find_files
from jiannuo.model.errors import JiannuoError
from jiannuo.panel import pool
from jiannuo.panel.build import Order, beside, build, journal_of
from jiannuo.panel.columns import NAMES
from jiannuo.panel.journal import Head, Journal
from jiannuo.panel.work import Outcome, work
from jiannuo.panel.write import FORMATS

from .conftest import report


def order(folder, target, name="csv", jobs=1, on=None):
    sources = [os.fspath(file) for file in find_files([folder])]
    return Order(sources=sources, target=Path(target), format=FORMATS[name], jobs=jobs, on=on)


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def jiannuo(*arguments, lang="en_US.UTF-8", before=None):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))} | {"LC_ALL": lang}
    command = [sys.executable, "-m", "jiannuo", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, env=env, timeout=120, check=False, encoding="utf-8", preexec_fn=before
    )


def test_the_command_offers_the_formats_that_there_are():
    assert tuple(FORMATS) == OFFERED


def test_doubles_failures_and_other_files_are_left_out_and_listed(folder, tmp_path):
    built = build(order(folder, tmp_path / "p.csv"), "en")
    left = {Path(one.source).name: (one.status, one.code) for one in built.left_out}
    assert left == {
        "重复.txt": ("double", "same_content"),
        "同年.txt": ("double", "same_place_and_year"),
        "说明.md": ("passed", "not_a_report"),
        "空.txt": ("failed", "empty"),
    }
    rows = read_csv(tmp_path / "p.csv")
    assert len(rows) == built.rows
    assert len({row["source"] for row in rows}) == built.reports == 8
    listed = read_csv(beside(tmp_path / "p.csv", "left-out.csv"))
    assert {Path(row["source"]).name for row in listed} == set(left)
    assert all(row["message"] for row in listed)
    assert not journal_of(tmp_path / "p.csv").exists()


def test_of_two_texts_of_one_place_and_year_the_fuller_is_kept(tmp_path):
    for name, text in (("a.txt", report().replace("建成幼儿园8所。", "")), ("b.txt", report())):
        (tmp_path / name).write_text(text, encoding="utf-8")
    built = build(order(tmp_path, tmp_path / "p.csv"), "en")
    assert [Path(one.source).name for one in built.left_out] == ["a.txt"]


def test_no_list_where_nothing_is_left_out(tmp_path):
    (tmp_path / "a.txt").write_text(report(), encoding="utf-8")
    beside(tmp_path / "p.csv", "left-out.csv").write_text("of an earlier run")
    assert build(order(tmp_path, tmp_path / "p.csv"), "en").left_out == ()
    assert not beside(tmp_path / "p.csv", "left-out.csv").exists()


def as_text(value, sort):
    if value is None:
        return ""
    return ("1" if value else "0") if sort == "switch" else str(value)


def test_all_formats_hold_the_same_rows(folder, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="needs the extra panel")
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra panel")
    for name in FORMATS:
        build(order(folder, tmp_path / f"p.{name}", name), "en")
    table = parquet.read_table(tmp_path / "p.parquet")
    wanted = [tuple(row[name] for name in NAMES) for row in table.to_pylist()]
    assert table.schema.names == list(NAMES)
    assert table.schema.field("low").metadata[b"zh"] == "下限".encode()
    with duckdb.connect(str(tmp_path / "p.duckdb"), read_only=True) as base:
        assert base.execute("SELECT * FROM panel").fetchall() == wanted
        comments = base.execute("SELECT comment FROM duckdb_columns() WHERE table_name = 'panel'").fetchall()
        assert all(comment for (comment,) in comments)
    head, *sheet = openpyxl.load_workbook(tmp_path / "p.xlsx").active.iter_rows(values_only=True)
    assert head == NAMES
    assert sheet == [tuple(None if value == "" else value for value in row) for row in wanted]
    rows = read_csv(tmp_path / "p.csv")
    assert [row["text"] for row in rows] == [row[NAMES.index("text")] for row in wanted]
    numbers = [None if row["low"] == "" else float(row["low"]) for row in rows]
    assert numbers == [row[NAMES.index("low")] for row in wanted]
    assert {row["absent"] for row in rows} == {"0", "1"}


def test_processes_give_the_same_file_as_one(folder, tmp_path):
    build(order(folder, tmp_path / "one.csv"), "en")
    build(order(folder, tmp_path / "two.csv", jobs=2), "en")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_a_process_that_is_killed_loses_and_doubles_nothing(tmp_path):
    import multiprocessing

    folder = tmp_path / "many"
    folder.mkdir()
    for year in range(1995, 2025):
        (folder / f"{year}.txt").write_text(report(year=year), encoding="utf-8")
    killed = []

    def kill(done, _total):
        if done >= 3 and not killed:
            killed.append(multiprocessing.active_children()[0].pid)
            os.kill(killed[0], 9)

    build(order(folder, tmp_path / "killed.csv", jobs=2), "en", kill)
    assert killed
    build(order(folder, tmp_path / "whole.csv"), "en")
    assert (tmp_path / "killed.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_a_file_that_kills_its_process_is_told_and_the_others_are_kept(folder, tmp_path, monkeypatch):
    bad = [os.fspath(file) for file in find_files([folder])][2]

    def shift(waiting, packer, _jobs, lost):
        for source in waiting:
            if source == bad:
                lost.append(source)
                return
            yield work(source, None, packer)

    def alone(source, _packer):
        yield pool.broken(source, "the process that read it was killed")

    monkeypatch.setattr(pool, "_shift", shift)
    monkeypatch.setattr(pool, "_alone", alone)
    built = build(order(folder, tmp_path / "p.csv", jobs=2), "en")
    assert [one.source for one in built.left_out if one.status == "broken"] == [bad]
    assert built.reports == 7


def interrupted_after(count):
    def watch(done, _total):
        if done == count:
            raise KeyboardInterrupt

    return watch


def test_an_interrupted_run_goes_on_where_it_stopped(folder, tmp_path, monkeypatch):
    build(order(folder, tmp_path / "whole.csv"), "en")
    target = tmp_path / "p.csv"
    with pytest.raises(KeyboardInterrupt):
        build(order(folder, target), "en", interrupted_after(5))
    assert not target.exists()
    read = []
    monkeypatch.setattr(pool, "work", lambda source, *rest: read.append(source) or work(source, *rest))
    built = build(order(folder, target), "en")
    assert built.resumed == 5
    assert len(read) == 12 - 5
    assert target.read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_a_file_that_changed_meanwhile_is_read_anew(folder, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        build(order(folder, tmp_path / "p.csv"), "en", interrupted_after(12))
    (folder / "三明2024.txt").write_text(report(target="9%"), encoding="utf-8")
    assert build(order(folder, tmp_path / "p.csv"), "en").resumed == 10  # the empty file is tried again too
    lows = {
        row["low"]
        for row in read_csv(tmp_path / "p.csv")
        if row["code"] == "gdp_growth" and "三明2024" in row["source"]
    }
    assert lows == {"5", "9"}


def test_a_frame_that_was_cut_off_is_not_there(tmp_path):
    path, head = tmp_path / "j", Head("rules", "csv")
    first, second = (Outcome(source=name, status="rows", payload=name.encode() * 99) for name in "ab")
    with Journal(path, head) as journal:
        journal.add(first)
        whole = path.stat().st_size
        journal.add(second)
    for size in (path.stat().st_size - 1, whole + 5, whole + 30):
        copy = tmp_path / str(size)
        copy.write_bytes(path.read_bytes()[:size])
        with Journal(copy, head) as journal:
            assert list(journal.entries) == ["a"]
            journal.add(second)
            assert [journal.payload(entry) for entry in journal.entries.values()] == [first.payload, second.payload]
        with Journal(copy, head) as journal:
            assert list(journal.entries) == ["a", "b"]


def test_a_journal_of_other_rules_or_of_none_is_begun_anew(tmp_path):
    path = tmp_path / "j"
    with Journal(path, Head("old", "csv")) as journal:
        journal.add(Outcome(source="a", status="rows"))
    with Journal(path, Head("new", "csv")) as journal:
        assert journal.entries == {}
    path.write_bytes(b"something else altogether")
    with Journal(path, Head("new", "csv")) as journal:
        assert journal.entries == {}


def test_a_second_run_on_the_same_file_is_refused(tmp_path):
    pytest.importorskip("fcntl", reason="no locks on this system")
    with Journal(tmp_path / "j", Head("a", "csv")), pytest.raises(WriteError) as caught:
        Journal(tmp_path / "j", Head("a", "csv"))
    assert caught.value.code == "panel_busy"


def limit(size):
    """Make every write beyond *size* bytes of a file fail, as on a full disk."""

    def set_limit():
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    return set_limit


@pytest.mark.parametrize("room", [300, 6_000, 14_000])
def test_a_full_disk_is_one_line_and_what_was_done_is_kept(folder, tmp_path, room):
    (folder / "空.txt").unlink()
    target = tmp_path / "p.csv"
    done = jiannuo("panel", folder, "-o", target, "--jobs", 1, before=limit(room))
    assert done.returncode == 2
    assert len(done.stderr.strip().split("\n")) == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert not target.exists()
    assert not list(tmp_path.glob("*.part"))
    again = jiannuo("panel", folder, "-o", target, "--jobs", 1)
    assert again.returncode == 0, again.stderr
    if room > 1_000:
        assert "had been read before" in again.stderr
    build(order(folder, tmp_path / "whole.csv"), "en")
    assert target.read_bytes() == (tmp_path / "whole.csv").read_bytes()


@pytest.mark.parametrize("name", ["parquet", "duckdb", "xlsx"])
def test_a_disk_that_fills_while_the_file_is_written(folder, tmp_path, name):
    pytest.importorskip("duckdb", reason="needs the extra panel")
    target = tmp_path / f"p.{name}"
    wanted = order(folder, target, name)

    def full(payloads, draft):
        next(iter(payloads))
        draft.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    from msgspec.structs import replace

    with pytest.raises(WriteError, match="No space left"):
        build(replace(wanted, format=replace(wanted.format, write=full)), "en")
    assert not target.exists()
    assert not list(tmp_path.glob("*.part"))
    assert build(wanted, "en").resumed == 11
    assert target.exists()


def test_the_command_tells_what_is_left_out(folder, tmp_path):
    done = jiannuo("panel", folder, "-o", tmp_path / "p.csv", "--jobs", 1)
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.strip().split("\n")
    assert len(lines) == 5
    assert sum(line.startswith("left out: ") for line in lines) == 3
    assert sum(line.startswith("error: ") for line in lines) == 1
    assert "8 reports" in lines[-1]
    again = jiannuo("panel", folder, "-o", tmp_path / "p.csv", lang="zh_CN.UTF-8")
    assert (again.returncode, "已存在" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("panel", "{folder}", "-o", "p.xyz"), "choose one with --format (parquet, csv, xlsx, duckdb)"),
        (("panel", "{folder}"), "-o is missing"),
        (("panel", "nowhere", "-o", "p.csv"), "no such file"),
        (("panel", "{folder}", "-o", "/nowhere/p.csv"), "cannot be written"),
        (("panel", "{folder}", "-o", "p.csv", "--jobs", "0"), "0"),
        (("panel", "explore", "nowhere.parquet", "-o", "p.html"), "no such file"),
    ],
)
def test_what_is_wrong_with_a_command_line_is_one_line(folder, tmp_path, arguments, words, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = jiannuo(*(argument.format(folder=folder) for argument in arguments))
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_library_is_one_line_with_the_command(folder, tmp_path, monkeypatch):
    for module, name, extra in (("pyarrow", "parquet", "panel"), ("duckdb", "duckdb", "panel")):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, module, None)
            with pytest.raises(JiannuoError) as caught:
                build(order(folder, tmp_path / "p", name), "en")
        assert f"pip install 'jiannuo[{extra}]'" in caught.value.message("en")
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "distributed", None)
        with pytest.raises(JiannuoError) as caught:
            build(order(folder, tmp_path / "p.csv", on="tcp://127.0.0.1:1"), "en")
    assert "pip install 'jiannuo[cluster]'" in caught.value.message("en")


def test_csv_needs_no_extra():
    code = """
        import sys
        sys.modules.update(dict.fromkeys(("pyarrow", "duckdb", "distributed", "pandas")))
        from jiannuo.panel.work import work
        import jiannuo.panel.build
        assert work("nowhere", None, "csv").code == "not_found"
    """
    assert subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False).returncode == 0
