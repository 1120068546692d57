"""Topics: agreement with a reading by hand, the lexicon's own rules, speed of the look-up."""

import json
from pathlib import Path

import pytest

from jiannuo.lexicon.loader import load
from jiannuo.model.errors import LexiconError
from jiannuo.statements import topics
from jiannuo.statements.topics import NONE, Topics

TESTS = Path(__file__).parents[1]
GOLDEN = TESTS / "golden" / "topics.jsonl"
AGREED = 0.95  # share of the hand-read statements that must get the topic that a reader gave


def test_topics_agree_with_a_reader(shared: Path) -> None:
    rows = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 200
    right = 0
    for name in {row["report"] for row in rows}:
        topics_of = Topics((shared / "gold" / f"{name}.txt").read_bytes().decode("utf-8"))
        labels = (shared / "gold" / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
        words = {(at["start"], at["end"]): at.get("indicator") or at["text"] for at in map(json.loads, labels)}
        for row in rows:
            if row["report"] == name:
                at = (row["start"], row["end"])
                right += topics_of.topic_of(*at, words[at]) == row["topic"]
    assert right / len(rows) >= AGREED


@pytest.mark.parametrize(
    ("text", "words", "title", "want"),
    [
        ("新建农村公路120公里。", "农村公路", "", 10),
        ("新增学位3000个。", "新增学位", "", 6),
        ("完成120个。", "", "二、办好人民满意的教育", 6),
        ("完成120个。", "", "", NONE),
        ("提高城乡居民基本养老金标准30元。", "基本养老金标准", "", 13),
        ("中欧班列开行200列，新建学校3所。", "新建学校", "", 6),
    ],
)
def test_own_words_count_before_clause_and_title(text: str, words: str, title: str, want: int) -> None:
    start = text.index(next(c for c in text if c.isdigit()))
    assert Topics(text).topic_of(start, start + 2, words, title) == want


def test_offsets_are_code_points() -> None:
    text = "𠮷" * 50 + "。新建学校3所。"
    at = text.index("3")
    assert Topics(text).topic_of(at, at + 2) == 6


def test_every_major_topic_is_named_in_both_languages() -> None:
    table = topics.lexicon().topics
    assert set(map(int, table)) == {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23}
    assert all(topic.zh and topic.en and topic.strong for topic in table.values())


@pytest.mark.parametrize(
    ("file", "key", "reason"),
    [
        ("word_twice.toml", "topics.2", "粮食 is a word of topics.1 already"),
        ("no_number.toml", "topics.macro", "topics are numbered 1 to 99"),
        ("empty_word.toml", "topics.1", "an empty word"),
    ],
)
def test_broken_lexicon_is_refused(file: str, key: str, reason: str) -> None:
    with pytest.raises(LexiconError) as caught:
        topics.check(load(file, topics.Lexicon, TESTS / "broken" / "topics"))
    assert (caught.value.params["key"], caught.value.params["reason"]) == (key, reason)
