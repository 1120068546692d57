"""A broken ``worker.toml`` is refused by its key."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from jiannuo.model.errors import LexiconError
from jiannuo.web.orders.schedule import FILE, read

WHOLE = (files("jiannuo.lexicon") / "data" / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("pauses = [1, 5,", "pauses = [5, 1,", "sending.pauses"),
        ("pauses = [1, 5, 15, 60, 240, 720]", "pauses = []", "sending.pauses"),
        ("lease = 300", "lease = 20", "sending"),
        ("rest = 5", "rest = 0", "sending"),
        ("before = [3, 1, 0]", "before = [3, -1]", "reminders"),
        ("late_every = 1", "late_every = 0", "reminders"),
        ("hour = 8", "hour = 24", "reminders.hour"),
        ("hour = 8", "hour = 8\ncolour = 1", "$.reminders"),
        ("remind = 15", "remind = 0", "duties.remind"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, old: str, new: str, key: str) -> None:
    assert old in WHOLE
    (tmp_path / FILE).write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        read(tmp_path)
    assert error.value.params["key"] == key


def test_the_one_that_ships_is_read() -> None:
    assert read().sending.lease > 2 * read().sending.timeout
