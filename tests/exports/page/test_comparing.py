"""Headline targets over two years by the rules of links; promises that are new."""

from pathlib import Path

import pytest

import jiannuo
from jiannuo.exports.comparing import fresh, rows, same_place, way
from jiannuo.exports.page.cards import Cards
from jiannuo.exports.page.since import since
from jiannuo.exports.page.top import NOT_TOLD, light
from jiannuo.linking.figures import Reading
from jiannuo.model.link import Remark, Verdict

SAMPLES = Path(jiannuo.__file__).parent / "samples"


@pytest.fixture(scope="module")
def pair():
    return [jiannuo.read(SAMPLES / f"yunting-{year}.md") for year in (2025, 2026)]


def test_targets_are_held_against_the_results_of_the_next_report(pair):
    found = {row.code: row for row in rows(*pair)}
    gdp = found["gdp_growth"]
    assert (gdp.before.text, gdp.result.text, gdp.now.text) == ("6%", "5.8%", "5.5%—6%")
    assert gdp.reading.lenient is Verdict.MET
    assert gdp.reading.strict is not Verdict.MET
    assert way(gdp) == "下调"
    assert way(found["energy_intensity"]) == "降幅加大"
    assert found["fixed_investment_growth"].reading.lenient is Verdict.MISSED
    assert found["urban_jobs"].reading.strict in (Verdict.MET, Verdict.EXCEEDED)


def test_a_verdict_that_leaves_room_says_both_readings():
    rule = Remark("rule_silent")
    both = light(Reading(Verdict.MISSED, Verdict.MET, rule))
    assert both.sign == "◆"
    assert "完成" in both.word
    assert "从严未完成" in both.word
    assert light(Reading(Verdict.MET, Verdict.MET, rule)).sign == "●"
    assert light(None) is NOT_TOLD


def test_tallies_are_those_of_the_groups(pair):
    found = since(Cards(pair[1]), pair[0])
    assert found.trouble == ""
    assert sum(count for _, count in found.tallies) == found.total == sum(len(g.answers) for g in found.groups)
    assert found.total > 100
    answered = [answer for group in found.groups for answer in group.answers if answer.answer]
    assert answered
    assert all(answer.at is not None and answer.rule for answer in answered)


def test_reports_that_are_no_pair_say_so(pair):
    found = since(Cards(pair[0]), pair[1])
    assert found.groups == ()
    assert "2026" in found.trouble


def test_promises_that_are_said_again_are_not_new():
    assert fresh(["开工建设濂江三桥", "建成东站枢纽"], ["加快建设濂江三桥", "设立产业基金"]) == [1]
    assert fresh([], ["建成医院"]) == [0]
    assert fresh(["建成医院"], []) == []


def test_a_place_is_known_by_code_or_name(pair):
    assert same_place(*pair)
    assert not same_place(pair[0], jiannuo.read_text("临川县2026年政府工作报告\n各位代表：\n新建幼儿园12所。\n"))
