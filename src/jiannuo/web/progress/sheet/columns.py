"""The columns of the sheet; its words are Chinese whatever the page's language, so that any sheet comes back."""

from __future__ import annotations

from jiannuo.ledger.month import Month
from jiannuo.web.accounts.models import Unit

TITLE, STEPS_TITLE, MARK_TITLE = "填报", "节点", "标记"
KIND = "jiannuo.returns.1"

# key, head, width, whether it is filled in
COLUMNS: tuple[tuple[str, str, int, bool], ...] = (
    ("number", "编号", 7, False),
    ("title", "任务", 32, False),
    ("target", "目标", 14, False),
    ("plan", "本月计划", 12, False),
    ("previous", "上次完成", 12, False),
    ("value", "完成值", 14, True),
    ("text", "进展情况", 40, True),
    ("problems", "存在问题", 28, True),
    ("next_step", "下步打算", 28, True),
    ("action", "操作", 10, True),
    ("mark", "标识", 10, False),
)
STEP_COLUMNS: tuple[tuple[str, str, int, bool], ...] = (
    ("number", "编号", 7, False),
    ("title", "任务", 32, False),
    ("step", "节点", 32, False),
    ("due", "时限", 14, False),
    ("done", "完成日期", 14, True),
    ("mark", "标识", 10, False),
)
REASON = ("reason", "未生效原因", 40, False)
HEADS = {key: head for key, head, _width, _filled in COLUMNS}
SAVE, SUBMIT = "草稿", "报送"


def fingerprint(unit: Unit, month: Month) -> tuple[str, str, str]:
    """What marks a workbook as the sheet of *unit* for *month*."""
    return (KIND, unit.code, str(month))
