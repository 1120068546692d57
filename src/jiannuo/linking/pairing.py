"""Whether two reports are a pair: one place, two years, the earlier first."""

from __future__ import annotations

from jiannuo.model.errors import JiannuoError
from jiannuo.model.link import Remark
from jiannuo.model.report import Report


class PairError(JiannuoError):
    """Two reports cannot be compared; params always hold ``earlier`` and ``later``, the sources."""


def check_pair(earlier: Report, later: Report) -> tuple[Remark, ...]:
    """What is worth knowing of the pair; PairError where it is none."""
    names = {"earlier": earlier.document.source, "later": later.document.source}
    for report in (earlier, later):
        if not _is_report(report):
            raise PairError("pair_not_report", source=report.document.source, **names)
    one, two = earlier.metadata, later.metadata
    if one.place and two.place and _name(one.place) != _name(two.place) and not (one.code and one.code == two.code):
        raise PairError("pair_places", place=one.place, other=two.place, **names)
    if one.year is None or two.year is None:
        return (Remark("pair_year_unknown", {"source": names["earlier" if one.year is None else "later"]}),)
    if one.year == two.year:
        raise PairError("pair_same_year", year=one.year, **names)
    if one.year > two.year:
        raise PairError("pair_order", year=one.year, other=two.year, **names)
    if two.year - one.year > 1:
        return (Remark("pair_gap", {"year": one.year, "other": two.year}),)
    return ()


def _is_report(report: Report) -> bool:
    """Whether the text was read as a report, and says whose or of which year it is."""
    about = report.metadata
    return bool(report.outline.sentences) and bool(about.place or about.year)


def _name(place: str) -> str:
    """A place's name without what it is: 泉州 for 泉州市."""
    return place.rstrip("省市县区州盟") or place
