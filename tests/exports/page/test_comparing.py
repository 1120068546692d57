"""Targets against results by the printed rule; promises that come and go."""

import pytest

from jiannuo.exports.comparing import judge, unmatched
from jiannuo.model.span import Span
from jiannuo.model.statement import Bound, Kind
from jiannuo.statements.headline import HeadlineFigure


def figure(code, low, high=None, unit="%", bound=Bound.EQ, words=(), kind=Kind.TARGET):
    return HeadlineFigure(code, kind, low, low if high is None else high, unit, bound, words, Span(0, 1), "x")


@pytest.mark.parametrize(
    ("target", "result", "strict", "lenient"),
    [
        (figure("gdp_growth", 6.0), 6.0, True, True),
        (figure("gdp_growth", 6.0), 5.9, False, False),
        (figure("gdp_growth", 6.0, bound=Bound.APPROX, words=("左右",)), 5.6, False, True),
        (figure("gdp_growth", 6.0, bound=Bound.APPROX, words=("左右",)), 5.4, False, False),
        (figure("gdp_growth", 6.0, bound=Bound.GE, words=("力争", "以上")), 5.5, False, True),
        (figure("gdp_growth", 5.0, 6.0, bound=Bound.RANGE), 5.0, True, True),
        (figure("cpi", 3.0, bound=Bound.APPROX, words=("左右",)), 0.2, True, True),
        (figure("unemployment_surveyed", 5.5, bound=Bound.LE), 5.6, False, False),
        (figure("energy_intensity", -2.5), -2.9, True, True),
        (figure("energy_intensity", -2.5), -2.1, False, False),
        (figure("urban_jobs", 80000.0, unit="人", bound=Bound.APPROX, words=("左右",)), 73000.0, False, True),
        (figure("urban_jobs", 80000.0, unit="人", bound=Bound.APPROX, words=("左右",)), 71000.0, False, False),
    ],
)
def test_both_readings(target, result, strict, lenient):
    verdict = judge(target, figure(target.code, result, unit=target.unit, kind=Kind.RESULT))
    assert (verdict.strict, verdict.lenient) == (strict, lenient)


def test_promises_that_are_said_again_are_neither_gone_nor_new():
    gone, fresh = unmatched(["开工建设濂江三桥", "建成东站枢纽"], ["加快建设濂江三桥", "设立产业基金"])
    assert gone == [1]
    assert fresh == [1]


def test_nothing_before_makes_everything_new():
    assert unmatched([], ["建成医院"]) == ([], [0])
    assert unmatched(["建成医院"], []) == ([0], [])
