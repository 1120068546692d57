"""The weights' file: what is shipped fits the templates; what does not fit is refused."""

import json

import pytest

from jiannuo.model.errors import LexiconError
from jiannuo.statements.milestones.features import TEMPLATES
from jiannuo.statements.milestones.weights import build, model


def raw(**changes: object) -> bytes:
    table = {"bias": -10, "threshold": 5, "tables": {name: {} for name in TEMPLATES}, "pairs": {}}
    return json.dumps(table | changes).encode()


def test_shipped_weights_load() -> None:
    assert len(model().common) > 5000
    assert all(len(pair) == 2 for pair in model().common)


def test_score_adds_up() -> None:
    tables = {name: {} for name in TEMPLATES} | {TEMPLATES[0]: {"建成": 40}}
    built = build(raw(tables=tables, pairs={"大桥": 7}), "发展经济")
    keys = ("建成", *[""] * (len(TEMPLATES) - 1))
    assert built.score(keys, {"大桥", "柳溪"}) == -10 - 5 + 40 + 7
    assert built.common == {"发展", "经济"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "milestone_weights.json"),
        (raw(extra=1), "extra"),
        (raw(tables={"verb": {}}), "tables"),
        (raw(bias="x"), "bias"),
    ],
)
def test_bad_weights_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(LexiconError) as caught:
        build(data, "发展")
    assert words in caught.value.message("en")
