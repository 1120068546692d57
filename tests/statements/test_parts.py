"""The parts of the measure grammar one by one: bounds, names, heads, periods."""

import pytest

from jiannuo.lexicon.frames import frames
from jiannuo.lexicon.words import bounds, decoys, units
from jiannuo.model.outline import Part
from jiannuo.model.period import Period
from jiannuo.model.statement import Bound, Kind
from jiannuo.statements.heads import distribute, shorten, with_end
from jiannuo.statements.periods import When, lasting, of_measure, stated
from jiannuo.statements.quantities import finder


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("增长5%左右", [("5%", Bound.APPROX, ("左右",))]),
        ("增长约5%", [("5%", Bound.APPROX, ("约",))]),
        ("确保增长5%以上", [("5%", Bound.GE, ("以上",))]),
        ("控制在5%以内", [("5%", Bound.LE, ("控制在", "以内"))]),
        ("节约5%", [("5%", Bound.EQ, ())]),
        ("最近5天", [("5天", Bound.EQ, ())]),
        ("通过5件法规", [("5件", Bound.EQ, ())]),
        ("超100亿元或10亿美元", [("100亿元", Bound.GE, ("超",)), ("10亿美元", Bound.GE, ("超",))]),
        ("分别增长8%、9.8%左右", [("8%", Bound.APPROX, ("左右",)), ("9.8%", Bound.APPROX, ("左右",))]),
        ("建成5座，改造8座以上", [("5座", Bound.EQ, ()), ("8座", Bound.GE, ("以上",))]),
        ("增长5%—6%", [("5%—6%", Bound.RANGE, ())]),
        ("2400余家", [("2400余家", Bound.GE, ())]),
        ("过半", [("过半", Bound.GE, ())]),
        ("跨越3个千亿元台阶", [("3个", Bound.EQ, ("跨越",)), ("千亿元", Bound.EQ, ())]),
    ],
)
def test_bounds(text: str, want: list[tuple[str, Bound, tuple[str, ...]]]) -> None:
    found, _ = finder().find(text)
    assert [(text[q.start : q.end], q.bound, q.words) for q in found] == want


def test_linking_words_are_walked_over_from_the_figure() -> None:
    text = "就业稳定保持在约5万人"
    left, bound, words, links = bounds().leading(text, 8)
    assert (left, bound, words, links) == (2, "approx", ("稳定保持在", "约"), "稳定保持在约")
    assert bounds().trailing("5万人及以上的", 3) == (6, "ge", "及以上")
    assert bounds().trailing("5万人内陆", 3)[1] is None
    assert bounds().leading("的" * 1000 + "5", 1000)[0] > 900  # a run without end is left alone


@pytest.mark.parametrize(
    "text",
    ["第九届", "三甲", "12345热线", "“7090”", "2024年", "1月10日", "324国道", "G15高速", "每千人",
     "万元GDP能耗", "三年行动", "15分钟便民生活圈", "240小时过境", "九方面工作", "连续3次", "三项原则", "“十百千”",
     "百姓", "万名干部进万企行动", "4A级"],
)  # fmt: skip
def test_names_are_no_quantities(text: str) -> None:
    assert finder().find(text) == ([], [])


def test_a_number_that_is_neither_is_left_open() -> None:
    assert finder().find("工作达到88的") == ([], [(4, 6)])
    assert finder().find("工作达到" + "8" * 40) == ([], [(4, 44)])


def test_fixed_names_are_found_where_they_stand() -> None:
    assert decoys().spans("推进一带一路建设") == [(2, 6)]
    assert units().at("5个百分点", 1) == ("个百分点", units().table["个百分点"])
    assert units().at("人口", 0) is None
    paired = units().at("人（次）", 0)
    assert paired is not None
    assert (paired[0], paired[1].unit) == ("人（次）", "人次")


@pytest.mark.parametrize(
    ("head", "values", "want"),
    [
        ("城镇、农村居民人均可支配收入", 2, ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("城乡居民人均可支配收入", 2, ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("进出口", 2, ["进口", "出口"]),
        ("粮食和蔬菜产量", 3, ["粮食和蔬菜产量"]),
        ("财政收入", 1, ["财政收入"]),
    ],
)
def test_heads_of_a_list(head: str, values: int, want: list[str]) -> None:
    assert distribute(head, values, frames()) == want


def test_heads_are_completed_and_shortened() -> None:
    assert with_end("国家级", "省级医疗中心") == "国家级医疗中心"
    assert shorten("推进东门桥、西门桥、北门桥等重点文物工程", frames()) == "推进重点文物工程"
    assert shorten("培育国家等级医院", frames()) == "培育国家等级医院"


@pytest.mark.parametrize(
    ("before", "want"),
    [
        ("到2030年，占比达到", (2030, 2030)),
        ("2021—2025年，年均增长", (2021, 2025)),
        ("2021年至2025年，累计", (2021, 2025)),
        ("产值是2010年的", None),
        ("比2020年增长", None),
        ("2023年达到5家，2024年达到", (2024, 2024)),
        ("2024年，比上年增长", None),
        ("实施2035年远景规划，", None),
        ("产值达到", None),
    ],
)
def test_years_that_a_sentence_names(before: str, want: tuple[int, int] | None) -> None:
    assert stated(before) == want


def test_spans_by_their_length() -> None:
    assert lasting("近三年新增学位", 2026) == (2023, 2025)
    assert lasting("五年累计新增学位", 2026) == (2021, 2025)
    assert lasting("提前三年完成", 2026) is None
    assert lasting("新增学位", 2026) is None


@pytest.mark.parametrize(
    ("part", "kind", "still", "earlier", "want"),
    [
        (Part.REVIEW, Kind.RESULT, True, False, "2025"),
        (Part.REVIEW, Kind.CONTEXT, True, True, "2024"),
        (Part.PLAN, Kind.TARGET, False, False, "2026"),
        (Part.PLAN, Kind.RESULT, False, False, "2025"),
        (Part.REVIEW_FIVE, Kind.RESULT, True, False, "2025"),
        (Part.REVIEW_FIVE, Kind.RESULT, False, False, "2021-2025"),
        (Part.REVIEW_FIVE, Kind.CONTEXT, True, True, "2020"),
        (Part.OUTLOOK, Kind.TARGET, True, False, "2030"),
        (Part.OUTLOOK, Kind.TARGET, False, False, "2026-2030"),
    ],
)
def test_periods_by_part(part: Part, kind: Kind, still: bool, earlier: bool, want: str) -> None:
    when = When(part, kind, still=still, averaged=False, earlier=earlier)
    assert of_measure(when, "", "", 2026) == Period.parse(want)
    assert of_measure(when, "", "", None) is None
