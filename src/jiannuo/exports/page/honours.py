"""Honours and firsts: clauses of the review that tell of an award, a place in a list or a first time."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from jiannuo.exports.page.cards import Cards
from jiannuo.exports.page.words import clean
from jiannuo.lexicon.loader import load
from jiannuo.model.outline import Part

LEXICON = "honours.toml"
MOST, SHORTEST, LONGEST = 40, 6, 60
ALONE = 12  # a shorter clause is told with the one before it, whose subject it shares
_CLAUSE = re.compile(r"[^，；。！？：\n]+")
_LEADS = " \t-—▶●■◆·　"


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file honours.toml."""

    awards: tuple[str, ...]
    weighty: tuple[str, ...]
    firsts: tuple[str, ...]
    weak_firsts: tuple[str, ...]
    not_these: tuple[str, ...]


class Honour(msgspec.Struct, frozen=True):
    """A clause, as written, with its sentence and footnote."""

    text: str
    at: int
    note: int


@cache
def lexicon() -> Lexicon:
    """The lexicon of honours, read once; LexiconError says what is wrong with it."""
    return load(LEXICON, Lexicon)


def tells_honour(clause: str, words: Lexicon) -> bool:
    """Whether *clause* tells of an honour or a first."""
    if any(word in clause for word in words.not_these):
        return False
    if any(word in clause for word in words.firsts):
        return True
    weighty = any(word in clause for word in words.weighty)
    return weighty and any(word in clause for word in (*words.awards, *words.weak_firsts))


def honours(cards: Cards) -> tuple[Honour, ...]:
    """Clauses of the parts that look back, in order of the text, each wording once."""
    words, text = lexicon(), cards.report.text
    found: dict[str, Honour] = {}
    for sentence in cards.report.outline.sentences:
        if sentence.part not in (Part.REVIEW, Part.REVIEW_FIVE) or len(found) >= MOST:
            continue
        start = sentence.span.start
        if not tells_honour(sentence.span.of(text), words) and len(sentence.span) < LONGEST:
            continue
        last = None
        for match in _CLAUSE.finditer(text, start, sentence.span.end):
            begin = (
                last.start() if last and len(match[0]) < ALONE and match.start() == last.end() + 1 else match.start()
            )
            last = match
            clause = clean(text[begin : match.end()]).strip(_LEADS)
            if not tells_honour(match[0], words):
                continue
            if SHORTEST <= len(clause) <= LONGEST and clause not in found:
                at = cards.pane.at(match.start())
                found[clause] = Honour(clause, at, cards.notes.of(at))
    return tuple(found.values())[:MOST]
