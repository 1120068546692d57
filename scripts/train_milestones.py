# /// script
# requires-python = ">=3.11"
# dependencies = ["jiannuo", "scikit-learn>=1.4"]
# ///
"""Learn the weights by which milestones are told from other clauses, and measure them.

    python scripts/train_milestones.py LABELLED CORPUS [--out FILE] [--check]

LABELLED holds NAME.txt with NAME.gold.jsonl; CORPUS the reports that labels in tests/golden/milestones-extra.jsonl refer
to.  Prints the F1 of leaving out one labelled report at a time (weights, threshold and all learned from the others), then
writes the weights learned from everything.  ``--check`` only measures.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from jiannuo.statements.milestones.features import TEMPLATES, keys
from jiannuo.statements.milestones.find import candidates
from jiannuo.statements.milestones.weights import Weights
from jiannuo.statements.milestones.words import words

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src/jiannuo/lexicon/data/milestone_weights.json"
EXTRA = ROOT / "tests/golden/milestones-extra.jsonl"
COMMON_IN = 150  # a character pair is common where so many reports use it
STRENGTH = 1.0  # inverse strength of the penalty
EXTRA_WEIGHT = 0.6  # of an example from outside the labelled reports
SMALLEST = 5  # weights nearer to nought than so many hundredths are left out
FULL_WIDTH = str.maketrans("０１２３４５６７８９％．", "0123456789%.")  # noqa: RUF001
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")  # noqa: RUF001
HEADING = re.compile(
    r"^[*#\s]*(?:[一二三四五六]、|第[一二三四]部分|（[一二三四]）)?[^\n。，]{0,30}"
    r"(?:今年|明年|20\d\d年|19\d\d年|今后|工作安排|目标任务|主要任务|重点工作|工作部署|预期目标)[^\n。]{0,30}$",
    re.MULTILINE,
)
REVIEW = re.compile("回顾|总结|成就")


class Example(NamedTuple):
    """A candidate with what it shows, whether it is a milestone and how much it counts."""

    start: int
    end: int
    shown: dict[str, int]
    label: int
    weight: float


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
        (
            (overlap(g, f), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if f[0] < g[1] and g[0] < f[1]
        ),
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
            pairs.update(one + two for one, two in zip(run, run[1:], strict=False))
        counts.update(pairs)
    return frozenset(item for item, count in counts.items() if count >= COMMON_IN)


def show(text: str, start: int, end: int, common: frozenset[str]) -> list[tuple[int, int, dict[str, int]]]:
    """Start, end and shown keys of each candidate of ``text[start:end]``."""
    rows = []
    for sentence in SENTENCE.finditer(text, start, end):
        for cand, around in candidates(text, *sentence.span()):
            shown, pairs = keys(text, cand, around, common, words())
            row = {f"{name} {key}": 1 for name, key in zip(TEMPLATES, shown, strict=True)}
            row |= {f"pair {item}": 1 for item in pairs}
            rows.append((cand.start, cand.end, row))
    return rows


def ahead(text: str) -> int:
    """Where the part about the future starts, as nearly as its heading tells."""
    for heading in HEADING.finditer(text):
        if len(text) / 4 < heading.start() < len(text) * 3 / 4 and not REVIEW.search(heading.group()):
            return heading.start()
    return len(text) // 3


def read_labelled(folder: Path, common: frozenset[str]) -> dict[str, Labelled]:
    """All labelled reports of *folder* by name."""
    reports = {}
    for labels in sorted(folder.glob("*.gold.jsonl")):
        name = labels.name.removesuffix(".gold.jsonl")
        text = labels.with_name(f"{name}.txt").read_text(encoding="utf-8").translate(FULL_WIDTH)
        records = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines() if line]
        gold = [(r["start"], r["end"]) for r in records if r["type"] == "milestone"]
        targets = [(r["start"], r["end"]) for r in records if r["type"] == "measure" and r["kind"] == "target"]
        start = min([*(place[0] for place in gold), *(place[0] for place in targets if place[0] > len(text) / 5)])
        rows = [
            row
            for row in show(text, max(start - 1500, 0) if start == gold[0][0] else start, len(text), common)
            if not any(t[0] < row[1] and t[1] > row[0] for t in targets)
        ]
        hits = pair(gold, [(row[0], row[1]) for row in rows])
        reports[name] = Labelled([Example(*row, int(j in hits), 1.0) for j, row in enumerate(rows)], gold)
    return reports


def read_extra(corpus: Path, common: frozenset[str]) -> list[Example]:
    """Examples of the further labels: places in reports of the corpus, milestone or not."""
    places: defaultdict[str, dict[tuple[int, int], dict[str, int]]] = defaultdict(dict)
    for line in EXTRA.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        places[row["source"]][row["start"], row["end"]] = row
    examples = []
    for source, labels in places.items():
        text = (corpus / source).read_text(encoding="utf-8").translate(FULL_WIDTH)
        for start, end, shown in show(text, min(labels)[0] - 300, len(text), common):
            row = labels.get((start, end))
            if row is not None:
                weight = EXTRA_WEIGHT * (1.0 if row["sure"] else 0.5)
                examples.append(Example(start, end, shown, row["milestone"], weight))
    return examples


def fit(examples: list[Example]) -> tuple[DictVectorizer, LogisticRegression]:
    """A penalised logistic regression of the examples."""
    vectorizer = DictVectorizer()
    matrix = narrow(vectorizer.fit_transform([example.shown for example in examples]))
    regression = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=300, random_state=0)
    regression.fit(matrix, [e.label for e in examples], sample_weight=[e.weight for e in examples])
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
    return float(
        max(steps, key=lambda step: f1([tally(r, v, step) for r, v in zip(reports, values, strict=True)]))
    )


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
        if abs(round(value * 100)) >= SMALLEST:
            tables[name][key] = round(value * 100)
    pairs = tables.pop("pair")
    bias = round(float(regression.intercept_[0]) * 100)
    weights = Weights(bias, round(threshold * 100), tables, pairs, "".join(sorted(common)))
    path.write_bytes(msgspec.json.encode(weights) + b"\n")
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
    values = cross(reports, extra)
    measure(reports, values)
    if not args.check:
        threshold = best_threshold(list(reports.values()), list(values.values()))
        examples = [e for report in reports.values() for e in report.examples] + extra
        write(args.out, examples, threshold, common)


if __name__ == "__main__":
    main()
