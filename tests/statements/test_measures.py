"""Measures read from a sentence, by cases: tests/cases/measures.toml says how they are written."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from digits import verdict
from jiannuo.model.statement import Measure

Reader = Callable[[str, str], tuple[str, tuple[Measure, ...]]]

ROOT = Path(__file__).parents[2]
GROUPS = tomllib.loads((ROOT / "tests" / "cases" / "measures.toml").read_text(encoding="utf-8"))
CASES = [pytest.param(*case, id=f"{group}-{case[1]}") for group, cases in GROUPS.items() for case in cases]

USUAL = {"review": {"kind": "result", "period": "2025"}, "plan": {"kind": "target", "period": "2026"}}


@pytest.mark.parametrize(("part", "line", "want"), CASES)
def test_measures_of_a_sentence(part: str, line: str, want: list[list[object]], read_line: Reader) -> None:
    _, found = read_line(part, line)
    assert [m.text for m in found] == [row[0] for row in want]
    for measure, (text, value, unit, bound, sort, indicator, *rest) in zip(found, want, strict=True):
        expected = {"upper": None, "words": []} | USUAL[part] | (rest[0] if rest else {})
        shown = (measure.value, measure.unit, measure.bound, measure.measure)
        assert shown == (value, unit, bound, sort), text
        assert measure.kind == expected["kind"], text
        assert str(measure.period) == expected["period"], text
        assert measure.upper == expected["upper"], text
        assert list(measure.bound_words) == expected["words"], text
        if indicator.startswith("~"):
            assert indicator[1:] in measure.indicator
        else:
            assert measure.indicator == indicator


@pytest.mark.parametrize(("part", "line"), [pytest.param(*case.values[:2], id=case.id) for case in CASES])
def test_values_follow_from_the_text_by_a_second_reading(part: str, line: str, read_line: Reader) -> None:
    text, found = read_line(part, line)
    for measure in found:
        assert text[measure.span.start : measure.span.end] == measure.text
        behind = text[measure.span.end : measure.span.end + 12]
        assert verdict(measure.value, measure.text, behind) is not None
        if measure.upper is not None:
            assert verdict(measure.upper, measure.text, behind) is not None


def test_there_are_cases_for_every_idea() -> None:
    assert len(CASES) >= 150
    assert all(not case[2] for case in GROUPS["decoys"])
    assert len({case[1] for cases in GROUPS.values() for case in cases}) == len(CASES)
