"""Contradictory figures and misread words: cases by sentence, the lexicons' own rules, and hostile lines."""

import tomllib
from pathlib import Path

import pytest

import jiannuo
from jiannuo.lexicon.loader import load
from jiannuo.model.errors import LexiconError
from jiannuo.reading import read_text
from jiannuo.statements.normal import widen
from jiannuo.statements.oddities import changes, misread, totals, words

TESTS = Path(__file__).parents[1]
CASES = tomllib.loads((TESTS / "cases" / "oddities.toml").read_text(encoding="utf-8"))["cases"]
REPORT = (
    "青禾市人民政府2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n{}\n二、2024年工作安排\n今年要抓好以下工作。\n"
)
CODES = {
    *("total_exceeded", "total_differs", "shares_differ", "range_reversed", "direction_contradicts"),
    *("growth_contradicts", "stated_twice", "over_hundred", "word_misread", "number_broken", "numbers_broken"),
}


def notes_of(sentence: str) -> list[jiannuo.Note]:
    return [note for note in read_text(REPORT.format(sentence)).notes if note.code in CODES]


@pytest.mark.parametrize(("sentence", "want"), CASES)
def test_notes_of_sentence(sentence: str, want: list[list[str]]) -> None:
    text = REPORT.format(sentence)
    assert [[note.code, note.span.of(text)] for note in notes_of(sentence) if note.span] == want


def test_every_code_has_a_case_and_a_message_that_quotes_the_text() -> None:
    seen = set()
    for sentence, _ in CASES:
        for note in notes_of(sentence):
            seen.add(note.code)
            for language in ("zh", "en"):
                message = note.message(language)
                assert "{" not in message
                assert "\n" not in message
    assert seen == CODES - {"numbers_broken"}


def test_a_habit_of_the_text_gets_one_note() -> None:
    (note,) = notes_of("人口1，322万人。" * 40)
    assert (note.code, note.params["times"]) == ("numbers_broken", 40)
    assert note.params["number"] == "1，322"


def test_a_word_that_comes_often_gets_one_note() -> None:
    (note,) = notes_of("一批学校己建成。" * 3)
    assert note.params == {"word": "己建成", "meant": "已建成", "times": 3}
    assert "3" in note.message("en")


def test_the_change_is_computed_with_its_sign() -> None:
    (note,) = notes_of("财政赤字由200亿元下降到100亿元，下降20%。")
    assert (note.params["computed"], note.params["stated"]) == ("-50%", "20%")


@pytest.mark.parametrize(
    ("module", "file", "key", "reason"),
    [
        (misread, "word_of_itself.toml", "words[0]", "高新 means itself"),
        (misread, "word_twice.toml", "words[1]", "高薪 comes twice"),
        (misread, "empty_word.toml", "words[0]", "an empty word"),
        (misread, "sign_digit.toml", "numbers[0].signs", "needs signs, no digits"),
        (misread, "no_pattern.toml", "numbers[0].number", "no pattern: unterminated character set at position 0"),
        (misread, "no_tail.toml", "phrases[0].tail", "no pattern: missing ), unterminated subpattern at position 0"),
        (words, "both_ways.toml", "down", "增加 is in up too"),
        (words, "lone_part.toml", "wholes", "a whole has at least two parts, each with a name"),
        (words, "no_words.toml", "real", "no word, or an empty one"),
    ],
)
def test_broken_lexicon_is_refused(module, file: str, key: str, reason: str) -> None:
    with pytest.raises(LexiconError) as caught:
        module.check(load(file, module.Lexicon, TESTS / "broken" / "oddities"))
    assert (caught.value.params["key"], caught.value.params["reason"]) == (key, reason)


def test_unknown_key_is_refused() -> None:
    with pytest.raises(LexiconError) as caught:
        load("unknown_key.toml", misread.Lexicon, TESTS / "broken" / "oddities")
    assert "meaning" in str(caught.value.params["reason"])


HOSTILE = [
    "1O",
    "1，322，",
    "9:",
    "3.3:55.3:",
    "1。",
    "9-",
    "0%—",
    "自然增长率",
    "己",
    "收人",
    "1",
    "O",
    "l1.",
    "末来",
    "%%",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_lines_come_to_an_end(piece: str) -> None:
    """Quadratic work on so many characters runs into the time limit that every test has."""
    text = piece * (500_000 // len(piece))
    notes = [*misread.misreadings().find(text, widen(text)), *totals.shares(text, text), *changes.ranges(text, text)]
    assert all(note.span is None or note.span.end <= len(text) for note in notes)


def test_real_reports_rarely_alarm(shared: Path) -> None:
    """At most one contradiction in ten reports: alarms that come often are not read."""
    found = read = 0
    for path in sorted((shared / "corpus" / "city").rglob("*.md"))[::12]:
        report = read_text(path.read_text(encoding="utf-8"))
        read += 1
        found += sum(note.code in CODES - {"word_misread", "number_broken", "numbers_broken"} for note in report.notes)
    assert read > 10
    assert found * 10 <= read
