"""Each kind of page judged for accessibility on a desk and a phone, and kept as a picture where a folder is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .people import DESK, FOLDER

PHONE = {"width": 390, "height": 844}
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


class Looking:
    """Looks at pages; ``faults`` are the grave ones, told at the end with the names of the pages."""

    def __init__(self, axe: Any) -> None:
        self._axe = axe
        self.seen: list[str] = []
        self.faults: list[tuple[str, str, str, str]] = []

    def at(self, page: Any, name: str) -> None:
        """The page as it stands, called *name*."""
        self.seen.append(name)
        for device, size in (("desk", DESK), ("phone", PHONE)):
            page.set_viewport_size(size)
            found = self._axe.run(page, options={"runOnly": {"type": "tag", "values": _TAGS}})
            self.faults += [
                (f"{name} {device}", one["id"], one["impact"], one["nodes"][0]["html"][:160])
                for one in found.response["violations"]
                if one["impact"] in ("serious", "critical")
            ]
            if page.evaluate(_SIDEWAYS):
                self.faults.append((f"{name} {device}", "scrolls sideways", "serious", page.url))
            if FOLDER:
                self._picture(page, f"{name}-{device}")
        page.set_viewport_size(DESK)

    def _picture(self, page: Any, name: str) -> None:
        folder = Path(FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(folder / f"{name}.png"), full_page=True)
        if name.endswith("-desk"):
            page.emulate_media(color_scheme="dark")
            page.screenshot(path=str(folder / f"{name}-dark.png"))
            page.emulate_media(color_scheme="light", media="print")
            page.screenshot(path=str(folder / f"{name}-print.png"), full_page=True)
            page.emulate_media(media="screen")
