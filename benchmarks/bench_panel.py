"""Measure ``jiannuo panel`` on all real reports: two cores beside one, and growth from 100 to 500 to all reports.

    bench_panel.py [--shared ../shared] [--format csv] [--rounds 1]

Each round measures one core, two cores and the growing sets right after each other, so that the ratios compare like
with like; the best time of all rounds counts.  Wall and processor time are of the whole command with all its processes,
memory is the highest sum of what they hold (proportional set size, which counts shared pages once).  Exits 1 below the
bars.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import msgspec

from bars import bars

ROOT = Path(__file__).parents[1]
SIZES = (100, 500)
EVERY = 0.1  # seconds between two looks at the memory


class Run(msgspec.Struct, frozen=True):
    """What one run took: seconds of the clock, of all processors, and of the main process; MiB of all; reports read."""

    wall: float
    processor: float
    main: float
    memory: float
    reports: int

    def __str__(self) -> str:
        share = self.processor / self.wall
        return f"{self.wall:6.1f} s   {self.processor:6.1f} s CPU ({share:4.2f} cores busy)   {self.memory:5.0f} MiB"


def children(process: int) -> list[int]:
    """*process* and all below it."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            found += children(int(child))
    return found


def held(process: int) -> float:
    """MiB that *process* and all below it hold; a process that ends meanwhile counts as nothing."""
    total = 0
    try:
        for one in children(process):
            for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    except OSError:
        pass
    return total / 1024


def spent(process: int) -> float:
    """Seconds of processor time of *process* alone so far; 0 once it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(paths: list[Path], jobs: int, form: str, folder: Path) -> Run:
    """Run the command on *paths*."""
    target = folder / f"panel-{len(paths)}-{jobs}.{form}"
    command = [sys.executable, "-m", "jiannuo", "panel", *map(str, paths), "-o", str(target), "--force"]
    before, peak, main, over = os.times(), 0.0, 0.0, threading.Event()
    start = time.perf_counter()
    with subprocess.Popen([*command, "--jobs", str(jobs)], stderr=subprocess.PIPE, text=True) as process:

        def watch() -> None:
            nonlocal peak, main
            while not over.wait(EVERY):
                peak, main = max(peak, held(process.pid)), max(main, spent(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, said = process.communicate()
        wall = time.perf_counter() - start
        over.set()
        watcher.join()
    if process.returncode != 0:
        raise SystemExit(said)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, used, main, peak, len(paths))


def spread(paths: list[Path], count: int) -> list[Path]:
    """*count* of *paths* from all over, so that a small set has the mix of levels and years that all have."""
    return [paths[index * len(paths) // count] for index in range(count)]


def best(runs: list[Run]) -> Run:
    """The fastest run, with the memory of the largest."""
    fastest = min(runs, key=lambda run: run.wall)
    return Run(fastest.wall, fastest.processor, fastest.main, max(run.memory for run in runs), fastest.reports)


def main() -> int:
    """Print the figures side by side; 1 where one is below its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--format", default="csv")
    parser.add_argument("--rounds", type=int, default=1)
    args = parser.parse_args()
    paths = sorted(args.shared.glob("corpus/*/*/*.md"))
    if not paths:
        print(f"no reports in {args.shared}", file=sys.stderr)
        return 1
    plans = {"one core": (paths, 1), "two cores": (paths, 2)}
    plans |= {f"{size} reports, two cores": (spread(paths, size), 2) for size in SIZES}
    runs: dict[str, list[Run]] = {name: [] for name in plans}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(args.rounds):
            for name, (some, jobs) in plans.items():
                runs[name].append(measure(some, jobs, args.format, Path(folder)))
    found = {name: best(several) for name, several in runs.items()}
    for name, run in found.items():
        print(f"{name:24} {run.reports:5} reports {run}   {run.wall / run.reports * 1000:5.1f} ms a report")
    one, two, middle = found["one core"], found["two cores"], found[f"{SIZES[-1]} reports, two cores"]
    limits = bars("panel")
    speedup = max(a.wall / b.wall for a, b in zip(runs["one core"], runs["two cores"], strict=True))
    slower = (two.processor / two.reports) / (middle.processor / middle.reports)
    fuller = two.memory / middle.memory
    alone = one.processor / (two.main + (two.processor - two.main) / 2)
    print(f"two cores over one: {speedup:.2f}; by processor time alone, the main process being serial: {alone:.2f}")
    print(f"all reports over {SIZES[-1]}: CPU time a report {slower:.2f}, memory {fuller:.2f}")
    if two.processor / two.wall < 1.7:
        print(f"two cores were only {two.processor / two.wall:.2f} busy with this: measure again on a quiet machine")
    below = [
        f"{name}: {value:.2f}, the bar is {bar:g}"
        for name, value, bar, wrong in (
            ("seconds", two.wall, limits["seconds"], two.wall > limits["seconds"]),
            ("MiB", two.memory, limits["memory_mb"], two.memory > limits["memory_mb"]),
            ("speed-up", speedup, limits["speedup"], speedup < limits["speedup"]),
            ("growth of time", slower, limits["growth"], slower > limits["growth"]),
            ("growth of memory", fuller, limits["growth"], fuller > limits["growth"]),
        )
        if wrong
    ]
    for text in below:
        print(f"below the bar: {text}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
