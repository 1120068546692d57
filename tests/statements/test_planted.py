"""Known statements planted in generated sentences are found exactly; any text at all is read without an error."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from digits import verdict
from jiannuo.model.statement import Bound, Measure, MeasureType
from jiannuo.reading import read_text

Reader = Callable[[str, str], tuple[str, tuple[Measure, ...]]]
Planted = tuple[str, str, tuple[str, float, str, Bound, str]]  # part, sentence, what is to be read from it

VAGUE = (("", Bound.EQ), ("余", Bound.GE), ("多", Bound.GE))
MULTIPLIERS = (("", 1.0), ("万", 1e4), ("亿", 1e8))
BEFORE = (("", Bound.EQ), ("约", Bound.APPROX), ("近", Bound.APPROX), ("超", Bound.GE), ("不少于", Bound.GE))
AFTER = (("", Bound.EQ), ("以上", Bound.GE), ("左右", Bound.APPROX), ("以内", Bound.LE))
DEEDS = (
    ("新建", "学校", "所"),
    ("改造", "老旧小区", "个"),
    ("引进", "企业", "家"),
    ("建成", "农村公路", "公里"),
    ("发放", "贷款", "元"),
    ("培训", "农民", "人次"),
    ("整治", "河道", "条"),
    ("新增", "停车位", "个"),
)
RATES = ("地区生产总值", "固定资产投资", "社会消费品零售总额", "一般公共预算收入", "规上工业增加值")
COLLECTIONS = ("云水镇", "东湾新区", "青岚片区", "")


@st.composite
def deeds(draw: st.DrawFn) -> Planted:
    """A part, a sentence with a deed, and what is to be read from it."""
    part = draw(st.sampled_from(["review", "plan"]))
    verb, noun, unit = draw(st.sampled_from(DEEDS))
    place = draw(st.sampled_from(COLLECTIONS))
    multiplier, size = draw(st.sampled_from(MULTIPLIERS))
    number = draw(st.integers(2, 9999))
    more, vague = draw(st.sampled_from(VAGUE))
    word, bound = draw(st.sampled_from(BEFORE)) if not more else ("", vague)
    suffix, behind = draw(st.sampled_from(AFTER)) if not more and not word else ("", bound)
    text = f"{number}{more}{multiplier}{unit}"
    where = f"在{place}，" if place else ""
    return part, f"{where}{verb}{noun}{word}{text}{suffix}。", (text, number * size, unit, behind, verb + noun)


@given(deeds())
def test_a_planted_deed_is_found_exactly(read_line: Reader, planted: Planted) -> None:
    part, line, (text, value, unit, bound, indicator) = planted
    _, found = read_line(part, line)
    assert [(m.text, m.value, m.unit, m.bound, m.measure, m.indicator) for m in found] == [
        (text, value, unit, bound, MeasureType.COUNT, indicator)
    ]


@given(st.sampled_from(RATES), st.sampled_from(("增长", "下降")), st.integers(1, 400), st.sampled_from(AFTER))
def test_a_planted_rate_is_found_exactly(
    read_line: Reader, subject: str, verb: str, tenths: int, after: tuple[str, Bound]
) -> None:
    word, bound = after
    _, (found,) = read_line("plan", f"{subject}{verb}{tenths / 10}%{word}。")
    sign = -1 if verb == "下降" else 1
    shown = (found.text, found.value, found.unit, found.bound, found.measure, found.indicator)
    assert shown == (f"{tenths / 10}%", sign * tenths / 10, "%", bound, MeasureType.GROWTH, subject)


@given(st.lists(deeds(), min_size=2, max_size=4))
def test_planted_deeds_in_a_row_are_all_found(read_line: Reader, planted: list[Planted]) -> None:
    _, found = read_line("review", "".join(line for _, line, _ in planted))
    assert [(m.text, m.value, m.unit, m.bound) for m in found] == [want[:4] for _, _, want in planted]


DIGITS = "0123456789一二三十百千万亿两半零点多余几"
SIGNS = "，。、；：（）“”《》%‰.-—~*#·１％\n \u3000"
LINKS = "至到由从约近超和与及等的了每第年月日个家人元亩倍成翻番"
WORDS = (
    "增长 下降 分别 均 百分之 分之 个百分点 以上 左右 以内 控制在 新建 项目 总投资 地区生产总值 其中 "
    "万元 亿元 公里 “十四五” 2025年 一是 比上年 翻一番 3.3:55.3:41.4 12金 价格指数 每立方米 微克"
)
PIECES = st.sampled_from([*DIGITS, *SIGNS, *LINKS, *WORDS.split()])


def _sound(text: str, measures: tuple[Measure, ...]) -> None:
    last = 0
    for measure in measures:
        span = measure.span
        assert text[span.start : span.end] == measure.text
        assert last <= span.start < span.end
        assert measure.sentence.start <= span.start
        assert span.end <= measure.sentence.end
        assert verdict(measure.value, measure.text, text[span.end : span.end + 24]) is not None, measure
        if measure.upper is not None:
            assert measure.bound is Bound.RANGE
            assert verdict(measure.upper, measure.text, text[span.end : span.end + 24]) is not None, measure
        last = span.end


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_words_are_read_soundly(read_line: Reader, line: str) -> None:
    _sound(*read_line("plan", line))


@given(st.text(max_size=200))
def test_any_text_is_read_soundly(text: str) -> None:
    report = read_text(text)
    _sound(text, report.measures)
    for milestone in report.milestones:
        assert text[milestone.span.start : milestone.span.end] == milestone.text
