"""From two texts to verdicts."""

import time

import pytest
from pairs import compared, earlier, later, only

from jiannuo.linking import PairError, link
from jiannuo.linking.clauses import Clause, pairs_of
from jiannuo.linking.features import NAMES, shown, sought
from jiannuo.model.link import Promise, Sort, Verdict
from jiannuo.model.outline import Part
from jiannuo.model.span import Span
from jiannuo.model.statement import Kind, Milestone
from jiannuo.reading import read_text


@pytest.mark.parametrize(
    ("promised", "answered", "verdict", "rule"),
    [
        ("城镇新增就业3万人以上。", "城镇新增就业3.3万人。", "exceeded", "rule_floor"),
        ("地区生产总值增长7.5%左右。", "地区生产总值增长7.4%。", "met", "rule_about"),
        ("地区生产总值增长6%。", "地区生产总值增长4.1%。", "missed", "rule_figure"),
        ("居民消费价格涨幅控制在3%左右。", "居民消费价格上涨2%。", "met", "rule_ceiling"),
        ("新增省级星火园区8家。", "省级星火园区累计达到42家。", "reported", "rule_cumulative"),
        ("开工建设星河大桥。", "星河大桥开工建设。", "met", None),
        ("建成星河大桥。", "星河大桥主体封顶、工程有序推进。", "reported", "rule_on_its_way"),
        ("建成星河大桥。", "星河大桥未能如期建成。", "missed", "rule_says_failed"),
        ("开工建设星河大桥。", "粮食生产获得丰收。", "unmentioned", "rule_silent"),
        ("居民收入与经济增长同步。", "地区生产总值增长5.0%，居民人均可支配收入增长5.6%。", "exceeded", "rule_pace"),
        ("居民收入与经济增长同步。", "地区生产总值增长5.0%，居民人均可支配收入增长4.1%。", "missed", "rule_pace"),
    ],
)
def test_verdicts(promised, answered, verdict, rule):
    found = only(promised, answered)
    assert found.verdict == verdict, found.rule.message("en")
    assert rule is None or found.rule.code == rule
    assert bool(found.evidence) == (verdict != "unmentioned")


def test_units_are_converted():
    found = only("发放贷款5亿元。", "发放贷款52000万元。")
    assert found.verdict is Verdict.MET
    assert found.evidence[0].measure.value == 520_000_000


def test_strict_and_lenient_stand_side_by_side():
    found = only("地区生产总值增长7.5%左右。", "地区生产总值增长7.4%。")
    assert (found.strict, found.lenient) == (Verdict.MISSED, Verdict.MET)


def test_the_new_plan_alone_is_marked():
    found = only("开工建设星河大桥。", "粮食生产获得丰收。", "开工建设星河大桥。")
    assert found.verdict is Verdict.UNMENTIONED
    assert found.rule.code == "rule_only_plan"
    assert "星河大桥" in found.elsewhere.text
    assert not found.evidence


def test_numbers_in_names_are_never_matched_nearly():
    found = only("引进10亿元以上项目20个。", "引进1亿元以上项目25个。")
    assert found.verdict in (Verdict.REPORTED, Verdict.UNMENTIONED)


def test_a_restated_target_is_one_promise():
    links = compared("地区生产总值增长6%左右。实现地区生产总值增长6%，要靠实干。", "地区生产总值增长6.1%。").links
    figures = [one for one in links if one.promise.sort is Sort.MEASURE]
    assert len(figures) == 1
    assert len(figures[0].promise.restated) == 1
    assert any(remark.code == "remark_restated" for remark in figures[0].remarks)


def test_shared_evidence_is_marked():
    links = compared("新增停车位3000个、充电桩2000个。", "新增停车位3100个、充电桩2050个。").links
    assert [one.evidence[0].shared for one in links] == [1, 1]
    assert all(any(remark.code == "remark_shared" for remark in one.remarks) for one in links)


def test_a_promise_for_later_is_pending_and_not_missed():
    found = only("到2028年，高新技术企业达到900家。", "高新技术企业达到420家。")
    assert found.pending
    assert found.verdict is Verdict.REPORTED
    assert any(remark.code == "remark_pending" for remark in found.remarks)


def test_spans_slice_back():
    links = compared("城镇新增就业3万人以上，开工建设星河大桥。", "城镇新增就业3.3万人，星河大桥开工建设。")
    for one in links.links:
        statement = one.promise.statement
        assert statement.span.of(links.earlier.text) == statement.text
        for evidence in one.evidence:
            assert evidence.span.of(links.later.text) == evidence.text
            assert evidence.sentence.contains(evidence.span)
        assert 0 <= one.confidence <= 1


@pytest.mark.parametrize(
    ("one", "two", "code"),
    [
        (earlier("开工建设星河大桥。"), later("好。", place="云山市"), "pair_places"),
        (earlier("开工建设星河大桥。", year=2026), later("好。"), "pair_same_year"),
        (earlier("开工建设星河大桥。", year=2027), later("好。"), "pair_order"),
        (earlier("开工建设星河大桥。"), "今天天气很好，我们去公园散步。\n", "pair_not_report"),
        ("一张便条。\n", later("好。"), "pair_not_report"),
    ],
)
def test_no_pair_is_one_line(one, two, code):
    with pytest.raises(PairError) as refused:
        link(read_text(one, "甲.txt"), read_text(two, "乙.txt"))
    assert refused.value.code == code
    assert "\n" not in refused.value.message("zh") + refused.value.message("en")


def test_two_years_apart_is_said():
    found = link(read_text(earlier("开工建设星河大桥。", year=2024)), read_text(later("好。")))
    assert [remark.code for remark in found.remarks] == ["pair_gap"]


def test_a_clause_of_many_characters_stays_quick():
    long = "".join(chr(0x4E00 + number % 20_000) for number in range(300_000))
    promise = Promise(milestone("建成" + long), Sort.MILESTONE, 2025)
    report = read_text(later("好。"))
    clause = Clause(Span(0, 1), Span(0, 1), Part.REVIEW, long, pairs_of(long), 1.0, frozenset(), ())
    start = time.perf_counter()
    assert len(shown(sought(promise, report), clause, clause.pairs)) == len(NAMES)
    assert time.perf_counter() - start < 5


def milestone(text):
    return Milestone(
        span=Span(0, 1),
        text=text,
        kind=Kind.TARGET,
        part=Part.PLAN,
        sentence=Span(0, 1),
        action=text[:2],
        object=text[2:],
    )
