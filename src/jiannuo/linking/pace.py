"""Incomes that are to keep pace with the economy (居民收入和经济增长同步): two figures of the later report decide."""

from __future__ import annotations

from collections.abc import Sequence

from jiannuo.linking.figures import EXCEEDS, HAIR, Reading
from jiannuo.linking.words import words
from jiannuo.model.link import Remark, Verdict
from jiannuo.model.statement import Kind, Measure, Milestone

ECONOMY = "gdp_growth"


def is_pace(statement: Measure | Milestone) -> bool:
    """Whether *statement* promises that incomes keep pace with the economy."""
    if isinstance(statement, Measure):
        return False
    return all(pattern.search(statement.text) for pattern in words().pace)


def pace(measures: Sequence[Measure], year: int | None) -> tuple[Measure, Measure] | None:
    """The growth of incomes and that of the economy in the year under review, or None where either lacks."""
    results = [
        measure
        for measure in measures
        if measure.kind is Kind.RESULT
        and not measure.part.ahead
        and (year is None or measure.period is None or measure.period.first == measure.period.last == year)
    ]
    economy = next((measure for measure in results if measure.code == ECONOMY), None)
    for code in words().income:
        income = next((measure for measure in results if measure.code == code), None)
        if income is not None and economy is not None:
            return income, economy
    return None


def compare(income: Measure, economy: Measure) -> Reading:
    """The verdict: slower than the economy by up to a twentieth is met leniently, and missed strictly."""
    by = (income.value - economy.value) / abs(economy.value) if economy.value else income.value - economy.value
    rule = Remark("rule_pace", {"income": income.text, "economy": economy.text})
    if by >= EXCEEDS - HAIR:
        return Reading(Verdict.EXCEEDED, Verdict.EXCEEDED, rule)
    if by >= -HAIR:
        return Reading(Verdict.MET, Verdict.MET, rule)
    if by >= -EXCEEDS - HAIR:
        return Reading(Verdict.MISSED, Verdict.MET, rule)
    return Reading(Verdict.MISSED, Verdict.MISSED, rule)
