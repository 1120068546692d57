"""The poster: an A3 sheet as PDF and a long picture for phones as PNG."""

from __future__ import annotations

from pathlib import Path

import msgspec

from jiannuo.exports.publication import Publication


def make(publication: Publication, folder: Path) -> None:
    """Write poster.pdf and poster.png into *folder*; WriteError says what typesetting lacks."""
    from jiannuo.exports.poster.story import story
    from jiannuo.exports.poster.styles import chosen
    from jiannuo.exports.poster.typeset import FAMILY, typeset

    values = story(publication)
    values["style"] = msgspec.to_builtins(chosen(publication.choices.style, publication.choices.colours))
    values["font"] = FAMILY
    (folder / "poster.pdf").write_bytes(typeset("sheet.typ", values, "pdf"))
    (folder / "poster.png").write_bytes(typeset("long.typ", values, "png"))
