"""PDF: the text layer, page by page, each line with its page and box.

pdfium gives characters and boxes; the lines, columns and paragraphs are made of these in ``layout``.  What pdfium
adds of its own (line ends, a space between a Chinese character and a digit) is left out.  Left out too are page
headers, footers and page numbers, and text that runs in another direction than most of its page (watermarks).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from ctypes import byref
from threading import Lock
from typing import TYPE_CHECKING

from jiannuo.formats import layout
from jiannuo.formats.base import MIB, Format
from jiannuo.formats.layout import Glyph, Line, Sheet
from jiannuo.model.document import Anchor, Document
from jiannuo.model.errors import ReadError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

LIMIT = 256 * MIB
_LOCK = Lock()  # pdfium works for one thread at a time
_RADICALS = range(0x2F00, 0x2FD6)  # fonts of some programs name 一 二 八 as these look-alikes
_HYPHENS = (0x02, 0xAD, 0xFFFE)  # what pdfium makes of a hyphen at the end of a line
_LOST = "\ufffd"
_SLANT = 5  # degrees
_FOUND = 0.7  # of a page's pieces of text that must give a character; the others are spaces


def read(data: bytes, source: str) -> Document:
    """The Document of a PDF; anchors are its lines, boxes in points from the top left of the page as displayed."""
    from pypdfium2 import PdfiumError  # local: a plain text needs none of it

    with _LOCK:
        try:
            pages, pictures = _pages(data, source)
        except PdfiumError as error:
            raise ReadError("pdf_damaged", source=source, reason=" ".join(str(error).split())) from error
    bodies = layout.without_running_heads(pages)
    blank = sum(not body and picture for body, picture in zip(bodies, pictures, strict=True))
    if not any(bodies) or blank * 2 >= len(bodies):
        raise ReadError("pdf_scan", source=source, pages=len(bodies), blank=sum(not body for body in bodies))
    text, places = layout.flow(bodies)
    lost = text.count(_LOST) + sum("\ue000" <= mark <= "\uf8ff" for mark in text)
    if lost * 10 > len(text):
        raise ReadError("pdf_unmapped", source=source)
    anchors = tuple(Anchor(span, page=line.sheet.number, box=line.box()) for span, line in places)
    return Document(source=source, format="pdf", text=text, anchors=anchors)


def _pages(data: bytes, source: str) -> tuple[list[list[Line]], list[bool]]:
    """The pieces of line of each page, and whether the page holds a picture."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise ReadError("pdf_password", source=source) from error
        raise
    try:
        if not len(pdf):
            raise ReadError("pdf_damaged", source=source, reason="no pages")
        both = [_page(pdf, index, source) for index in range(len(pdf))]
    finally:
        pdf.close()
    return [lines for lines, _ in both], [picture for _, picture in both]


def _page(pdf: PdfDocument, index: int, source: str) -> tuple[list[Line], bool]:
    from pypdfium2 import raw

    page = pdf[index]
    try:
        text_page = page.get_textpage()
        try:
            glyphs = list(_glyphs(text_page))
            _refuse_missing_fonts(page, index + 1, len(glyphs), source)
            lines = _lines(page, glyphs, index + 1)
        finally:
            text_page.close()
        # Only a page without much text can be a scan.
        picture = len(lines) < 5 and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    finally:
        page.close()
    return lines, picture


def _refuse_missing_fonts(page: PdfPage, number: int, glyphs: int, source: str) -> None:
    """Raise ReadError where pdfium passes over text, as it does with characters of a font that it cannot find."""
    from pypdfium2 import raw

    if glyphs >= raw.FPDFPage_CountObjects(page.raw):
        return
    bounds = [piece.get_bounds() for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1)]
    places = {(round(left / 4), round(bottom / 4)) for left, bottom, _, _ in bounds}  # bold may be printed twice
    if glyphs < _FOUND * len(places):
        raise ReadError("pdf_fonts", source=source, page=number)


def _lines(page: PdfPage, glyphs: list[tuple[Glyph, int | None]], number: int) -> list[Line]:
    """The pieces of line of one page."""
    if not glyphs:
        return []
    direction = Counter(direction for _, direction in glyphs if direction is not None).most_common(1)
    upright = direction[0][0] if direction else 0
    left, bottom, right, top = page.get_bbox()
    width, height = (right - left, top - bottom) if upright % 180 == 0 else (top - bottom, right - left)
    sheet = Sheet(number, width, height, (page.get_rotation() - upright) % 360)
    turn = _turn(upright, (left, bottom, right, top))
    return layout.pieces((turn(glyph) for glyph, direction in glyphs if direction == upright), sheet)


def _turn(upright: int, page: tuple[float, float, float, float]) -> Callable[[Glyph], Glyph]:
    """From a glyph whose top is a top in the page's own space to one on the page turned clockwise by *upright*."""
    left, bottom, right, top = page

    def turn(glyph: Glyph) -> Glyph:
        mark, l, t, r, b, space, made = glyph  # noqa: E741
        match upright:
            case 90:
                return Glyph(mark, b - bottom, l - left, t - bottom, r - left, space, made)
            case 180:
                return Glyph(mark, right - r, b - bottom, right - l, t - bottom, space, made)
            case 270:
                return Glyph(mark, top - t, right - r, top - b, right - l, space, made)
            case _:
                return Glyph(mark, l - left, top - t, r - left, top - b, space, made)

    return turn


def _glyphs(text_page: PdfTextPage) -> Iterator[tuple[Glyph, int | None]]:
    """The characters of a page in pdfium's order and the page's own space, with the space that stands before each.

    The second value is the direction in which the text runs: 0, 90, 180 or 270 degrees, or None for a slant.
    """
    from pypdfium2 import raw

    handle = text_page.raw
    box = raw.FS_RECTF()
    space, made = "", False
    high = 0
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        generated = raw.FPDFText_IsGenerated(handle, index) == 1
        if 0xD800 <= code < 0xDC00:  # first half of a character beyond the basic plane
            high = code
            continue
        mark = _character(code, high, code in _HYPHENS and raw.FPDFText_IsHyphen(handle, index) == 1)
        high = 0
        if generated or mark.isspace():
            if mark not in "\r\n":
                space, made = mark, generated and (made or not space)
            continue
        if not mark or not raw.FPDFText_GetLooseCharBox(handle, index, byref(box)):
            continue
        turned = math.degrees(raw.FPDFText_GetCharAngle(handle, index))
        direction = round(turned / 90) * 90
        slanted = abs(turned - direction) > _SLANT
        glyph = Glyph(mark, box.left, box.top, box.right, box.bottom, space, made)
        yield glyph, None if slanted else direction % 360
        space, made = "", False


def _character(code: int, high: int, hyphen: bool) -> str:
    """The character that pdfium's *code* stands for; "" for a control character."""
    if hyphen:
        return "-"
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00) if high else _LOST
    if code in _RADICALS:
        from unicodedata import normalize

        return normalize("NFKC", chr(code))
    if code in (0, 0xFFFE, 0xFFFF) or code > 0x10FFFF:
        return _LOST
    mark = chr(code)
    return mark if mark.isspace() or not (code < 32 or 127 <= code < 160) else ""


FORMAT = Format("pdf", (".pdf",), read, LIMIT, magic=True)
