"""The columns of the sheet; its words are Chinese whatever the page's language, so that any sheet comes back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from jiannuo.exports.cells import xml_text
from jiannuo.web.tasks.fields import NAMES
from jiannuo.web.tasks.models import Ledger, Task

TITLE, UNITS_TITLE, MARK_TITLE = "任务", "单位", "标记"
KIND = "jiannuo.ledger.1"

_WIDTHS = {
    "title": 36, "text": 48, "area": 20, "programme": 16, "cooperating": 22, "supervising": 16, "points": 18,
    "steps": 32, "lead": 16, "leader_name": 10, "due": 12,
}  # fmt: skip

# key, head, width, whether it is filled in
COLUMNS: tuple[tuple[str, str, int, bool], ...] = (
    ("number", "编号", 7, False),
    *((name, head, _WIDTHS.get(name, 10), True) for name, head in NAMES.items()),
    ("state", "状态", 9, False),
    ("mark", "标识", 10, False),
)
REASON = ("reason", "未生效原因", 40, False)
HEADS = {key: head for key, head, _width, _filled in COLUMNS}


def fingerprint(ledger: Ledger) -> tuple[str, str]:
    """What marks a workbook as the sheet of *ledger*."""
    return (KIND, str(ledger.pk))


def plain(text: str) -> str:
    """A value as it comes back from a cell: lines end one way, no blanks at either end."""
    return xml_text(text).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()


def stamp(typed: Mapping[str, str]) -> str:
    """What tells a row that was touched from one that was not."""
    return hashlib.sha256(json.dumps([plain(typed[name]) for name in NAMES]).encode()).hexdigest()[:16]


def mark(task: Task, typed: Mapping[str, str]) -> str:
    """The hidden cell of a row: the task, its version, its values as they went out."""
    return f"{task.pk}.{task.version}.{stamp(typed)}"
