"""States of everything in the ledger, each with its name in Chinese and English.

A state that people see is never told by colour alone: ratings carry a sign.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Named(StrEnum):
    """A state kept by its code, shown by its name."""

    zh: str
    en: str

    def __new__(cls, code: str, zh: str, en: str) -> Named:
        """A member from its code and its two names."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh = zh
        member.en = en
        return member

    @classmethod
    def of(cls, code: str) -> Self:
        """The state kept as *code*; ValueError where there is none."""
        for state in cls:
            if state.value == code:
                return state
        raise ValueError(code)

    def name_in(self, language: str) -> str:
        """The name in ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en


class Role(Named):
    """What a person is in a unit; the public is who has not logged in."""

    ADMINISTRATOR = "administrator", "管理员", "administrator"
    OFFICE = "office", "督查室", "supervision office"
    LEADER = "leader", "领导", "leader"
    HEAD = "head", "单位负责人", "unit head"
    REPORTER = "reporter", "填报人", "reporter"
    AUDITOR = "auditor", "审计员", "auditor"
    PUBLIC = "public", "公众", "public"


class LedgerState(Named):
    """A year's ledger: drawn up, in force, closed at the end of the year."""

    DRAFTING = "drafting", "编制中", "being drawn up"
    ISSUED = "issued", "已下达", "issued"
    CLOSED = "closed", "已结账", "closed"


class TaskState(Named):
    """Where a task is between the report and the end of its year."""

    PROPOSED = "proposed", "拟定", "proposed"
    ISSUED = "issued", "已下达", "issued"
    MERGED = "merged", "已合并", "merged"
    SPLIT = "split", "已拆分", "split"
    DROPPED = "dropped", "不列入", "left out"
    CANCELLED = "cancelled", "已取消", "cancelled"


class Sort(Named):
    """How a task is measured, which decides the rule that rates it."""

    CUMULATIVE = "cumulative", "累计量", "cumulative amount"
    RATE = "rate", "增速或比率", "growth or ratio"
    CEILING = "ceiling", "控制数", "ceiling"
    STEPS = "steps", "节点事项", "dated steps"
    OTHER = "other", "其它", "other"


class Duty(Named):
    """What a unit has to do with a task; the first-listed unit leads."""

    LEAD = "lead", "牵头", "lead"
    COOPERATING = "cooperating", "配合", "cooperating"
    SUPERVISING = "supervising", "督办", "supervising"


class Frequency(Named):
    """How often a figure is collected."""

    MONTHLY = "monthly", "按月", "monthly"
    QUARTERLY = "quarterly", "按季", "quarterly"
    YEARLY = "yearly", "按年", "yearly"


class ReturnState(Named):
    """Where a unit's return for one task and period is."""

    DRAFT = "draft", "草稿", "draft"
    SUBMITTED = "submitted", "已报送", "submitted"
    SIGNED = "signed", "已签发", "signed"
    APPROVED = "approved", "已审核", "approved"
    RETURNED = "returned", "已退回", "sent back"


class Rating(Named):
    """评定: how a task stands at the end of a period, by a printed rule."""

    NOT_STARTED = "not_started", "未启动", "not started"
    BEHIND = "behind", "欠进度", "behind"
    ON_PACE = "on_pace", "达进度", "on pace"
    AHEAD = "ahead", "超进度", "ahead"
    DONE = "done", "已完成", "done"
    DONE_EARLY = "done_early", "提前完成", "done early"
    OTHER = "other", "其它", "other"


class Light(Named):
    """亮灯 of one task and period; a missed period that is made good later is yellow for good."""

    GREEN = "green", "绿灯", "green"
    YELLOW = "yellow", "黄灯（补正）", "yellow (made good)"
    RED = "red", "红灯", "red"
    GREY = "grey", "未亮灯", "unlit"


class OrderState(Named):
    """督办单: from issue to closure."""

    OPEN = "open", "办理中", "open"
    ANSWERED = "answered", "已反馈", "answered"
    CLOSING = "closing", "申请销号", "closure requested"
    CLOSED = "closed", "已销号", "closed"
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn"


class AdjustmentState(Named):
    """A change to an issued task, from request to decision."""

    REQUESTED = "requested", "待批", "requested"
    APPROVED = "approved", "已批准", "approved"
    REFUSED = "refused", "未批准", "refused"


class BulletinState(Named):
    """通报: a draft follows the ledger, a frozen one never changes."""

    DRAFT = "draft", "草稿", "draft"
    FROZEN = "frozen", "已印发", "frozen"


class CommentState(Named):
    """A citizen's comment, from moderation to answer."""

    HELD = "held", "待审", "held"
    ROUTED = "routed", "已转办", "routed"
    ANSWERED = "answered", "已答复", "answered"
    DECLINED = "declined", "不予公开", "declined"


class UnitKind(Named):
    """What kind of organisation a unit is."""

    GOVERNMENT = "government", "政府", "government"
    DEPARTMENT = "department", "部门", "department"
    COUNTY = "county", "县区", "county"
    TOWN = "town", "镇街", "town"
    VILLAGE = "village", "村社区", "village"
    ENTERPRISE = "enterprise", "企业", "enterprise"


# Sign and the name of its colour in tokens.css, for ratings wherever they are shown.
SIGNS: dict[Rating, tuple[str, str]] = {
    Rating.NOT_STARTED: ("○", "quiet"),
    Rating.BEHIND: ("■", "red"),
    Rating.ON_PACE: ("●", "green"),
    Rating.AHEAD: ("▲", "teal"),
    Rating.DONE: ("✓", "ink"),
    Rating.DONE_EARLY: ("✓", "teal"),
    Rating.OTHER: ("◇", "quiet"),
}
LIGHT_SIGNS: dict[Light, tuple[str, str]] = {
    Light.GREEN: ("●", "green"),
    Light.YELLOW: ("◆", "yellow"),
    Light.RED: ("■", "red"),
    Light.GREY: ("○", "quiet"),
}
