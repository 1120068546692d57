"""A sentence made plain for matching, with the way back to the Document's characters.

Full-width digits, letters and signs become half-width one for one, so offsets stay; blanks, line breaks, Markdown
marks and footnote marks inside a sentence are left out, and then a table leads every character back.
"""

from __future__ import annotations

import re

import msgspec

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}  # digits
_WIDE |= {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}  # letters
_WIDE |= {
    ord(wide): ord(plain) for wide, plain in zip("％．＋－～／＂∶︰﹪〇○―－–﹣", '%.+-~/"::%零零—-—-', strict=True)
}

_YEAR_DIGITS = {ord(c): str(i) for i, c in enumerate("零一二三四五六七八九")}
_SURROGATE = re.compile("[\ud800-\udfff]")
_CHINESE_YEAR = re.compile(r"(?:一[八九]|二零)[零一二三四五六七八九]{2}(?=年|[-—~至到](?:一九|二零))")
NOISE = re.compile(
    r"\s+|\*{2,}(?!\d)|(?<![\d.])\*{2,}|_{2,}"  # ** between two digits parts a list's number from a figure
    r"|【\d{1,3}】|\[\d{1,3}\]|〔\d{1,3}〕|[\u200b\ufeff]+|(?<=\d)\\(?=[.-])"
)
_HAS_NOISE = re.compile(r"[\s*_【\[〔\u200b\ufeff\\]")


def widen(text: str) -> str:
    """*text* with full-width signs made half-width and 一九七八年 written 1978年; the same length."""
    try:
        text.encode()
    except UnicodeEncodeError:  # lone surrogates, which only a text made by hand can hold
        text = _SURROGATE.sub("\ufffd", text)
    wide = text.translate(_WIDE)
    return _CHINESE_YEAR.sub(lambda match: match.group().translate(_YEAR_DIGITS), wide)


class Plain(msgspec.Struct, frozen=True):
    """A stretch of text to match on; offsets leads from its positions to the Document's, None where that is a shift."""

    text: str
    start: int
    offsets: tuple[int, ...] | None = None

    def origin(self, position: int) -> int:
        """Where the character at *position* stands in the Document's text."""
        return self.start + position if self.offsets is None else self.offsets[position]

    def origin_end(self, position: int) -> int:
        """The Document's offset behind the character before *position*."""
        return self.start + position if self.offsets is None else self.offsets[position - 1] + 1


def plain(wide: str, start: int, end: int) -> Plain:
    """The stretch start to end of a widened text, without noise."""
    piece = wide[start:end]
    if _HAS_NOISE.search(piece) is None:
        return Plain(piece, start)
    kept: list[str] = []
    offsets: list[int] = []
    position = 0
    for noise in NOISE.finditer(piece):
        kept.append(piece[position : noise.start()])
        offsets.extend(range(start + position, start + noise.start()))
        position = noise.end()
    kept.append(piece[position:])
    offsets.extend(range(start + position, end))
    return Plain("".join(kept), start, tuple(offsets))
