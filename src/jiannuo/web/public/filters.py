"""The public list's filter, which lives in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

import msgspec

from jiannuo.ledger.status import Rating
from jiannuo.web.public.promises import Promise

PER_PAGE = 50
UNRATED = "none"  # of a rating: nothing was rated yet
_LONGEST = 120  # characters of what is looked for


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which promises are asked for; empty means all."""

    q: str = ""
    area: str = ""
    unit: str = ""
    rating: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether all promises are asked for."""
        return self == Filter()

    @property
    def query(self) -> str:
        """The part of the address behind ``?``, ready for ``page=``."""
        pairs = [(name, value) for name, value in msgspec.structs.asdict(self).items() if value]
        return "?" + (urlencode(pairs) + "&" if pairs else "")

    def of(self, promises: Iterable[Promise]) -> list[Promise]:
        """Those of *promises* that are asked for."""
        return [promise for promise in promises if self._asks(promise)]

    def _asks(self, promise: Promise) -> bool:
        if self.area and promise.area != self.area:
            return False
        if self.unit and promise.lead != self.unit:
            return False
        rating = promise.stand.rating if promise.stand else UNRATED
        if self.rating and rating != self.rating:
            return False
        words = [promise.title, promise.lead, promise.area, *(source.sentence for source in promise.sources)]
        return all(any(part in word for word in words) for part in self.q.split())


def read(asked: Mapping[str, str]) -> Filter:
    """The filter of an address; a rating that there is none of is left out."""
    values = {
        name: asked.get(name, "").replace("\0", "").strip()[:_LONGEST] for name in ("q", "area", "unit", "rating")
    }
    if values["rating"] not in {UNRATED, *(rating.value for rating in Rating)}:
        values["rating"] = ""
    return Filter(**values)


def choices(promises: Iterable[Promise]) -> tuple[list[str], list[str]]:
    """The areas and the units that there are, in the order of the list."""
    found = list(promises)
    areas = list(dict.fromkeys(promise.area for promise in found if promise.area))
    return areas, sorted({promise.lead for promise in found if promise.lead})
