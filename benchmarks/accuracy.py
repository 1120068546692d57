"""Score the labelled reports, statement by statement, and tell gains and losses against the stored scores.

    accuracy.py [--shared ../shared] [--store | --write]

--store writes benchmarks/baseline.json, --write the tables of the READMEs.  The labels and the scorer are those of
SHARED; the baseline holds offsets and figures only.  Exits 1 where a score is below its bar.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from bars import bars
from blocks import replace_block
from jiannuo.model.records import records
from jiannuo.reading import read

ROOT = Path(__file__).parents[1]
BASELINE = Path(__file__).with_name("baseline.json")
COMMAND = "make docs"
SHOWN = 8  # gains and losses listed a report
EXACT = ("value", "unit", "bound", "kind", "indicator")


def scorer(shared: Path) -> ModuleType:
    """The module SHARED/eval/score.py."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"no scorer in {shared}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outcome(score: ModuleType, gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, list[int]]:
    """Starts of the labelled statements that are found, all right (exact) and kept as milestones, and of extras."""
    measures = [row for row in found if row["type"] == "measure" and row["measure"] != "rank"]
    pairs, _, extra = score.pair([row for row in gold if row["type"] == "measure"], measures)
    kept, _, surplus = score.pair(
        [row for row in gold if row["type"] == "milestone"], [row for row in found if row["type"] == "milestone"]
    )
    return {
        "found": sorted(g["start"] for g, _ in pairs),
        "exact": sorted(g["start"] for g, f in pairs if all(score.right(field, g, f) for field in EXACT)),
        "milestone": sorted(g["start"] for g, _ in kept),
        "extra": sorted(row["start"] for row in extra),
        "extra milestone": sorted(row["start"] for row in surplus),
    }


def figures(score: ModuleType, tally: Counter[str]) -> dict[str, float]:
    """The scores of a tally, to four decimals."""
    result = {
        "detect": score.f1(tally["hit"], tally["found"], tally["gold"])[2],
        "exact": score.f1(tally["exact"], tally["found_rt"], tally["gold_rt"])[2],
        "milestone": score.f1(tally["mhit"], tally["mfound"], tally["mgold"])[2],
    }
    for field in score.FIELDS:
        result[field] = tally[field] / tally["hit"] if tally["hit"] else 0.0
    return {name: round(value, 4) for name, value in result.items()}


def measure(shared: Path) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, list[int]]]]:
    """Scores and outcomes by report; the scores have a row TOTAL too."""
    score = scorer(shared)
    total: Counter[str] = Counter()
    scores, outcomes = {}, {}
    for path in sorted((shared / "gold").glob("*.gold.jsonl")):
        name = path.name.removesuffix(".gold.jsonl")
        gold = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row]
        report = read(path.with_name(name + ".txt"))
        found = [json.loads(json.dumps(row)) for row in records(report)]
        tally = score.score(report.text, gold, found, 0, name)
        scores[name] = figures(score, tally)
        outcomes[name] = outcome(score, gold, found)
        total.update(tally)
    scores["TOTAL"] = figures(score, total)
    return scores, outcomes


def changes(
    scores: dict[str, dict[str, float]], outcomes: dict[str, dict[str, list[int]]], stored: dict[str, Any]
) -> list[str]:
    """Gains and losses against the stored scores, one line each."""
    lines = []
    for name, row in scores.items():
        before = stored["scores"].get(name)
        if before is None:
            lines.append(f"{name}: not in the baseline")
            continue
        moved = [
            f"{field} {before.get(field, 0.0):.3f} -> {value:.3f}"
            for field, value in row.items()
            if before.get(field) != value
        ]
        if moved:
            lines.append(f"{name}: " + ", ".join(moved))
        for sort, now in outcomes.get(name, {}).items():
            then = stored["outcomes"].get(name, {}).get(sort, [])
            for label, some in (("gained", set(now) - set(then)), ("lost", set(then) - set(now))):
                if some:
                    at = ", ".join(map(str, sorted(some)[:SHOWN]))
                    lines.append(f"  {sort}: {label} {len(some)} (at {at}{' …' if len(some) > SHOWN else ''})")
    return lines or ["no change"]


def table(scores: dict[str, dict[str, float]], chinese: bool) -> str:
    """The scores as a Markdown table with date and command."""
    fields = list(scores["TOTAL"])
    head, all_of = ("报告", "合计") if chinese else ("report", "all")
    rows = [f"| {head} | " + " | ".join(fields) + " |", "|---" + "|---:" * len(fields) + "|"]
    for name, row in scores.items():
        label = all_of if name == "TOTAL" else name
        rows.append(f"| {label} | " + " | ".join(f"{row[field]:.3f}" for field in fields) + " |")
    date = datetime.datetime.now(datetime.UTC).date().isoformat()
    by = f"{date}，`{COMMAND}`" if chinese else f"{date}, `{COMMAND}`"
    return "\n".join([*rows, "", by])


def main() -> int:
    """Print scores, gains and losses; 1 where a score is below its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--store", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if not (args.shared / "gold").is_dir():
        print(f"no labelled reports in {args.shared}", file=sys.stderr)
        return 1
    scores, outcomes = measure(args.shared)
    print(table(scores, chinese=False))
    if BASELINE.exists():
        print("\nAgainst the stored scores:")
        print("\n".join(changes(scores, outcomes, json.loads(BASELINE.read_text(encoding="utf-8")))))
    if args.store:
        text = json.dumps({"scores": scores, "outcomes": outcomes}, ensure_ascii=False, separators=(",", ":"))
        BASELINE.write_text(text.replace("},", "},\n").replace("],", "],\n") + "\n", encoding="utf-8")
    if args.write:
        replace_block(ROOT / "README.md", "accuracy", table(scores, chinese=False))
        replace_block(ROOT / "README.zh-CN.md", "accuracy", table(scores, chinese=True))
    limits = bars("accuracy")
    below = [name for name in ("detect", "exact", "milestone") if scores["TOTAL"][name] < limits[name]]
    for name in below:
        print(f"below the bar: {name} {scores['TOTAL'][name]:.4f} < {limits[name]}")
    return 1 if below and not args.store and not args.write else 0


if __name__ == "__main__":
    sys.exit(main())
