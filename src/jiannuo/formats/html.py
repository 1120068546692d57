"""Web pages (.html): the main text, one paragraph a line, without the menus and buttons around it.

Headings, lists and tables of the main text are all kept: extractors made for news tend to lose short headings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiannuo.formats import text
from jiannuo.formats.base import MIB, Format, numbered
from jiannuo.model.document import Document
from jiannuo.model.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LIMIT = 16 * MIB
_SHARE = 0.9  # of the page's sentence marks that the main text must hold
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SENTENCE_MARK = re.compile(r"[，。；！？]")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_BREAK_IN_CHINESE = re.compile(r"(?<=[^\x00-\xff])[ \t\r\f]*\n[ \t\r\n\f]*(?=[^\x00-\xff])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_DROPPED = frozenset(
    re.findall(
        r"\w+",
        "aside audio button canvas datalist embed footer head iframe input nav noscript object option script select "
        "style svg template textarea title video",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3 "
        "h4 h5 h6 header hr html legend li main ol p pre section summary table tbody tfoot thead tr ul",
    )
)
_CELLS = frozenset(("td", "th"))


def read(data: bytes, source: str) -> Document:
    """The Document of a web page; every line of the main text is a paragraph with its number as anchor."""
    page, encoding = _decode(data, source)
    root = _parse(page, source)
    main, title = _main(root)
    lines = _Lines().of(main)
    if title and title not in lines:
        lines.insert(0, title)
    if not lines:
        raise ReadError("html_blank", source=source)
    content, anchors = numbered(lines)
    return Document(source=source, format="html", text=content, encoding=encoding, anchors=anchors)


def _decode(data: bytes, source: str) -> tuple[str, str]:
    """As for plain text; the page's own word counts where the bytes do not tell, since it is often wrong."""
    try:
        return text.decode(data, source)
    except ReadError:
        declared = _DECLARED.search(data[:4096])
        if declared is None:
            raise
        codec = declared[1].decode("ascii", "replace").lower()
        try:
            return data.decode({"gb2312": "gb18030", "gbk": "gb18030"}.get(codec, codec)), codec
        except (UnicodeDecodeError, LookupError):
            pass
        raise


def _parse(page: str, source: str) -> Element:
    from lxml import etree  # local: a plain text needs none of it

    # Pages that never close a tag nest deeply; nothing here recurses, so depth does no harm.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(page.replace("\x00", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("html_blank", source=source) from error
    if root is None:
        raise ReadError("html_blank", source=source)
    return root


def _main(root: Element) -> tuple[Element, str]:
    """The innermost element that holds nearly all sentence marks, and the last h1 before it."""
    from lxml import etree

    marks: dict[Element, int] = {}
    order: list[Element] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if _is_dropped(element):
                walk.skip_subtree()
            marks[element] = 0 if element.tag in _DROPPED or element.tag == "a" else _marks(element.text)
            order.append(element)
            continue
        parent = element.getparent()
        if parent is not None:
            marks[parent] += (0 if _is_dropped(element) else marks[element]) + _marks(element.tail)
    main = root
    needed = marks[root] * _SHARE
    while needed:
        inner = next((child for child in main if marks.get(child, 0) >= needed and not _is_dropped(child)), None)
        if inner is None or (inner.tag not in _BLOCKS | _CELLS and not len(inner)):
            break
        main = inner
    while main is not root and len(_Lines().of(main)) < 2:  # a single sentence: the text is what lies around it
        above = main.getparent()
        assert above is not None
        main = above
    headings = [element for element in order[: order.index(main)] if element.tag == "h1"]
    return main, _flat("".join(str(part) for part in headings[-1].itertext())) if headings else ""


def _marks(words: str | None) -> int:
    return len(_SENTENCE_MARK.findall(words)) if words else 0


def _is_dropped(element: Element) -> bool:
    return (
        element.tag in _DROPPED
        or element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "") is not None
    )


def _flat(words: str) -> str:
    return _SPACE.sub(" ", _BREAK_IN_CHINESE.sub("", words)).strip()


class _Lines:
    """Collects the lines of an element: blocks and br end a line, a row of one-line cells is one with tabs."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._linked = 0  # characters of the current line that are a link's
        self._lines: list[str] = []
        self._outer: list[list[str]] = []  # lines before the open cells, outermost first
        self._rows: list[list[list[str]]] = []  # cells of the open rows

    def of(self, root: Element) -> list[str]:
        """The lines of *root*, none of them blank."""
        from lxml import etree

        links = pre = 0
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = str(element.tag)
            if event == "start":
                if element is not root and _is_dropped(element):
                    walk.skip_subtree()
                    continue
                links += tag == "a"
                pre += tag == "pre"
                self._start(tag)
                self._add(element.text, links > 0, pre > 0)
            else:
                if element is root or not _is_dropped(element):
                    links -= tag == "a"
                    pre -= tag == "pre"
                    self._end(tag)
                if element is not root:
                    self._add(element.tail, links > 0, pre > 0)
        self._flush()
        return self._lines

    def _start(self, tag: str) -> None:
        if tag in _BLOCKS or tag in _CELLS or tag == "br":
            self._flush()
        if tag == "tr":
            self._rows.append([])
        elif tag in _CELLS:
            self._outer.append(self._lines)
            self._lines = []

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS or tag in _CELLS:
            self._flush()
        if tag in _CELLS and self._outer:
            cell, self._lines = self._lines, self._outer.pop()
            if self._rows:
                self._rows[-1].append(cell)
            else:
                self._lines += cell
        elif tag == "tr" and self._rows:
            cells = self._rows.pop()
            if len(cells) > 1 and all(len(cell) <= 1 for cell in cells):
                row = "\t".join(cell[0] if cell else "" for cell in cells).strip("\t")
                self._lines += [row] if row else []
            else:
                self._lines += [line for cell in cells for line in cell]

    def _add(self, words: str | None, linked: bool, kept: bool) -> None:
        if not words:
            return
        if kept and "\n" in words:
            for line in words.split("\n"):
                self._parts.append(line)
                self._flush()
            return
        self._parts.append(words)
        if linked:
            self._linked += len(words.strip())

    def _flush(self) -> None:
        line = _flat("".join(self._parts))
        if line and not (self._linked * 2 > len(line) and not _SENTENCE_MARK.search(line)):  # not a menu or a button
            self._lines.append(line)
        self._parts = []
        self._linked = 0


FORMAT = Format("html", (".html", ".htm", ".xhtml", ".shtml"), read, LIMIT, magic=False)
