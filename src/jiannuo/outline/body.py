"""Which lines of a text are the report: front matter, comments and remains of web pages are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from jiannuo.outline.cues import pattern, words

BLANKS = " \t\u3000\xa0\u200b\u200c\u200d\ufeff\u2060\u00ad"
MARKS = BLANKS + "*_#>`~"
LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
BULLET = re.compile(r"[-+•·][ \t\u3000*_]{1,8}(?=[^\s*_])")
FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n")
FRONT_MATTER_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
LONGEST_HEAD_LINE = 90  # characters; a head has no paragraphs
FIRST_NUMBER = re.compile(r"一、|[（(]一[)）]|01(?=[ *])")
LONGEST_LINE = 1500  # characters; longer ones may hold headings in bold
BOLD_RUN = re.compile(r"\*\*(?=([^*\n]{2,60})\*\*)")
NUMBER = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")
LONGEST_REMAIN = 60  # characters; longer lines are prose whatever they begin with


class Line(msgspec.Struct, gc=False):
    """A paragraph of the report: start and end leave blanks and Markdown marks aside; raw_start does not."""

    start: int
    end: int
    raw_start: int
    gap: bool = True  # whether a blank line (or the begin of the text) stands before it
    indent: bool = False  # whether it begins with a full-width blank


class Body(msgspec.Struct):
    """The lines of a report in order; those from glossary on are explanations after its end.

    front is the text of the front matter's title, head the number of lines above the address.
    """

    lines: list[Line]
    head: int
    glossary: int
    front_title: str


def read_body(text: str) -> Body:
    """Find the report in *text*."""
    start, front_title = _front_matter(text)
    lines: list[Line] = []
    for first, last in _without_comments(text, start):
        _add_lines(text, first, last, lines)
    if _is_wrapped(text, lines):
        lines = _unwrap(lines)
    lines = [line for line in lines if not _is_remain(text, line)]
    head = _head(text, lines)
    return Body(lines, head, _glossary(text, lines, head), front_title)


def _front_matter(text: str) -> tuple[int, str]:
    begin = FRONT_MATTER.match(text)
    if begin is None:
        return 0, ""
    end = FRONT_MATTER_END.search(text, begin.end(), begin.end() + 4000)
    if end is None:
        return 0, ""
    title = re.search(r"^title:[ \t]*(.*?)[ \t]*$", text[begin.end() : end.start()], re.MULTILINE)
    return end.end(), title.group(1).strip("\"'\r") if title else ""


def _without_comments(text: str, start: int) -> Iterator[tuple[int, int]]:
    while True:
        begin = text.find("<!--", start)
        end = text.find("-->", begin) if begin >= 0 else -1
        if end < 0:
            yield start, len(text)
            return
        yield start, begin
        start = end + 3


def _add_lines(text: str, first: int, last: int, lines: list[Line]) -> None:
    previous = first - 2
    for match in LINE.finditer(text, first, last):
        raw = match.group()
        start, end = match.span()
        trimmed = raw.strip(MARKS)
        if not trimmed:
            if raw.strip(BLANKS):
                previous = start - 2  # a rule of *** separates like a blank line
            continue
        gap = start - previous > 1 + text.startswith("\r\n", previous)
        previous = end
        lead = len(raw) - len(raw.lstrip(BLANKS))
        left = len(raw) - len(raw.lstrip(MARKS))
        bullet = BULLET.match(trimmed)
        if bullet is not None:
            left += bullet.end()
            trimmed = trimmed[bullet.end() :]
        indent = raw[0] in "\u3000\t" or raw.startswith("  ")
        line = Line(start + left, start + left + len(trimmed), start + lead, gap, indent)
        lines.extend(_parted(text, line))


def _parted(text: str, line: Line) -> Iterator[Line]:
    """A line cut before numbers that begin a sentence inside it, a very long one before its bold headings too."""
    start, raw_start = line.start, line.raw_start
    inner = BOLD_RUN if line.end - start > LONGEST_LINE else NUMBER
    for match in inner.finditer(text, start + 1, line.end):
        stop = match.start()
        while stop > start and text[stop - 1] in MARKS:
            stop -= 1
        if stop > start and (inner is BOLD_RUN or text[stop - 1] in "。！"):
            yield Line(start, stop, raw_start, line.gap, line.indent)
            start, raw_start = match.start(match.lastindex or 0), stop
    yield Line(start, line.end, raw_start, line.gap, line.indent)


def _is_wrapped(text: str, lines: list[Line]) -> bool:
    """Whether most lines break off in mid-sentence at about one width."""
    prose = [line for line in lines if line.end - line.start >= 16]
    if len(prose) < 8:
        return False
    lengths = sorted(line.end - line.raw_start for line in prose)
    width = lengths[len(lengths) * 9 // 10]
    if width > 120:
        return False
    broken = sum(
        1 for line in prose if text[line.end - 1] not in "。！？!?；;：:”）)" and line.end - line.raw_start >= width - 6
    )
    return broken * 2 > len(prose)


def _unwrap(lines: list[Line]) -> list[Line]:
    """Join lines that were broken at a fixed width."""
    lengths = sorted(line.end - line.raw_start for line in lines)
    width = lengths[len(lengths) * 9 // 10]
    joined: list[Line] = []
    full = False
    for line in lines:
        if full and not line.gap and not line.indent and joined:
            joined[-1].end = line.end
        else:
            joined.append(line)
        full = line.end - line.raw_start >= width - 6
    return joined


def _is_remain(text: str, line: Line) -> bool:
    if line.end - line.start > LONGEST_REMAIN:
        return False
    content = text[line.start : line.end]
    only_words, beginning = _remains()
    return bool(only_words.fullmatch(content) or beginning.match(content))


@lru_cache(maxsize=1)
def _remains() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A line of nothing but words of a web page, and the beginnings of other remains."""
    web = words().web
    ordered = "|".join(sorted(map(re.escape, web.words), key=len, reverse=True))
    between = r"[\s|｜/【】\[\]（）()：:>»·•+\-A×x]"
    whole = re.compile(rf"(?:(?:{ordered})(?=[^\u4e00-\u9fff]|$)|{between}){{1,80}}+")
    return whole, re.compile("|".join(web.prefixes))


def _head(text: str, lines: list[Line]) -> int:
    """How many lines stand above the address, the opening words, the first number 一、 or the first line of prose."""
    address, opening = pattern(words().body.address), pattern(words().body.opening)
    for number, line in enumerate(lines[:40]):
        if address.match(text, line.start, line.end) or opening.match(text, line.start, line.end):
            return number
        if line.end - line.start > LONGEST_HEAD_LINE or FIRST_NUMBER.match(text, line.start, line.end):
            return number
    return 0


def _glossary(text: str, lines: list[Line], head: int) -> int:
    """The first line of the explanations after the end, or the number of lines."""
    whole, enclosure = pattern(words().body.glossary), pattern(words().body.enclosure)
    if not lines:
        return 0
    begin = lines[head].start
    middle = begin + (lines[-1].end - begin) // 4
    for number, line in enumerate(lines):
        if line.start < middle or line.end - line.start > LONGEST_REMAIN or number <= head:
            continue
        content = text[line.start : line.end].strip(BLANKS)
        if whole.fullmatch(content) or enclosure.match(content):
            return number
    return _explanations(text, lines, head)


def _explanations(text: str, lines: list[Line], head: int) -> int:
    """The first of numbered explanations that follow the closing call without a title, or the number of lines."""
    closing, explains = pattern(words().body.closing), pattern(words().body.explanation)
    count = len(lines)
    run = 0
    for number in range(count - 1, head, -1):
        line = lines[number]
        if explains.match(text, line.start, line.end):
            run += 1
        elif closing.search(text, line.start, line.end) and text[line.end - 1] in "。！!":
            return number + 1 if run * 2 > count - number - 1 else count
    return count
