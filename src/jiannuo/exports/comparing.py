"""Two reports of one place side by side: targets against results by a printed rule, wordings, promises new and gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from jiannuo.model.report import Report
from jiannuo.model.statement import Bound, Kind, Measure
from jiannuo.statements.headline import HeadlineFigure, headline

# The smaller the better: a result below the target meets it.
FALLING = ("cpi", "unemployment_registered", "unemployment_surveyed", "energy_intensity")
SOFT = ("左右", "上下", "力争", "努力", "争取", "约")
LENIENT_POINTS, LENIENT_SHARE = 0.5, 0.1
SAME = 0.6  # share of common pairs of characters from which two promises are one

RULE = (
    "严口径：结果不低于目标下限（价格、失业率、能耗为不高于目标上限）即为达到；"
    f"宽口径：目标带有“左右”“力争”等词时，百分数相差不超过 {LENIENT_POINTS} 个百分点、"
    f"其他数量相差不超过 {LENIENT_SHARE:.0%} 也算达到。"
)


class Verdict(msgspec.Struct, frozen=True):
    """Whether a result met a target, by the strict and by the lenient reading."""

    strict: bool
    lenient: bool


def judge(target: HeadlineFigure, result: HeadlineFigure) -> Verdict:
    """Hold *result* against *target* by RULE."""
    falling = target.code in FALLING
    short = result.low - target.high if falling else target.low - result.high
    strict = short <= 1e-9
    soft = target.bound is Bound.APPROX or any(word in SOFT for word in target.bound_words)
    room = LENIENT_POINTS if target.unit == "%" else LENIENT_SHARE * abs(target.low)
    return Verdict(strict, strict or (soft and short <= room + 1e-9))


class Row(msgspec.Struct, frozen=True):
    """A headline indicator over two years: the earlier target, its result in the later report, the later target."""

    code: str
    before: Measure | None
    result: Measure | None
    now: Measure | None
    verdict: Verdict | None
    change: float | None


def rows(previous: Report, report: Report) -> list[Row]:
    """Every headline indicator of either report, those with a target in both first."""
    old = {f.code: f for f in headline(previous) if f.kind is Kind.TARGET}
    new = {(f.code, f.kind): f for f in headline(report)}
    before, now = ({m.span: m for m in r.measures} for r in (previous, report))
    found = []
    for code in dict.fromkeys([*(code for code, _ in new), *old]):
        was, result, target = old.get(code), new.get((code, Kind.RESULT)), new.get((code, Kind.TARGET))
        if was is None and target is None:
            continue
        found.append(
            Row(
                code,
                before[was.span] if was else None,
                now[result.span] if result else None,
                now[target.span] if target else None,
                judge(was, result) if was and result else None,
                round(target.low - was.low, 6) if was and target else None,
            )
        )
    return sorted(found, key=lambda row: (row.now is None) + (row.before is None))


def unmatched(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], list[int]]:
    """Indices of the promises of *old* that have no like in *new*, and of those of *new* that had none in *old*."""
    index: dict[str, list[int]] = {}
    sizes = []
    for number, text in enumerate(new):
        pairs = _pairs(text)
        sizes.append(len(pairs))
        for pair in pairs:
            index.setdefault(pair, []).append(number)
    gone, met = [], set()
    for number, text in enumerate(old):
        pairs = _pairs(text)
        common = Counter(other for pair in pairs for other in index.get(pair, ()))
        like = [other for other, count in common.items() if count >= SAME * min(len(pairs), sizes[other])]
        met.update(like)
        if not like:
            gone.append(number)
    return gone, [number for number in range(len(new)) if number not in met]


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def same_place(one: Report, other: Report) -> bool:
    """Whether both speak for one place, as far as they say."""
    first, second = one.metadata, other.metadata
    if first.code and second.code:
        return first.code == second.code
    return first.place == second.place
