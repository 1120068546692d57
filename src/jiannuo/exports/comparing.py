"""Two reports of one place side by side: headline targets against results, and promises that are new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from jiannuo.linking.figures import Reading, compare
from jiannuo.model.report import Report
from jiannuo.model.statement import Kind, Measure
from jiannuo.statements.headline import headline

SAME = 0.6  # share of common pairs of characters from which two promises are one


class Row(msgspec.Struct, frozen=True):
    """A headline indicator over two years: the earlier target, its result in the later report, the later target.

    reading is the result held against the earlier target, None where one of them lacks or their units differ; change
    is the later target less the earlier one.
    """

    code: str
    before: Measure | None
    result: Measure | None
    now: Measure | None
    reading: Reading | None
    change: float | None


def rows(previous: Report, report: Report) -> list[Row]:
    """Every headline indicator with a target in either report, those with a target in both first."""
    old = {f.code: f for f in headline(previous) if f.kind is Kind.TARGET}
    new = {(f.code, f.kind): f for f in headline(report)}
    before, now = ({m.span: m for m in r.measures} for r in (previous, report))
    found = []
    for code in dict.fromkeys([*(code for code, _ in new), *old]):
        was, result, target = old.get(code), new.get((code, Kind.RESULT)), new.get((code, Kind.TARGET))
        if was is None and target is None:
            continue
        promised = before[was.span] if was else None
        told = now[result.span] if result else None
        found.append(
            Row(
                code,
                promised,
                told,
                now[target.span] if target else None,
                compare(promised, told) if promised and told and promised.unit == told.unit else None,
                round(target.low - was.low, 6) if was and target else None,
            )
        )
    return sorted(found, key=lambda row: (row.now is None) + (row.before is None))


def way(row: Row) -> str:
    """上调, 下调 or 持平, of promised declines 降幅加大 or 降幅收窄; empty where there are not two targets."""
    if row.change is None or row.before is None or row.now is None:
        return ""
    if abs(row.change) < 1e-9:
        return "持平"
    up = row.change > 0
    if row.before.value < 0 and row.now.value < 0:
        return "降幅收窄" if up else "降幅加大"
    return "上调" if up else "下调"


def fresh(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """Indices of the promises of *new* that have no like in *old*."""
    index: dict[str, list[int]] = {}
    sizes = []
    for number, text in enumerate(old):
        pairs = _pairs(text)
        sizes.append(len(pairs))
        for pair in pairs:
            index.setdefault(pair, []).append(number)
    found = []
    for number, text in enumerate(new):
        pairs = _pairs(text)
        common = Counter(other for pair in pairs for other in index.get(pair, ()))
        if not any(count >= SAME * min(len(pairs), sizes[other]) for other, count in common.items()):
            found.append(number)
    return found


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def same_place(one: Report, other: Report) -> bool:
    """Whether both speak for one place, as far as they say."""
    first, second = one.metadata, other.metadata
    if first.code and second.code:
        return first.code == second.code
    return first.place == second.place
