"""Which change leads from which state to which; what the table does not list is refused with a sentence."""

from __future__ import annotations

from typing import TypeVar

from jiannuo.ledger.status import (
    AdjustmentState,
    BulletinState,
    CommentState,
    Named,
    OrderState,
    ReturnState,
    TaskState,
)
from jiannuo.model.errors import JiannuoError

S = TypeVar("S", bound=Named)


class RefusedError(JiannuoError):
    """A change that the ledger's rules do not allow; nothing was changed."""


# change: (its name in Chinese and English, the states it may start from, the state it leads to)
Table = dict[str, tuple[str, str, tuple[S, ...], S]]

TASK: Table[TaskState] = {
    "merge": ("合并", "be merged", (TaskState.PROPOSED,), TaskState.MERGED),
    "split": ("拆分", "be split", (TaskState.PROPOSED,), TaskState.SPLIT),
    "drop": ("不列入台账", "be left out", (TaskState.PROPOSED,), TaskState.DROPPED),
    "restore": ("恢复", "be restored", (TaskState.DROPPED, TaskState.MERGED, TaskState.SPLIT), TaskState.PROPOSED),
    "issue": ("下达", "be issued", (TaskState.PROPOSED,), TaskState.ISSUED),
    "cancel": ("取消", "be cancelled", (TaskState.ISSUED,), TaskState.CANCELLED),
}
RETURN: Table[ReturnState] = {
    "save": ("保存", "be saved", (ReturnState.DRAFT, ReturnState.RETURNED), ReturnState.DRAFT),
    "submit": ("报送", "be submitted", (ReturnState.DRAFT, ReturnState.RETURNED), ReturnState.SUBMITTED),
    "recall": ("撤回", "be recalled", (ReturnState.SUBMITTED,), ReturnState.DRAFT),
    "sign": ("签发", "be signed", (ReturnState.SUBMITTED,), ReturnState.SIGNED),
    "approve": ("审核通过", "be approved", (ReturnState.SIGNED,), ReturnState.APPROVED),
    "send_back": (
        "退回",
        "be sent back",
        (ReturnState.SUBMITTED, ReturnState.SIGNED, ReturnState.APPROVED),
        ReturnState.RETURNED,
    ),
}
ORDER: Table[OrderState] = {
    "answer": ("反馈", "be answered", (OrderState.OPEN, OrderState.ANSWERED), OrderState.ANSWERED),
    "request_closing": ("申请销号", "have its closure requested", (OrderState.ANSWERED,), OrderState.CLOSING),
    "send_back": ("退回", "be sent back", (OrderState.ANSWERED, OrderState.CLOSING), OrderState.OPEN),
    "close": ("销号", "be closed", (OrderState.CLOSING,), OrderState.CLOSED),
    "withdraw": (
        "撤回",
        "be withdrawn",
        (OrderState.OPEN, OrderState.ANSWERED, OrderState.CLOSING),
        OrderState.WITHDRAWN,
    ),
}
ADJUSTMENT: Table[AdjustmentState] = {
    "approve": ("批准", "be approved", (AdjustmentState.REQUESTED,), AdjustmentState.APPROVED),
    "refuse": ("不批准", "be refused", (AdjustmentState.REQUESTED,), AdjustmentState.REFUSED),
}
BULLETIN: Table[BulletinState] = {
    "freeze": ("印发", "be frozen", (BulletinState.DRAFT,), BulletinState.FROZEN),
}
COMMENT: Table[CommentState] = {
    "route": ("转办", "be routed", (CommentState.HELD, CommentState.ROUTED), CommentState.ROUTED),
    "decline": ("不予公开", "be declined", (CommentState.HELD, CommentState.ROUTED), CommentState.DECLINED),
    "answer": ("答复", "be answered", (CommentState.ROUTED,), CommentState.ANSWERED),
}


def after(table: Table[S], change: str, state: S, thing: str) -> S:
    """The state that *change* leads to from *state*.

    *thing* names what is changed, for the message.  Raises RefusedError where the table does not allow it,
    KeyError for a change that is not in the table.
    """
    zh, _en, allowed, result = table[change]
    if state not in allowed:
        raise RefusedError("no_transition", thing=thing, state=state.zh, action=zh)
    return result


def may(table: Table[S], change: str, state: S) -> bool:
    """Whether *change* may start from *state*; for buttons that should not be offered."""
    return state in table[change][2]
