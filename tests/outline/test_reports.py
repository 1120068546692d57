"""Whole reports: metadata, sections, parts and what is left out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from jiannuo.model.document import Document
from jiannuo.outline import read_outline

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "outline.toml").read_text(encoding="utf-8"))["report"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_report(case: dict[str, Any]) -> None:
    text = case["text"]
    outline, _ = read_outline(Document("-", "txt", text))
    meta = outline.metadata
    for field in ("place", "code", "year", "date", "session", "speaker", "title", "level"):
        if field in case:
            assert getattr(meta, field) == case[field], field
    if "sections" in case:
        found = [
            [s.marker, "none" if s.number is None else s.number, s.depth, s.title, s.part.value]
            for s in outline.sections
        ]
        assert found == case["sections"]
    for words, part in case["parts"]:
        at = text.rindex(words)
        (sentence,) = [s for s in outline.sentences if s.span.start <= at < s.span.end]
        assert sentence.part == part, words
    read = "\n".join(s.span.of(text) for s in outline.sentences)
    for words in case.get("absent", ()):
        assert words not in read
