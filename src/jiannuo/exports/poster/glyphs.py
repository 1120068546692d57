"""Which characters a font can show: typst prints a box for one that it cannot, and does not say so."""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

_UNSEEN = frozenset("\n\r\t\u200b\u200c\u200d\u2060")  # set as nothing or as a break


class Glyphs:
    """The characters that a font file has, as ranges of code points."""

    def __init__(self, starts: array[int], ends: array[int]) -> None:
        self._starts = starts
        self._ends = ends

    def missing(self, text: str) -> str:
        """The characters of *text* without a glyph, each once, in order of code point."""
        return "".join(sorted(character for character in set(text) - _UNSEEN if not self._has(ord(character))))

    def _has(self, code: int) -> bool:
        at = bisect_right(self._starts, code) - 1
        return at >= 0 and code <= self._ends[at]


@lru_cache(maxsize=4)
def glyphs(path: Path) -> Glyphs:
    """The characters of the first font in *path*; ValueError where its character map is not of the usual kind.

    The fonts of a Chinese collection share one repertoire; only shapes differ by language.
    """
    with path.open("rb") as file:

        def at(offset: int, size: int) -> bytes:
            file.seek(offset)
            return file.read(size)

        head = at(0, 16)
        start = struct.unpack(">I", head[12:16])[0] if head[:4] == b"ttcf" else 0
        count = struct.unpack(">H", at(start + 4, 2))[0]
        tables = at(start + 12, 16 * count)
        table = next((tables[i + 8 : i + 12] for i in range(0, len(tables), 16) if tables[i : i + 4] == b"cmap"), None)
        if table is None:
            raise ValueError(f"{path}: no character map")
        cmap = struct.unpack(">I", table)[0]
        subtables = struct.unpack(">H", at(cmap + 2, 2))[0]
        for platform, encoding, offset in struct.iter_unpack(">HHI", at(cmap + 4, 8 * subtables)):
            # Windows, UCS-4: the only map that reaches beyond U+FFFF.
            if (platform, encoding) == (3, 10) and at(cmap + offset, 2) == b"\0\x0c":
                groups = struct.unpack(">I", at(cmap + offset + 12, 4))[0]
                ranges = list(struct.iter_unpack(">III", at(cmap + offset + 16, 12 * groups)))
                return Glyphs(array("L", (r[0] for r in ranges)), array("L", (r[1] for r in ranges)))
    raise ValueError(f"{path}: no character map of all of Unicode")
