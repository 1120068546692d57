"""Messages of the public pages, citizens' comments and the programming interface."""

MESSAGES: dict[str, tuple[str, str]] = {
    "ledger_gone": (
        "没有这本台账；请回到台账列表核对",
        "there is no such ledger; check the list of ledgers",
    ),
    "publish_drafting": (
        "“{ledger}”尚在编制，不能公开；请先下达",
        "“{ledger}” is still being drawn up and cannot be published; issue it first",
    ),
    "comment_no_task": (
        "没有这项公开任务，或已不再公开；留言未送出",
        "there is no such public task, or it is no longer public; the comment was not sent",
    ),
    "comment_gone": (
        "没有这条留言；请回到留言列表核对",
        "there is no such comment; check the list of comments",
    ),
    "comment_too_many": (
        "{hours} 小时内最多留言 {most} 条，本条未送出；请稍后再试，所填内容仍在",
        "at most {most} comments within {hours} hours, this one was not sent; try later, what you wrote is kept",
    ),
    "comment_no_lead": (
        "第 {number} 项任务没有牵头单位，不能转办；请先为任务指定牵头单位",
        "task {number} has no lead unit to route to; name one first",
    ),
    "comment_no_reason": (
        "请写明不予公开的理由；留言人凭查询码可以看到",
        "give the reason for declining; the sender can read it by the receipt code",
    ),
    "comment_no_answer": (
        "请填写答复；答复将与留言一并公开",
        "write the answer; it is shown together with the comment",
    ),
}
