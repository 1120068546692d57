"""Messages of the public pages, citizens' comments and the programming interface."""

MESSAGES: dict[str, tuple[str, str]] = {
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
    "token_by_person": (
        "令牌只能由本人登录后建立",
        "a token can only be made by its person, logged in",
    ),
    "token_scopes": (
        "请至少选一个范围，可选：{allowed}",
        "choose at least one scope of: {allowed}",
    ),
    "token_expires": (
        "到期日 {day} 已过；请选今天以后的日期",
        "the last day {day} has passed; choose one after today",
    ),
    "token_most": (
        "在用的令牌已有 {most} 个；请先吊销不用的",
        "{most} tokens are in use; revoke what is not needed first",
    ),
    "token_gone": (
        "没有这个令牌；请刷新页面",
        "there is no such token; reload the page",
    ),
    "scope_lacking": (
        "令牌没有 {scope} 范围；请在账号页另建令牌",
        "the token lacks the scope {scope}; make another one on the account page",
    ),
    "key_too_long": (
        "Idempotency-Key 不超过 {most} 个字符",
        "Idempotency-Key: at most {most} characters",
    ),
    "api_unit_unknown": (
        "没有名称或编码为“{unit}”的单位；请核对",
        "there is no unit with the name or code “{unit}”; check it",
    ),
    "owing_ledger": (
        "owing 须与 ledger 一同给出，且该台账在您的权限之内",
        "owing needs a ledger that is within your reach",
    ),
    "step_unknown": (
        "任务没有编号为 {step} 的节点；有：{known}",
        "the task has no step {step}; there are: {known}",
    ),
}
