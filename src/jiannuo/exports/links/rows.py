"""What the exports of links share: the record of a link, its words, and how many there are of each verdict."""

from __future__ import annotations

from collections import Counter
from typing import Any

from jiannuo.exports.figures import figure
from jiannuo.model.link import Evidence, Link, Links, Sort, Verdict
from jiannuo.model.statement import Measure

# Order of verdicts on a page: what a reader asks first.
ORDER = tuple(Verdict)

BRIEF = 14  # characters of a clause that may lack its subject

# verdict → (sign, zh, en): never told by colour alone.
VERDICTS: dict[Verdict, tuple[str, str, str]] = {
    Verdict.EXCEEDED: ("▲", "超额完成", "exceeded"),
    Verdict.MET: ("●", "完成", "met"),
    Verdict.PARTLY: ("◆", "部分完成", "partly"),
    Verdict.MISSED: ("■", "未完成", "missed"),
    Verdict.REPORTED: ("◇", "提及，不足以判断", "reported"),
    Verdict.UNMENTIONED: ("○", "未提及", "unmentioned"),
}
SORTS: dict[Sort, tuple[str, str]] = {
    Sort.MEASURE: ("指标", "figure"),
    Sort.MILESTONE: ("事项", "milestone"),
    Sort.INTENTION: ("意向", "intention"),
}


def verdict_word(verdict: Verdict, language: str) -> str:
    """The verdict in the reader's language, without its sign."""
    return VERDICTS[verdict][1 if language == "zh" else 2]


def sort_word(sort: Sort, language: str) -> str:
    """The sort of a promise in the reader's language."""
    return SORTS[sort][0 if language == "zh" else 1]


def tally(links: Links) -> dict[Sort, Counter[Verdict]]:
    """How many links have each verdict, by the sort of their promise."""
    counts: dict[Sort, Counter[Verdict]] = {sort: Counter() for sort in Sort}
    for link in links.links:
        counts[link.promise.sort][link.verdict] += 1
    return counts


def promised(link: Link, links: Links) -> str:
    """The promise in one line: 城镇新增就业 1,000 万人以上, or the milestone's own words."""
    statement = link.promise.statement
    if isinstance(statement, Measure):
        return f"{statement.indicator}\u3000{figure(statement, links.earlier.text)}"
    return statement.text


def answered(link: Link) -> str:
    """The evidence, a line each, empty where there is none."""
    return "\n".join(said(evidence) for evidence in link.evidence)


def said(evidence: Evidence) -> str:
    """The clause of *evidence*; one that only says 增长6.6% has its subject before it in brackets."""
    text, measure = evidence.text, evidence.measure
    if (
        measure is None
        or len(text) > BRIEF
        or any(part in text for part in (measure.indicator, measure.indicator[-2:]))
    ):
        return text
    return f"〔{measure.indicator}〕{text}"


def remarks(link: Link, language: str) -> str:
    """All remarks on a link in one line."""
    return ("；" if language == "zh" else "; ").join(remark.message(language) for remark in link.remarks)


def record(link: Link, language: str) -> dict[str, Any]:
    """A link as plain values; fields that do not apply are left out."""
    statement = link.promise.statement
    promise: dict[str, Any] = {
        "id": statement.id,
        "sort": link.promise.sort.value,
        "start": statement.span.start,
        "end": statement.span.end,
        "text": statement.text,
    }
    if isinstance(statement, Measure):
        promise |= {"indicator": statement.indicator, "code": statement.code} | _figure(statement)
    else:
        promise |= {"action": statement.action, "object": statement.object}
    promise |= {"bound_words": list(statement.bound_words), "topic": statement.topic}
    if statement.period is not None:
        promise["period"] = str(statement.period)
    if link.promise.restated:
        promise["restated"] = [{"start": span.start, "end": span.end} for span in link.promise.restated]
    row: dict[str, Any] = {
        "promise": promise,
        "verdict": link.verdict.value,
        "evidence": [_evidence(evidence) for evidence in link.evidence],
        "rule": {"code": link.rule.code, "words": link.rule.message(language)},
        "strict": link.strict.value,
        "lenient": link.lenient.value,
        "confidence": link.confidence,
        "pending": link.pending,
        "review": link.review,
        "notes": [{"code": remark.code, "words": remark.message(language)} for remark in link.remarks],
    }
    if link.runner_up is not None:
        row["runner_up"] = _evidence(link.runner_up)
    if link.elsewhere is not None:
        row["elsewhere"] = _evidence(link.elsewhere)
    return row


def _figure(measure: Measure) -> dict[str, Any]:
    upper = {"upper": measure.upper} if measure.upper is not None else {}
    return {"value": measure.value} | upper | {"unit": measure.unit, "bound": measure.bound.value}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    row: dict[str, Any] = {
        "start": evidence.span.start,
        "end": evidence.span.end,
        "text": evidence.text,
        "part": evidence.part.value,
        "sentence_start": evidence.sentence.start,
        "sentence_end": evidence.sentence.end,
    }
    if evidence.shared:
        row["shared"] = evidence.shared
    if evidence.measure is not None:
        row |= {"indicator": evidence.measure.indicator} | _figure(evidence.measure)
    return row
