"""Which lines begin a section: markers, bold leads, short titles and lead sentences."""

from __future__ import annotations

import re
from enum import IntEnum

import msgspec

from jiannuo.outline.body import BLANKS, Line
from jiannuo.outline.cues import pattern, words
from jiannuo.outline.numbering import CHINESE_NUMERALS, number_of


class Style(IntEnum):
    """Forms of heading from coarse to fine; a coarser one closes all finer ones above it."""

    PART = 0  # 第一部分
    CHINESE = 1  # 一、 and 01
    TITLE = 2  # 今年主要工作, without a number
    BRACKETED = 3  # （一）
    ARABIC = 4  # 1.
    ARABIC_BRACKETED = 5  # （1）
    CIRCLED = 6  # ①
    ORDINAL = 7  # 第一， 一是 首先
    ITEM = 8  # ▶ • ——
    LEAD = 9  # a bold or plain lead sentence


class Heading(msgspec.Struct, gc=False):
    """A heading found: its span, the marker and what it counts to, the title, and whether it fills its sentence."""

    style: Style
    start: int
    end: int
    marker: str
    number: int | None
    title_start: int
    whole: bool  # the heading is a sentence of its own, or the whole line
    hashed: bool = False  # marked by # as a Markdown heading
    plain: bool = False  # a lead sentence with neither marker nor bold: only believed among others of its kind


_CN = CHINESE_NUMERALS
MARKER = re.compile(
    rf"""
    (?P<part>第[{_CN}]{{1,3}}(?:部分|章|篇)[、:： 　]*)
  | (?P<chinese>[{_CN}]{{1,4}}[ 　]?[、.．][ 　]*)
  | (?P<bracketed>[（(〔][ 　]?[{_CN}]{{1,4}}[ 　]?[)）〕][、.．]?[ 　]*|[㈠-㈩][、.．]?[ 　]*)
  | (?P<arabic_bracketed>[（(][ 　]?\d{{1,2}}[ 　]?[)）][、.．]?[ 　]*|[⑴-⒇][、.．]?[ 　]*|\d{{1,2}}[)）][、.．]?[ 　]*)
  | (?P<circled>[①-⑳❶-❿➀-➓][、.．]?[ 　]*)
  | (?P<zero>0\d(?![\d.%％])[、.．]?[ 　]*|\d{{2}}[*_]{{0,2}}[ 　]{{1,4}}[*_]{{0,2}}(?=[^\W\d]))
  | (?P<arabic>\d{{1,2}}(?:[.．](?![\d])|、(?!\d))[ 　]*|[⒈-⒛][ 　]*)
  | (?P<roman>[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ]{{1,3}}[、.． 　]*)
  | (?P<ordinal>第[{_CN}]{{1,3}}[，,、：: 　]+|[{_CN}]{{1,3}}[是要][，,]?(?!否)|首先[，,]|其次[，,]|再次[，,])
  | (?P<item>[▶►▪■□◆◇●○•·★☆※➢➤✦]+[ 　]*|[-–—―─－]{{2,}}[ 　]*)
    """,
    re.VERBOSE,
)
BULLET = re.compile(r"[-*+•·](?=[ \t\u3000])")
LEAD_END = re.compile(r"[。！？!?]+[”’」』）)》】\]]*+")
BREAK = re.compile(r"[，,；;：:。！？!?、 \u3000]")
STYLES = {
    "part": Style.PART,
    "chinese": Style.CHINESE,
    "zero": Style.CHINESE,
    "roman": Style.CHINESE,
    "bracketed": Style.BRACKETED,
    "arabic": Style.ARABIC,
    "arabic_bracketed": Style.ARABIC_BRACKETED,
    "circled": Style.CIRCLED,
    "ordinal": Style.ORDINAL,
    "item": Style.ITEM,
}


def find_heading(text: str, line: Line) -> Heading | None:
    """The heading that *line* is or begins with, or None."""
    start, end = line.start, line.end
    marker = MARKER.match(text, start, end)
    if marker is not None and marker.end() >= end:
        return None
    raw = text[line.raw_start : start]
    if marker is None:
        return _unnumbered(text, line, raw)
    kind = marker.lastgroup or ""
    written = marker.group().strip(BLANKS + "*_")
    title = marker.end()
    stop, whole = _lead(text, title, end, bold="**" in raw)
    return Heading(STYLES[kind], start, stop, written, number_of(written), title, whole, hashed="#" in raw)


def _unnumbered(text: str, line: Line, raw: str) -> Heading | None:
    start, end = line.start, line.end
    cues = words().headings
    length = end - start
    content = text[start : min(end, start + cues.longest_lead + 4)]
    if pattern(cues.not_title).search(content.rstrip("*_ ") if length <= cues.longest_title else content[:8]):
        return None
    if "#" in raw and length <= cues.longest_lead:
        return Heading(Style.TITLE, start, end, "", None, start, True)
    if length <= cues.longest_title and text[end - 1] not in "。！？!?；;，,：:、":
        style = Style.TITLE if pattern(cues.title_words).search(content) else Style.LEAD
        bullet = BULLET.match(raw.lstrip(BLANKS))
        if bullet is not None:
            style = Style.ITEM
        return Heading(style, start, end, bullet.group().strip() if bullet else "", None, start, True)
    if "**" in raw:
        stop, whole = _lead(text, start, end, bold=True)
        return Heading(Style.LEAD, start, stop, "", None, start, True) if whole else None
    if raw.lstrip(BLANKS)[:1] in ("-", "*", "+"):
        stop, whole = _lead(text, start, end, bold=False)
        return Heading(Style.ITEM, start, stop, raw.strip(), None, start, True) if whole and stop == end else None
    return _plain_lead(text, start, end, cues.longest_plain_lead)


def _plain_lead(text: str, start: int, end: int, longest: int) -> Heading | None:
    stop = LEAD_END.search(text, start, min(end, start + longest))
    if stop is None or end - stop.end() < 30:
        return None
    lead = text[start : stop.start()]
    if len(lead) < 4 or any("0" <= char <= "9" for char in lead):
        return None
    return Heading(Style.LEAD, start, stop.end(), "", None, start, True, plain=True)


def _lead(text: str, start: int, end: int, bold: bool) -> tuple[int, bool]:
    """Where the heading that begins at *start* ends, and whether it is a sentence or line of its own."""
    longest = words().headings.longest_lead
    limit = min(end, start + longest)
    if bold:
        close = text.find("**", start, limit)
        if close >= 0:
            return close, True
    stop = LEAD_END.search(text, start, limit)
    if stop is not None:
        return stop.end(), True
    if end <= limit:
        return end, True
    clause = BREAK.search(text, start + 1, limit)
    return (clause.start() if clause else limit), False
