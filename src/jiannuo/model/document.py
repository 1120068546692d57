"""The text of one file, untouched, and where each character came from."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum

import msgspec

from jiannuo.model.span import Span


class Grounding(StrEnum):
    """How well a statement was located in its source file, best first."""

    BOX = "box"  # page and box on the page
    PAGE = "page"  # page, but no box
    PARAGRAPH = "paragraph"  # paragraph of a file without pages
    CHARACTER = "character"  # offsets into a plain text, which is all that such a file has
    NOT_LOCATED = "not_located"  # in the Document's text, but its place in the file is not known


class Box(msgspec.Struct, frozen=True):
    """A rectangle on a page in points (1/72 inch), origin at the top left."""

    left: float
    top: float
    right: float
    bottom: float


class Anchor(msgspec.Struct, frozen=True):
    """One stretch of a Document's text and its place in the source file.

    page and paragraph count from 1.  A paragraph of a table says so by its own number in reading order.
    """

    span: Span
    page: int | None = None
    box: Box | None = None
    paragraph: int | None = None


class Location(msgspec.Struct, frozen=True):
    """Place of a span in the source file; box is the union of its boxes on the first page that it touches."""

    grounding: Grounding
    page: int | None = None
    box: Box | None = None
    paragraph: int | None = None


class Document(msgspec.Struct, frozen=True):
    """The text of one file as decoded, nothing stripped, and the anchors that lead back into the file.

    source is the path as given, "-" for standard input.  format is the registry's name (txt, md, html, docx, pdf);
    encoding the codec that decoded it, "" where the format has no such choice.  anchors are in order of span and
    do not overlap; they are empty for plain text, whose offsets need no anchor.
    """

    source: str
    format: str
    text: str
    encoding: str = ""
    anchors: tuple[Anchor, ...] = ()

    def locate(self, span: Span) -> Location:
        """The place of *span* in the source file."""
        if not self.anchors:
            grounding = Grounding.CHARACTER if self.format in ("txt", "md") else Grounding.NOT_LOCATED
            return Location(grounding)
        first = max(0, bisect_right(self.anchors, span.start, key=lambda anchor: anchor.span.start) - 1)
        touched = []
        for anchor in self.anchors[first:]:
            if anchor.span.start >= span.end:
                break
            if anchor.span.overlaps(span):
                touched.append(anchor)
        if not touched:
            return Location(Grounding.NOT_LOCATED)
        head = touched[0]
        boxes = [anchor.box for anchor in touched if anchor.box is not None and anchor.page == head.page]
        if boxes:
            box = Box(
                min(b.left for b in boxes),
                min(b.top for b in boxes),
                max(b.right for b in boxes),
                max(b.bottom for b in boxes),
            )
            return Location(Grounding.BOX, head.page, box, head.paragraph)
        if head.page is not None:
            return Location(Grounding.PAGE, head.page, None, head.paragraph)
        return Location(Grounding.PARAGRAPH, None, None, head.paragraph)
