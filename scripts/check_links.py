"""Link all reports of a corpus that lie one year apart, and print answer rates beside the published ones.

    python scripts/check_links.py CORPUS [--jobs N] [--slowest]

CORPUS holds LEVEL/PLACE/YEAR.md.  Each pair is linked; an exception is printed with its pair and makes the exit code 1.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import jiannuo
from jiannuo.linking import PairError, link
from jiannuo.linking.features import alike
from jiannuo.linking.words import words
from jiannuo.model.link import Link, Sort, Verdict
from jiannuo.model.report import Report
from jiannuo.model.statement import Measure

PUBLISHED = """\
published for 15 cities, 150 reports and 2,257 quantified promises, read by hand:
  answered 67%; of met targets 92% reported openly; of missed ones 85% indirectly, vaguely or not at all
what differs here:
  figures are all quantities promised for the year ahead as the program reads them, not those that a coder chose; those
  for later years are left out
  answered: the review of the next report speaks of it; a clause that the program does not find counts as silence, and
  it finds some three of four, so the rate is a lower bound
  met and short (partly or missed) are known from the next report alone; the study knew them from statistics too, so
  that a missed target which the report leaves out is short there, and only unanswered here
  open of met: a figure is given or the report says that the task was done
  not owned of short: the figure is given, but neither its sentence nor another one that names the indicator says that
  the target was not reached"""
EPOCHS = ((1950, 1999), (2000, 2009), (2010, 2014), (2015, 2019), (2020, 2030))
MET = (Verdict.EXCEEDED, Verdict.MET)
SHORT = (Verdict.PARTLY, Verdict.MISSED)


class Outcome(NamedTuple):
    """One pair: what went wrong, or its counts."""

    level: str
    year: int
    name: str
    seconds: float
    problem: str
    refused: str
    counts: Counter[str]


def pairs(corpus: Path) -> list[tuple[Path, Path]]:
    """Reports of one place in two years in a row."""
    found = []
    for folder in sorted(corpus.glob("*/*")):
        years = sorted(int(file.stem) for file in folder.glob("*.md") if file.stem.isdigit())
        if folder.parent.name != "statistics":
            found += [(folder / f"{y}.md", folder / f"{y + 1}.md") for y in years if y + 1 in years]
    return found


def counts_of(one: Link, later: Report) -> list[str]:
    """What a link adds to the counts."""
    keys = [f"{one.promise.sort}:all", f"{one.promise.sort}:{one.verdict}"]
    if one.pending:
        return [f"{one.promise.sort}:pending"]
    if one.promise.sort is Sort.MEASURE and one.verdict in MET:
        keys.append("met:open")
    if one.promise.sort is Sort.MEASURE and one.verdict in SHORT and not owned(one, later):
        keys.append("short:not_owned")
    return keys


def owned(one: Link, later: Report) -> bool:
    """Whether *later* says in so many words that the target was not reached."""
    statement, failed = one.promise.statement, words().failed
    if not isinstance(statement, Measure):
        return False
    if any(failed.search(evidence.sentence.of(later.text)) for evidence in one.evidence):
        return True
    sentences = [sentence.span.of(later.text) for sentence in later.outline.sentences if not sentence.part.ahead]
    return any(failed.search(said) and alike(statement.indicator, said) > 0.7 for said in sentences)


def run(files: tuple[Path, Path]) -> Outcome:
    """Link one pair."""
    earlier, later = files
    level, year = earlier.parent.parent.name, int(earlier.stem)
    name = f"{level}/{earlier.parent.name} {year}"
    start = time.perf_counter()
    problem = refused = ""
    counts: Counter[str] = Counter()
    try:
        found = link(jiannuo.read(earlier), jiannuo.read(later))
        for one in found.links:
            counts.update(counts_of(one, found.later))
    except PairError as error:
        refused = error.message("en")
    except Exception:
        problem = traceback.format_exc()
    return Outcome(level, year, name, time.perf_counter() - start, problem, refused, counts)


def line(name: str, outcomes: list[Outcome]) -> str:
    """One row of the table."""
    total: Counter[str] = sum((outcome.counts for outcome in outcomes), Counter())
    figures = total["measure:all"]
    silent = total["measure:unmentioned"]
    judged = {verdict: total[f"measure:{verdict}"] for verdict in Verdict}
    met, short = sum(judged[verdict] for verdict in MET), sum(judged[verdict] for verdict in SHORT)
    acts = total["milestone:all"]
    spoken = acts - total["milestone:unmentioned"]

    def share(part: int, whole: int) -> str:
        return f"{part / whole:6.1%}" if whole else "     -"

    return (
        f"{name:24} {len(outcomes):5} {figures:7} {share(figures - silent, figures)} {share(met + short, figures)} "
        f"{share(met, met + short)} {share(judged[Verdict.REPORTED], figures)} "
        f"{share(total['met:open'], met)} {share(total['short:not_owned'], short)} "
        f"{acts:7} {share(spoken, acts)}"
    )


def main() -> int:
    """Link all pairs and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    todo = pairs(args.corpus)
    with ProcessPoolExecutor(args.jobs) as pool:
        outcomes = list(pool.map(run, todo, chunksize=8))
    broken = [outcome for outcome in outcomes if outcome.problem]
    for outcome in broken:
        print(outcome.name, outcome.problem, file=sys.stderr)
    refused = [outcome for outcome in outcomes if outcome.refused]
    good = [outcome for outcome in outcomes if not outcome.problem and not outcome.refused]
    for outcome in refused:
        print("refused:", outcome.name, outcome.refused)
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    print(f"pairs {len(todo)}, linked {len(good)}, refused {len(refused)}, exceptions {len(broken)}")
    print(
        f"slowest {slowest.name} {slowest.seconds:.2f} s; mean {sum(o.seconds for o in outcomes) / len(outcomes):.2f} s"
    )
    print(
        f"{'':24} {'pairs':>5} {'figures':>7} {'answ.':>6} {'judged':>6} {'met':>6} {'vague':>6} {'open':>6} "
        f"{'unown.':>6} {'acts':>7} {'spoken':>6}"
    )
    print("  answ., judged, vague: of figures; met: of judged; open: of met; unown.: of short; spoken: of acts")
    print(line("all", good))
    for level in sorted({outcome.level for outcome in good}):
        print(line(level, [outcome for outcome in good if outcome.level == level]))
    for first, last in EPOCHS:
        print(line(f"{first}-{last}", [outcome for outcome in good if first <= outcome.year <= last]))
    print(PUBLISHED)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
