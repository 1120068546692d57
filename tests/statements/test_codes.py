"""Canonical codes: cases by wording, and the lexicon's own rules."""

import re
import tomllib
from pathlib import Path

import pytest

from jiannuo.lexicon.loader import load
from jiannuo.model.errors import LexiconError
from jiannuo.model.statement import MeasureType
from jiannuo.statements import codes

TESTS = Path(__file__).parents[1]
CASES = tomllib.loads((TESTS / "cases" / "indicators.toml").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize(("indicator", "unit", "measure", "context", "want"), CASES)
def test_codes_of_wording(indicator: str, unit: str, measure: str, context: str, want: list[str]) -> None:
    found = codes.codes_of(indicator, unit, MeasureType(measure), context)
    assert list(found) == want
    assert codes.code_of(indicator, unit, MeasureType(measure), context) == (want[0] if want else "")


def test_codes_are_named_once_in_snake_case_with_both_names() -> None:
    assert len(codes.names()) >= 110
    for code, entry in codes.names().items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", code)
        assert entry.zh
        assert entry.en
        assert entry.measure


def test_every_code_is_reached_by_each_subject() -> None:
    """A word of the lexicon finds its own subject: no other subject hides all of its words."""
    for name, subject in codes.lexicon().subjects.items():
        reached = set()
        for word in subject.words:
            for beside in subject.also or ("",):
                for code in subject.codes:
                    unit = code.unit[0] if code.unit else ""
                    reached |= set(codes.codes_of(beside + word, unit, code.measure[0]))
        missing = {code.code for code in subject.codes} - reached
        assert not missing, f"subjects.{name}"


@pytest.mark.parametrize(
    ("file", "key", "reason"),
    [
        ("code_twice.toml", "subjects.second.codes", "code grain_output is taken by subjects.first"),
        ("empty_word.toml", "subjects.first.words", "no word, or an empty one"),
    ],
)
def test_broken_lexicon_is_refused(file: str, key: str, reason: str) -> None:
    with pytest.raises(LexiconError) as caught:
        codes.check(load(file, codes.Lexicon, TESTS / "broken" / "indicators"))
    assert caught.value.params["key"] == key
    assert caught.value.params["reason"] == reason


def test_unknown_measure_is_refused_with_its_place() -> None:
    with pytest.raises(LexiconError) as caught:
        load("unknown_measure.toml", codes.Lexicon, TESTS / "broken" / "indicators")
    assert "measure" in str(caught.value.params["key"])
