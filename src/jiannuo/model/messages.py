"""Every message to a person, in Chinese and English, in one place.

A message says what, where, why and how to mend, in one line.  ``{name}`` marks are filled from params.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

MESSAGES: dict[str, tuple[str, str]] = {
    # code: (zh, en)
    "lexicon_missing": ("词表 {file}：文件缺失，请重新安装", "lexicon {file}: missing; install the package again"),
    "lexicon_syntax": ("词表 {file}：不是合法的 TOML：{reason}", "lexicon {file}: not valid TOML: {reason}"),
    "lexicon_invalid": ("词表 {file}，键 {key}：{reason}", "lexicon {file}, key {key}: {reason}"),
    "not_found": ("{source}：没有这个文件，请核对路径", "{source}: no such file; check the path"),
    # outline: what a person should look at in the outline of a report
    "not_a_report": (
        "这份文本不像政府工作报告，未读取任何表述；请核对文件",
        "this text does not look like a government work report, nothing was read from it; check the file",
    ),
    "breaks_off": (
        "正文在“{tail}”处中断，没有句末标点；原文可能不完整，请对照原件",
        "the text breaks off at “{tail}” without a full stop; it may be incomplete, compare the original",
    ),
    "sections_missing": (
        "“{marker}”之前缺少编号 {missing} 的章节；原文可能缺页，请对照原件",
        "sections numbered {missing} are missing before “{marker}”; pages may be lost, compare the original",
    ),
    "section_repeated": (
        "编号“{marker}”重复出现；请对照原件核对编号",
        "the number “{marker}” comes twice; compare the original",
    ),
    "section_out_of_order": (
        "编号“{marker}”排在“{previous}”之后，次序有误；请对照原件",
        "the number “{marker}” stands after “{previous}”, out of order; compare the original",
    ),
    "run_out_of_place": (
        "编号“{first}”至“{last}”排在“{parent}”之内，可能属于缺失的上一章节；请对照原件",
        "numbers “{first}” to “{last}” stand inside “{parent}” but may belong to a lost section before it; "
        "compare the original",
    ),
    "plan_missing": (
        "没有找到今年工作部分；原文可能不完整，请对照原件",
        "no part about the year ahead was found; the text may be incomplete, compare the original",
    ),
    "review_missing": (
        "没有找到工作回顾部分；原文可能不完整，请对照原件",
        "no part that looks back was found; the text may be incomplete, compare the original",
    ),
    "year_not_said": (
        "报告没有写明年份，指标所属年度无法确定；请核对标题或日期",
        "the report does not say its year, so the periods of its figures are open; check title and date",
    ),
    "place_not_said": (
        "报告没有写明地区；请核对标题",
        "the report does not say its place; check the title",
    ),
}


def language() -> str:
    """``zh`` or ``en`` by the locale's environment variables; ``en`` where none is set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    code = locale.getlocale()[0] or ""
    return "zh" if code.lower().startswith(("zh", "chinese")) else "en"


def render(code: str, params: Mapping[str, object], lang: str | None = None) -> str:
    """Message *code* filled in; KeyError for a code that is not in the table."""
    zh, en = MESSAGES[code]
    return (zh if (lang or language()) == "zh" else en).format_map(params)
