"""Leaving out the sentences that cannot hold a number gives what reading every sentence gives."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiannuo.lexicon.words import units
from jiannuo.model.document import Document
from jiannuo.outline import read_outline
from jiannuo.statements.measures import MeasureReader
from jiannuo.statements.normal import plain, widen
from jiannuo.statements.quantities import finder
from jiannuo.statements.topics import Topics

SAMPLES = sorted(Path(str(files("jiannuo") / "samples")).glob("*.md"))
REPORTS = 60


def assert_both_read_the_same(text: str) -> int:
    """Read *text* both ways; the number of measures."""
    document = Document(source="-", format="txt", text=text)
    outline, _ = read_outline(document)
    wide = widen(text)
    chosen = MeasureReader(document, wide, outline, Topics(wide)).read()
    assert chosen == MeasureReader(document, wide, outline, Topics(wide), choosy=False).read()
    return len(chosen[0])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_on_the_samples(sample: Path) -> None:
    assert assert_both_read_the_same(sample.read_text(encoding="utf-8")) > 100


def test_on_real_reports(shared: Path) -> None:
    reports = sorted((shared / "corpus").rglob("*.md"))
    for path in reports[:: max(1, len(reports) // REPORTS)][:REPORTS]:
        assert_both_read_the_same(path.read_text(encoding="utf-8"))


PIECES = st.sampled_from(
    [*"一二三十百千万亿两半零点多余几5翻倍成分个之至到超过 \n*_，的", *units().table, "增长", "倍增", "半数", "产业"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_is_found_where_nothing_is_worth_reading(text: str) -> None:
    wide = widen(text)
    if not finder().worth_reading(wide, 0, len(wide)):
        assert finder().find(plain(wide, 0, len(wide)).text) == ([], [])
