"""Clauses of a sentence: the stretches between its commas, quotes and brackets kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiannuo.statements.milestones.words import words

# A quotation or a bracket of reasonable length is one piece; an unclosed one is a mere character.
_CLAUSE = re.compile(r"(?:[^，；：。！？,;!?\n\t“（《]++|“[^”\n]{0,60}”|（[^）\n]{0,80}）|《[^》\n]{0,60}》|[“（《])++")
_ITEM = re.compile(r"[\s\-*▶●■◆·—－–>#]*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．]|[①-⑳])?[\s*]*")


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each clause of ``text[start:end]``, without its bullet and its outer white space."""
    splitter = words().splitter
    for match in _CLAUSE.finditer(text, start, end):
        left, right = match.span()
        begin = _ITEM.match(text, left, right)
        left = begin.end() if begin else left
        while right > left and text[right - 1] in " *\u3000\r":
            right -= 1
        if right - left < 4:
            continue
        if "、" in match.group():
            quoted, bracketed, seen = 0, 0, left
            for cut in splitter.finditer(text, left, right):
                stop = cut.start()
                quoted += text.count("“", seen, stop) - text.count("”", seen, stop)
                bracketed += text.count("（", seen, stop) - text.count("）", seen, stop)
                seen = stop
                if stop - left >= 4 and not quoted and not bracketed:
                    yield left, stop
                    left = cut.end()
        yield left, right
