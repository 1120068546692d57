"""A promise, what the next report says about it, and the verdict by a printed rule (兑现)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from jiannuo.model.messages import render
from jiannuo.model.outline import Part
from jiannuo.model.report import Report
from jiannuo.model.span import Span
from jiannuo.model.statement import Measure, Milestone


class Verdict(StrEnum):
    """What became of a promise by the words of the next report."""

    EXCEEDED = "exceeded"
    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"
    REPORTED = "reported"  # spoken of, but not enough to judge
    UNMENTIONED = "unmentioned"


class Sort(StrEnum):
    """How firmly a promise can be checked: a figure, a definite act, or an intention that names its object."""

    MEASURE = "measure"
    MILESTONE = "milestone"
    INTENTION = "intention"


class Remark(msgspec.Struct, frozen=True):
    """A rule or a remark: code names the message, params fill it in."""

    code: str
    params: Mapping[str, str | int] = {}

    def message(self, language: str | None = None) -> str:
        """The words in ``zh`` or ``en``; by the locale where no language is given."""
        return render(self.code, self.params, language)


class Promise(msgspec.Struct, frozen=True):
    """A statement of the plan with all places where the report makes it again.

    due is the last year in which it may be kept, None where the report does not say its year.
    """

    statement: Measure | Milestone
    sort: Sort
    due: int | None = None
    restated: tuple[Span, ...] = ()


class Evidence(msgspec.Struct, frozen=True):
    """A clause of the later report that speaks of the promise; measure is the figure in it that was compared.

    shared says how many other promises the same clause answers.
    """

    span: Span
    text: str
    sentence: Span
    part: Part
    measure: Measure | None = None
    shared: int = 0


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A promise with its evidence and its verdict.

    rule is the rule that decided; strict and lenient are the two readings of a bound that leaves room (左右, 力争),
    the same where it leaves none.  confidence is the probability, 0 to 1, that the evidence speaks of this promise,
    or that nothing does; runner_up the clause that came second.  elsewhere is a clause of the later report's plan,
    where only that part speaks of it.  review says that a person should look at the link.
    """

    promise: Promise
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    rule: Remark
    strict: Verdict
    lenient: Verdict
    confidence: float
    runner_up: Evidence | None = None
    elsewhere: Evidence | None = None
    pending: bool = False
    review: bool = False
    remarks: tuple[Remark, ...] = ()


class Links(msgspec.Struct, frozen=True):
    """All promises of the earlier report in order of its text, each with what the later one says."""

    earlier: Report
    later: Report
    links: tuple[Link, ...]
    remarks: tuple[Remark, ...] = ()
