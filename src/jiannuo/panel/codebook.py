"""The codebook: every column with its names, coding and origin, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator

from jiannuo.panel.columns import CODINGS, COLUMNS
from jiannuo.panel.words import rule_set, words
from jiannuo.statements.codes import names
from jiannuo.statements.headline import lexicon as headline_words

_SORTS = {
    "text": ("文字", "text"),
    "whole": ("整数", "whole number"),
    "number": ("数值", "number"),
    "switch": ("开关", "switch: true or false, 1 or 0 in csv"),
}


def codebook() -> str:
    """The whole codebook in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Codebook 编码手册"
    yield f"\nRule set 规则版本: {rule_set()}"
    yield "\nA row is a statement, or a headline target that the report leaves out."
    yield "每行为一条表述，或报告未提的一项主要目标。"
    yield "An empty cell says that the report, or the rules, do not tell. 空格表示报告未说明或规则未能判定。"
    yield "\n## Columns 列\n"
    yield "| column | 列 | label | type 类型 | meaning | 含义 | source 来源 |\n|---|---|---|---|---|---|---|"
    for column in COLUMNS:
        sort = " ".join(_SORTS[column.sort])
        cells = (f"`{column.name}`", column.zh, column.en, sort, column.about, column.about_zh, column.origin)
        yield f"| {' | '.join(cells)} |"
    yield "\n## Codings 取值\n"
    yield "| column | value | 值 | label |\n|---|---|---|---|"
    for name, values in CODINGS.items():
        for value, (zh, en) in values.items():
            yield f"| `{name}` | `{value}` | {zh} | {en} |"
    yield "\n## Indicator codes 指标代码\n"
    yield "Headline codes, which column `code` may hold, are marked. 可见于 `code` 列的主要指标已标明。\n"
    yield "| code | 指标 | label | unit | headline 主要 |\n|---|---|---|---|---|"
    headline = frozenset(headline_words().codes)
    for code, entry in names().items():
        yield f"| `{code}` | {entry.zh} | {entry.en} | {' '.join(entry.unit)} | {'●' if code in headline else ''} |"
    pledge = words().pledge
    yield "\n## Pledging words 承诺用词\n"
    yield f"`says_ensure`: {' '.join(sorted(pledge.ensure))}"
    yield f"\n`says_strive`: {' '.join(sorted(pledge.strive))}"
