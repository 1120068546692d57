"""践诺 Jiannuo reads Chinese government work reports into statements that can be checked.

>>> import jiannuo
>>> report = jiannuo.read("report.docx")  # doctest: +SKIP
>>> [m.indicator for m in report.measures if m.kind == "target"]  # doctest: +SKIP

``read`` and ``read_text`` give a Report; everything else here is what a Report is made of, and what can go wrong.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from jiannuo.linking import link
    from jiannuo.model.document import Document, Grounding, Location
    from jiannuo.model.errors import JiannuoError, LexiconError, ReadError
    from jiannuo.model.link import Link, Links, Verdict
    from jiannuo.model.outline import Metadata, Outline, Part, Section, Sentence
    from jiannuo.model.period import Period
    from jiannuo.model.report import Note, Report
    from jiannuo.model.span import Span
    from jiannuo.model.statement import Bound, Kind, Measure, MeasureType, Milestone, Statement
    from jiannuo.reading import read, read_text

__all__ = [
    "Bound",
    "Document",
    "Grounding",
    "JiannuoError",
    "Kind",
    "LexiconError",
    "Link",
    "Links",
    "Location",
    "Measure",
    "MeasureType",
    "Metadata",
    "Milestone",
    "Note",
    "Outline",
    "Part",
    "Period",
    "ReadError",
    "Report",
    "Section",
    "Sentence",
    "Span",
    "Statement",
    "Verdict",
    "link",
    "read",
    "read_text",
]

_HOMES = {
    "jiannuo.linking": ("link",),
    "jiannuo.model.document": ("Document", "Grounding", "Location"),
    "jiannuo.model.errors": ("JiannuoError", "LexiconError", "ReadError"),
    "jiannuo.model.link": ("Link", "Links", "Verdict"),
    "jiannuo.model.outline": ("Metadata", "Outline", "Part", "Section", "Sentence"),
    "jiannuo.model.period": ("Period",),
    "jiannuo.model.report": ("Note", "Report"),
    "jiannuo.model.span": ("Span",),
    "jiannuo.model.statement": ("Bound", "Kind", "Measure", "MeasureType", "Milestone", "Statement"),
    "jiannuo.reading": ("read", "read_text"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for, so that ``import jiannuo`` costs next to nothing."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'jiannuo' has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
