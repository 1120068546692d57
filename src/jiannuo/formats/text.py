"""Plain text (.txt): the characters as the file has them, and which encoding they are in.

A byte order mark belongs to the encoding and is left out of the text; line ends stay as they are.
"""

from __future__ import annotations

import codecs
import re

from jiannuo.formats.base import MIB, Format
from jiannuo.model.document import Document
from jiannuo.model.errors import ReadError

LIMIT = 64 * MIB
_SAMPLE = 256 * 1024  # bytes that the choice of an encoding looks at
_CONTROLS = bytes([*range(9), *range(14, 32), 127])  # never in a text, but for tab, line ends and page breaks
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_FAR = re.compile("[\u0800-\U0010ffff]")  # three bytes and more in UTF-8: what Chinese text is made of
_BEYOND = re.compile(r"[^\x00-\x7f\xa0·–—•〇]+")  # the last are in use, but GB 2312 has them not, or under other codes
_MARKS = (  # the longer mark first: that of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read(data: bytes, source: str) -> Document:
    """The Document of a plain text."""
    text, encoding = decode(data, source)
    return Document(source=source, format="txt", text=text, encoding=encoding)


def decode(data: bytes, source: str) -> tuple[str, str]:
    """The text and the codec that decoded it; ReadError where that is no text or cannot be told.

    UTF-8 and UTF-16 with a byte order mark are taken at their word; else UTF-8 that is valid, then whichever of
    GB18030, UTF-16 LE and BE gives Chinese.  Costs one decoding of the whole.
    """
    text, encoding = _decode(data, source)
    if not text.strip():
        raise ReadError("blank", source=source)
    if text.count("\ufffd") * 100 > len(text):
        raise ReadError("encoding_lost", source=source)
    return text, encoding


def _decode(data: bytes, source: str) -> tuple[str, str]:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], codec, source)
            if _has_controls(text[:_SAMPLE]):
                raise ReadError("not_text", source=source)
            return text, codec
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data, error.start):
            raise ReadError("encoding_damaged", source=source, encoding="utf-8", position=error.start + 1) from error
        codec = _guess(data)
    else:
        junk = _count_controls(data) * 200 > len(data)
        if not junk and (text.isascii() or _FAR.search(text)):
            return text, "utf-8"
        codec = _guess(data)  # 某某 in GBK is valid UTF-8, and so is English in UTF-16
        if not codec and not junk:
            return text, "utf-8"
    if not codec:
        junk = _count_controls(data[:_SAMPLE]) * 200 > len(data[:_SAMPLE])
        raise ReadError("not_text" if junk else "encoding_unknown", source=source)
    text = _strict(data, codec, source)
    if not all(_is_chinese(text[at : at + _SAMPLE]) for at in (len(text) // 2, max(0, len(text) - _SAMPLE))):
        raise ReadError("encoding_unknown", source=source)
    return text, codec


def _strict(data: bytes, codec: str, source: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise ReadError("encoding_damaged", source=source, encoding=codec, position=error.start + 1) from error


def _count_controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _has_controls(text: str) -> bool:
    return len(_CONTROL.findall(text)) * 200 > len(text)


def _mostly_utf8(data: bytes, position: int) -> bool:
    """Whether the bytes around the first bad one are UTF-8 but for some damage; GB18030 would accept them too."""
    start = max(0, position - _SAMPLE // 2)
    text = data[start : start + _SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return len(_FAR.findall(text)) - bad > 2 * bad


def _guess(data: bytes) -> str:
    """The first codec that makes Chinese of the head of *data*, or ""."""
    for codec in ("gb18030", "utf-16-le", "utf-16-be"):
        try:
            text = codecs.getincrementaldecoder(codec)().decode(data[:_SAMPLE])
        except UnicodeDecodeError:
            continue
        if text and _is_chinese(text):
            return codec
    return ""


def _is_chinese(text: str) -> bool:
    """Whether nearly all characters beyond ASCII are in GB 2312, as they are in any Chinese text of today.

    Text in a wrong encoding is full of rarer ones.
    """
    if _has_controls(text):
        return False
    beyond = "".join(_BEYOND.findall(text))
    return len(beyond.encode("gb2312", "ignore")) // 2 * 10 >= len(beyond) * 9


FORMAT = Format("txt", (".txt", ".text"), read, LIMIT, magic=False)
