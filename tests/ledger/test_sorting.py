"""Every promise of a report becomes a proposed task with the right measure, target, month and title."""

from decimal import Decimal
from importlib.resources import files

import pytest

from jiannuo.ledger.month import Month
from jiannuo.ledger.sorting import TITLE, Proposal, propose
from jiannuo.ledger.status import Sort
from jiannuo.linking.promises import promises
from jiannuo.model.link import Sort as PromiseSort
from jiannuo.model.report import Report
from jiannuo.model.statement import Bound, Measure
from jiannuo.reading import read_text

FRAME = """# 政府工作报告

——2026年1月20日在云汀市第六届人民代表大会第五次会议上

云汀市人民政府市长 林叙安

各位代表：

## 一、2025年工作回顾

过去一年，地区生产总值增长5.8%。

## 二、2026年重点任务

{}
"""


def proposals(report: Report) -> list[Proposal]:
    return [
        propose(
            promise.statement,
            promise.statement.sentence.of(report.text),
            report.metadata.year or 2026,
            intention=promise.sort is PromiseSort.INTENTION,
        )
        for promise in promises(report)
    ]


def only(sentence: str) -> Proposal:
    found = proposals(read_text(FRAME.format(sentence)))
    assert len(found) == 1
    return found[0]


def sample(name: str) -> Report:
    return read_text((files("jiannuo") / "samples" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("sentence", "sort", "target", "unit"),
    [
        ("新建农村公路320公里。", Sort.CUMULATIVE, "320", "公里"),
        ("完成重点项目投资520亿元以上。", Sort.CUMULATIVE, "520", "亿元"),
        ("固定资产投资完成5300亿元。", Sort.CUMULATIVE, "5300", "亿元"),
        ("全年接待游客4000万人次左右。", Sort.CUMULATIVE, "4000", "万人次"),
        ("粮食总产量达到82.5万吨以上。", Sort.CUMULATIVE, "82.5", "万吨"),
        ("新增新能源装机40万千瓦。", Sort.CUMULATIVE, "40", "万千瓦"),
        ("科技型中小企业达到1200家以上。", Sort.RATE, "1200", "家"),
        ("每千人口托位数达到4.8个。", Sort.RATE, "4.8", "个"),
        ("粮食播种面积稳定在195万亩以上。", Sort.RATE, "195", "万亩"),
        ("固定资产投资增长4%左右。", Sort.RATE, "4", "%"),
        ("农村生活污水治理率达到62%。", Sort.RATE, "62", "%"),
        ("城镇调查失业率控制在5.5%以内。", Sort.CEILING, "5.5", "%"),
        ("居民消费价格涨幅2%左右。", Sort.CEILING, "2", "%"),
        ("市区细颗粒物平均浓度不高于31微克/立方米。", Sort.CEILING, "31", "微克/立方米"),
        ("单位地区生产总值能耗下降3%左右。", Sort.CEILING, "-3", "%"),
        ("建成恒濂轴承风电主轴承基地。", Sort.STEPS, None, ""),
        ("居民收入增长与经济增长同步。", Sort.OTHER, None, ""),
    ],
)
def test_a_promise_is_measured_as_it_is_meant(sentence: str, sort: Sort, target: str | None, unit: str) -> None:
    found = only(sentence)
    assert (found.sort, found.unit) == (sort, unit)
    assert found.target == (Decimal(target) if target else None)
    assert found.reason.message("zh")
    assert found.reason.message("en")


def test_a_fall_of_at_least_so_much_is_a_ceiling_below_zero() -> None:
    found = only("生产安全事故起数下降8%以上。")
    assert (found.sort, found.target, found.bound) == (Sort.CEILING, Decimal(-8), Bound.LE)


def test_a_range_keeps_both_ends() -> None:
    found = only("培育国家级“小巨人”企业3到5家。")
    assert (found.target, found.upper, found.bound) == (Decimal(3), Decimal(5), Bound.RANGE)


def test_where_the_level_stands_now_is_kept() -> None:
    assert only("规上工业企业数字化改造覆盖率由76.2%提高到85%以上。").base == Decimal("76.2")
    assert only("农村生活污水治理率达到62%。").base is None


@pytest.mark.parametrize(
    ("sentence", "month"),
    [
        ("云汀科技馆一季度投用。", 3),
        ("云汀科技馆上半年投用。", 6),
        ("云汀科技馆9月底前投用。", 9),
        ("云汀科技馆11月投用。", 11),
        ("云汀科技馆国庆前投用。", 9),
        ("云汀科技馆年底前投用。", 12),
        ("云汀科技馆投用。", 12),
        ("6月底前，建成云汀科技馆。", 6),
    ],
)
def test_the_month_is_read_from_the_words(sentence: str, month: int) -> None:
    assert only(sentence).deadline == Month(2026, month)


def test_a_later_year_is_kept() -> None:
    assert only("到2030年，森林覆盖率达到62%。").deadline == Month(2030, 12)


def test_striving_softens_a_promise() -> None:
    assert only("力争优良天数比例达到90%。").softened
    assert not only("优良天数比例达到90%左右。").softened


@pytest.mark.parametrize(
    ("sentence", "every"),
    [("地区生产总值增长6%。", "quarter"), ("森林覆盖率达到62%。", "year"), ("新增停车位2800个。", "month")],
)
def test_a_figure_is_asked_for_as_often_as_there_is_one(sentence: str, every: str) -> None:
    assert only(sentence).every == every


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("全年新增停车位2800个。", "新增停车位2800个"),
        ("新建农村公路320公里（市交通运输局牵头）。", "新建农村公路320公里"),
        ("力争云汀科技馆年底前投用。", "云汀科技馆年底前投用"),
        ("确保优良天数比例达到90%以上。", "优良天数比例达到90%以上"),
    ],
)
def test_a_title_leaves_out_what_only_leads_to_it(sentence: str, title: str) -> None:
    assert only(sentence).title == title


@pytest.mark.parametrize("name", ["yunting-2025.md", "yunting-2026.md"])
def test_every_promise_of_a_sample_becomes_a_task(name: str) -> None:
    report = sample(name)
    found = proposals(report)
    assert len(found) == len(promises(report))
    assert all(0 < len(proposal.title) <= TITLE for proposal in found)
    for promise, proposal in zip(promises(report), found, strict=True):
        if isinstance(promise.statement, Measure):
            assert proposal.target is not None
            assert proposal.unit
            assert proposal.unit.endswith(promise.statement.unit)
            # Digit gate: a target in figures stands literally in the report.
            shown = str(abs(proposal.target))
            if any(character.isdigit() for character in promise.statement.text):
                assert shown in promise.statement.text
        else:
            assert proposal.sort in (Sort.STEPS, Sort.OTHER)
