"""Lines cut into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiannuo.outline.body import MARKS

# Closing marks stay with their sentence; a quotation that goes on (“……！”的, ！”、) does not end one.
END = re.compile(r"[。！？!?]+(?:\*\*)?[”’」』）)》】\]]*+(?:\*\*)?+(?![，、；：,;的等和与之])")
LONGEST_NAME = 40  # characters of a quoted name
LEFT = re.compile(rf"[{re.escape(MARKS)}]*+")


def cut(text: str, start: int, end: int, breaks: tuple[int, ...] = ()) -> Iterator[tuple[int, int]]:
    """Spans of the sentences between *start* and *end*, blanks and Markdown marks left outside.

    breaks are further places (the end of a bold heading) that end a sentence.
    """
    for stop in (*breaks, end):
        for match in END.finditer(text, start, stop):
            if match.end() < stop and text[match.start()] in "！？" and _is_quoted_name(text, start, match):
                continue
            yield from _trim(text, start, match.end())
            start = match.end()
        yield from _trim(text, start, stop)
        start = stop


def _is_quoted_name(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a mark ends a quoted name amid a sentence (打响“好地方！”品牌) and not the sentence."""
    if text[match.end() - 1] not in "”’》":
        return False
    opening = max(text.rfind(mark, max(start, match.start() - LONGEST_NAME), match.start()) for mark in "“‘《")
    return opening > start and text[opening - 1] not in "：:。！？"


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if start < end and text[start] in MARKS:
        match = LEFT.match(text, start, end)
        start = match.end() if match else start
    while end > start and text[end - 1] in MARKS:
        end -= 1
    if start < end:
        yield start, end
