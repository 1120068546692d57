"""Figure against figure: which bound was applied, read strictly and leniently.  All values are in base units."""

from __future__ import annotations

from typing import NamedTuple

from jiannuo.linking.words import words
from jiannuo.model.link import Remark, Verdict
from jiannuo.model.statement import Bound, Measure, MeasureType

EXCEEDS = 0.05  # better than promised by so much is exceeded; worse by up to so much is partly, by more missed
HAIR = 1e-9  # rounding of binary numbers, not a tolerance


class Reading(NamedTuple):
    """The two readings of one comparison and the rule that was applied."""

    strict: Verdict
    lenient: Verdict
    rule: Remark


def compare(target: Measure, result: Measure) -> Reading:
    """The verdict on *target* by *result*, whose units are of one kind."""
    if is_ceiling(target):
        return _ceiling(target, result)
    low, high = _size(target, target.value), _size(target, result.value)
    top = _size(target, target.upper) if target.upper is not None else low
    low, top = min(low, top), max(low, top)
    by = (high - low) / abs(low) if low else high - low
    params = {"promised": _said(target), "actual": _said(result), "by": f"{by:+.1%}"}
    strict = _graded(by, (high - top) / abs(top) if top else high - top)
    if target.bound is Bound.APPROX and strict in (Verdict.PARTLY, Verdict.MET):
        return Reading(_exact(by), Verdict.MET, Remark("rule_about", params))
    if target.bound is Bound.RANGE:
        return Reading(strict, strict, Remark("rule_range", params))
    if target.bound is Bound.APPROX:
        return Reading(strict if by >= 0 else Verdict.MISSED, strict, Remark("rule_about", params))
    lenient = strict
    if strict is Verdict.PARTLY and result.bound is Bound.APPROX:
        lenient = Verdict.MET  # 近 or 约 so many, promised so many
    return Reading(strict, lenient, Remark("rule_floor" if target.bound is Bound.GE else "rule_figure", params))


def _graded(by: float, above_top: float) -> Verdict:
    """Better than promised by EXCEEDS, kept, short by up to EXCEEDS, or by more."""
    if above_top >= EXCEEDS - HAIR:
        return Verdict.EXCEEDED
    if by >= -HAIR:
        return Verdict.MET
    return Verdict.PARTLY if by >= -EXCEEDS - HAIR else Verdict.MISSED


def _exact(by: float) -> Verdict:
    return Verdict.MET if by >= -HAIR else Verdict.MISSED


def _ceiling(target: Measure, result: Measure) -> Reading:
    top = target.upper if target.upper is not None else target.value
    by = (result.value - top) / abs(top) if top else result.value - top
    params = {"promised": _said(target), "actual": _said(result), "by": f"{by:+.1%}"}
    if by <= HAIR:
        return Reading(Verdict.MET, Verdict.MET, Remark("rule_ceiling", params))
    verdict = Verdict.PARTLY if by <= EXCEEDS + HAIR else Verdict.MISSED
    if target.bound is Bound.APPROX and verdict is Verdict.PARTLY:
        return Reading(Verdict.MISSED, Verdict.MET, Remark("rule_ceiling_about", params))
    return Reading(verdict, verdict, Remark("rule_ceiling", params))


def is_ceiling(target: Measure) -> bool:
    """Whether less is better: 以内, or an indicator that is always meant so and is not promised to fall by so much."""
    if target.value < 0:
        return False
    return target.bound is Bound.LE or (target.code in words().ceilings and target.bound is not Bound.GE)


def _size(target: Measure, value: float) -> float:
    """*value* so that more is better: a promised decline is judged by how far it went."""
    falling = target.value < 0 and target.measure is MeasureType.GROWTH
    return -value if falling else value


def _said(measure: Measure) -> str:
    return measure.text
