"""Characters with boxes on pages, made into lines, columns and paragraphs.  Knows nothing of PDF.

All lengths are in points, from the top left of a page.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import msgspec

from jiannuo.model.document import Box
from jiannuo.model.span import Span

_ZONE = 0.12  # of a page's height at its top and bottom: where headers and footers stand
_APART = 1.0  # characters' heights, at least, between a header and the text
_WIDE_GAP = 2.0  # characters' heights between two pieces of one row
_COLUMN_LINES = 4  # that a column must have
_COLUMN_WIDTH = 8  # characters in a line of a column; cells of tables are shorter
_MANY = 600  # pieces on a page; beyond it is a drawing, no columns are looked for
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff\u2014\u2018-\u201d\u2026]")
_PAGE_NUMBER = re.compile(
    r"[-—–－─·.~～\s]*(?:第\s*)?(?:[0-9０-９]{1,4}|[一二三四五六七八九十百〇]{1,5}|[ivxIVX]{1,6})(?:\s*页)?"
    r"(?:\s*[/／,，]?\s*(?:共\s*)?[0-9０-９]{1,4}(?:\s*页)?)?[-—–－─·.~～\s]*"
)
_PAGE_AT_END = re.compile(
    r"^第?[-—–－\s0-9０-９]{1,12}页?|第?[-—–－\s0-9０-９]{1,12}页?$"
)  # of a header that counts pages
_LEADER = re.compile(r"[.…·．]{3}\s*[0-9]{1,4}$")  # a line of a table of contents
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[章节部]"
)
_OPENING = "（《“‘「『〈【〔"
_CLOSING = "，。、；：？！）》”’」』〉】〕%％℃"
_FIRST_WORD = re.compile(rf"[{_OPENING}]*(?:[\x21-\x7e]{{1,40}}|.)[{_CLOSING}]*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


class Glyph(NamedTuple):
    """One character, its box, the space before it in the file (or ""), and whether a program put that space there."""

    mark: str
    left: float
    top: float
    right: float
    bottom: float
    space: str
    made: bool


class Sheet(msgspec.Struct, frozen=True):
    """A page held so that its text is upright.

    number counts from 1; turn is how far, clockwise and in degrees, one must turn it to see it as it is displayed.
    """

    number: int
    width: float
    height: float
    turn: int = 0


class Line(msgspec.Struct):
    """A line or a piece of one; start and end are the edges of the column that it stands in."""

    text: str
    sheet: Sheet
    left: float
    top: float
    right: float
    bottom: float
    size: float  # width of an ideograph, or else the height of the first character
    measured: bool = False  # whether size is an ideograph's
    column: int = 0
    start: float = 0.0
    end: float = 0.0

    def box(self) -> Box:
        """Its rectangle on the page as displayed."""
        width, height = self.sheet.width, self.sheet.height
        left, top, right, bottom = {
            0: (self.left, self.top, self.right, self.bottom),
            90: (height - self.bottom, self.left, height - self.top, self.right),
            180: (width - self.right, height - self.bottom, width - self.left, height - self.top),
            270: (self.top, width - self.right, self.bottom, width - self.left),
        }[self.sheet.turn]
        return Box(round(left, 2), round(top, 2), round(right, 2), round(bottom, 2))

    def edge(self) -> float:
        """Where its ink ends: a closing mark that hangs into the margin is half empty."""
        return self.right - 0.5 * self.size if self.text[-1] in _CLOSING else self.right

    def beside(self, other: Line) -> bool:
        """Whether the two share a row."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared >= 0.5 * min(self.bottom - self.top, other.bottom - other.top)


def pieces(glyphs: Iterable[Glyph], sheet: Sheet) -> list[Line]:
    """Runs of characters that stand next to each other, in the order of *glyphs*."""
    lines: list[Line] = []
    run: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and _printed_twice(last, glyph):
            continue
        line = lines[-1] if lines else None
        if line is not None and last is not None and _follows(line, last, glyph):
            run.append(_space(last, glyph) + glyph.mark)
            line.right = max(line.right, glyph.right)
            line.top = min(line.top, glyph.top)
            line.bottom = max(line.bottom, glyph.bottom)
        else:
            if line is not None:
                line.text = "".join(run)
            run = [glyph.mark]
            size = max(glyph.bottom - glyph.top, 1.0)
            line = Line("", sheet, glyph.left, glyph.top, glyph.right, glyph.bottom, size)
            lines.append(line)
        if not line.measured and "\u4e00" <= glyph.mark <= "\u9fff":
            line.size, line.measured = max(glyph.right - glyph.left, 1.0), True
        last = glyph
    if lines:
        lines[-1].text = "".join(run)
    return _once(lines)


def _printed_twice(last: Glyph, glyph: Glyph) -> bool:
    """Whether *glyph* is *last* again, moved a little to look bold."""
    if last.mark != glyph.mark or last[1:5] == glyph[1:5]:
        return False
    reach = 0.15 * (glyph.bottom - glyph.top)
    return abs(last.left - glyph.left) < reach and abs(last.top - glyph.top) < reach


def _once(lines: list[Line]) -> list[Line]:
    """*lines* without those that are printed over one of the same words."""
    kept: list[Line] = []
    same: dict[str, list[Line]] = {}
    for line in lines:
        others = same.setdefault(line.text, [])
        reach = 0.15 * line.size
        if not any(abs(other.left - line.left) < reach and abs(other.top - line.top) < reach for other in others[-3:]):
            kept.append(line)
            others.append(line)
    return kept


def _follows(line: Line, last: Glyph, glyph: Glyph) -> bool:
    if glyph[1:5] == last[1:5]:  # one shape for two characters: ——
        return True
    shared = min(line.bottom, glyph.bottom) - max(line.top, glyph.top)
    gap = glyph.left - line.right
    smaller = min(line.size, glyph.bottom - glyph.top)
    return shared >= 0.5 * smaller and -0.5 * line.size <= gap <= _WIDE_GAP * line.size


def _space(last: Glyph, glyph: Glyph) -> str:
    if glyph.made and (_CJK.match(last.mark) or _CJK.match(glyph.mark)):
        return ""
    return glyph.space


def without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """*pages* without page numbers and without what stands at the same place of several pages' margins."""
    seen: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        seen.update({_place(line) for line in lines if _in_margin(line)})
    needed = max(2, len(pages) // 5)

    def recurs(line: Line) -> bool:
        words, row = _place(line)
        return _in_margin(line) and sum(seen[words, near] for near in (row - 1, row, row + 1)) >= needed

    return [_body(lines, recurs) for lines in pages]


def _body(lines: list[Line], recurs: Callable[[Line], bool]) -> list[Line]:
    """*lines* without page numbers and without those that recur and stand apart from the rest."""
    lines = [line for line in lines if not (_in_margin(line) and _PAGE_NUMBER.fullmatch(line.text))]
    rest = [line for line in lines if not recurs(line)]
    top = min((line.top for line in rest), default=math.inf)
    bottom = max((line.bottom for line in rest), default=-math.inf)
    return [
        line
        for line in lines
        if not recurs(line) or not (top - line.bottom > _APART * line.size or line.top - bottom > _APART * line.size)
    ]


def _in_margin(line: Line) -> bool:
    return line.bottom < _ZONE * line.sheet.height or line.top > (1 - _ZONE) * line.sheet.height


def _place(line: Line) -> tuple[str, int]:
    return _PAGE_AT_END.sub("", line.text), round(line.top / 3)


def flow(pages: list[list[Line]]) -> tuple[str, list[tuple[Span, Line]]]:
    """The text in reading order, one paragraph a line, and the span of every line of the pages in it."""
    gutters = [gutter for page in pages if (gutter := _gutter(page)) is not None]
    usual = median(gutters) if gutters else None
    lines = [line for page in pages for line in _ordered(page, usual)]
    _share_edges(lines)
    pitch = _pitch(lines)
    parts: list[str] = []
    places: list[tuple[Span, Line]] = []
    at = 0
    for index, line in enumerate(lines):
        if index:
            before = lines[index - 1]
            glue = _glue(before.text, line.text) if _continues(before, line, pitch) else "\n"
            parts.append(glue)
            at += len(glue)
        places.append((Span(at, at + len(line.text)), line))
        parts.append(line.text)
        at += len(line.text)
    return "".join(parts), places


def _ordered(page: list[Line], usual: float | None = None, depth: int = 0) -> Iterator[Line]:
    """The rows of a page in reading order, with their column and its edges set.

    *usual* is where other pages have their gutter: a last page may hold too few lines to show its own.
    """
    gutter = _gutter(page) if depth < 3 else None
    if gutter is None and usual is not None and _parts(page, usual):
        gutter = usual
    if gutter is None:
        yield from _column(page)
        return
    across = sorted((line for line in page if line.left < gutter < line.edge()), key=lambda line: line.top)
    rest = [line for line in page if not line.left < gutter < line.edge()]
    start, end = min(line.left for line in page), max(line.right for line in page)
    for full in [*across, None]:
        band = [line for line in rest if full is None or line.top < full.top]
        rest = [line for line in rest if not (full is None or line.top < full.top)]
        for side in ([x for x in band if x.edge() <= gutter], [x for x in band if x.left >= gutter]):
            yield from _ordered(side, None, depth + 1)
        if full is not None:
            full.start, full.end, full.column = start, end, -1
            yield full


def _gutter(page: list[Line]) -> float | None:
    """Where a white strip parts two columns of running text, or None."""
    if not 2 * _COLUMN_LINES <= len(page) <= _MANY:
        return None
    start, end = min(line.left for line in page), max(line.right for line in page)
    best: tuple[int, float] | None = None
    for at in sorted({line.edge() + 0.1 for line in page}):
        if start + 0.25 * (end - start) <= at <= start + 0.75 * (end - start):
            across = sum(line.left < at < line.edge() for line in page)
            if best is None or across < best[0]:
                best = across, at
    if best is None or best[0] * 3 > len(page):
        return None
    at = best[1]
    left = [line for line in page if line.edge() <= at]
    right = [line for line in page if line.left >= at]
    if min(len(left), len(right)) < _COLUMN_LINES:
        return None
    if min(median(len(line.text) for line in side) for side in (left, right)) < _COLUMN_WIDTH:
        return None
    shared = min(max(x.bottom for x in left), max(x.bottom for x in right)) - max(
        min(x.top for x in left), min(x.top for x in right)
    )
    white = min(line.left for line in right) - max(line.edge() for line in left)
    return at if shared > 0 and white >= 0.5 * median(line.size for line in page) else None


def _parts(page: list[Line], at: float) -> bool:
    """Whether most pieces keep to one side of *at*, and both sides have some."""
    across = sum(line.left < at < line.edge() for line in page)
    right = sum(line.left >= at for line in page)
    return 0 < right < len(page) - across and across * 3 <= len(page)


def _column(lines: list[Line]) -> list[Line]:
    """Pieces of one column joined to rows, top down."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: ((line.top + line.bottom) / 2, line.left)):
        if rows and rows[-1][-1].beside(line):
            rows[-1].append(line)
        else:
            rows.append([line])
    joined = [_row(row) for row in rows]
    if joined:
        start, end = _edges(joined)
        for line in joined:
            line.start, line.end, line.column = start, end, len(joined)
    return joined


def _row(pieces: list[Line]) -> Line:
    pieces.sort(key=lambda piece: piece.left)
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        text += ("\t" if piece.left - before.right > _WIDE_GAP * before.size else "") + piece.text
    first = next((piece for piece in pieces if piece.measured), pieces[0])
    return Line(
        text,
        first.sheet,
        pieces[0].left,
        min(piece.top for piece in pieces),
        max(piece.right for piece in pieces),
        max(piece.bottom for piece in pieces),
        first.size,
        first.measured,
    )


def _edges(lines: list[Line]) -> tuple[float, float]:
    """Left and right edge of a column: the outermost that two lines share, or else the outermost."""
    size = median(line.size for line in lines)
    lefts = sorted(line.left for line in lines)
    rights = sorted((line.right for line in lines), reverse=True)
    start = next((a for a, b in pairwise(lefts) if b - a < 0.4 * size), lefts[0])
    end = next((a for a, b in pairwise(rights) if a - b < 1.2 * size), rights[0])
    return start, end


def _share_edges(lines: list[Line]) -> None:
    """A column of few lines does not show its edges: it gets those that most columns have, or margins alike."""
    long = [line for line in lines if line.column >= _COLUMN_LINES]
    if not long:
        for line in lines:
            line.end = max(line.end, line.sheet.width - line.start)
        return
    start, end = median(line.start for line in long), median(line.end for line in long)
    for line in lines:
        if 0 < line.column < _COLUMN_LINES and line.start >= start - line.size and line.end <= end + line.size:
            line.start, line.end = start, end


def _pitch(lines: list[Line]) -> float:
    """The usual distance between the bottoms of two lines."""
    steps = [b.bottom - a.bottom for a, b in pairwise(lines) if a.sheet == b.sheet]
    return median([step for step in steps if step > 0] or [0.0])


def _continues(before: Line, line: Line, pitch: float) -> bool:
    """Whether *line* goes on with the paragraph that *before* belongs to."""
    if "\t" in before.text or "\t" in line.text or _LEADER.search(before.text):
        return False
    if before.measured and line.measured and not 0.87 < before.size / line.size < 1.15:
        return False
    if line.left > line.start + 0.8 * line.size:
        return False
    if before.sheet == line.sheet and line.bottom - before.bottom > 1.3 * pitch:
        return False
    if before.text[-1] in "。！？；：" and _HEADING.match(line.text):
        return False
    return before.end - before.right <= _first_word(line) + 0.5 * line.size


def _first_word(line: Line) -> float:
    """How wide the first word of *line* is: where there was room for it in the line above, a paragraph ended."""
    word = _FIRST_WORD.match(line.text)
    return sum(1.0 if _CJK.match(mark) else 0.6 for mark in word[0]) * line.size if word else line.size


def _glue(before: str, after: str) -> str:
    return " " if _LATIN.match(before[-1]) and _LATIN.match(after) else ""
