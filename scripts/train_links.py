# /// script
# requires-python = ">=3.11"
# dependencies = ["jiannuo", "numpy>=1.26"]
# ///
"""Learn by which weights a clause answers a promise, and measure it, leaving out one pair of reports at a time.

    python scripts/train_links.py GOLD CORPUS [--check] [--background] [--show N]

GOLD holds A__B.links.jsonl with A.txt and B.txt; tests/golden/links-extra.jsonl refers to reports of CORPUS.  Prints,
for each pair, what weights learned from the other pairs find, then writes the weights learned from all.  ``--check``
only measures; ``--background`` counts the pairs of characters of CORPUS anew first.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

import jiannuo
from jiannuo.linking.clauses import Index, bare, pairs_of
from jiannuo.linking.features import NAMES, shown, sought
from jiannuo.linking.link import LOOKS_BACK, link
from jiannuo.linking.matching import NEAREST, Weights
from jiannuo.linking.promises import promises
from jiannuo.model.link import Link, Sort
from jiannuo.model.report import Report
from jiannuo.model.span import Span

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src/jiannuo/lexicon/data"
EXTRA = ROOT / "tests/golden/links-extra.jsonl"
THRESHOLD = 0.25
PENALTY = 0.5  # strength of the pull towards nought
SAMPLE = 250  # reports that the background is counted over
RAREST = 85  # tenths of a natural logarithm: pairs rarer than this are not listed


class Pair(NamedTuple):
    """Two reports and the labels of their links."""

    name: str
    earlier: Report
    later: Report
    labels: list[dict[str, Any]]


class Example(NamedTuple):
    """What the nearest clauses show, which of them are labelled evidence, and whether there is any in the report."""

    sort: Sort
    values: np.ndarray
    hits: np.ndarray
    spoken: bool


def read_pairs(gold: Path, corpus: Path) -> list[Pair]:
    """All labelled pairs."""
    pairs = []
    for path in sorted(gold.glob("*.links.jsonl")):
        a, b = path.name.removesuffix(".links.jsonl").split("__")
        rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row]
        pairs.append(Pair(f"{a} {b}", jiannuo.read(gold / f"{a}.txt"), jiannuo.read(gold / f"{b}.txt"), rows))
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in map(json.loads, EXTRA.read_text(encoding="utf-8").splitlines()):
        groups[row["earlier"], row["later"]].append(row)
    for (a, b), rows in groups.items():
        pairs.append(Pair(f"{a} {b}", jiannuo.read(corpus / a), jiannuo.read(corpus / b), rows))
    return pairs


def overlap(span: Span, label: dict[str, int]) -> float:
    """Shared characters over all characters of the two."""
    shared = min(span.end, label["end"]) - max(span.start, label["start"])
    return max(shared, 0) / (max(span.end, label["end"]) - min(span.start, label["start"]))


def touches(span: Span, labels: Iterable[dict[str, int]]) -> bool:
    """Whether *span* shares a character with any of *labels*."""
    return any(span.start < label["end"] and label["start"] < span.end for label in labels)


def examples(pair: Pair) -> list[Example]:
    """One example for each label whose promise is listed."""
    index = Index(pair.later, LOOKS_BACK)
    around: dict[Span, frozenset[str]] = {}
    for clause in index.clauses:
        around[clause.sentence] = around.get(clause.sentence, frozenset()) | clause.pairs
    listed, found = promises(pair.earlier), []
    for label in pair.labels:
        best = max(listed, key=lambda promise: overlap(promise.statement.span, label["promise"]))
        if overlap(best.statement.span, label["promise"]) < 0.5:
            continue
        one = sought(best, pair.earlier)
        near = [index.clauses[number] for number in index.nearest(one.all_pairs, NEAREST)]
        if near:
            values = np.array([shown(one, clause, around[clause.sentence]) for clause in near])
            hits = np.array([float(touches(clause.span, label["evidence"])) for clause in near])
            found.append(Example(best.sort, values, hits, bool(label["evidence"])))
    return found


def fit(chosen: Sequence[Example]) -> dict[str, float]:
    """Logistic regression by Newton's method with a quadratic penalty on all weights but the first."""
    values = np.vstack([example.values for example in chosen])
    hits = np.concatenate([example.hits for example in chosen])
    weights = np.zeros(values.shape[1])
    for _ in range(30):
        share = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (share - hits) + PENALTY * np.r_[0, weights[1:]]
        bend = (values * (share * (1 - share))[:, None]).T @ values + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return {name: round(float(weight), 3) for name, weight in zip(NAMES, weights, strict=True)}


def learn(chosen: Sequence[Example]) -> Weights:
    """Weights for figures and for all other promises."""
    figures = [example for example in chosen if example.sort is Sort.MEASURE]
    acts = [example for example in chosen if example.sort is not Sort.MEASURE]
    return Weights(THRESHOLD, (0.0, 1.0), fit(figures), fit(acts))


def calibrate(folds: Sequence[tuple[Weights, Sequence[Example]]]) -> tuple[float, float]:
    """Constant and slope from log odds of the best clause, by weights that did not see it, to those of an answer."""
    odds, spoken = [], []
    for table, found in folds:
        for example in found:
            rule = table.figures if example.sort is Sort.MEASURE else table.acts
            odds.append(max(example.values @ np.array([rule[name] for name in NAMES])))
            spoken.append(float(example.spoken))
    values, wanted = np.column_stack([np.ones(len(odds)), np.clip(odds, -14, 14)]), np.array(spoken)
    weights = np.zeros(2)
    for _ in range(30):
        share = 1 / (1 + np.exp(-values @ weights))
        bend = (values * (share * (1 - share))[:, None]).T @ values
        weights -= np.linalg.solve(bend, values.T @ (share - wanted))
    return round(float(weights[0]), 3), round(float(weights[1]), 3)


def measure(pair: Pair, table: Weights, show: int) -> str:
    """found, verdict, evidence F1 and spoken of one pair, as a line."""
    links = link(pair.earlier, pair.later, table).links
    tally: Counter[str] = Counter()
    for label in pair.labels:
        best = max(links, key=lambda one: overlap(one.promise.statement.span, label["promise"]))
        if overlap(best.promise.statement.span, label["promise"]) < 0.5:
            continue
        tally["found"] += 1
        tally["verdict"] += best.verdict == label["verdict"]
        tally["spoken"] += bool(best.evidence) == bool(label["evidence"])
        tally["hit"] += any(touches(evidence.span, label["evidence"]) for evidence in best.evidence)
        tally["have"] += bool(best.evidence)
        tally["want"] += bool(label["evidence"])
        if show and best.verdict != label["verdict"]:
            print(described(best, label, pair))
    right, total = tally["hit"], (tally["have"] + tally["want"]) or 1
    return (
        f"{pair.name}: found {tally['found'] / len(pair.labels):.3f} evidence F1 {2 * right / total:.3f} "
        f"verdict {tally['verdict'] / tally['found']:.3f} spoken {tally['spoken'] / tally['found']:.3f}"
    )


def described(one: Link, label: dict[str, Any], pair: Pair) -> str:
    """A wrong verdict in one line."""
    statement = one.promise.statement
    wanted = [pair.later.text[evidence["start"] : evidence["end"]] for evidence in label["evidence"]]
    have = [evidence.text for evidence in one.evidence]
    name = getattr(statement, "indicator", "")
    return (
        f"  want {label['verdict']} have {one.verdict} {one.rule.code} {one.confidence} "
        f"| {name} {statement.text} | {wanted} | {have}"
    )


def count_background(corpus: Path) -> dict[str, Any]:
    """How rare each pair of characters is over a fixed sample of reports, as shipped."""
    files = sorted(file for file in corpus.glob("*/*/*.md") if file.parts[-3] != "statistics")
    counts: Counter[str] = Counter()
    clauses = 0
    for file in random.Random(1).sample(files, SAMPLE):
        for clause in re.split(r"[，。；：！？\n]", file.read_text(encoding="utf-8")):
            words = bare(clause)
            if len(words) >= 4:
                clauses += 1
                counts.update(pairs_of(words))
    levels: dict[int, list[str]] = defaultdict(list)
    for pair, count in counts.items():
        level = round(-10 * math.log(count / clauses))
        if level <= RAREST - 5:
            levels[level].append(pair)
    return {"rarest": RAREST, "levels": {str(level): "".join(sorted(levels[level])) for level in sorted(levels)}}


def main() -> None:
    """Measure, and unless told otherwise write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--background", action="store_true")
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    if args.background:
        table = json.dumps(count_background(args.corpus), ensure_ascii=False, indent=0)
        (DATA / "link_background.json").write_text(table + "\n", encoding="utf-8")
    pairs = read_pairs(args.gold, args.corpus)
    shown_by = [examples(pair) for pair in pairs]
    folds = []
    for number, pair in enumerate(pairs):
        others = learn([example for other, found in enumerate(shown_by) if other != number for example in found])
        folds.append((others, shown_by[number]))
        print(measure(pair, others, args.show))
    whole = msgspec.structs.replace(
        learn([example for found in shown_by for example in found]), calibration=calibrate(folds)
    )
    for pair in pairs:
        print("learned from all:", measure(pair, whole, 0))
    if not args.check:
        table = json.dumps(msgspec.to_builtins(whole), indent=1)
        (DATA / "link_weights.json").write_text(table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
