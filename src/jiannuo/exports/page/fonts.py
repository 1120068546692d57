"""A font with just the characters of a page, for machines that have no Chinese font."""

from __future__ import annotations

import base64
import io
from importlib.util import find_spec
from pathlib import Path

from jiannuo.exports import WriteError

FAMILY = "Jiannuo Fallback"
PACKAGE = "manimgx_fonts_cjk"  # Noto Sans CJK under the SIL Open Font License, in a wheel
NAME = "Noto Sans CJK SC"
EXTRA = "pip install 'jiannuo[fonts]'"


def face(text: str) -> str:
    """An @font-face rule with the characters of *text* inside; WriteError ``fonts_missing`` names the extra to install.

    The family comes last in the page's lists: where a machine has a Chinese font, that one is used.
    """
    data = base64.b64encode(subset(text)).decode("ascii")
    return (
        f"/* {NAME}, SIL Open Font License 1.1 */\n"
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: 100 900; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
    )


def source() -> Path:
    """The collection that subsets are cut from."""
    spec = find_spec(PACKAGE)
    found = sorted(Path(spec.origin).parent.glob("*.ttc")) if spec and spec.origin else []
    if not found:
        raise WriteError("fonts_missing", target="reading.html", extra=EXTRA)
    return found[0]


def subset(text: str) -> bytes:
    """WOFF2 with the characters of *text*; those that the font lacks are left to the machine."""
    path = source()
    try:
        import brotli  # noqa: F401 - what WOFF2 is packed with
        from fontTools.subset import Options, Subsetter
        from fontTools.ttLib import TTCollection
    except ImportError as error:
        raise WriteError("fonts_missing", target="reading.html", extra=EXTRA) from error
    fonts = TTCollection(path, lazy=True).fonts
    font = next((one for one in fonts if one["name"].getDebugName(1) == NAME), fonts[0])
    options = Options(layout_features=["kern", "liga", "locl", "tnum", "lnum"], notdef_outline=True, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
