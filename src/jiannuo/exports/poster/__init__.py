"""The poster: an A3 sheet as PDF and a long picture for phones as PNG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from jiannuo.exports.publication import Publication


def make(publication: Publication, folder: Path) -> None:
    """Write poster.pdf and poster.png into *folder*; WriteError says what typesetting lacks."""
    from jiannuo.exports.poster.typeset import typeset

    told = values(publication)
    (folder / "poster.pdf").write_bytes(typeset("sheet.typ", told, "pdf"))
    (folder / "poster.png").write_bytes(typeset("long.typ", told, "png"))


def values(publication: Publication) -> dict[str, Any]:
    """What the templates set: the story, the colours chosen and the font's name."""
    from jiannuo.exports.poster.story import story
    from jiannuo.exports.poster.styles import chosen
    from jiannuo.exports.poster.typeset import FAMILY

    style = chosen(publication.choices.style, publication.choices.colours)
    return story(publication) | {"style": msgspec.to_builtins(style), "font": FAMILY}
