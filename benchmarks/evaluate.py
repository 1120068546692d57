"""Run every evaluation against SHARED, one after another, and say at the end which passed.

    evaluate.py [--shared ../shared]

The bars are those of bars.toml.  Exits 1 where one step fails; all steps run all the same.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from bars import bars

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, stdout: Path | None = None) -> bool:
    """Run a command, its output shown or written to *stdout*; whether it succeeded."""
    print(f"\n$ {' '.join(Path(part).name if isinstance(part, Path) else part for part in command)}", flush=True)
    line = [str(part) for part in command]
    if stdout is None:
        return subprocess.run(line, cwd=ROOT, check=False).returncode == 0
    with stdout.open("w", encoding="utf-8") as sink:
        return subprocess.run(line, cwd=ROOT, check=False, stdout=sink).returncode == 0


def main() -> int:
    """Labelled reports, headline figures, gains and losses, all real reports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    shared = parser.parse_args().shared.resolve()
    if not shared.is_dir():
        print(f"no evaluation: no folder {shared}", file=sys.stderr)
        return 1
    limits = bars("accuracy")
    minima = [part for name in ("detect", "exact", "milestone") for part in (f"--min-{name}", str(limits[name]))]
    python, bin_folder = Path(sys.executable), Path(sys.executable).parent
    gold = shared / "gold"
    steps = {"accuracy": run(python, shared / "eval" / "score.py", gold, *minima, "--",
                             bin_folder / "jiannuo", "read", "--format", "jsonl")}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        panel = Path(folder) / "panel.csv"
        run(bin_folder / "jiannuo", "panel", shared / "corpus", "-o", panel)  # 2: listed what it left out
        steps["headline"] = panel.exists() and run(
            python,
            shared / "eval" / "score_panel.py",
            gold / "headline.tsv",
            panel,
            "--min-f1",
            str(limits["headline"]),
        )
    least = bars("links")
    minima = [part for name in ("found", "verdict") for part in (f"--min-{name}", str(least[name]))]
    steps["links"] = run(python, shared / "eval" / "score_links.py", gold, *minima, "--",
                         bin_folder / "jiannuo", "link", "--format", "jsonl")  # fmt: skip
    steps["gains and losses"] = run(python, ROOT / "benchmarks" / "accuracy.py", "--shared", shared)
    steps["corpus"] = run(python, ROOT / "scripts" / "check_corpus.py", shared / "corpus")
    print()
    for name, passed in steps.items():
        print(f"{'passed' if passed else 'FAILED'}: {name}")
    return 0 if all(steps.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
