"""The command ``jiannuo link``."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "src/jiannuo/samples"
ONE, TWO = SAMPLES / "yunting-2025.md", SAMPLES / "yunting-2026.md"


def run(*arguments, lang="en"):
    done = subprocess.run(
        [sys.executable, "-m", "jiannuo", "link", *map(str, arguments)],
        capture_output=True,
        env={"PYTHONPATH": str(SAMPLES.parents[1]), "LC_ALL": "zh_CN.UTF-8" if lang == "zh" else "C.UTF-8", "PATH": ""},
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_jsonl():
    code, out, err = run(ONE, TWO, "--format", "jsonl")
    assert (code, err) == (0, "")
    assert all({"promise", "verdict", "evidence"} <= json.loads(row).keys() for row in out.splitlines())


@pytest.mark.parametrize("suffix", ["xlsx", "html", "jsonl", "txt"])
def test_files_by_suffix(tmp_path, suffix):
    target = tmp_path / f"out.{suffix}"
    assert run(ONE, TWO, "-o", target)[0] == 0
    assert target.stat().st_size > 1000
    code, _, err = run(ONE, TWO, "-o", target)
    assert code == 2
    assert err.count("\n") == 1
    assert run(ONE, TWO, "-o", target, "--force")[0] == 0


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [
        (TWO, ONE, "wrong order"),
        (ONE, ONE, "both reports are of 2025"),
        (ONE, "no-such-file.txt", "no such file"),
        (ONE, SAMPLES.parents[2] / "pyproject.toml", ""),
    ],
)
def test_bad_pairs_are_one_line(one, two, words):
    code, out, err = run(one, two)
    assert code == 2
    assert out == ""
    assert err.count("\n") == 1
    assert words in err


def test_chinese():
    code, out, _ = run(ONE, TWO, lang="zh")
    assert code == 0
    assert "承诺兑现情况" in out
    assert "次序颠倒" in run(TWO, ONE, lang="zh")[2]
