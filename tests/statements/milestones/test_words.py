"""The lexicon of milestones holds no word twice where that would make its meaning doubtful."""

from collections import Counter

from jiannuo.lexicon.loader import load
from jiannuo.statements.milestones.words import ThingLexicon, VerbLexicon


def doubles(groups: dict[str, tuple[str, ...]]) -> list[str]:
    counts = Counter(word for members in groups.values() for word in members)
    return [word for word, count in counts.items() if count > 1]


def test_a_verb_has_one_class() -> None:
    assert doubles(load("milestone_verbs.toml", VerbLexicon).verbs) == []


def test_an_ending_has_one_class() -> None:
    assert doubles(load("milestone_things.toml", ThingLexicon).endings) == []


def test_a_vague_verb_is_no_verb() -> None:
    lexicon = load("milestone_verbs.toml", VerbLexicon)
    assert set(lexicon.vague).isdisjoint(word for members in lexicon.verbs.values() for word in members)
