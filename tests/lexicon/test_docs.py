"""The pages about the lexicon and the grammar say what is so."""

import re
from importlib.resources import files
from pathlib import Path
from typing import get_args

from jiannuo.lexicon.words import UnitClass
from jiannuo.reading import read_text

DOCS = Path(__file__).parents[2] / "docs"


def test_every_lexicon_file_is_listed() -> None:
    listed = set(re.findall(r"^\| `([^`]+)` \|", (DOCS / "lexicon.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == {entry.name for entry in (files("jiannuo.lexicon") / "data").iterdir() if entry.is_file()}


def test_every_class_of_units_is_named() -> None:
    page = (DOCS / "adding-a-unit.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in get_args(UnitClass))


def test_the_worked_example_is_what_is_read() -> None:
    page = (DOCS / "how-a-statement-is-read.md").read_text(encoding="utf-8")
    sentence = re.findall(r"^> (.+)$", page, re.MULTILINE)[0]
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")][1:]
    report = read_text((files("jiannuo") / "samples" / "yunting-2025.md").read_text(encoding="utf-8"))
    read = [
        [m.text, m.indicator, f"{m.value:g}", m.unit, m.bound, m.measure, m.kind, str(m.period)]
        for m in report.measures
        if m.sentence.of(report.text) == sentence
    ]
    assert read == rows
