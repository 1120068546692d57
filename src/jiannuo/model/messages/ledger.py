"""Messages of the ledger: why a change is refused, and what is wrong with what a person gave."""

MESSAGES: dict[str, tuple[str, str]] = {
    "not_allowed": (
        "您没有“{right}”的权限；如工作需要，请联系督查室或管理员",
        "you may not {right}; ask the supervision office or an administrator if you need to",
    ),
    "no_transition": (
        "{thing}现为“{state}”，不能{action}；请刷新页面看最新状态",
        "{thing} is {state} now, it cannot {action}; reload the page to see its state",
    ),
    "edited_meanwhile": (
        "{thing}已被{who}于{when}改动，您的内容未覆盖它；请对照最新内容后再保存",
        "{thing} was changed by {who} at {when}; yours has not replaced it; compare with the latest and save again",
    ),
}
