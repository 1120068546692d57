"""The bulletin's figures reckoned once more, from what the test typed and by the printed rules alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .plan import Known, owes

RATINGS = ("欠进度", "未启动", "达进度", "超进度", "已完成", "提前完成", "其它")
GREEN, YELLOW, RED, GREY = "绿灯", "黄灯（补正）", "红灯", "未亮灯"


@dataclass(frozen=True)
class Line:
    """The figures of all tasks, or of a unit's."""

    counted: int
    ratings: Mapping[str, int]
    behind: int
    late: int


def share(part: int, whole: int) -> str:
    """Per cent with one decimal, halves up."""
    return f"{(Decimal(part) * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


class Reckoning:
    """What was reported, and when it was not in time or was decided otherwise."""

    def __init__(self, tasks: Iterable[Known]) -> None:
        self.tasks = list(tasks)
        self.late: set[tuple[str, int]] = set()  # unit and month
        self.overridden: dict[tuple[int, int], str] = {}  # number and month

    def target(self, known: Known, month: int) -> Fraction:
        """The target that counts when *month* is printed."""
        since = [when for when in known.targets if when <= month]
        return known.targets[max(since)] if since else known.target

    def rating(self, known: Known, month: int) -> str:
        """The rating as printed, the override first."""
        return self.overridden.get((known.number, month)) or self.computed(known, month, month)

    def computed(self, known: Known, month: int, printed: int) -> str:
        """The rating of *month*, by the target that counts when *printed* is printed."""
        if known.sort == "other":
            return "其它"
        if known.sort == "step":
            return _step(known, month)
        assert known.values is not None
        last = max((when for when in range(1, month + 1) if owes(known, when)), default=0)
        if not last:
            return "未启动"
        return self._judged(known, known.values(last), month, last, printed)

    def _judged(self, known: Known, value: Fraction, month: int, last: int, printed: int) -> str:
        end, target = known.due.month, self.target(known, printed)
        if known.sort == "ceiling":
            return "欠进度" if value > target else "已完成" if month >= end else "达进度"
        if known.sort == "figure":
            asked = target if known.base is None else known.base + (target - known.base) * last / end
            if value < asked:
                return "欠进度"
            return "已完成" if month >= end else "超进度" if value >= asked * Fraction("1.1") else "达进度"
        assert known.values is not None
        reached = [when for when in range(1, last + 1) if known.values(when) >= target]
        if reached:
            return "提前完成" if reached[0] < end else "已完成"
        asked = target * last / end
        if value == 0:
            return "未启动"
        if value < asked:
            return "欠进度"
        return "超进度" if value >= asked + max(asked / 10, target * Fraction("0.03")) else "达进度"

    def light(self, known: Known, month: int, now: int) -> str:
        """The light of *month* as it is shown after the returns of *now*."""
        if not owes(known, month):
            return GREEN if known.sort == "step" and month > known.due.month else GREY
        good = self._good(known, month, now)
        if (known.unit, month) in self.late and not self._finished(known, month - 1, now):
            return YELLOW if good or self._made_good(known, month, now) else RED
        if good:
            return GREEN
        return YELLOW if self._made_good(known, month, now) else RED

    def _good(self, known: Known, month: int, now: int) -> bool:
        return self.computed(known, month, now) not in ("欠进度", "未启动") or (
            known.sort == "step" and self.computed(known, month, now) == "未启动"
        )

    def _finished(self, known: Known, month: int, now: int) -> bool:
        return known.sort in ("amount", "step") and month > 0 and "完成" in self.computed(known, month, now)

    def _made_good(self, known: Known, month: int, now: int) -> bool:
        """Whether a later return had what *month* asked for."""
        if known.sort == "step":
            return known.done is not None and known.done.month <= now
        if known.values is None:
            return False
        later = [known.values(when) for when in range(month + 1, now + 1) if owes(known, when)]
        return any(self._judged_as_if(known, value, month, now) for value in later)

    def _judged_as_if(self, known: Known, value: Fraction, month: int, now: int) -> bool:
        target = self.target(known, now)
        if known.sort == "ceiling":
            return value <= target
        if known.sort == "figure":
            asked = target if known.base is None else known.base + (target - known.base) * month / known.due.month
            return value >= asked
        return value >= target * month / known.due.month

    def is_behind(self, known: Known, month: int) -> bool:
        """Whether the bulletin counts it as lagging."""
        rating = self.rating(known, month)
        return rating == "欠进度" or (rating == "未启动" and self.light(known, month, month) == RED)

    def is_late(self, known: Known, month: int) -> bool:
        """Whether its return of *month* came late."""
        return (known.unit, month) in self.late and owes(known, month)

    def line(self, month: int, unit: str = "") -> Line:
        """The figures of *unit*, or of all."""
        mine = [known for known in self.tasks if unit in ("", known.unit)]
        ratings = Counter(self.rating(known, month) for known in mine)
        return Line(
            counted=len(mine),
            ratings={rating: ratings[rating] for rating in RATINGS},
            behind=sum(self.is_behind(known, month) for known in mine),
            late=sum(self.is_late(known, month) for known in mine),
        )

    def lights(self, month: int) -> Counter[str]:
        """How many tasks have which light in *month*."""
        return Counter(self.light(known, month, month) for known in self.tasks)

    def units(self) -> list[str]:
        """The units that have a task."""
        return list(dict.fromkeys(known.unit for known in self.tasks))


def _step(known: Known, month: int) -> str:
    if known.done is not None and known.done.month <= month:
        return "提前完成" if known.done.month < known.due.month else "已完成"
    over = date(known.due.year, month, 25) >= known.due if month < known.due.month else month >= known.due.month
    return "欠进度" if over else "达进度"
