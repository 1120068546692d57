"""Messages of orders, the outbox and watched figures."""

MESSAGES: dict[str, tuple[str, str]] = {
    # orders
    "order_unknown": (
        "没有这张督办单；请从督办单列表进入",
        "there is no such order; find it in the list of orders",
    ),
    "order_no_unit": (
        "承办单位不存在或已停用；请从列表中选择",
        "the unit does not exist or is no longer in use; choose one from the list",
    ),
    "order_empty": (
        "“事由”“督办内容”都要填写；请补全后再签发",
        "the subject and the text must both be filled in; complete them and issue the order again",
    ),
    "order_deadlines": (
        "反馈时限 {report}、办结时限 {due} 不合：都应晚于现在，且反馈不晚于办结；请改时限",
        "the deadlines {report} (answer) and {due} (settle) do not fit: both lie ahead, the answer first; mend them",
    ),
    "order_no_task": (
        "{unit}不承担这项任务；请改选承办单位，或不关联任务",
        "{unit} has nothing to do with this task; choose another unit or name no task",
    ),
    "order_no_breach": (
        "这条预警不属于{unit}；请改选承办单位，或不关联预警",
        "this breach does not concern {unit}; choose another unit or name no breach",
    ),
    "order_no_answer": (
        "“办理情况”没有填写；请写明做了什么、结果如何",
        "the answer is empty; say what was done and what came of it",
    ),
    "order_no_reason": (
        "“理由”没有填写；请写明原因，承办单位要看",
        "the reason is empty; give it, the unit will read it",
    ),
    "order_no_grade": (
        "没有选择办理评价；请选好、一般或差后再销号",
        "no grade is chosen; choose good, fair or poor and close the order again",
    ),
    "order_word": (
        "发文字“{word}”不能用；应为 20 字以内，不含空格、括号和“号”，如“云督”",
        "“{word}” cannot stand in a number; give at most 20 characters without spaces, brackets or 号, such as 云督",
    ),
    "order_word_taken": (
        "发文字“{word}”已由{unit}使用；请另取一个",
        "“{word}” is used by {unit}; choose another",
    ),
    "orders_none_chosen": (
        "没有选中要督办的任务或单位；请至少勾选一项",
        "no task or unit is chosen; tick at least one",
    ),
    "order_level": (
        "督办单 {number} 已升级到第 {level} 级，不重复升级",
        "order {number} has already been escalated to level {level}",
    ),
    # the outbox
    "mail_no_address": (
        "收件人没有填电子邮箱；请在人员页补上，再点“重发”",
        "the person has no e-mail address; add it on the person's page and send again",
    ),
    "mail_not_set_up": (
        "没有设置邮件服务器；请设环境变量 JIANNUO_SMTP_HOST 后重启",
        "no mail server is set up; set JIANNUO_SMTP_HOST and start again",
    ),
    "channel_inactive": (
        "渠道“{name}”已停用；请启用后再点“重发”",
        "the channel “{name}” is out of use; put it into use and send again",
    ),
    "robot_variable": (
        "环境变量 {variable} 不能用；变量名应以 {prefix} 开头",
        "{variable} cannot hold a robot's address; its name must begin with {prefix}",
    ),
    "robot_no_address": (
        "环境变量 {variable} 为空；请在服务器上设为机器人的地址后重启",
        "{variable} is empty; set it to the robot's address on the server and start again",
    ),
    "robot_insecure": (
        "环境变量 {variable} 中的地址不是 https；请改用机器人给出的 https 地址",
        "the address in {variable} is not https; use the https address that the robot gives",
    ),
    "robot_status": (
        "机器人服务器答复状态 {status}；稍后自动重试，多次不行请核对地址",
        "the robot's server answered {status}; it is tried again, check the address if it goes on",
    ),
    "robot_unreachable": (
        "连不上机器人服务器（{reason}）；稍后自动重试，请核对网络",
        "the robot's server cannot be reached ({reason}); it is tried again, check the network",
    ),
    "robot_answer": (
        "机器人的答复读不懂；请核对地址和渠道类型",
        "the robot's answer makes no sense; check its address and the kind of channel",
    ),
    "robot_refused": (
        "机器人未收下，代码 {robot_code}：{said}；请核对签名密钥、关键词和频率限制",
        "the robot refused the message, code {robot_code}: {said}; check its secret, keywords and limits",
    ),
    "channel_name_taken": (
        "已有名为“{name}”的渠道；请另取名称",
        "there is a channel named “{name}”; choose another name",
    ),
    "channel_unknown": (
        "没有这个渠道；请从渠道列表进入",
        "there is no such channel; find it in the list of channels",
    ),
    "message_unknown": (
        "没有这条消息；请刷新发件箱",
        "there is no such message; reload the outbox",
    ),
    "calendar_foreign": (
        "只能更换本人的日历地址；请用本人账号登录",
        "only one's own calendar address can be renewed; log in as yourself",
    ),
    # watched figures
    "watch_code_taken": (
        "编码“{series}”已有；请另取一个",
        "the code “{series}” exists; choose another",
    ),
    "watch_code": (
        "编码“{series}”不能用；请只用字母、数字、点、横线和下划线",
        "“{series}” cannot be a code; use letters, digits, dots, dashes and underscores",
    ),
    "watch_empty": (
        "“{what}”没有填写；请补上",
        "{what} is empty; fill it in",
    ),
    "watch_rule_unknown": (
        "没有代码为“{rule}”的规则；请从列表中选",
        "there is no rule “{rule}”; choose from the list",
    ),
    "watch_rule_unit": (
        "规则“{rule}”的限值以“{unit}”计，与指标的计量单位不同；请改计量单位或不选这条规则",
        "the limit of the rule “{rule}” is in {unit}, the figure is not; change the unit or leave the rule out",
    ),
    "watch_unknown": (
        "没有这个监测对象；请从监测列表进入",
        "there is no such entity; find it in the list of watched figures",
    ),
    "feed_known": (
        "{month} 的数已是这个值，未重复记录",
        "the figure of {month} has this value already, nothing was changed",
    ),
    "watch_owner": (
        "指标须属于一个监测对象或一项任务；请选定其一",
        "a figure belongs to one entity or one task; choose one of them",
    ),
    "feed_columns": (
        "表头缺“{missing}”；应有：序列编码（或 对象编码、指标）、期间、数值",
        "the head lacks “{missing}”; it wants 序列编码 (or 对象编码 and 指标), 期间, 数值",
    ),
    "feed_encoding": (
        "文件不是 UTF-8 或 GBK 编码的 CSV；请在表格软件中另存为 CSV 后重传",
        "the file is not CSV in UTF-8 or GBK; save it as CSV and send it again",
    ),
    "feed_empty": (
        "文件没有数据行；请核对后重传",
        "the file has no rows; check it and send it again",
    ),
    "feed_too_long": (
        "文件多于 {most} 行；请分成几个文件报送",
        "the file has more than {most} rows; send it in parts",
    ),
    "feed_unknown": (
        "没有编码为“{series}”的在用指标；请核对编码，或请督查室先建指标",
        "there is no figure in use with the code “{series}”; check it or ask the office to add it",
    ),
    "feed_number": (
        "“数值”应为数字，现为“{value}”；请改为数字，计量单位不要写在里面",
        "数值 should be a number, it is “{value}”; write a number without its unit",
    ),
    "feed_month": (
        "“期间”应写作 2026-03，现为“{value}”；请改正",
        "期间 should be written 2026-03, it is “{value}”; mend it",
    ),
    "feed_future": (
        "期间 {month} 还没有到；请核对",
        "the period {month} has not come yet; check it",
    ),
    "feed_period": (
        "该指标{frequency}报送，{month} 不是报送期；请改为期末月份",
        "this figure comes {frequency}, {month} is not the end of a period; give its last month",
    ),
    "feed_unit": (
        "计量单位应为“{wanted}”，现为“{given}”；请换算后再报",
        "the unit should be “{wanted}”, it is “{given}”; convert the figure",
    ),
    "feed_twice": (
        "同一文件里 {month} 已有另一个数 {value}（第 {line} 行）；请只留一个",
        "row {line} of the same file gives another figure, {value}, for {month}; keep one",
    ),
    "feed_foreign": (
        "您没有报送“{series}”的权限；请由其监管单位报送",
        "you may not feed “{series}”; its unit must do it",
    ),
}
