"""How fast Jiannuo reads, beside two peers; how fast it starts; how time and memory grow.

    bench_speed.py [--shared ../shared] [--peers .venv-bench/bin/python] [--rounds 5] [--write]

One core.  Speed is characters a second from text to statements on a fixed set of reports (SHARED's, else the samples);
the peers run in an environment of their own on an excerpt, since they are slow, rounds interleaved.  Prints a Markdown
table, --write puts it into the READMEs.  Exits 1 below the bars of bars.toml.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bars import bars
from blocks import replace_block
from jiannuo.reading import read_text

ROOT = Path(__file__).parents[1]
EXCERPT = 4000  # characters of each of two reports for the peers
SIZES = (10, 100, 1000)  # reports joined into one text
REPEATS = 10  # cold starts
GROW = """
import re, sys, time
from pathlib import Path
from jiannuo.reading import read_text

def peak():  # KiB; Linux starts this figure anew with each program, unlike getrusage's
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

text = Path(sys.argv[1]).read_text(encoding="utf-8")
read_text(text[:20_000])  # words and patterns are read once
base, seconds = peak(), []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    read_text(text)
    seconds.append(time.perf_counter() - start)
print(len(text), sorted(seconds)[len(seconds) // 2], (peak() - base) / 1024)
"""


def reports(shared: Path) -> list[str]:
    """The texts to read: up to 100 real reports spread over the corpus, else the samples."""
    paths = sorted((shared / "corpus").glob("*/*/*.md"))
    paths = paths[:: max(1, len(paths) // 100)][:100] or sorted((ROOT / "src/jiannuo/samples").glob("*.md"))
    if not paths:
        raise SystemExit("nothing to read: neither real reports nor samples")
    return [path.read_text(encoding="utf-8") for path in paths]


def own_speed(texts: list[str]) -> float:
    """Characters a second over *texts*, wall clock."""
    start = time.perf_counter()
    for text in texts:
        read_text(text)
    return sum(map(len, texts)) / (time.perf_counter() - start)


class Peers:
    """The peers' process: sends an excerpt's name, answers with each peer's characters a second."""

    def __init__(self, python: Path, excerpt: Path) -> None:
        script = Path(__file__).with_name("peers.py")
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        self.process = subprocess.Popen(
            [str(python), str(script), str(excerpt)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip

    def round(self, peer: str) -> float:
        """One round of *peer*: characters a second."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(peer + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("{"):  # a peer prints a greeting of its own
                return float(json.loads(line)["speed"])
        raise SystemExit(f"{peer} ended without an answer")

    def close(self) -> None:
        """End the process."""
        self.process.communicate()


def cold(command: list[str]) -> float:
    """Median seconds of starting *command* anew."""
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - start)
    return median(seconds)


def growth(texts: list[str], folder: Path) -> list[tuple[int, int, float, float]]:
    """For each size: reports, characters, seconds and MiB that reading adds, each in a process of its own."""
    rows = []
    for size in SIZES:
        path = folder / f"{size}.txt"
        path.write_text("\n".join((texts * (size // len(texts) + 1))[:size]), encoding="utf-8")
        command = [sys.executable, "-c", GROW, str(path), "1" if size == SIZES[-1] else "5"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        characters, seconds, memory = map(float, done.stdout.split())
        rows.append((size, int(characters), seconds, memory))
    return rows


class Result:
    """What was measured."""

    def __init__(self, args: argparse.Namespace, folder: Path) -> None:
        texts = reports(args.shared)
        excerpt = folder / "excerpt.txt"
        excerpt.write_text("\n".join(text[:EXCERPT] for text in texts[:2]), encoding="utf-8")
        own_speed(texts[:2])  # words and patterns are read once
        peers = Peers(args.peers, excerpt)
        rounds = [(own_speed(texts), peers.round("recognizers"), peers.round("jionlp")) for _ in range(args.rounds)]
        peers.close()
        self.own, self.recognizers, self.jionlp = (median(column) for column in zip(*rounds, strict=True))
        single = folder / "single.md"
        single.write_text(texts[0], encoding="utf-8")
        jiannuo = Path(sys.executable).with_name("jiannuo")
        self.cold = cold([str(jiannuo), "read", "--format", "jsonl", str(single)])
        self.bare = cold([sys.executable, "-c", "pass"])
        self.growth = growth(texts, folder)
        self.reports, self.characters, self.rounds = len(texts), sum(map(len, texts)), args.rounds

    @property
    def slowdown(self) -> float:
        """Time a character at the largest size over that at the smallest."""
        first, last = self.growth[0], self.growth[-1]
        return (last[2] / last[1]) / (first[2] / first[1])

    def below(self) -> list[str]:
        """The bars that are not reached."""
        limits = bars("speed")
        ratio = self.own / self.recognizers
        checks = [
            (
                self.own >= limits["characters_a_second"],
                f"speed {self.own:,.0f} < {limits['characters_a_second']:,.0f}",
            ),
            (ratio >= limits["times_recognizers"], f"{ratio:.1f} × Recognizers < {limits['times_recognizers']}"),
            (self.cold <= limits["cold_start_s"], f"cold start {self.cold:.2f} s > {limits['cold_start_s']} s"),
            (self.slowdown <= limits["growth"], f"growth {self.slowdown:.2f} > {limits['growth']}"),
        ]
        return [text for passed, text in checks if not passed]


def table(result: Result, chinese: bool) -> str:
    """The figures as Markdown, in Chinese or English."""
    own, zh = result.own, chinese
    what, pace = ("践诺，文本到表述", "字/秒") if zh else ("Jiannuo, text to statements", "characters/s")
    rows = [
        "| 项目 | 数值 | 倍数 |" if zh else "| what | figure | ratio |",
        "|---|---:|---:|",
        f"| {what} | {own:,.0f} {pace} | 1 |",
    ]
    for name, speed in (("Recognizers-Text", result.recognizers), ("JioNLP extract_money", result.jionlp)):
        rows.append(f"| {name} | {speed:,.0f} {pace} | {own / speed:,.1f} |")
    start = "冷启动 `jiannuo read --format jsonl`" if zh else "cold start, `jiannuo read --format jsonl`"
    rows.append(f"| {start} | {result.cold:.2f} s | |")
    rows.append(f"| `python -c pass` | {result.bare:.2f} s | |")
    unit = "篇连成一篇" if zh else "reports joined into one text"
    base = result.growth[0]
    for size, characters, seconds, memory in result.growth:
        relative = (seconds / characters) / (base[2] / base[1])
        rows.append(f"| {size} {unit} | {seconds:.2f} s, {memory:.0f} MiB | {relative:.2f} |")
    machine = f"Python {platform.python_version()}, {os.cpu_count()} CPU"
    date = datetime.datetime.now(datetime.UTC).date().isoformat()
    counts = f"{result.reports} {'篇报告' if zh else 'reports'}, {result.characters:,} {'字' if zh else 'characters'}"
    if zh:
        head = f"{date}，{machine}，单核，{counts}，{result.rounds} 轮中位数，`make bench`。"
        tail = "最后三行的倍数为每字用时之比，内存为读取时的增量。"
    else:
        head = f"{date}, {machine}, one core, {counts}, medians of {result.rounds} rounds, `make bench`. "
        tail = "In the last three rows the ratio is that of time a character, memory is what reading adds."
    return "\n".join([*rows, "", head + tail])


def main() -> int:
    """Measure, print, write; 1 below the bars."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv-bench/bin/python")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):  # Linux: children inherit the core
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        result = Result(args, Path(folder))
    print(table(result, chinese=False))
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if load > cores:
        print(
            f"the machine is busy (load {load:.1f} on {cores} CPUs): measure again on a quiet one before believing this"
        )
    if args.write:
        replace_block(ROOT / "README.md", "bench", table(result, chinese=False))
        replace_block(ROOT / "README.zh-CN.md", "bench", table(result, chinese=True))
    below = result.below()
    for text in below:
        print(f"below the bar: {text}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
