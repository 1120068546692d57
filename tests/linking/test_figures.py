"""Figure against figure: which bound was applied, strictly and leniently."""

import pytest

from jiannuo.linking.figures import compare
from jiannuo.model.link import Verdict
from jiannuo.model.outline import Part
from jiannuo.model.period import Period
from jiannuo.model.span import Span
from jiannuo.model.statement import Bound, Kind, Measure, MeasureType


def measure(value, bound=Bound.EQ, upper=None, code="", kind=MeasureType.COUNT, unit="个"):
    return Measure(
        span=Span(0, 1),
        text=f"{value}{unit}",
        kind=Kind.TARGET,
        part=Part.PLAN,
        period=Period(2025, 2025),
        sentence=Span(0, 1),
        indicator="项目",
        code=code,
        value=value,
        upper=upper,
        unit=unit,
        bound=bound,
        measure=kind,
    )


@pytest.mark.parametrize(
    ("target", "result", "strict", "lenient", "rule"),
    [
        (measure(100), measure(100), "met", "met", "rule_figure"),
        (measure(100), measure(105), "exceeded", "exceeded", "rule_figure"),
        (measure(100), measure(104.9), "met", "met", "rule_figure"),
        (measure(100), measure(95), "partly", "partly", "rule_figure"),
        (measure(100), measure(94.9), "missed", "missed", "rule_figure"),
        (measure(80), measure(79), "partly", "partly", "rule_figure"),
        (measure(100, Bound.GE), measure(101), "met", "met", "rule_floor"),
        (measure(100, Bound.GE), measure(130), "exceeded", "exceeded", "rule_floor"),
        (measure(100), measure(98, Bound.APPROX), "partly", "met", "rule_figure"),
        (measure(2, Bound.RANGE, 3), measure(2), "met", "met", "rule_range"),
        (measure(2, Bound.RANGE, 3), measure(8), "exceeded", "exceeded", "rule_range"),
        (measure(5, Bound.LE), measure(4), "met", "met", "rule_ceiling"),
        (measure(5, Bound.LE), measure(5.2), "partly", "partly", "rule_ceiling"),
        (measure(5, Bound.LE), measure(6), "missed", "missed", "rule_ceiling"),
    ],
)
def test_counts(target, result, strict, lenient, rule):
    reading = compare(target, result)
    assert (reading.strict, reading.lenient, reading.rule.code) == (strict, lenient, rule)


def growth(value, bound=Bound.EQ, code="gdp_growth", upper=None):
    return measure(value, bound, upper, code, MeasureType.GROWTH, "%")


def test_about_is_met_leniently_and_missed_strictly():
    reading = compare(growth(7.5, Bound.APPROX), growth(7.4))
    assert (reading.strict, reading.lenient) == (Verdict.MISSED, Verdict.MET)
    assert "7.5" in reading.rule.message("zh")
    assert "7.4" in reading.rule.message("en")


def test_about_does_not_excuse_a_quarter():
    assert compare(growth(6.5, Bound.APPROX), growth(4.8)).lenient is Verdict.MISSED


def test_a_price_index_is_a_ceiling_without_a_word():
    assert compare(growth(3, Bound.APPROX, "cpi"), growth(2, code="cpi")).lenient is Verdict.MET
    assert compare(growth(3, Bound.APPROX, "cpi"), growth(3.1, code="cpi")).strict is Verdict.MISSED


def test_a_deeper_fall_is_better():
    assert compare(growth(-3.9, Bound.GE, ""), growth(-4.8, code="")).lenient is Verdict.EXCEEDED
    assert compare(growth(-3.9, Bound.GE, ""), growth(-3.0, code="")).lenient is Verdict.MISSED


def test_a_target_of_nought_divides_nothing():
    assert compare(growth(0), growth(0)).lenient is Verdict.MET
    assert compare(growth(0), growth(-1)).lenient is Verdict.MISSED
