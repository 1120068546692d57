"""The sample reports are whole reports, and their labels and links stand where they say."""

import json
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[1]
YEARS = (2025, 2026)
VERDICTS = {"exceeded", "met", "partly", "missed", "reported", "unmentioned"}
PLAN = re.compile(r"^## 二、", re.M)


def report(year: int) -> str:
    """The text of one sample as a user's installation holds it."""
    path = resources.files("jiannuo") / "samples" / f"yunting-{year}.md"
    return path.read_bytes().decode("utf-8")


def labels() -> list[dict[str, Any]]:
    lines = (TESTS / "golden" / "yunting-2025.gold.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def links() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((TESTS / "cases" / "links-sample.toml").read_text("utf-8"))["link"]
    return found


@pytest.mark.parametrize("year", YEARS)
def test_a_sample_is_as_long_as_a_real_report(year: int) -> None:
    assert len(re.sub(r"\s", "", report(year))) >= 9000


@pytest.mark.parametrize("year", YEARS)
def test_a_sample_carries_the_marks_of_a_report(year: int) -> None:
    text = report(year)
    assert "虚构" in text[:200]
    assert re.search(rf"^——{year}年1月\d+日在云汀市第六届人民代表大会第[四五]次会议上$", text, re.M)
    assert re.search(r"^云汀市人民政府市长 \S+$", text, re.M)
    assert "\n各位代表：\n" in text
    parts = re.findall(r"^## ([一二三四五])、(.+)$", text, re.M)
    assert [number for number, _ in parts] == list("一二三四")
    assert "回顾" in parts[0][1]
    assert "自身建设" in parts[3][1]
    assert re.findall(r"^### （(.)）", text, re.M)[-8:] == list("一二三四五六七八")


def test_only_the_later_sample_has_a_glossary() -> None:
    assert [year for year in YEARS if "\n名词解释\n" in report(year)] == [2026]


@pytest.mark.parametrize("year", YEARS)
def test_a_sample_is_dense_in_figures(year: int) -> None:
    assert len(re.findall(r"\d[\d.]*", report(year))) >= 180


def test_labels_slice_back_to_the_sample() -> None:
    text = report(2025)
    for label in labels():
        assert text[label["start"] : label["end"]] == label["text"]


def test_labels_hold_every_field_of_their_type() -> None:
    common = {"type", "start", "end", "text", "kind"}
    measure = common | {"indicator", "value", "unit", "bound", "measure", "period"}
    for label in labels():
        if label["type"] == "measure":
            assert set(label) - {"upper"} == measure
            assert ("upper" in label) == (label["bound"] == "range")
        else:
            assert set(label) == common | {"action"}
            assert label["kind"] == "target"


def test_labels_are_in_order_and_targets_lie_in_the_plan() -> None:
    found = labels()
    match = PLAN.search(report(2025))
    assert match is not None
    assert [x["start"] for x in found] == sorted(x["start"] for x in found)
    assert all(
        (x["start"] > match.start()) == (x["kind"] == "target") for x in found if x["kind"] in {"result", "target"}
    )
    assert sum(x["type"] == "measure" for x in found) >= 180
    assert sum(x["type"] == "milestone" for x in found) >= 60


def test_every_target_of_the_first_year_is_linked_once() -> None:
    text = report(2025)
    match = PLAN.search(text)
    assert match is not None
    targets = {(x["start"], x["end"]) for x in labels() if x["kind"] == "target"}
    linked = []
    for link in links():
        assert text.count(link["promise"], match.start()) == 1, link["promise"]
        start = text.index(link["promise"], match.start())
        end = start + len(link["promise"])
        linked += [(s, e) for s, e in targets if start <= s and e <= end]
    assert sorted(linked) == sorted(targets)


def test_evidence_stands_once_in_the_review_of_the_next_year() -> None:
    text = report(2026)
    match = PLAN.search(text)
    assert match is not None
    review = text[: match.start()]
    for link in links():
        assert link["verdict"] in VERDICTS
        assert bool(link["evidence"]) == (link["verdict"] != "unmentioned"), link["promise"]
        for quotation in link["evidence"]:
            assert review.count(quotation) == 1, quotation
