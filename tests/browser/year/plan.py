"""What the test has people type in the year: which promises are kept, who leads them, what is reported when."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

YEAR = 2026
INDUSTRY, HOUSING, TRADE, COUNTY, TOWN, PORT = "市工信局", "市住建局", "市商务局", "石濂县", "桐壤镇", "河口镇"
CODES = {
    INDUSTRY: "YT-GXJ",
    HOUSING: "YT-ZJJ",
    TRADE: "YT-SWJ",
    COUNTY: "SL",
    TOWN: "SL-TR",
    PORT: "SL-HK",
}
Values = Callable[[int], Fraction]


@dataclass
class Known:
    """A task as the test knows it from what it typed; values are what was reported at the end of each month."""

    number: int
    unit: str
    sort: str  # amount, figure, ceiling, step, other
    values: Values | None = None
    target: Fraction = Fraction(0)
    upper: Fraction | None = None
    base: Fraction | None = None
    due: date = date(YEAR, 12, 31)
    quarterly: bool = False
    done: date | None = None  # of the one step
    targets: dict[int, Fraction] = field(default_factory=dict)  # by the month from which an adjusted one counts


def paced(target: float, *paces: tuple[int, float]) -> Values:
    """What even progress asks for times a pace, rounded up; each pace from its month on."""

    def value(month: int) -> Fraction:
        pace = next(pace for since, pace in reversed(paces) if month >= since)
        asked = Fraction(str(target)) * month / 12 * Fraction(str(pace))
        places = 1 if target >= 40 else 100
        return Fraction(math.ceil(asked * places), places)

    return value


def listed(*values: float) -> Values:
    """These values from January on; the last stays."""
    return lambda month: Fraction(str(values[min(month, len(values)) - 1]))


def halted(before: Values, since: int) -> Values:
    """As *before*, without any movement from the month *since* on."""
    return lambda month: before(min(month, since))


def _amount(number: int, unit: str, target: float, values: Values) -> Known:
    return Known(number, unit, "amount", values, Fraction(str(target)))


def _even(number: int, unit: str, target: float) -> Known:
    return _amount(number, unit, target, paced(target, (1, 1.04), (12, 1.0)))


def _ahead(number: int, unit: str, target: float) -> Known:
    return _amount(number, unit, target, paced(target, (1, 1.3)))


def _figure(number: int, unit: str, target: float, values: Values, **more: object) -> Known:
    return Known(number, unit, "figure", values, Fraction(str(target)), **more)  # type: ignore[arg-type]


BEHIND, MADE_GOOD, STILL, SENT_BACK, ADJUSTED, OVERRIDDEN = 128, 45, 123, 41, 122, 115
MERGED, SPLIT = (53, 54), 135

# By the numbers of the promises, as the report brings them.
KEPT = (
    _figure(17, INDUSTRY, 7, listed(7.2, 7.1, 7.3, 7.4, 8.1, 8.0, 7.9, 7.5, 7.4, 7.3, 7.2, 7.1)),
    _figure(31, INDUSTRY, 60, listed(61, 62)),
    Known(55, INDUSTRY, "step", due=date(YEAR, 9, 30), done=date(YEAR, 8, 18)),
    Known(57, INDUSTRY, "step", done=date(YEAR, 12, 15)),
    _even(59, INDUSTRY, 90),
    _ahead(62, INDUSTRY, 160),
    _amount(63, INDUSTRY, 10, listed(0, 0, 3, 4, 5, 6, 6, 7, 8, 9, 10)),
    _figure(64, INDUSTRY, 85, lambda m: Fraction("76.2") + Fraction("0.75") * m, base=Fraction("76.2")),
    _even(67, INDUSTRY, 24),
    _figure(69, INDUSTRY, 6, listed(0, 0, 5.8, 0, 0, 6.1, 0, 0, 6.2, 0, 0, 6.3), quarterly=True),
    _figure(19, TRADE, 5.5, listed(4.8, 4.9, 5.0, 5.2, 5.3, 5.5, 5.6, 5.6, 5.7, 5.6, 5.6, 5.6)),
    _figure(20, TRADE, 5, listed(5.1, 5.3, 5.9, 6.2, 5.4, 5.2, 5.1, 5.3, 5.2, 5.1, 4.6, 4.4)),
    Known(25, TRADE, "ceiling", listed(0.4, 0.5, 0.5, 0.6, 0.6, 0.7, 2.3, 1.9, 1.2, 1.0, 0.8, 0.8), Fraction(2)),
    _even(38, TRADE, 120),
    _amount(40, TRADE, 3, listed(0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3)),
    _even(SENT_BACK, TRADE, 5000),
    _ahead(43, TRADE, 4000),
    Known(44, TRADE, "other"),
    _amount(MADE_GOOD, TRADE, 200, paced(200, (1, 1.05), (4, 0.8), (7, 1.06), (12, 1.0))),
    _even(47, TRADE, 15),
    _even(105, TRADE, 17),
    _figure(107, TRADE, 25, listed(26)),
    _amount(108, TRADE, 2, listed(0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2)),
    _ahead(90, HOUSING, 1000),
    Known(113, HOUSING, "step"),
    _amount(114, HOUSING, 6, listed(1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6)),
    _amount(OVERRIDDEN, HOUSING, 130, paced(130, (1, 1.02), (8, 0.9), (12, 1.0))),
    _even(120, HOUSING, 95),
    _even(ADJUSTED, HOUSING, 1500),
    _amount(STILL, HOUSING, 320, halted(paced(320, (1, 1.05)), 3)),
    _amount(BEHIND, HOUSING, 2800, paced(2800, (1, 0.85))),
    Known(157, HOUSING, "ceiling", listed(39, 37, 35, 33, 31, 29, 28, 28, 28, 29, 30, 30), Fraction(31)),
    _figure(169, HOUSING, 96, listed(96, 96.5)),
    Known(146, COUNTY, "step", done=date(YEAR, 10, 12)),
    _even(151, COUNTY, 320),
    _amount(152, COUNTY, 150, lambda m: TOWN_SHARE(m) + PORT_SHARE(m)),
    _figure(153, COUNTY, 62, listed(60, 61, 62)),
)
TOWN_SHARE, PORT_SHARE = paced(90, (1, 1.05), (12, 1.0)), paced(60, (1, 0.9), (9, 1.02), (12, 1.0))
KEEP = {known.number for known in KEPT} | {*MERGED, SPLIT}
# What merging and splitting makes, and what the county passes down; numbers follow the last of the report.
TOGETHER = ("精密轴承和竹木家居产业集群产值", 680)
HALVES = (("新建高标准农田", 9), ("改造提升高标准农田", 6))


def made(last: int) -> list[Known]:
    """The tasks that come of merging, splitting and passing down, in the order in which they are made."""
    names = iter(range(last + 1, last + 10))
    return [
        _even(next(names), INDUSTRY, TOGETHER[1]),
        _ahead(next(names), COUNTY, HALVES[0][1]),
        _even(next(names), COUNTY, HALVES[1][1]),
        _amount(next(names), TOWN, 90, TOWN_SHARE),
        _amount(next(names), PORT, 60, PORT_SHARE),
        Known(next(names), TOWN, "step", done=date(YEAR, 10, 11)),
    ]


def owes(known: Known, month: int) -> bool:
    """Whether *known* is reported on in *month*: up to the deadline, by quarter where it is so."""
    if month > known.due.month:
        return False
    return not known.quarterly or month % 3 == 0
