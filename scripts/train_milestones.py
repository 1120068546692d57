# /// script
# requires-python = ">=3.11"
# dependencies = ["jiannuo", "scikit-learn>=1.4"]
# ///
"""Learn the weights by which milestones are told from other clauses, and measure them.

    python scripts/train_milestones.py LABELLED CORPUS [--out FILE] [--check]

LABELLED holds NAME.txt with NAME.gold.jsonl (and, where promises were followed up, NAME__NEXT.links.jsonl); CORPUS the
reports that the places in tests/golden/milestones-extra.jsonl refer to.  Prints the F1 of leaving out one labelled
report at a time, its weights and threshold learned without it, then writes the weights learned from everything.
``--check`` only measures.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from jiannuo.model.document import Document
from jiannuo.outline import read_outline
from jiannuo.statements.measures import MeasureReader
from jiannuo.statements.milestones.features import TEMPLATES, keys
from jiannuo.statements.milestones.find import open_candidates
from jiannuo.statements.milestones.weights import Weights
from jiannuo.statements.milestones.words import words
from jiannuo.statements.normal import widen
from jiannuo.statements.topics import Topics

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src/jiannuo/lexicon/data/milestone_weights.json"
EXTRA = ROOT / "tests/golden/milestones-extra.jsonl"
COMMON_IN = 150  # a character pair is common where so many reports use it
STRENGTH = 0.7  # inverse strength of the penalty
EXTRA_WEIGHT = 1.0  # of an example from outside the labelled reports
PROMISE_WEIGHT = 0.15  # of an example from the reports whose promises were followed up
SEEN = 2  # examples that must show a key before it is learned
SMALLEST = 20  # weights nearer to nought than so many hundredths are left out


class Example(NamedTuple):
    """A candidate with what it shows, whether it is a milestone and how much it counts."""

    start: int
    end: int
    shown: dict[str, int]
    label: int
    weight: float


Row = tuple[int, int, dict[str, int]]


class Labelled(NamedTuple):
    """A labelled report: its examples and the places of its milestones."""

    examples: list[Example]
    gold: list[tuple[int, int]]


def overlap(one: tuple[int, int], two: tuple[int, int]) -> float:
    """Shared characters over the characters of both."""
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return max(0, shared) / (max(one[1], two[1]) - min(one[0], two[0]))


def pair(gold: list[tuple[int, int]], found: list[tuple[int, int]]) -> set[int]:
    """Indices of the found that pair with one of gold, best overlap first, each used once."""
    order = sorted(
        ((overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if f[0] < g[1] and g[0] < f[1]),
        reverse=True,
    )
    used: set[int] = set()
    hits: set[int] = set()
    for share, i, j in order:
        if share >= 0.5 and i not in used and j not in hits:
            used.add(i)
            hits.add(j)
    return hits


def common_pairs(corpus: Path) -> frozenset[str]:
    """Pairs of Chinese characters that at least COMMON_IN reports use."""
    counts: Counter[str] = Counter()
    for path in sorted(corpus.rglob("*.md")):
        if "statistics" in path.parts:
            continue
        pairs: set[str] = set()
        for run in re.findall("[\u4e00-\u9fff]+", path.read_text(encoding="utf-8")):
            pairs.update(one + two for one, two in pairwise(run))
        counts.update(pairs)
    return frozenset(item for item, count in counts.items() if count >= COMMON_IN)


def show(text: str, common: frozenset[str]) -> list[Row]:
    """Start, end and shown keys of each candidate that the reading of *text* comes to weigh."""
    document = Document("-", "txt", text)
    outline, _ = read_outline(document)
    wide = widen(text)
    measures, _ = MeasureReader(document, wide, outline, Topics(wide)).read()
    taken = [(measure.span.start, measure.span.end, measure.kind.value) for measure in measures]
    rows = []
    for _, cand, around in open_candidates(wide, outline.sentences, taken):
        shown, pairs = keys(wide, cand, around, common, words())
        row = {f"{name} {key}": 1 for name, key in zip(TEMPLATES, shown, strict=True)}
        row |= {f"pair {item}": 1 for item in pairs}
        rows.append((cand.start, cand.end, row))
    return rows


def read_labelled(folder: Path, common: frozenset[str]) -> dict[str, Labelled]:
    """All labelled reports of *folder* by name."""
    reports = {}
    for labels in sorted(folder.glob("*.gold.jsonl")):
        name = labels.name.removesuffix(".gold.jsonl")
        text = labels.with_name(f"{name}.txt").read_text(encoding="utf-8")
        records = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines() if line]
        gold = [(r["start"], r["end"]) for r in records if r["type"] == "milestone"]
        rows = show(text, common)
        hits = pair(gold, [(row[0], row[1]) for row in rows])
        reports[name] = Labelled([Example(*row, int(j in hits), 1.0) for j, row in enumerate(rows)], gold)
    return reports


def read_extra(corpus: Path, common: frozenset[str]) -> list[Example]:
    """Examples of the further labels: places in reports of the corpus, milestones or others.

    Places that earlier weights put far below the threshold and that nobody read singly stand under "unread": as others.
    """
    examples = []
    for line in EXTRA.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels = {
            tuple(place): label
            for name, label in (("milestones", 1), ("others", 0), ("unread", 0))
            for place in row[name]
        }
        text = (corpus / row["source"]).read_text(encoding="utf-8")
        for start, end, shown in show(text, common):
            place = nearest(labels, (start, end))
            if place is not None:
                examples.append(Example(start, end, shown, labels[place], EXTRA_WEIGHT))
    return examples


def nearest(labels: dict[tuple[int, int], int], place: tuple[int, int]) -> tuple[int, int] | None:
    """The labelled place that is *place*, or ends where it ends and overlaps it by more than half."""
    if place in labels:
        return place
    return next((other for other in labels if other[1] == place[1] and overlap(other, place) > 0.5), None)


def read_promises(folder: Path, common: frozenset[str]) -> dict[str, list[Example]]:
    """Examples of the reports that are labelled for what became of their promises, by name; these are wider labels."""
    reports = {}
    for links in sorted(folder.glob("*.links.jsonl")):
        name = links.name.split("__")[0]
        text = links.with_name(f"{name}.txt").read_text(encoding="utf-8")
        promises = [json.loads(line)["promise"] for line in links.read_text(encoding="utf-8").splitlines() if line]
        gold = [(p["start"], p["end"]) for p in promises if p.get("value") is None]
        rows = show(text, common)
        hits = pair(gold, [(row[0], row[1]) for row in rows])
        reports[name] = [Example(*row, int(j in hits), PROMISE_WEIGHT) for j, row in enumerate(rows)]
    return reports


def fit(examples: list[Example]) -> tuple[DictVectorizer, LogisticRegression]:
    """A penalised logistic regression of the examples."""
    counts = Counter(key for example in examples for key in example.shown)
    rows = [{key: 1 for key in example.shown if counts[key] >= SEEN} for example in examples]
    vectorizer = DictVectorizer()
    matrix = narrow(vectorizer.fit_transform(rows))
    regression = LogisticRegression(C=STRENGTH, solver="liblinear", tol=0.01, random_state=0)
    regression.fit(matrix, [e.label for e in examples], sample_weight=[e.weight for e in examples])
    regression.coef_[abs(regression.coef_) < SMALLEST / 100] = 0  # so that what is measured is what is written
    return vectorizer, regression


def narrow(matrix):  # type: ignore[no-untyped-def]
    """The sparse matrix with the 32-bit indices that liblinear asks for."""
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    return matrix


def logits(fitted: tuple[DictVectorizer, LogisticRegression], examples: list[Example]) -> np.ndarray:
    """The sum of weights of each example."""
    return fitted[1].decision_function(narrow(fitted[0].transform([e.shown for e in examples])))


def tally(report: Labelled, values: np.ndarray, threshold: float) -> tuple[int, int, int]:
    """Hits, found and labelled at *threshold*."""
    found = [(e.start, e.end) for e, value in zip(report.examples, values, strict=True) if value >= threshold]
    return len(pair(report.gold, found)), len(found), len(report.gold)


def f1(tallies: list[tuple[int, int, int]]) -> float:
    """F1 over all reports together."""
    hits, found, gold = (sum(column) for column in zip(*tallies, strict=True))
    return 2 * hits / (found + gold)


def best_threshold(reports: list[Labelled], values: list[np.ndarray]) -> float:
    """The threshold with the best F1."""
    steps = np.arange(-2.0, 0.6, 0.1)
    return float(max(steps, key=lambda step: f1([tally(r, v, step) for r, v in zip(reports, values, strict=True)])))


def cross(reports: dict[str, Labelled], extra: list[Example]) -> dict[str, np.ndarray]:
    """The sums of each report under weights learned from the others."""
    values = {}
    for name, report in reports.items():
        others = [e for other, r in reports.items() if other != name for e in r.examples]
        values[name] = logits(fit(others + extra), report.examples)
    return values


def measure(reports: dict[str, Labelled], values: dict[str, np.ndarray]) -> None:
    """Print the figures of each report, its threshold chosen on the others."""
    rows = []
    for name, report in reports.items():
        others = [other for other in reports if other != name]
        threshold = best_threshold([reports[o] for o in others], [values[o] for o in others])
        rows.append(tally(report, values[name], threshold))
        hits, found, gold = rows[-1]
        print(f"{name}: F1 {f1(rows[-1:]):.3f} (P {hits / max(found, 1):.3f} R {hits / gold:.3f})")
    hits, found, gold = (sum(column) for column in zip(*rows, strict=True))
    print(f"left out one by one: F1 {f1(rows):.3f} (P {hits / found:.3f} R {hits / gold:.3f})")


def write(path: Path, examples: list[Example], threshold: float, common: frozenset[str]) -> None:
    """Write the weights learned from *examples*."""
    vectorizer, regression = fit(examples)
    tables: dict[str, dict[str, int]] = {name: {} for name in (*TEMPLATES, "pair")}
    for feature, value in zip(vectorizer.get_feature_names_out(), regression.coef_[0], strict=True):
        name, _, key = feature.partition(" ")
        if value:
            tables[name][key] = round(value * 100)
    pairs = tables.pop("pair")
    bias = round(float(regression.intercept_[0]) * 100)
    weights = Weights(bias, round(threshold * 100), tables, pairs)
    path.write_bytes(msgspec.json.encode(weights) + b"\n")
    path.with_name("milestone_pairs.txt").write_text("".join(sorted(common)) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size} bytes, {sum(map(len, tables.values())) + len(pairs)} weights")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    common = common_pairs(args.corpus)
    reports, extra = read_labelled(args.labelled, common), read_extra(args.corpus, common)
    for promises in read_promises(args.labelled, common).values():
        extra += promises
    values = cross(reports, extra)
    measure(reports, values)
    if not args.check:
        threshold = best_threshold(list(reports.values()), list(values.values()))
        examples = [e for report in reports.values() for e in report.examples] + extra
        write(args.out, examples, threshold, common)


if __name__ == "__main__":
    main()
