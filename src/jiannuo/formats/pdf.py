"""PDF: the text layer, page by page, each line with its page and box.

pdfium gives characters and boxes; the lines, columns and paragraphs are made of these in ``layout``.  What pdfium
adds of its own (line ends, a space between a Chinese character and a digit) is left out.  Left out too are page
headers, footers and page numbers, and slanted text (watermarks).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from ctypes import byref
from threading import Lock
from typing import TYPE_CHECKING

from jiannuo.formats import layout
from jiannuo.formats.base import MIB, Format
from jiannuo.formats.layout import Glyph, Line
from jiannuo.model.document import Anchor, Document
from jiannuo.model.errors import ReadError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

LIMIT = 256 * MIB
_LOCK = Lock()  # pdfium works for one thread at a time
_RADICALS = range(0x2F00, 0x2FD6)  # fonts of some programs name 一 二 八 as these look-alikes
_LOST = "\ufffd"


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
    anchors = tuple(Anchor(span, page=line.page, box=line.box()) for span, line in places)
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
        both = [_page(pdf, index) for index in range(len(pdf))]
    finally:
        pdf.close()
    return [lines for lines, _ in both], [picture for _, picture in both]


def _page(pdf: PdfDocument, index: int) -> tuple[list[Line], bool]:
    from pypdfium2 import raw

    page = pdf[index]
    try:
        text_page = page.get_textpage()
        try:
            lines = layout.pieces(_glyphs(text_page, _turn(page)), index + 1, page.get_height())
        finally:
            text_page.close()
        # Only a page without much text can be a scan.
        picture = len(lines) < 5 and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    finally:
        page.close()
    return lines, picture


def _turn(page: PdfPage) -> Callable[[float, float, float, float], tuple[float, float, float, float]]:
    """From left, bottom, right, top in the page's own space to left, top, right, bottom as displayed."""
    left, bottom, right, top = page.get_bbox()
    match page.get_rotation():
        case 90:
            return lambda l, b, r, t: (b - bottom, l - left, t - bottom, r - left)  # noqa: E741
        case 180:
            return lambda l, b, r, t: (right - r, b - bottom, right - l, t - bottom)  # noqa: E741
        case 270:
            return lambda l, b, r, t: (top - t, right - r, top - b, right - l)  # noqa: E741
        case _:
            return lambda l, b, r, t: (l - left, top - t, r - left, top - b)  # noqa: E741


def _glyphs(
    text_page: PdfTextPage, turn: Callable[[float, float, float, float], tuple[float, float, float, float]]
) -> Iterator[Glyph]:
    """The characters of a page in pdfium's order, each with the space that stands before it."""
    from pypdfium2 import raw

    handle = text_page.raw
    rectangle = raw.FS_RECTF()
    space, made = "", False
    high = 0
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        generated = raw.FPDFText_IsGenerated(handle, index) == 1
        if 0xD800 <= code < 0xDC00:  # first half of a character beyond the basic plane
            high = code
            continue
        mark = _character(code, high, raw.FPDFText_IsHyphen(handle, index) == 1)
        high = 0
        if generated or mark.isspace():
            if mark not in "\r\n":
                space, made = mark, generated and (made or not space)
            continue
        if not mark or not raw.FPDFText_GetLooseCharBox(handle, index, byref(rectangle)):
            continue
        if abs(math.sin(2 * raw.FPDFText_GetCharAngle(handle, index))) > 0.1:
            continue
        yield Glyph(mark, *turn(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top), space, made)
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
