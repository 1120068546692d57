"""Which format a file is in: by its content where that has a sign, else by its name."""

from __future__ import annotations

import re
from pathlib import PurePath

from jiannuo.formats import docx, html, markdown, pdf, text
from jiannuo.formats.base import Format
from jiannuo.model.errors import ReadError

FORMATS: tuple[Format, ...] = (text.FORMAT, markdown.FORMAT, html.FORMAT, docx.FORMAT, pdf.FORMAT)
BY_EXTENSION: dict[str, Format] = {extension: one for one in FORMATS for extension in one.extensions}
LARGEST = max(one.limit for one in FORMATS)

_HEAD = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word before 2007, WPS, and a .docx with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # a directory entry of the latter
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_SIGNS = (  # first bytes of what is not read, and its name
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"AT&TFORM", "DjVu"),
    (b"CAJ\x00", "CAJ"),
    (b"HN\x00\x00", "CAJ"),
    (b"KDH", "CAJ"),
)
_UNREAD = {  # names that people do try, where the content has no sign of its own
    **dict.fromkeys((".doc", ".dot"), "Word 97–2003"),
    **dict.fromkeys((".wps", ".wpt"), "WPS"),
    **dict.fromkeys((".odt", ".ofd", ".rtf", ".caj", ".mht", ".mhtml", ".epub"), ""),
    **dict.fromkeys((".xls", ".xlsx", ".et", ".ppt", ".pptx", ".dps", ".zip", ".rar", ".7z"), ""),
}


def names() -> str:
    """The extensions that can be read, for messages."""
    return " ".join(one.extensions[0] for one in FORMATS)


def choose(data: bytes, source: str, name: str) -> Format:
    """The format of *data*; *name* is a file name or "".

    The content wins over the name.  Raises ReadError where the format is not read, or where the name promises a
    format whose sign the content lacks.
    """
    extension = PurePath(name).suffix.lower()
    found = _by_content(data, source, extension)
    if found:
        return found
    named = BY_EXTENSION.get(extension)
    if named and named.magic:
        raise ReadError("content_differs", source=source, extension=extension)
    if named:
        return named
    if extension in _UNREAD:
        raise _unsupported(source, _UNREAD[extension] or extension)
    return text.FORMAT


def _by_content(data: bytes, source: str, extension: str) -> Format | None:
    head = data[:_HEAD]
    if b"%PDF-" in head:
        return pdf.FORMAT
    if head.startswith(b"PK\x03\x04"):
        if docx.is_docx(data, source):
            return docx.FORMAT
        raise _unsupported(source, _UNREAD.get(extension) or extension or "ZIP")
    if head.startswith(_OLE):
        if _ENCRYPTED in data:
            raise ReadError("docx_password", source=source)
        raise _unsupported(source, _UNREAD.get(extension) or "Word 97–2003 / WPS")
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            raise _unsupported(source, kind)
    if head.startswith(_PICTURES) and b"\x00" in head:
        raise ReadError("picture", source=source)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")) and extension not in markdown.FORMAT.extensions:
        return html.FORMAT
    return None


def _unsupported(source: str, kind: str) -> ReadError:
    return ReadError("unsupported", source=source, kind=kind, supported=names())
