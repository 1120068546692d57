"""What units that a task was passed down to have reached, as one result, by a stated rule.

Whoever has not reported is named and never guessed; the rule is printed with its figures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import msgspec

from jiannuo.ledger.month import Month
from jiannuo.ledger.printing import printed, sentences
from jiannuo.ledger.status import Named, Sort
from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.link import Remark


class Roll(Named):
    """How results of passed-down tasks become one (汇总规则)."""

    SUM = "sum", "合计", "sum"
    MEAN = "mean", "平均", "mean"
    WEIGHTED = "weighted", "加权平均", "weighted mean"
    LOWEST = "lowest", "取最低", "lowest"
    HIGHEST = "highest", "取最高", "highest"
    LAST = "last", "取最近一次", "latest"
    ALL_DONE = "all_done", "全部完成才算完成", "all done"


DEFAULT: Mapping[Sort, Roll] = {
    Sort.CUMULATIVE: Roll.SUM,
    Sort.RATE: Roll.MEAN,
    Sort.CEILING: Roll.HIGHEST,
    Sort.STEPS: Roll.ALL_DONE,
    Sort.OTHER: Roll.LAST,
}


class Child(msgspec.Struct, frozen=True, kw_only=True):
    """What one unit reached: value as approved, None where it has not reported; month of that value.

    weight is for the weighted mean; done is the day on which its part was finished, for Roll.ALL_DONE.
    """

    unit: str
    value: float | None = None
    month: Month | None = None
    weight: float | None = None
    done: date | None = None


class Rolled(msgspec.Struct, frozen=True, kw_only=True):
    """The result; value None where there is none to tell.  done is the day of the last part, all being done.

    share is the part of the units that is done, for Roll.ALL_DONE.  missing are the units that have not reported.
    """

    value: float | None
    done: date | None = None
    share: float | None = None
    missing: tuple[str, ...] = ()
    rule: Remark
    note: Remark | None = None

    def printed(self, language: str | None = None) -> str:
        """The rule with its figures and who is missing, in ``zh`` or ``en``."""
        return sentences((remark for remark in (self.rule, self.note) if remark), language)


def default_roll(sort: Sort) -> Roll:
    """The rule for tasks of *sort* where the office names none."""
    return DEFAULT[sort]


def roll_up(roll: Roll, children: Sequence[Child], unit: str = "") -> Rolled:
    """What *children* make together; *unit* is that of the figures, for the sentence.

    Raises RefusedError where weights are lacking or make no sense.
    """
    if roll is Roll.ALL_DONE:
        return _all_done(children)
    missing = tuple(child.unit for child in children if child.value is None)
    held = [child for child in children if child.value is not None]
    if roll is Roll.WEIGHTED:
        _check_weights(children)
    if not held:
        return Rolled(value=None, missing=missing, rule=Remark("rolled_none", _names(children, missing)))
    value = _RULES[roll](held)
    note = Remark("rolled_missing", {"lacking": len(missing), "names": "、".join(missing)}) if missing else None
    rule = Remark(f"rolled_{roll.value}", {"value": printed(value, unit), "held": len(held)})
    return Rolled(value=value, missing=missing, rule=rule, note=note)


def _names(children: Sequence[Child], missing: Sequence[str]) -> dict[str, str | int]:
    return {
        "all": len(children),
        "held": len(children) - len(missing),
        "lacking": len(missing),
        "names": "、".join(missing),
    }


def _all_done(children: Sequence[Child]) -> Rolled:
    missing = tuple(child.unit for child in children if child.done is None)
    days = [child.done for child in children if child.done is not None]
    names = _names(children, missing)
    if not days or missing:
        rule = Remark("rolled_open" if children else "rolled_none", names)
        share = len(days) / len(children) if children else None
        return Rolled(value=None, share=share, missing=missing, rule=rule)
    return Rolled(value=None, done=max(days), share=1.0, rule=Remark("rolled_done", {**names, "day": str(max(days))}))


def _check_weights(children: Sequence[Child]) -> None:
    lacking = [child.unit for child in children if child.weight is None or not child.weight > 0]
    if lacking:
        raise RefusedError("rollup_no_weight", names="、".join(lacking))


def _values(held: Sequence[Child]) -> list[float]:
    return [child.value for child in held if child.value is not None]


def _sum(held: Sequence[Child]) -> float:
    return math.fsum(_values(held))


def _mean(held: Sequence[Child]) -> float:
    return _sum(held) / len(held)


def _weighted(held: Sequence[Child]) -> float:
    weights = [child.weight or 0.0 for child in held]
    return math.fsum(v * w for v, w in zip(_values(held), weights, strict=True)) / math.fsum(weights)


def _last(held: Sequence[Child]) -> float:
    """The value of the latest month; of several for one month the last in the given order."""
    latest = max(enumerate(held), key=lambda pair: (pair[1].month or Month(0, 1), pair[0]))[1]
    assert latest.value is not None
    return latest.value


_RULES: Mapping[Roll, Callable[[Sequence[Child]], float]] = {
    Roll.SUM: _sum,
    Roll.MEAN: _mean,
    Roll.WEIGHTED: _weighted,
    Roll.LOWEST: lambda held: min(_values(held)),
    Roll.HIGHEST: lambda held: max(_values(held)),
    Roll.LAST: _last,
}
