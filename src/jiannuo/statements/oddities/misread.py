"""Words and numbers that look misread by a scan or broken by a web page; they are named, never corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from jiannuo.lexicon.loader import load
from jiannuo.model.errors import LexiconError
from jiannuo.model.report import Note
from jiannuo.model.span import Span

LEXICON = "misread.toml"
_AROUND = 6  # characters on either side in which a longer, sound word may begin or end
_LONGEST = 24  # characters of a broken number that are looked at
_PHRASE = 32  # characters of a phrase behind its head
_FEW = 12  # broken numbers of one sort that are noted each; more are a habit of the text and get one note
_DIGITS = frozenset("0123456789")


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that is likely misread; see misread.toml for what the conditions mean."""

    word: str
    meant: str
    near: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Number(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sort of number broken by one of signs."""

    signs: str
    meant: str
    number: str
    bare: bool = False


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase that begins with head and goes on like the pattern tail."""

    head: str
    tail: str
    meant: str


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file misread.toml."""

    words: tuple[Word, ...]
    units: tuple[str, ...]
    numbers: tuple[Number, ...]
    phrases: tuple[Phrase, ...]


def check(read: Lexicon) -> Lexicon:
    """Refuse empty words, words that mean themselves, lines given twice and broken patterns; returns the lexicon."""
    seen: set[Word] = set()
    for index, word in enumerate(read.words):
        key = f"words[{index}]"
        if not all((word.word, word.meant, *word.near, *word.behind, *word.ahead, *word.without)):
            raise _invalid(key, "an empty word")
        if word.word == word.meant:
            raise _invalid(key, f"{word.word} means itself")
        if word in seen:
            raise _invalid(key, f"{word.word} comes twice")
        seen.add(word)
    for index, number in enumerate(read.numbers):
        if not number.signs or _DIGITS & set(number.signs):
            raise _invalid(f"numbers[{index}].signs", "needs signs, no digits")
        _compile(number.number, f"numbers[{index}].number")
    for index, phrase in enumerate(read.phrases):
        if not phrase.head:
            raise _invalid(f"phrases[{index}].head", "an empty word")
        _compile(phrase.tail, f"phrases[{index}].tail")
    return read


def _invalid(key: str, reason: str) -> LexiconError:
    return LexiconError("lexicon_invalid", file=LEXICON, key=key, reason=reason)


def _compile(pattern: str, key: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise _invalid(key, f"no pattern: {error}") from error


class Misreadings:
    """The lexicon made ready."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = [(word, _ends(word.behind)) for word in lexicon.words]
        self.units = lexicon.units
        self.numbers = [
            (number, _DIGITS | {"."} | set(number.signs), re.compile(number.number)) for number in lexicon.numbers
        ]
        self.by_sign = {sign: index for index, number in enumerate(lexicon.numbers) for sign in number.signs}
        signs = re.escape("".join(self.by_sign))
        letters = re.escape("".join(sign for sign in self.by_sign if sign.isascii()))
        # two patterns that each begin with a set of characters: several times faster than one with a choice
        self.broken = (re.compile(rf"[0-9]\.?([{signs}])"), re.compile(rf"([{letters}])\.?[0-9]"))
        self.phrases = [(phrase, re.compile(phrase.tail)) for phrase in lexicon.phrases]

    def find(self, text: str, wide: str) -> list[Note]:
        """Notes for words that look misread, at the first place, and for broken numbers; *wide* is *text* widened."""
        return [*self._words(text), *self._numbers(text, wide), *self._phrases(text, wide)]

    def _words(self, text: str) -> Iterator[Note]:
        for word, behind in self.words:
            if word.word not in text or (word.near and not any(near in text for near in word.near)):
                continue
            found = [span for place in _places(text, word.word) if (span := _wrong(text, place, word, behind))]
            if found:
                span = found[0]
                whole = span.of(text)
                params: dict[str, str | int] = {
                    "word": whole,
                    "meant": word.meant + whole[len(word.word) :],
                    "times": len(found),
                }
                yield Note("word_misread", span, params)

    def _phrases(self, text: str, wide: str) -> Iterator[Note]:
        for phrase, tail in self.phrases:
            for place in _places(wide, phrase.head):
                begin = place + len(phrase.head)
                match = tail.match(wide, begin, begin + _PHRASE)
                if match is not None:
                    span = Span(place, match.end())
                    yield Note("word_misread", span, {"word": span.of(text), "meant": phrase.meant, "times": 1})

    def _numbers(self, text: str, wide: str) -> list[Note]:
        found: list[list[Note]] = [[] for _ in self.numbers]
        last = 0
        places = {match.start(1) for pattern in self.broken for match in pattern.finditer(wide)}
        for place in sorted(places):
            index = self.by_sign[wide[place]]
            if place < last or (span := self._number(wide, place, index)) is None:
                continue
            last = span.end
            word, number = span.of(text), self.numbers[index][0]
            meant = "".join(number.meant if sign in number.signs else sign for sign in wide[span.start : span.end])
            found[index].append(Note("number_broken", span, {"number": word, "meant": meant}))
        return [note for notes in found for note in _grouped(notes)]

    def _number(self, wide: str, place: int, index: int) -> Span | None:
        """The whole number round the sign at *place*, None where it is no broken number."""
        number, signs, pattern = self.numbers[index]
        start = place
        while start > 0 and place - start < _LONGEST and wide[start - 1] in signs:
            start -= 1
        before = wide[start - 1 : start]
        match = pattern.match(wide, start, start + _LONGEST)
        if match is None or match.end() <= place or before == ":" or (before.isascii() and before.isalnum()):
            return None
        behind = wide[match.end() : match.end() + 1]
        if behind in _DIGITS or not (number.bare or wide.startswith(self.units, match.end())):
            return None
        return Span(start, match.end()) if _DIGITS & set(match.group()) else None


def _ends(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with the sign for any digit spelt out."""
    spelt = (tuple(digit + word[1:] for digit in "0123456789") if word[0] == "#" else (word,) for word in words)
    return tuple(word for some in spelt for word in some)


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


def _wrong(text: str, place: int, word: Word, behind: tuple[str, ...]) -> Span | None:
    """The word at *place* with what must follow it, None where it stands there soundly."""
    end = place + len(word.word)
    if behind and not text.endswith(behind, max(0, place - _AROUND), place):
        return None
    if word.ahead:
        follows = next((ahead for ahead in word.ahead if text.startswith(ahead, end)), None)
        if follows is None:
            return None
        end += len(follows)
    around = text[max(0, place - _AROUND) : end + _AROUND] if word.without else ""
    return None if any(sound in around for sound in word.without) else Span(place, end)


def _grouped(notes: list[Note]) -> list[Note]:
    """The notes as they are where they are few, else one for all."""
    if len(notes) <= _FEW:
        return notes
    first = notes[0]
    return [Note("numbers_broken", first.span, {**first.params, "times": len(notes)})]


@cache
def misreadings() -> Misreadings:
    """The misreadings that ship with the project, made ready once; LexiconError says what is wrong with them."""
    return Misreadings(check(load(LEXICON, Lexicon)))
