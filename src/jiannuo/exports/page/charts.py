"""What the charts show: plain values; the page draws them and repeats them as tables."""

from __future__ import annotations

from collections import Counter
from typing import Any

from jiannuo.exports.headlines import headlines
from jiannuo.exports.page.cards import name
from jiannuo.exports.page.words import topic_name
from jiannuo.model.outline import Part
from jiannuo.model.report import Report
from jiannuo.model.statement import Kind

TOPICS = 12  # topics with a bar of their own
LEAST = 2  # pairs from which a comparison is one
LEAST_TOPICS, LEAST_PROMISES = 3, 12  # shares of fewer say nothing
LONGEST = 14  # characters of a label
FALL = "下降"


def pace(report: Report) -> dict[str, Any] | None:
    """Targets and results in percent, side by side; None where fewer than two indicators have both."""
    both = [(row.target, row.result) for row in headlines(report) if row.target and row.result]
    chosen = [(t, r) for t, r in both if t.unit == r.unit == "%" and t.upper is None and r.upper is None]
    chosen = [(t, r) for t, r in chosen if t.value < 50]  # an index or a coverage would flatten the others
    if len(chosen) < LEAST:
        return None
    labels, targets, results = [], [], []
    for target, result in chosen:
        falls = target.value < 0 and result.value < 0
        labels.append(name(target)[:LONGEST] + (FALL if falls and FALL not in name(target) else ""))
        targets.append(-target.value if falls else target.value)
        results.append(-result.value if falls else result.value)
    return {"labels": labels, "targets": targets, "results": results}


def topics(report: Report, previous: Report | None) -> dict[str, Any] | None:
    """Shares of promises by topic, in percent with one decimal; beside last year's where that is given."""
    now = promised_topics(report)
    if len(now) < LEAST_TOPICS or sum(now.values()) < LEAST_PROMISES:
        return None
    before = promised_topics(previous) if previous else Counter()
    chosen = [topic for topic, _ in now.most_common(TOPICS)]
    rest = sum(now.values()) - sum(now[topic] for topic in chosen)
    value: dict[str, Any] = {
        "keys": chosen,
        "labels": [topic_name(topic) for topic in chosen],
        "counts": [now[topic] for topic in chosen],
        "shares": _shares(now, chosen),
        "rest": rest,
        "before": _shares(before, chosen) if before else None,
    }
    return value


def moved_topics(report: Report, previous: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Topics with promises now and none before, and the other way round."""
    now, before = promised_topics(report), promised_topics(previous)
    new = tuple(topic_name(topic) for topic in now if topic and topic not in before)
    return new, tuple(topic_name(topic) for topic in before if topic and topic not in now)


def promised_topics(report: Report) -> Counter[int]:
    return Counter(s.topic for s in report.statements if s.kind is Kind.TARGET and s.part is not Part.OUTLOOK)


def _shares(counts: Counter[int], chosen: list[int]) -> list[float]:
    total = sum(counts.values()) or 1
    return [round(100 * counts[topic] / total, 1) for topic in chosen]
