"""Every column of the panel: its names, what it holds, how it is coded and where it comes from.

The files' columns, their types and the codebook all follow this list.
"""

# ruff: noqa: E501 - one column a line

from __future__ import annotations

from typing import Literal

import msgspec

from jiannuo.exports.fields import VALUES

Sort = Literal["text", "whole", "number", "switch"]


class Column(msgspec.Struct, frozen=True):
    """A column; origin says what fills it: the file, the report's text, or a rule.  fixed: one value a report."""

    name: str
    zh: str
    en: str
    sort: Sort
    about: str
    about_zh: str
    origin: str
    fixed: bool = False


_FILE, _HEAD, _TEXT, _WORDS, _CHOICE = "file", "head of the report", "text", "panel.toml", "headline.toml"

COLUMNS: tuple[Column, ...] = (
    Column("source", "文件", "source", "text", "the file as named, with `/` between folders", "文件名，文件夹以 / 分隔", _FILE, True),
    Column("document", "文种", "document", "text", "a work report or a statistics communiqué", "工作报告或统计公报", _HEAD, True),
    Column("place", "地区", "place", "text", "the place as the report names it; 全国 for the nation", "报告所称地区；国家为“全国”", _HEAD, True),
    Column("place_code", "区划代码", "place code", "text", "GB/T 2260: first two digits the province, first four the prefecture; 100000 the nation (as usual, though not in the standard); empty where not known", "GB/T 2260：前两位省级，前四位地级；100000 为国家（通用代码，不在国标内）；不明则空", "places.tsv", True),
    Column("level", "层级", "level", "text", "administrative level; by the code, so a municipality under the nation is a province", "行政层级；按区划代码，直辖市归省级", "places.tsv", True),
    Column("year", "年份", "year", "whole", "year of the speech, which is the year ahead; of a communiqué the year of publication, so that the headline results of both are about year − 1", "作报告之年，即目标所属之年；公报为发布之年，故两者的主要成效均属上一年", _HEAD, True),
    Column("record", "记录", "record", "text", "what the row is", "本行为何", "rule", False),
    Column("id", "编号", "id", "text", "ten hexadecimal digits, the same whenever the same text is read; one figure for two headline indicators has two rows with one id", "十位十六进制数，同一文本再读时不变；一个数字兼作两项主要指标时有两行同号", "rule"),
    Column("kind", "性质", "kind", "text", "what the statement is in the report", "表述在报告中的性质", _TEXT),
    Column("code", "主要指标代码", "headline code", "text", "filled only for headline figures and their absence: at most one row for each report, code and kind", "仅主要指标的代表数字及其缺项有值：每份报告、每项代码、每种性质至多一行", _CHOICE),
    Column("indicator_code", "口径", "indicator code", "text", "canonical indicator of any measure, empty where not known", "任一指标的规范代码，不明则空", "indicators.toml"),
    Column("indicator", "指标", "indicator", "text", "what is measured, or the object of a milestone, in the report's words", "所衡量的事物或事项的对象，用报告原词", _TEXT),
    Column("action", "动作", "action", "text", "the verb of a milestone", "事项的动词", _TEXT),
    Column("low", "下限", "low", "number", "number in base units (亿元 → 元), a decline in % or 个百分点 negative; where code is filled a price index of 103 is 3", "基本单位的数值（亿元→元），以%或个百分点计的下降为负；主要指标中价格指数 103 记为 3", _TEXT),
    Column("high", "上限", "high", "number", "upper end of a range, else the same as low", "区间上限；非区间则同下限", _TEXT),
    Column("unit", "单位", "unit", "text", "unit without multiplier", "不含倍数的单位", "units.toml"),
    Column("measure", "度量", "measure", "text", "what sort of quantity it is", "数量的种类", _TEXT),
    Column("bound", "约束", "bound", "text", "how the figure bounds the quantity", "数字如何约束数量", "bounds.toml"),
    Column("bound_words", "约束词", "bound words", "text", "the words that say so, as written, a blank between them", "约束所用的原词，以空格分隔", _TEXT),
    Column("says_limit", "限值", "says a limit", "switch", "bound is `ge` or `le` (以上, 不低于, 以内)", "约束为以上或以内", "bounds.toml"),
    Column("says_about", "约数", "says about", "switch", "bound is `approx` (左右, 约)", "约束为左右", "bounds.toml"),
    Column("says_range", "区间", "says a range", "switch", "bound is `range`", "约束为区间", "bounds.toml"),
    Column("says_ensure", "确保", "says ensure", "switch", "a word of assurance stands with it (确保, 必须)", "带有确保、必须等词", _WORDS),
    Column("says_strive", "力争", "says strive", "switch", "a word of effort stands with it (力争, 努力)", "带有力争、努力等词", _WORDS),
    Column("coding", "软硬", "coding", "text", "hard: limit or ensure and none of about, range, strive; soft: the reverse; mixed: both; plain: none. Recode from the five switches", "硬：限值或确保，且无约数、区间、力争；软：相反；兼：两者皆有；平：皆无。可用上列五个开关重新编码", "rule"),
    Column("period", "时期", "period", "text", "`2025` or `2021-2025`, empty where not known", "2025 或 2021-2025，不明则空", _TEXT),
    Column("topic", "主题", "topic", "whole", "major topic of the Comparative Agendas Project, 0 where none could be told", "比较议程项目主题码，不明为 0", "topics.toml"),
    Column("part", "部分", "part", "text", "what the section is about", "所在章节的内容", "outline.toml"),
    Column("section", "章节", "section", "text", "title of the innermost section", "最内层章节的标题", _TEXT),
    Column("text", "原文", "text", "text", "the slice of the text from start to end", "正文从起到止的原文", _TEXT),
    Column("start", "起", "start", "whole", "first character, in code points of the text, from 0", "首字符位置（按码点，从 0 起）", _TEXT),
    Column("end", "止", "end", "whole", "one past the last character", "末字符之后的位置", _TEXT),
    Column("quote", "原句", "quote", "text", "the sentence around it, at most 150 characters to each side", "所在的句子，前后各至多 150 字", _TEXT),
    Column("quote_start", "句起", "quote start", "whole", "first character of the quote", "原句首字符位置", _TEXT),
    Column("absent", "缺项", "absent", "switch", "the report sets other headline targets but none for this code, though it either gives the code's result or says that it sets no target; only then quote is filled", "报告提出了其他主要目标而未提此项，且给出了此项成效或明言不设目标；仅明言时有原句", _WORDS),
    Column("rules", "规则版本", "rules", "text", "version of the program and a hash of all its lexicons", "程序版本与全部词表的散列", "rule", True),
)  # fmt: skip

NAMES = tuple(column.name for column in COLUMNS)
FIXED = tuple(column.name for column in COLUMNS if column.fixed)
VARYING = tuple(column.name for column in COLUMNS if not column.fixed)

# Closed lists: column → value → (zh, en).
CODINGS: dict[str, dict[str, tuple[str, str]]] = {
    "document": {"report": ("工作报告", "work report"), "communique": ("统计公报", "statistics communiqué")},
    "record": {
        "measure": ("指标", "a statement with a quantity"),
        "milestone": ("事项", "a promise without a quantity"),
        "absent": ("缺项", "a headline target that is left out"),
    },
    "coding": {
        "hard": ("硬", "hard"),
        "soft": ("软", "soft"),
        "mixed": ("兼", "both"),
        "plain": ("平", "neither"),
        "": ("", "no target"),
    },
    **{
        name: {value: (zh, value.replace("_", " ")) for value, zh in VALUES[name].items()}
        for name in ("level", "kind", "measure", "bound", "part")
    },
}
