"""Reports built by hand: an invented county, with everything that exports must show."""

from jiannuo.model.document import Anchor, Document
from jiannuo.model.outline import Level, Metadata, Outline, Part, Section, Sentence
from jiannuo.model.period import Period
from jiannuo.model.report import Note, Report
from jiannuo.model.span import Span
from jiannuo.model.statement import Bound, Kind, Measure, MeasureType, Milestone

TEXT = """临川县2026年政府工作报告
——在临川县第十八届人民代表大会第五次会议上
各位代表：
一、2025年工作回顾
地区生产总值达到6019.95亿元，增长5.8%。城镇新增就业1.32万人。全县总人口1322万人。居民消费价格下降0.2%。
二、2026年工作安排
主要预期目标是：地区生产总值增长5%左右，城镇新增就业1.2万人以上，居民消费价格涨幅2%左右，粮食产量稳定在18万吨—20万吨。
（一）扩大有效投资
安排县重点项目120个，完成年度投资突破300亿元。开工建设临川东站。
（二）办好民生实事
新建幼儿园12所，新增学位3000个。建成县中医院新院区。出台生育补贴办法。
"""


def _span(words: str, text: str, after: str = "") -> Span:
    """Where *words* stand, the first after *after*."""
    start = text.index(words, text.index(after))
    return Span(start, start + len(words))


def report(source: str = "临川.txt", text: str = TEXT, notes: tuple[Note, ...] | None = None) -> Report:
    """The report of 临川县; *text* may be TEXT with other words put in, as long as its figures stay."""
    heads = ["一、2025年工作回顾", "二、2026年工作安排", "（一）扩大有效投资", "（二）办好民生实事"]
    at = [text.index(head) for head in heads] + [len(text)]
    ends = [at[1], at[4], at[3], at[4]]
    parts = [Part.REVIEW, Part.PLAN, Part.PLAN, Part.PLAN]
    markers = ["一、", "二、", "（一）", "（二）"]
    sections = tuple(
        Section(
            index=i,
            parent=None if i < 2 else 1,
            depth=1 if i < 2 else 2,
            marker=markers[i],
            number=(1, 2, 1, 2)[i],
            title=heads[i].removeprefix(markers[i]),
            heading=Span(at[i], at[i] + len(heads[i])),
            span=Span(at[i], ends[i]),
            part=parts[i],
        )
        for i in range(4)
    )
    about = Metadata(
        title="临川县2026年政府工作报告",
        place="临川县",
        level=Level.COUNTY,
        year=2026,
        session="临川县第十八届人民代表大会第五次会议",
        date="2026-01-12",
        speaker="周明远",
    )
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        lines.append(Span(start, start + len(line.rstrip("\n"))))
        start += len(line)
    document = Document(source, "docx", text, anchors=tuple(Anchor(s, paragraph=n) for n, s in enumerate(lines, 1)))

    def common(span: Span, kind: Kind) -> dict:
        section = max(i for i in range(4) if at[i] <= span.start)
        sentence = next(line for line in lines if line.contains(span))
        return {
            "span": span,
            "text": span.of(text),
            "kind": kind,
            "part": parts[section],
            "period": Period(2025, 2025) if kind is Kind.RESULT else Period(2026, 2026),
            "section": section,
            "sentence": sentence,
            "location": document.locate(span),
        }

    def measure(
        words: str, indicator: str, value: float, unit: str, sort: MeasureType, after: str = "", **more
    ) -> Measure:
        span = _span(words, text, after or heads[0])
        kind = Kind.RESULT if span.start < at[1] else Kind.TARGET
        return Measure(**common(span, kind), indicator=indicator, value=value, unit=unit, measure=sort, **more)

    def milestone(words: str, action: str) -> Milestone:
        return Milestone(**common(_span(words, text), Kind.TARGET), action=action, object=words.removeprefix(action))

    level, count, growth = MeasureType.LEVEL, MeasureType.COUNT, MeasureType.GROWTH
    about_is = {"bound": Bound.APPROX, "bound_words": ("左右",)}
    measures = (
        measure("6019.95亿元", "地区生产总值", 601995000000.0, "元", level),
        measure("5.8%", "地区生产总值", 5.8, "%", growth, code="gdp_growth"),
        measure("1.32万人", "城镇新增就业", 13200.0, "人", count, code="urban_jobs"),
        measure("1322万人", "全县总人口", 13220000.0, "人", level),
        measure("0.2%", "居民消费价格", -0.2, "%", growth, code="cpi"),
        measure("5%", "地区生产总值", 5.0, "%", growth, "主要预期", code="gdp_growth", **about_is),
        measure(
            "1.2万人", "城镇新增就业", 12000.0, "人", count, code="urban_jobs", bound=Bound.GE, bound_words=("以上",)
        ),
        measure("2%", "居民消费价格", 2.0, "%", growth, "居民消费价格涨幅", code="cpi", **about_is),
        measure("18万吨—20万吨", "粮食产量", 180000.0, "吨", level, upper=200000.0, bound=Bound.RANGE),
        measure("120个", "县重点项目", 120.0, "个", count),
        measure("300亿元", "完成年度投资", 30000000000.0, "元", count, bound=Bound.GE, bound_words=("突破",)),
        measure("12所", "新建幼儿园", 12.0, "所", count),
        measure("3000个", "新增学位", 3000.0, "个", count),
    )
    milestones = (
        milestone("开工建设临川东站", "开工建设"),
        milestone("建成县中医院新院区", "建成"),
        milestone("出台生育补贴办法", "出台"),
    )
    if notes is None:
        notes = (
            Note("not_found", _span("1322万人", text), {"source": "1322万人"}),
            Note("no_files", None, {"source": "附表"}),
        )
    outline = Outline(
        about,
        Span(0, len(text)),
        None,
        sections,
        tuple(Sentence(line, Part.OTHER) for line in lines),
    )
    return Report(document, outline, measures, milestones, notes)
