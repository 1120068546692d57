"""Templates and values to PDF and PNG by typst, with the one font that comes along; nothing of the system's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jiannuo.exports import WriteError
from jiannuo.exports.cells import xml_text
from jiannuo.exports.poster.glyphs import glyphs

if TYPE_CHECKING:
    from typst import Fonts

FAMILY = "Noto Sans CJK SC"
TEMPLATES = Path(__file__).parent
PIXELS_PER_INCH = 216  # three pixels a point: the long picture is 360 pt, 1,080 pixels wide
Kind = Literal["pdf", "png"]
_EXTRA = "jiannuo[poster]"


def typeset(template: str, values: dict[str, Any], kind: Kind) -> bytes:
    """*template* (``sheet.typ``) set with *values* as ``pdf`` or ``png``.

    The values travel as data and are never part of the code.  WriteError where typst or the font is not installed,
    where the font lacks a character, and for whatever typst warns of: it would print boxes.
    """
    font = font_file()
    lost = glyphs(font).missing("".join(_strings(values)))
    if lost:
        named = "、".join(f"{character}（U+{ord(character):04X}）" for character in lost[:8])
        raise WriteError("poster_glyphs", target="poster", characters=xml_text(named), count=len(lost))
    return compiled(TEMPLATES / template, {"story": json.dumps(values, ensure_ascii=False)}, kind, font.parent)


def compiled(template: Path, inputs: dict[str, str], kind: Kind, fonts: Path) -> bytes:
    """*template* compiled with the fonts of one folder; WriteError for a warning of typst's as for an error."""
    import typst

    try:
        result, warnings = typst.compile_with_warnings(
            str(template),
            root=str(template.parent),
            font_paths=_fonts(fonts),
            ignore_system_fonts=True,
            format=kind,
            ppi=PIXELS_PER_INCH if kind == "png" else None,
            sys_inputs=inputs,
        )
    except typst.TypstError as error:
        raise WriteError("poster_failed", target="poster", reason=" ".join(str(error).split())) from error
    if warnings:
        raise WriteError("poster_failed", target="poster", reason="; ".join(w.message for w in warnings))
    assert isinstance(result, bytes)  # a list comes for several pictures only, and the picture is one page
    return result


@lru_cache(maxsize=2)
def _fonts(folder: Path) -> Fonts:
    """The fonts of *folder*, loaded once: that takes longer than to set a page."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def font_file() -> Path:
    """The file of the font, from the package that carries it."""
    try:
        import manimgx_fonts_cjk
        import typst  # noqa: F401 - missing is told here, before any work
    except ImportError as error:
        raise WriteError("poster_extra", target="poster", name=error.name or "typst", extra=_EXTRA) from error
    folder = Path(manimgx_fonts_cjk.__file__).parent
    font = next(folder.glob("NotoSansCJK*.ttc"), None)
    if font is None:
        raise WriteError("poster_extra", target="poster", name=FAMILY, extra=_EXTRA)
    return font


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
