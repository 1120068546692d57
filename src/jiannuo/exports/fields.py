"""Every field of a record: its Chinese name and what it means; tables and ``docs/records.md`` follow this list."""

# ruff: noqa: E501 - one field a line

from __future__ import annotations

import msgspec


class Field(msgspec.Struct, frozen=True):
    """A field; types says which records have it (m measure, s milestone, n note), table_only that records lack it."""

    name: str
    zh: str
    types: str
    about: str
    about_zh: str
    table_only: bool = False

    def title(self, language: str) -> str:
        """The column name."""
        return self.zh if language == "zh" else self.name


FIELDS: tuple[Field, ...] = (
    Field("source", "文件", "msn", "the file as named; only where several were asked for", "文件名；仅在一次读取多个文件时给出"),
    Field("type", "类别", "msn", "`measure`, `milestone` or `note`", "指标、事项或复核"),
    Field("indicator", "指标", "m", "what is measured, in the report's words", "所衡量的事物，用报告原词"),
    Field("action", "动作", "s", "the verb of the promise", "承诺的动词"),
    Field("object", "对象", "s", "the rest of the promise", "承诺的其余部分"),
    Field("text", "原文", "ms", "the slice of the text from start to end", "正文从起到止的原文"),
    Field("value", "数值", "m", "number in base units; a decline in % or 个百分点 is negative", "基本单位的数值；以%或个百分点计的下降为负"),
    Field("upper", "上限", "m", "upper end of a range; value is the lower one", "区间上限；数值为下限"),
    Field("unit", "单位", "m", "unit without multiplier (亿元 → 元)", "不含倍数的单位（亿元→元）"),
    Field("bound", "约束", "m", "how the figure bounds the quantity", "数字如何约束数量"),
    Field("bound_words", "约束词", "ms", "the words that say so, as written; a list", "约束所用的原词"),
    Field("measure", "度量", "m", "what sort of quantity it is", "数量的种类"),
    Field("kind", "性质", "ms", "what the statement is in the report", "表述在报告中的性质"),
    Field("period", "时期", "ms", "`2025` or `2021-2025`; absent where it is not known", "2025 或 2021-2025；不明则缺"),
    Field("part", "部分", "ms", "what the section is about", "所在章节的内容"),
    Field("section_title", "章节", "ms", "the section's title", "章节标题", table_only=True),
    Field("sentence", "原句", "ms", "the sentence around the statement", "表述所在的句子", table_only=True),
    Field("message", "说明", "n", "what a person should look at", "需要人工复核的事项"),
    Field("code", "口径", "mn", "canonical indicator, empty where not known; of a note, its code", "规范指标代码，不明则空；复核为其代码"),
    Field("topic", "主题", "ms", "major topic of the Comparative Agendas Project, 0 where none could be told", "比较议程项目主题码，不明为 0"),
    Field("section", "章节序号", "ms", "index of the innermost section, from 0", "最内层章节的序号，从 0 起"),
    Field("start", "起", "msn", "first character, in code points of the text, from 0", "首字符位置（按码点，从 0 起）"),
    Field("end", "止", "msn", "one past the last character", "末字符之后的位置"),
    Field("sentence_start", "句起", "ms", "first character of the sentence", "句子首字符位置"),
    Field("sentence_end", "句止", "ms", "one past the sentence's last character", "句子末字符之后的位置"),
    Field("grounding", "定位", "ms", "how well the place in the file is known", "在文件中定位的精度"),
    Field("page", "页", "ms", "page, from 1", "页码，从 1 起"),
    Field("box", "页面框", "ms", "left, top, right, bottom in points from the page's top left", "左、上、右、下，单位为点，原点在页面左上角"),
    Field("paragraph", "段", "ms", "paragraph, from 1", "段落，从 1 起"),
    Field("id", "编号", "ms", "ten hexadecimal digits, the same whenever the same text is read", "十位十六进制数；同一文本再读时不变"),
)  # fmt: skip

# Closed lists: field → value → Chinese.
VALUES: dict[str, dict[str, str]] = {
    "type": {"measure": "指标", "milestone": "事项", "note": "复核"},
    "kind": {"result": "成效", "target": "目标", "qualifier": "限定", "context": "背景"},
    "bound": {"eq": "等于", "ge": "以上", "le": "以内", "approx": "左右", "range": "区间"},
    "measure": {"level": "总量", "count": "数量", "growth": "增长", "ratio": "比率", "rank": "位次"},
    "part": {
        "review": "工作回顾",
        "review_five": "五年回顾",
        "plan": "今年工作",
        "outlook": "今后五年",
        "other": "其他",
    },
    "grounding": {
        "box": "页面框",
        "page": "页",
        "paragraph": "段",
        "character": "字符",
        "not_located": "未定位",
    },
    "level": {
        "national": "国家",
        "province": "省级",
        "city": "市级",
        "prefecture": "地级",
        "county": "县级",
        "town": "乡镇",
        "unknown": "",
    },
}

METADATA: tuple[tuple[str, str], ...] = (
    ("source", "文件"),
    ("format", "格式"),
    ("encoding", "编码"),
    ("title", "标题"),
    ("place", "地区"),
    ("code", "区划代码"),
    ("level", "层级"),
    ("year", "年份"),
    ("session", "会议"),
    ("date", "日期"),
    ("speaker", "报告人"),
    ("characters", "字符数"),
    ("measures", "指标数"),
    ("milestones", "事项数"),
    ("notes", "复核数"),
    ("version", "程序版本"),
)
