"""Labelled pairs: the sample's, and real ones where they are at hand."""

import json
import tomllib
from pathlib import Path

import pytest

import jiannuo
from jiannuo.linking import link
from jiannuo.model.link import Links, Verdict

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "src/jiannuo/samples"
CASES = tomllib.loads((ROOT / "tests/cases/links-sample.toml").read_text(encoding="utf-8"))
EXTRA = ROOT / "tests/golden/links-extra.jsonl"


def overlap(span, start, end):
    """Shared characters over all characters of the two."""
    return max(min(span.end, end) - max(span.start, start), 0) / (max(span.end, end) - min(span.start, start))


def scored(links: Links, rows: list[tuple[int, int, str, list[tuple[int, int]]]], least: float):
    """Shares found and of right verdicts, and the evidence's F1."""
    found = right = hit = have = want = 0
    for start, end, verdict, evidence in rows:
        best = max(links.links, key=lambda one: overlap(one.promise.statement.span, start, end))
        if overlap(best.promise.statement.span, start, end) <= least:
            continue
        found += 1
        right += best.verdict == verdict
        have += bool(best.evidence)
        want += bool(evidence)
        hit += any(one.span.start < last and first < one.span.end for one in best.evidence for first, last in evidence)
    return found / len(rows), right / found, 2 * hit / (have + want)


def test_the_sample_pair():
    links = link(jiannuo.read(SAMPLES / CASES["before"]), jiannuo.read(SAMPLES / CASES["after"]))
    one, two = links.earlier.text, links.later.text
    rows = []
    for case in CASES["link"]:
        start = one.rindex(case["promise"])
        evidence = [(two.index(words), two.index(words) + len(words)) for words in case["evidence"]]
        rows.append((start, start + len(case["promise"]), case["verdict"], evidence))
    found, verdict, evidence = scored(links, rows, 0.0)
    assert found >= 0.95
    assert verdict >= 0.9
    assert evidence >= 0.95


def labelled(path):
    return [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row]


def as_rows(labels):
    return [
        (
            row["promise"]["start"],
            row["promise"]["end"],
            row["verdict"],
            [(e["start"], e["end"]) for e in row["evidence"]],
        )
        for row in labels
    ]


def test_labelled_pairs_stay_above_their_bars(shared):
    for path in sorted((shared / "gold").glob("*.links.jsonl")):
        a, b = path.name.removesuffix(".links.jsonl").split("__")
        links = link(jiannuo.read(path.with_name(f"{a}.txt")), jiannuo.read(path.with_name(f"{b}.txt")))
        found, verdict, evidence = scored(links, as_rows(labelled(path)), 0.499)
        assert (found >= 0.75, verdict >= 0.75, evidence >= 0.7) == (True, True, True), (
            path.name,
            found,
            verdict,
            evidence,
        )


def test_further_pairs(shared):
    groups = {}
    for row in labelled(EXTRA):
        groups.setdefault((row["earlier"], row["later"]), []).append(row)
    for (a, b), rows in groups.items():
        links = link(jiannuo.read(shared / "corpus" / a), jiannuo.read(shared / "corpus" / b))
        found, verdict, evidence = scored(links, as_rows(rows), 0.499)
        assert (found >= 0.9, verdict >= 0.75, evidence >= 0.7) == (True, True, True), (a, found, verdict, evidence)


def test_further_labels_hold_no_sentence():
    for row in labelled(EXTRA):
        assert set(row) == {"earlier", "later", "promise", "verdict", "evidence"}
        assert row["verdict"] in set(Verdict)
        assert set(row["promise"]) == {"start", "end"}
        assert all(set(evidence) == {"start", "end"} for evidence in row["evidence"])


@pytest.mark.parametrize("name", ["linking.toml"])
def test_lexicon_refuses_unknown_keys(name, tmp_path):
    from jiannuo.lexicon.loader import load
    from jiannuo.linking.words import LinkLexicon
    from jiannuo.model.errors import LexiconError

    source = (ROOT / "src/jiannuo/lexicon/data" / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text("surplus = 1\n" + source, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"linking\.toml"):
        load(name, LinkLexicon, tmp_path)
