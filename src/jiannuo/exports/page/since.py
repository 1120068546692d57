"""What changed since the earlier report, and what became of its promises."""

from __future__ import annotations

import msgspec

from jiannuo.exports.comparing import fresh
from jiannuo.exports.links.rows import ORDER, promised
from jiannuo.exports.page import charts
from jiannuo.exports.page.cards import Cards, Promise
from jiannuo.exports.page.top import Change, Light, changes, verdict_light
from jiannuo.exports.page.words import clean, title
from jiannuo.linking import PairError, link
from jiannuo.model.link import Link, Links, Sort, Verdict
from jiannuo.model.outline import Part
from jiannuo.model.report import Report
from jiannuo.model.statement import Milestone

# Verdicts in the order in which a reader asks for them; the last two are folded.
ASKED = (Verdict.MISSED, Verdict.PARTLY, Verdict.UNMENTIONED, Verdict.REPORTED, Verdict.EXCEEDED, Verdict.MET)
FOLDED = (Verdict.REPORTED, Verdict.EXCEEDED, Verdict.MET)


class Answer(msgspec.Struct, frozen=True):
    """An earlier promise and the clause that answers it; at is the clause's sentence, None where there is none."""

    promise: str
    answer: str
    at: int | None
    rule: str


class Group(msgspec.Struct, frozen=True):
    """All promises with one verdict."""

    light: Light
    answers: tuple[Answer, ...]
    folded: bool


class Since(msgspec.Struct, frozen=True):
    """All that the page tells about two years; trouble says why promises could not be held against this report."""

    title: str
    trouble: str
    changes: tuple[Change, ...]
    tallies: tuple[tuple[Light, int], ...]
    total: int
    groups: tuple[Group, ...]
    fresh: tuple[Promise, ...]
    new_topics: tuple[str, ...]
    lost_topics: tuple[str, ...]


def since(cards: Cards, previous: Report) -> Since:
    """What changed from *previous* to the report of *cards*."""
    groups: tuple[Group, ...] = ()
    trouble = ""
    try:
        groups = _groups(kept(previous, cards.report), cards)
    except PairError as error:
        trouble = clean(error.message("zh"))
    new_topics, lost_topics = charts.moved_topics(cards.report, previous)
    by_name = {group.light.name: group for group in groups}
    ordered = [by_name[verdict.value] for verdict in ORDER if verdict.value in by_name]
    return Since(
        title="".join(title(previous.metadata)),
        trouble=trouble,
        changes=changes(cards, previous),
        tallies=tuple((group.light, len(group.answers)) for group in ordered),
        total=sum(len(group.answers) for group in groups),
        groups=groups,
        fresh=tuple(cards.promise(milestone) for milestone in new_milestones(previous, cards.report)),
        new_topics=new_topics,
        lost_topics=lost_topics,
    )


def kept(previous: Report, report: Report) -> Links:
    """Every figure and milestone of *previous* with what *report* says of it, intentions left out; may be PairError."""
    links = link(previous, report)
    firm = tuple(one for one in links.links if one.promise.sort is not Sort.INTENTION)
    return Links(previous, report, firm, links.remarks)


def new_milestones(previous: Report, report: Report) -> list[Milestone]:
    """Milestones of *report* that have no like in *previous*."""
    old = [m.text for m in previous.milestones if m.part is not Part.OUTLOOK]
    new = [m for m in report.milestones if m.part is not Part.OUTLOOK]
    return [new[index] for index in fresh(old, [m.text for m in new])]


def _groups(links: Links, cards: Cards) -> tuple[Group, ...]:
    groups = []
    for verdict in ASKED:
        answers = tuple(_answer(one, links, cards) for one in links.links if one.verdict is verdict)
        if answers:
            groups.append(Group(verdict_light(verdict), answers, verdict in FOLDED))
    return tuple(groups)


def _answer(one: Link, links: Links, cards: Cards) -> Answer:
    said = one.evidence[0] if one.evidence else one.elsewhere
    return Answer(
        clean(promised(one, links)),
        clean("；".join(evidence.text for evidence in one.evidence) or (said.text if said else "")),
        cards.pane.at(said.span.start) if said else None,
        one.rule.message("zh"),
    )
