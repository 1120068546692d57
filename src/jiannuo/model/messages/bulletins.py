"""Messages of bulletins: why one is refused, what to look at, what does not fit in a frozen one."""

MESSAGES: dict[str, tuple[str, str]] = {
    "bulletin_frozen": (
        "第{number}期通报已印发，不能改动或删除；有误的，请发更正",
        "bulletin {number} was issued and cannot be changed or deleted; issue a correction where it is wrong",
    ),
    "bulletin_gone": (
        "没有这份通报，或已被删除；请从通报列表重新进入",
        "there is no such bulletin any more; go on from the list of bulletins",
    ),
    "bulletin_lacking": (
        "这份通报还不能印发：{what}",
        "this bulletin cannot be issued yet: {what}",
    ),
    "bulletin_moved": (
        "台账数据在您查看后有变化，未印发；草稿已按最新数据更新，请再核对一遍后印发",
        "the ledger has moved since you looked, nothing was issued; the draft shows it now, check it and issue again",
    ),
    "bulletin_not_issued": (
        "台账《{ledger}》尚未下达，请先下达",
        "the ledger {ledger} has not been issued; issue it first",
    ),
    "bulletin_ahead": (
        "{month}尚未到来，请改选期间",
        "{month} has not come yet; choose another period",
    ),
    "bulletin_month_unrated": (
        "{month}尚未评定，请先在“填报”中完成该月评定",
        "{month} has not been rated; rate it under returns first",
    ),
    "bulletin_unrated": (
        "{month}有 {count} 项任务没有评定（第 {numbers} 项），请先重新评定该月",
        "{count} tasks have no rating for {month} (tasks {numbers}); rate the month again first",
    ),
    "bulletin_empty": (
        "台账《{ledger}》没有计入的任务，无可通报",
        "the ledger {ledger} has no task that counts; there is nothing to report",
    ),
    "bulletin_blank": (
        "{what}为空，请填写",
        "{what} is empty; fill it in",
    ),
    "bulletin_rival": (
        "{period}的通报已印发（第{number}期）；请打开该期发更正，不要重发",
        "the bulletin about {period} was issued (no. {number}); open it and issue a correction instead",
    ),
    "bulletin_period": (
        "“{period}”不是该台账可通报的期间，请从列表中选择",
        "“{period}” is no period of this ledger; choose one from the list",
    ),
    "bulletin_not_frozen": (
        "只有已印发的通报才能更正；草稿请直接修改",
        "only an issued bulletin can be corrected; edit a draft instead",
    ),
    "bulletin_corrected": (
        "第{number}期已由第{by}期更正；如仍有误，请更正第{by}期",
        "bulletin {number} was corrected by {by}; correct {by} if it is still wrong",
    ),
    "bulletin_reason": (
        "请填写更正说明：错在哪里，以什么为准",
        "say what is wrong and what holds instead",
    ),
    "bulletin_pending": (
        "{month}还有 {count} 项填报未审核，未计入评定；审核后可重新评定",
        "{count} returns of {month} await review and do not count yet; rate again after reviewing them",
    ),
    "bulletin_rules": (
        "各项评定所用规则版本不一（{versions}）；如需统一，请重新评定该月",
        "the ratings were made by different versions of the rules ({versions}); rate the month again to have one",
    ),
    "bulletin_lead_differs": (
        "导语与按最新数据生成的文字不同：请核对其中的数字，或改用最新文字",
        "the lead text differs from what the present figures give: check its figures, or take the present text",
    ),
    "bulletin_digest": (
        "第{number}期通报的快照与其哈希不符，快照被改动过",
        "the snapshot of bulletin {number} does not fit its hash; it was changed",
    ),
    "bulletin_unreadable": (
        "第{number}期通报的快照无法读取，请从备份恢复核对",
        "the snapshot of bulletin {number} cannot be read; compare with a backup",
    ),
    "bulletin_fields": (
        "第{number}期通报的“{what}”与快照不一致",
        "{what} of bulletin {number} is not what its snapshot says",
    ),
    "bulletin_anchor": (
        "第{number}期通报所记的日志第 {sequence} 条与现有日志不符，日志被改写或截去过",
        "entry {sequence} that bulletin {number} names does not fit the log; it was rewritten or cut off",
    ),
    "bulletin_unlogged": (
        "第{number}期通报的哈希与日志中的印发记录不符",
        "the hash of bulletin {number} is not the one that the log has of its issue",
    ),
    "bulletin_gap": (
        "缺第{number}期通报，期号不连续",
        "bulletin {number} is missing; the numbers have a gap",
    ),
}
