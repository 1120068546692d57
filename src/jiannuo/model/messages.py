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
    # statements: the review list
    "number_unclassified": (
        "数字“{number}”未能识别为指标，请人工复核",
        "the number “{number}” could not be read as a measure; review it",
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
