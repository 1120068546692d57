"""Milestones in sentences of our own, and on the labelled reports."""

import json
import tomllib
from pathlib import Path

import pytest

from jiannuo.model.outline import Part, Sentence
from jiannuo.model.span import Span
from jiannuo.statements.milestones import find_milestones

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/milestones.toml").read_text(encoding="utf-8"))["cases"]


def sentence(text: str, part: Part = Part.PLAN) -> list[Sentence]:
    return [Sentence(Span(0, len(text)), part)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_case(case: dict) -> None:
    text = case["text"]
    found = find_milestones(text, sentence(text))
    assert [text[f.start : f.end] for f in found] == case["quotes"]
    if "actions" in case:
        assert [f.action for f in found] == case["actions"]
    if "bounds" in case:
        assert [list(f.bound_words) for f in found] == case["bounds"]


@pytest.mark.parametrize("part", [Part.REVIEW, Part.REVIEW_FIVE, Part.OTHER])
def test_only_the_future_counts(part: Part) -> None:
    text = "开工建设青石岭抽水蓄能电站。"
    assert find_milestones(text, sentence(text, part)) == []


@pytest.mark.parametrize("part", [Part.PLAN, Part.OUTLOOK])
def test_plan_and_outlook_count(part: Part) -> None:
    text = "开工建设青石岭抽水蓄能电站。"
    assert len(find_milestones(text, sentence(text, part))) == 1


def test_a_target_takes_the_clause_but_a_qualifier_does_not() -> None:
    text = "开工建设60万千瓦青石岭抽水蓄能电站。"
    place = (text.index("60"), text.index("青"))
    assert find_milestones(text, sentence(text), [place]) == []
    assert find_milestones(text, sentence(text), [(*place, "target")]) == []
    assert len(find_milestones(text, sentence(text), [(*place, "qualifier")])) == 1


def test_a_target_in_the_next_clause_does_not_matter() -> None:
    text = "建成柳溪大桥，新改建农村公路200公里。"
    found = find_milestones(text, sentence(text), [(text.index("2"), text.index("。"), "target")])
    assert [text[f.start : f.end] for f in found] == ["建成柳溪大桥"]


def test_places_and_index_are_of_the_whole_text() -> None:
    first, second = "今年任务艰巨。", "建成柳溪大桥。"
    text = first + second
    whole = [
        Sentence(Span(0, len(first)), Part.PLAN),
        Sentence(Span(len(first), len(text)), Part.PLAN),
    ]
    (found,) = find_milestones(text, whole)
    assert (found.start, found.end, found.sentence_index) == (len(first), len(text) - 1, 1)
    assert found.object == "柳溪大桥"


@pytest.mark.parametrize("piece", ["推动", "“", "、建成", "（", "一二三）", "加快建设", "在", "《"])
def test_hostile_lines_come_to_an_end(piece: str) -> None:
    """Quadratic work on so many characters runs into the time limit that every test has."""
    text = piece * (1_000_000 // len(piece))
    assert all(found.end <= len(text) for found in find_milestones(text, sentence(text)))


def test_labelled_reports(shared: Path) -> None:
    """The shipped weights have seen these reports: the figure only guards against a break."""
    hits = found_count = gold_count = 0
    for labels in sorted((shared / "gold").glob("*.gold.jsonl")):
        name = labels.name.removesuffix(".gold.jsonl")
        text = labels.with_name(f"{name}.txt").read_text(encoding="utf-8")
        records = [json.loads(row) for row in labels.read_text(encoding="utf-8").splitlines()]
        gold = [(r["start"], r["end"]) for r in records if r["type"] == "milestone"]
        taken = sorted((r["start"], r["end"], r["kind"]) for r in records if r["type"] == "measure")
        start = min(gold)[0]
        ahead = [Sentence(Span(start, len(text)), Part.PLAN)]
        found = {(f.start, f.end) for f in find_milestones(text, ahead, taken)}
        gold_count, found_count = gold_count + len(gold), found_count + len(found)
        for one in gold:
            near = [
                f for f in found if 2 * (min(f[1], one[1]) - max(f[0], one[0])) >= max(f[1], one[1]) - min(f[0], one[0])
            ]
            hits += bool(near)
    assert 2 * hits / (found_count + gold_count) >= 0.85
