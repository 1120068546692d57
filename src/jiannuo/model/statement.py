"""Checkable things that a report says."""

from __future__ import annotations

from enum import StrEnum
from hashlib import blake2b

import msgspec

from jiannuo.model.document import Location
from jiannuo.model.outline import Part
from jiannuo.model.period import Period
from jiannuo.model.span import Span


class Kind(StrEnum):
    """What a statement is in the report (性质)."""

    RESULT = "result"
    TARGET = "target"
    QUALIFIER = "qualifier"
    CONTEXT = "context"


class Bound(StrEnum):
    """How the figure bounds the quantity (约束词)."""

    EQ = "eq"
    GE = "ge"
    LE = "le"
    APPROX = "approx"
    RANGE = "range"


class MeasureType(StrEnum):
    """What sort of quantity a measure is."""

    LEVEL = "level"
    COUNT = "count"
    GROWTH = "growth"
    RATIO = "ratio"
    RANK = "rank"


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What measures and milestones share.

    text is the slice of the Document's text that span names, untouched.  code is the canonical indicator where known,
    topic the major topic of the Comparative Agendas Project (0: none could be told).  section is an index into
    Report.sections; sentence the span of the sentence that the statement stands in.
    """

    span: Span
    text: str
    kind: Kind
    part: Part
    period: Period | None = None
    section: int | None = None
    sentence: Span
    topic: int = 0
    location: Location | None = None

    @property
    def id(self) -> str:
        """Ten hexadecimal digits from the statement's content and place: the same text read again gives the same id."""
        name = f"{type(self).__name__}|{self.span.start}|{self.span.end}|{self.text}"
        return blake2b(name.encode(), digest_size=5).hexdigest()


class Measure(Statement, frozen=True, kw_only=True):
    """A statement with a quantity (指标).

    value and upper are in base units, multipliers resolved (亿元 → 元); upper only for ranges.  unit is without its
    multiplier.  bound_words are the words that bound it, as written (确保, 左右).
    """

    indicator: str
    code: str = ""
    value: float
    upper: float | None = None
    unit: str
    bound: Bound = Bound.EQ
    bound_words: tuple[str, ...] = ()
    measure: MeasureType


class Milestone(Statement, frozen=True, kw_only=True):
    """A checkable promise without a quantity (事项); action is its verb, object the rest of the clause."""

    action: str
    object: str
    bound_words: tuple[str, ...] = ()
