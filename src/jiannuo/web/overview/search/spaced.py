"""Text with a space between its characters, so that an index made for words finds Chinese of any length.

Latin words and numbers stay whole.  What is asked for is cut the same way and looked for as a phrase.
"""

from __future__ import annotations

import re
import unicodedata

# A run of latin letters or figures, or one character of any other script; all else parts.
_TOKEN = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]")
MOST_TOKENS = 40  # of one query


def folded(text: str) -> str:
    """*text* in the form that is compared: full-width as half-width, small letters; as long as the text itself."""
    return "".join(_fold(char) for char in text)


def _fold(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char).lower()
    return plain if len(plain) == 1 else char


def tokens(text: str) -> list[str]:
    """The words of *text*: latin ones and numbers whole, all others character by character."""
    return _TOKEN.findall(folded(text))


def spaced(text: str) -> str:
    """*text* as the index holds it."""
    return " ".join(tokens(text))


def phrases(asked: str) -> list[list[str]]:
    """The phrases of a query, each as its words; white space and punctuation part one from the next.

    Everything that an index takes for an operator or a quote is punctuation here and asks for nothing.
    """
    found, left = [], MOST_TOKENS
    for piece in re.split(r"[\W_]+", folded(asked)):
        words = _TOKEN.findall(piece)[:left]
        left -= len(words)
        if words:
            found.append(words)
    return found


def places(text: str, wanted: list[list[str]]) -> list[tuple[int, int]]:
    """Where the phrases stand in *text*, in order and without overlap."""
    if not wanted:
        return []
    gap = r"[\W_]*"
    pattern = re.compile("|".join(gap.join(map(re.escape, words)) for words in sorted(wanted, key=len, reverse=True)))
    return [match.span() for match in pattern.finditer(folded(text))]
