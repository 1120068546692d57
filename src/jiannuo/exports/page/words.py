"""Words and dates of the pages."""

from __future__ import annotations

import re

from jiannuo.exports.fields import VALUES
from jiannuo.model.outline import Metadata
from jiannuo.statements.topics import lexicon

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


def clean(text: str) -> str:
    """*text* without control characters, which HTML cannot hold and which could turn the direction of a line."""
    return _CONTROL.sub(" ", text)


def title(about: Metadata) -> tuple[str, str]:
    """The place and the rest of the page's title; where the report does not say its place, its own title."""
    if about.place:
        return clean(about.place), f"{about.year}年政府工作报告" if about.year else "政府工作报告"
    return "", clean(about.title).strip() or "政府工作报告"


def day(date: str) -> str:
    """2026年1月27日 for an ISO date; anything else comes back as it is."""
    parts = date.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return clean(date)
    year, month, number = (int(part) for part in parts)
    return f"{year}年{month}月{number}日"


def topic_name(topic: int) -> str:
    """The Chinese name of a topic of the Comparative Agendas Project."""
    found = lexicon().topics.get(str(topic))
    return found.zh if found else "未归主题"


def part_name(part: str) -> str:
    """工作回顾, 今年工作 …"""
    return VALUES["part"][part]


def kind_name(kind: str) -> str:
    """目标, 成效 …"""
    return VALUES["kind"][kind]
