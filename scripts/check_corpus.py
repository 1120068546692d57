"""Read every real report and check what must hold for each record, whatever the report.

    check_corpus.py [FOLDER] [--jobs N]

FOLDER holds LEVEL/PLACE/YEAR.md; ../shared/corpus by default.  Checked: no exception; every record slices back to its
text; ids are unique; every value follows from its record's text by a second, independent reading of numerals; a decline
(negative value) stands in a record measured in % or points; memory stays flat and under the bar.  Exits 1 on any
violation and lists the first twenty.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
import tomllib
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from digits import squeeze, verdict
from jiannuo.model.records import records
from jiannuo.reading import read

BARS = Path(__file__).parents[1] / "benchmarks" / "bars.toml"
BEHIND = 24  # characters after a record in which a shared multiplier may stand
NEGATIVE_UNITS = {"%", "‰", "个百分点", "个千分点", "倍", "℃"}


class Tally:
    """Counts of one or many reports; adds up."""

    def __init__(self) -> None:
        self.reports = 0
        self.characters = 0
        self.milliseconds = 0.0
        self.statements: Counter[tuple[str, str, str]] = Counter()  # level, year, type
        self.rules: Counter[str] = Counter()
        self.violations: list[str] = []

    def add(self, other: Tally) -> None:
        """Add the counts of *other*."""
        self.reports += other.reports
        self.characters += other.characters
        self.milliseconds += other.milliseconds
        self.statements += other.statements
        self.rules += other.rules
        self.violations += other.violations


def check(path: Path, folder: Path) -> Tally:
    """Read one report and check its records."""
    name = path.relative_to(folder)
    tally = Tally()
    tally.reports = 1
    start = time.perf_counter()
    try:
        report = read(path)
    except Exception as error:  # any exception at all is the finding
        tally.violations.append(f"{name}: {type(error).__name__}: {error}")
        return tally
    tally.milliseconds = (time.perf_counter() - start) * 1000
    tally.characters = len(report.text)
    seen: set[str] = set()
    for row in records(report):
        tally.statements[name.parts[0], path.stem, row["type"]] += 1
        where = f"{name} {row['start']}-{row['end']} {row['text'][:40]!r}"
        if report.text[row["start"] : row["end"]] != row["text"]:
            tally.violations.append(f"{where}: does not slice back to its text")
        if row["id"] in seen:
            tally.violations.append(f"{where}: id {row['id']} stands twice")
        seen.add(row["id"])
        if row["type"] == "measure":
            check_values(row, report.text, where, tally)
    return tally


def check_values(row: dict[str, Any], text: str, where: str, tally: Tally) -> None:
    """The digit gate: value and upper follow from the record's text."""
    behind = text[row["end"] : row["end"] + BEHIND]
    for field in ("value", "upper"):
        if field not in row:
            continue
        rule = verdict(row[field], row["text"], behind)
        if rule is None:
            tally.violations.append(f"{where}: {field} {row[field]!r} does not follow from the text")
        else:
            tally.rules[rule] += 1
        if row[field] < 0:
            tally.rules["negative"] += 1
            if row["unit"] not in NEGATIVE_UNITS:
                tally.violations.append(f"{where}: negative {field} {row[field]!r} in {row['unit']!r}")
    if "upper" in row and abs(row["upper"]) < abs(row["value"]):  # a decline by 20% to 30% runs from -20 to -30
        tally.violations.append(f"{where}: upper {row['upper']!r} below value {row['value']!r}")
    tally.rules["unit literal" if squeeze(row["unit"]) in squeeze(row["text"]) else "unit by another name"] += 1


def peak_mb() -> float:
    """Peak memory of this process in MiB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def check_share(paths: list[Path], folder: Path) -> tuple[Tally, list[float]]:
    """Check *paths* one after another; the peaks are after one third of them and at the end."""
    total, peaks = Tally(), []
    for count, path in enumerate(paths, start=1):
        total.add(check(path, folder))
        if count in (max(1, len(paths) // 3), len(paths)):
            peaks.append(peak_mb())
    return total, peaks


def table(statements: Counter[tuple[str, str, str]]) -> str:
    """Measures and milestones by level and decade, then by year."""
    levels = sorted({level for level, _, _ in statements})
    rows = ["| year | " + " | ".join(levels) + " |", "|---" * (len(levels) + 1) + "|"]
    for year in sorted({year for _, year, _ in statements}):
        cells = (f"{statements[level, year, 'measure']}+{statements[level, year, 'milestone']}" for level in levels)
        rows.append(f"| {year} | " + " | ".join("" if cell == "0+0" else cell for cell in cells) + " |")
    totals = (
        "+".join(str(sum(n for (at, _, kind), n in statements.items() if (at, kind) == (level, sort)))
                 for sort in ("measure", "milestone"))
        for level in levels
    )  # fmt: skip
    return "\n".join([*rows, "| all | " + " | ".join(totals) + " |"])


def main() -> int:
    """Check all reports; 1 where anything is violated."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared" / "corpus")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--show", type=int, default=20, help="list so many violations")
    args = parser.parse_args()
    paths = sorted(path for path in args.folder.glob("*/*/*.md"))
    if not paths:
        print(f"no reports in {args.folder}", file=sys.stderr)
        return 1
    shares = [paths[start :: args.jobs] for start in range(args.jobs)]
    total, peaks = Tally(), []
    if args.jobs == 1:
        done = [check_share(paths, args.folder)]
    else:
        with ProcessPoolExecutor(args.jobs) as pool:
            done = list(pool.map(check_share, shares, [args.folder] * args.jobs))
    for tally, share_peaks in done:
        total.add(tally)
        peaks.append(share_peaks)
    limits = tomllib.loads(BARS.read_text(encoding="utf-8"))["corpus"]
    for early, late in ((p[0], p[-1]) for p in peaks):
        if late > limits["memory_mb"]:
            total.violations.append(f"memory: peak {late:.0f} MiB, the bar is {limits['memory_mb']:.0f}")
        if late > limits["growth"] * early:
            total.violations.append(f"memory: grew from {early:.0f} to {late:.0f} MiB; it must stay flat")
    if total.reports < limits["reports"]:
        total.violations.append(f"only {total.reports} reports, expected {limits['reports']:.0f}")
    print("Statements by year and level (measures+milestones):\n\n" + table(total.statements) + "\n")
    print("values by rule: " + ", ".join(f"{rule} {n}" for rule, n in total.rules.most_common()))
    pace = total.characters / max(total.milliseconds, 1e-9) * 1000
    each, peak = total.milliseconds / total.reports, max(p[-1] for p in peaks)
    print(
        f"{total.reports} reports, {total.characters:,} characters, {each:.1f} ms a report, "
        f"{pace:,.0f} characters a second; peak memory {peak:.0f} MiB"
    )
    for violation in total.violations[: args.show]:
        print(f"violation: {violation}")
    print(f"corpus: {len(total.violations)} violations in {total.reports} reports")
    return 1 if total.violations else 0


if __name__ == "__main__":
    sys.exit(main())
