"""The poster's colours: built-in styles, and a caller's own colours put over one."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from jiannuo.exports import WriteError

LEAST_CONTRAST = 4.5  # of words on their ground
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


class Style(msgspec.Struct, frozen=True):
    """Colours as #RRGGBB: ground, words, quiet words, lines, accent, a second one; band is the masthead's ground."""

    ground: str
    ink: str
    quiet: str
    rule: str
    accent: str
    second: str
    band: str
    band_ink: str


# The only list of styles: the command's choices follow it.
STYLES: dict[str, Style] = {
    "朱": Style("#FBFAF7", "#1F2328", "#5D6166", "#D9D5CC", "#B5382A", "#1E6B6B", "#FBFAF7", "#1F2328"),
    "墨": Style("#1B1D20", "#EDEAE3", "#A9ABAD", "#41454B", "#F08A78", "#7CC4C0", "#1B1D20", "#EDEAE3"),
    "青": Style("#F6FAF9", "#16282A", "#4D6062", "#C7D6D4", "#1E6B6B", "#A8442F", "#1E6B6B", "#FFFFFF"),
    "素": Style("#FFFFFF", "#000000", "#444444", "#BBBBBB", "#000000", "#444444", "#FFFFFF", "#000000"),
}
COLOURS = Style.__struct_fields__
# Words of the first stand on the second.
_PAIRS = (("ink", "ground"), ("quiet", "ground"), ("accent", "ground"), ("second", "ground"), ("band_ink", "band"))


def chosen(name: str, colours: Iterable[str] = ()) -> Style:
    """The style *name* with *colours* (``accent=#1E6B6B``) over it; WriteError where one is wrong or hard to read."""
    values = msgspec.structs.asdict(STYLES[name])
    for colour in colours:
        key, _, value = colour.partition("=")
        if key not in COLOURS or not _HEX.fullmatch(value):
            raise WriteError("poster_colour", target="poster", colour=colour, names="、".join(COLOURS))
        values[key] = value
    for words, ground in _PAIRS:
        ratio = contrast(values[words], values[ground])
        if ratio < LEAST_CONTRAST:
            raise WriteError("poster_contrast", target="poster", words=words, ground=ground, ratio=f"{ratio:.1f}")
    return Style(**values)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG 2 has it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    def linear(level: float) -> float:
        return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
