"""The plan, area by area, in the report's own order; what is lost is named where it was."""

from __future__ import annotations

import msgspec

from jiannuo.exports.headlines import notable
from jiannuo.exports.page.cards import Card, Cards, Promise
from jiannuo.exports.page.words import clean
from jiannuo.model.outline import Part, Section
from jiannuo.model.report import Report
from jiannuo.model.span import Span
from jiannuo.model.statement import Kind, Measure, Milestone, Statement

FLAT = 6  # so many chapters with promises are areas themselves
SHARE = 0.3  # a chapter that holds more of the promises than this is divided into its sections
LARGE, DETAILS, LINES = 3, 9, 8  # figures and promises shown before the rest is folded


class Area(msgspec.Struct, frozen=True):
    """One area: what sums it up, three large figures, the other figures, promises; the last two fold after a few."""

    id: str
    marker: str
    title: str
    chapter: str = ""
    lead: tuple[str, ...] = ()
    large: tuple[Card, ...] = ()
    details: tuple[Card, ...] = ()
    folded: tuple[Card, ...] = ()
    promises: tuple[Promise, ...] = ()
    folded_promises: tuple[Promise, ...] = ()
    lost: bool = False
    opening: bool = False
    remark: str = ""

    @property
    def tally(self) -> str:
        """How much it holds, in words."""
        counts = (("指标", self.figures), ("事项", self.tasks))
        return " · ".join(f"{word} {count}" for word, count in counts if count)

    @property
    def figures(self) -> int:
        """How many figures it has."""
        return len(self.large) + len(self.details) + len(self.folded)

    @property
    def tasks(self) -> int:
        """How many promises without a figure it has."""
        return len(self.promises) + len(self.folded_promises)


class _Draft(msgspec.Struct):
    """An area before its statements are shown; spans are what belongs to it, less what belongs to others."""

    marker: str
    title: str
    spans: list[Span]
    chapter: str = ""
    opening: bool = False
    lead: list[str] = []
    lost: bool = False
    remark: str = ""
    statements: list[Statement] = []

    @property
    def numbered(self) -> bool:
        """Whether it is an area that the report itself counts."""
        return bool(self.marker) and not self.opening


def areas(cards: Cards) -> tuple[tuple[Area, ...], tuple[str, ...]]:
    """The areas with promises, and the titles of those sections of the plan that have none."""
    report = cards.report
    promised = [s for s in report.statements if s.kind is Kind.TARGET and s.part is not Part.OUTLOOK]
    drafts = _drafts(report, promised)
    _lost(report, drafts)
    rest = _deal(drafts, promised)
    kept = [draft for draft in drafts if draft.statements or draft.lost or draft.numbered]
    silent = tuple(draft.title for draft in drafts if draft not in kept and not draft.opening)
    if rest:
        loose = _Draft("", "章节之外的目标" if kept else "目标与事项", [], statements=rest)
        after = [i for i, d in enumerate(kept) if d.statements and d.statements[0].span.start < rest[0].span.start]
        kept.insert(after[-1] + 1 if after else 0, loose)
    return tuple(_area(f"a{number}", draft, cards) for number, draft in enumerate(kept, 1)), silent


def _drafts(report: Report, promised: list[Statement]) -> list[_Draft]:
    plan = [section for section in report.sections if section.part is Part.PLAN]
    inside = {section.index for section in plan}
    top = [section for section in plan if section.parent not in inside]
    counts = {section.index: sum(section.span.contains(s.span) for s in promised) for section in top}
    flat = sum(count > 0 for count in counts.values()) >= FLAT
    drafts: list[_Draft] = []
    for section in top:
        below = [other for other in plan if other.parent == section.index]
        if flat or len(below) < 2 or counts[section.index] <= SHARE * len(promised):
            drafts.append(_of(section, report))
            continue
        chapter = clean(f"{section.marker}{section.title}")
        opening = _Draft(
            clean(section.marker),
            clean(section.title),
            [Span(section.span.start, below[0].span.start)],
            chapter,
            opening=True,
        )
        drafts += [opening, *(_of(area, report, chapter) for area in below)]
    return drafts


def _of(section: Section, report: Report, chapter: str = "") -> _Draft:
    lead = [clean(below.title) for below in report.sections if below.parent == section.index and below.title]
    return _Draft(clean(section.marker), clean(section.title), [section.span], chapter, lead=lead)


def _lost(report: Report, drafts: list[_Draft]) -> None:
    """Put areas that the numbering misses where they belong, and a run that belongs to them with them."""
    for note in report.notes:
        if note.code != "sections_missing":
            continue
        marker = clean(str(note.params["marker"]))
        place = next((i for i, draft in enumerate(drafts) if draft.marker == marker), None)
        if place is None:
            continue
        width = len(marker) if marker.isdigit() else 0
        missing = str(note.params["missing"]).split("、")
        lost = [
            _Draft(number.zfill(width), "原文缺失", [], drafts[place].chapter, lost=True, remark="编号缺失，请对照原件")
            for number in missing
        ]
        _run(report, marker, drafts[place], lost)
        drafts[place:place] = lost


def _run(report: Report, marker: str, holder: _Draft, lost: list[_Draft]) -> None:
    """Move a numbered run out of its *holder* into the last of the *lost* areas before it."""
    for note in report.notes:
        if note.code == "run_out_of_place" and note.span is not None and clean(str(note.params["parent"])) == marker:
            first, last = clean(str(note.params["first"])), clean(str(note.params["last"]))
            run = [
                section
                for section in report.sections
                if section.number is not None
                and section.parent is not None
                and clean(report.sections[section.parent].marker) == marker
                and note.span.start <= section.heading.start <= note.span.end
            ]
            if not run:
                continue
            lost[-1].spans = [Span(run[0].span.start, run[-1].span.end)]
            lost[-1].lead = [clean(section.title) for section in run]
            lost[
                -1
            ].remark = f"标题缺失。编号“{first}”至“{last}”在原文中排在“{holder.marker}”之内，可能属于这里，请对照原件"
            holder.lead = [title for title in holder.lead if title not in lost[-1].lead]


def _deal(drafts: list[_Draft], promised: list[Statement]) -> list[Statement]:
    """Give each statement to the smallest draft around it; returns those that are in none."""
    rest = []
    for draft in drafts:
        draft.statements = []
    for statement in promised:
        around = [(len(span), i) for i, d in enumerate(drafts) for span in d.spans if span.contains(statement.span)]
        if around:
            drafts[min(around)[1]].statements.append(statement)
        else:
            rest.append(statement)
    return rest


def _area(name: str, draft: _Draft, cards: Cards) -> Area:
    measures = [s for s in draft.statements if isinstance(s, Measure)]
    large = notable(measures, LARGE)
    chosen = {id(measure) for measure in large}
    others = [cards.card(m) for m in measures if id(m) not in chosen]
    lines = [cards.promise(s) for s in draft.statements if isinstance(s, Milestone)]
    return Area(
        id=name,
        marker=draft.marker,
        title=draft.title,
        chapter=draft.chapter,
        lead=tuple(draft.lead),
        large=tuple(cards.card(measure) for measure in large),
        details=tuple(others[:DETAILS]),
        folded=tuple(others[DETAILS:]),
        promises=tuple(lines[:LINES]),
        folded_promises=tuple(lines[LINES:]),
        lost=draft.lost,
        opening=draft.opening,
        remark=draft.remark,
    )
