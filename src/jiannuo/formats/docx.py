"""Word (.docx): paragraphs, tables and text boxes in reading order, with the numbers that Word generates.

The parts are read straight from the archive: a report needs three of them, and hostile ones are refused before
anything is unpacked.  Headers, footers, notes, comments and deleted text are left out.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jiannuo.formats.base import MIB, Format, numbered
from jiannuo.formats.numbering import Numbering
from jiannuo.model.document import Document
from jiannuo.model.errors import ReadError

if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element as Element

LIMIT = 64 * MIB
UNPACKED_LIMIT = 256 * MIB  # all parts together, pictures too
PART_LIMIT = 32 * MIB  # one part that is parsed; a long report has 1 MiB
RATIO_LIMIT = 200  # unpacked to packed; Word's XML stays under 50
DEPTH_LIMIT = 40  # tables within tables

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAIN = re.compile(r"wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.[a-zA-Z.]*main\+xml")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{_W}txbxContent"
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "rt", "pPr", "rPr", "sectPr")} | {_FALLBACK}
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t"}
_BREAKS = {f"{_W}br", f"{_W}cr"}
_ENDS_PLAIN = re.compile("[A-Za-z0-9０-９.．\u4e00-\u9fff]$")  # a marker that would run into the words after it


def is_docx(data: bytes, source: str) -> bool:
    """Whether a ZIP archive holds a Word document; ReadError where the archive is damaged."""
    with _archive(data, source) as archive:
        return any(name.startswith("word/") for name in archive.namelist())


def read(data: bytes, source: str) -> Document:
    """The Document of a Word file; every paragraph, one of a table too, is a line with its number as anchor.

    The cells of a table row that are one line each make one line, with tabs between.
    """
    with _archive(data, source) as archive:
        _refuse_bomb(archive, source)
        main = _main_part(archive, source)
        folder, name = posixpath.split(main)
        related = {kind: posixpath.join(folder, f"{kind}.xml") for kind in ("numbering", "styles")}
        related |= _relations(archive, f"{folder}/_rels/{name}.rels", folder, source)
        body = _parse(archive, main, source)
        numbering = Numbering(
            _parse(archive, related["numbering"], source, optional=True),
            _parse(archive, related["styles"], source, optional=True),
        )
    assert body is not None
    lines = [line for line in _lines(body, numbering, source) if line.strip()]
    if not lines:
        raise ReadError("blank", source=source)
    text, anchors = numbered(lines)
    return Document(source=source, format="docx", text=text, anchors=anchors)


def _archive(data: bytes, source: str) -> ZipFile:
    from zipfile import BadZipFile, ZipFile  # local: a plain text needs none of it

    try:
        return ZipFile(io.BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ReadError("docx_damaged", source=source, reason=_one_line(error)) from error


def _refuse_bomb(archive: ZipFile, source: str) -> None:
    total = 0
    for item in archive.infolist():
        total += item.file_size
        if total > UNPACKED_LIMIT or (
            item.file_size > MIB and item.file_size > RATIO_LIMIT * max(1, item.compress_size)
        ):
            raise ReadError("docx_bomb", source=source, limit=UNPACKED_LIMIT // MIB, ratio=RATIO_LIMIT)


def _main_part(archive: ZipFile, source: str) -> str:
    """The name of the part that holds the text, by the package's list of content types."""
    types = _parse(archive, "[Content_Types].xml", source, optional=True)
    for override in types if types is not None else ():
        if _MAIN.search(override.get("ContentType") or ""):
            return (override.get("PartName") or "").lstrip("/")
    return "word/document.xml"


def _relations(archive: ZipFile, name: str, folder: str, source: str) -> dict[str, str]:
    """Where the numbering and the styles are, in packages that do not call them so."""
    found = {}
    tree = _parse(archive, name, source, optional=True)
    for relation in tree if tree is not None else ():
        kind = (relation.get("Type") or "").rpartition("/")[2]
        if kind in ("numbering", "styles"):
            target = relation.get("Target") or ""
            found[kind] = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return found


def _parse(archive: ZipFile, name: str, source: str, optional: bool = False) -> Element | None:
    """The root of part *name*; None where an optional one is missing."""
    import zlib
    from zipfile import BadZipFile

    from lxml import etree

    try:
        info = archive.getinfo(name)
    except KeyError as error:
        if optional:
            return None
        raise ReadError("docx_damaged", source=source, reason=f"no {name}") from error
    if info.flag_bits & 1:
        raise ReadError("docx_password", source=source)
    if info.file_size > PART_LIMIT:
        raise ReadError("docx_bomb", source=source, limit=PART_LIMIT // MIB, ratio=RATIO_LIMIT)
    parser: Any = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        data = archive.read(info).replace(_STRICT, _W[1:-1].encode())  # strict files have a namespace of their own
        root: Element = etree.fromstring(data, parser)
    except (BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, NotImplementedError, OSError) as error:
        raise ReadError("docx_damaged", source=source, reason=_one_line(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError("docx_entities", source=source, part=name)
    return root


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _lines(container: Element, numbering: Numbering, source: str, depth: int = 0) -> Iterator[str]:
    """The lines of everything in *container* that holds paragraphs, in order."""
    if depth > DEPTH_LIMIT:
        raise ReadError("docx_damaged", source=source, reason=f"tables nested deeper than {DEPTH_LIMIT}")
    for child in container:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, numbering, source, depth)
        elif child.tag == f"{_W}tr":
            cells = [list(_lines(cell, numbering, source, depth + 1)) for cell in _cells(child)]
            if all(len(cell) <= 1 for cell in cells):
                yield "\t".join(cell[0] if cell else "" for cell in cells).rstrip("\t")
            else:
                for cell in cells:
                    yield from cell
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _lines(child, numbering, source, depth + (child.tag == f"{_W}tbl"))


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _cells(child)


def _paragraph(paragraph: Element, numbering: Numbering, source: str, depth: int) -> Iterator[str]:
    """The paragraph's lines (a manual line break makes two), then those of the text boxes that hang on it."""
    parts: list[str] = []
    boxes: list[Element] = []
    _collect(paragraph, parts, boxes)
    words = "".join(parts)
    if words.strip():
        marker = numbering.marker(paragraph)
        if marker and _ENDS_PLAIN.search(marker):
            marker += " "
        yield from (marker + words).split("\n")
    for box in boxes:
        yield from _lines(box, numbering, source, depth + 1)


def _collect(element: Element, parts: list[str], boxes: list[Element]) -> None:
    """Gather the characters below *element*; a loop, since hostile files nest deeply."""
    waiting = [iter(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == f"{_W}t":
            parts.append((child.text or "").replace("\n", " "))
        elif child.tag in _CHARACTERS:
            parts.append(_CHARACTERS[str(child.tag)])
        elif child.tag in _BREAKS:
            parts.append("\n")
        elif child.tag == _TEXT_BOX:
            boxes.append(child)
        elif child.tag not in _LEFT_OUT:
            waiting.append(iter(child))


FORMAT = Format("docx", (".docx", ".docm"), read, LIMIT, magic=True)
