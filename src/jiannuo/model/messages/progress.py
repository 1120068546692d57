"""Messages of the returns: what is wrong with what was typed, sent or attached, and why a step is refused."""

MESSAGES: dict[str, tuple[str, str]] = {
    "value_no_number": (
        "{where}“{field}”应为数字，现为“{given}”；请只填数字",
        "{where}: {field} must be a number, it is “{given}”; give digits only",
    ),
    "value_other_unit": (
        "{where}“{field}”应为以“{unit}”计的数字，现为“{given}”；请换算后只填数字",
        "{where}: {field} must be a number in {unit}, it is “{given}”; convert it and give digits only",
    ),
    "value_too_long": (
        "{where}“{field}”最多 {digits} 位整数、{decimals} 位小数，现为“{given}”；请核对",
        "{where}: {field} may have {digits} digits and {decimals} decimals, it is “{given}”; check it",
    ),
    "value_formula": (
        "{where}“{field}”是公式；请改为数值或文字（复制后选择性粘贴为值）",
        "{where}: {field} is a formula; turn it into a value (copy, paste special, values)",
    ),
    "value_no_day": (
        "{where}“{field}”应为日期，如 2026-03-05，现为“{given}”",
        "{where}: {field} must be a day such as 2026-03-05, it is “{given}”",
    ),
    "value_day_ahead": (
        "{where}“{field}”不能晚于今天，现为“{given}”；未完成的节点请留空",
        "{where}: {field} cannot be after today, it is “{given}”; leave steps that are not done empty",
    ),
    "text_too_long": (
        "{where}“{field}”最多 {most} 字，现有 {count} 字；请精简，详情可作佐证上传",
        "{where}: {field} may have {most} characters, it has {count}; shorten it, details can be attached as evidence",
    ),
    "value_missing": (
        "{where}未填“完成值”，未报送；请填写后再报送",
        "{where}: no value was given, not submitted; fill it in and submit again",
    ),
    "text_missing": (
        "{where}未填“进展情况”，未报送；请填写后再报送",
        "{where}: the progress was not described, not submitted; fill it in and submit again",
    ),
    "return_not_due": (
        "{where}{month}不在报送范围内，未保存；请核对月份，或联系督查室",
        "{where}: nothing is collected for {month}, not saved; check the month or ask the supervision office",
    ),
    "return_gone": (
        "{where}已不在本月报送范围（调整或取消），未保存；您填的是：{typed}",
        "{where}: no longer returned this month (adjusted or cancelled), not saved; you had typed: {typed}",
    ),
    "return_missing": (
        "{where}尚未填报，不能{action}；请先保存",
        "{where}: nothing was filled in, it cannot {action}; save it first",
    ),
    "choice_missing": (
        "{where}两人都改过，请选择保留哪一份后再保存",
        "{where}: two people changed it; choose which one to keep, then save again",
    ),
    "not_reviewer": (
        "{where}由下达该任务的单位审核；如需改动，请联系该单位",
        "{where}: reviewed by the unit that gave out the task; ask that unit",
    ),
    "return_own": (
        "{where}由您报送或签发，不能由您审核通过；请由他人审核",
        "{where}: you handed it in or signed it; somebody else must approve it",
    ),
    "reason_missing": (
        "未填理由，未生效；请写明理由后再试",
        "no reason was given, nothing was changed; state the reason and try again",
    ),
    "month_out_of_year": (
        "{month}不在“{ledger}”的报送范围内；请核对月份",
        "{month} is outside what {ledger} collects; check the month",
    ),
    "ledger_not_issued": (
        "“{ledger}”{state}，不能收集填报；台账下达后才能开始",
        "{ledger} is {state}, no returns can be collected; issue it first",
    ),
    # evidence
    "evidence_unknown": (
        "{name}：内容不是可收的类型（{kinds}），未保存；请转成其中一种再传",
        "{name}: its content is none of the types taken ({kinds}), not kept; convert it and send it again",
    ),
    "evidence_macros": (
        "{name}：含有宏，未保存；请另存为不含宏的文件再传",
        "{name}: holds macros, not kept; save it without macros and send it again",
    ),
    "evidence_link": (
        "“{given}”不是网址，未保存；应以 http:// 或 https:// 开头",
        "“{given}” is no web address, not kept; it must begin with http:// or https://",
    ),
    "evidence_struck": (
        "“{name}”已撤下，无需再次操作",
        "“{name}” has been struck out already",
    ),
    "evidence_most": (
        "{where}已有 {most} 份佐证，未再添加；请先撤下不需要的",
        "{where} has {most} pieces of evidence, no more were added; strike out those not needed",
    ),
    # sheets
    "sheet_unreadable": (
        "{name}：不是能打开的 Excel 工作簿（xlsx），未导入；请用下载的填报表填写后上传",
        "{name}: no Excel workbook (xlsx) that opens, not imported; fill in the sheet that you downloaded",
    ),
    "sheet_bomb": (
        "{name}：解压后超过 {most} MB，未导入；请用下载的填报表填写后上传",
        "{name}: more than {most} MB when unpacked, not imported; fill in the sheet that you downloaded",
    ),
    "sheet_unsafe": (
        "{name}：含有宏、外部实体或外部链接，未导入；请用下载的填报表填写后上传",
        "{name}: holds macros, entities or links to other files, not imported; fill in the sheet that you downloaded",
    ),
    "sheet_foreign": (
        "{name}：不是“{unit}”{month}的填报表（工作簿中的标记不符），未导入；请下载本月填报表",
        "{name}: not the sheet of {unit} for {month} (its mark differs), not imported; download this month's sheet",
    ),
    "sheet_columns": (
        "{name}：缺少“{columns}”列，未导入；请勿删改表头",
        "{name}: the columns {columns} are missing, not imported; leave the heads as they are",
    ),
    "sheet_too_long": (
        "{name}：超过 {most} 行，未导入；请只保留填报表原有的行",
        "{name}: more than {most} rows, not imported; keep only the rows of the sheet that you downloaded",
    ),
    "row_unmarked": (
        "{where}缺少隐藏的标识，未导入；请用下载的填报表，勿复制行或删除隐藏列",
        "{where}: its hidden mark is missing, not imported; use the sheet as downloaded, do not copy rows",
    ),
    "row_foreign": (
        "{where}不是本单位本月应报的任务，未导入；请核对",
        "{where}: not a task that this unit returns this month, not imported; check it",
    ),
    "row_twice": (
        "{where}与前面的行是同一任务，未导入；请只保留一行",
        "{where}: the same task as an earlier row, not imported; keep one row",
    ),
    "row_choice": (
        "{where}“操作”应为“{save}”或“{submit}”，现为“{given}”；请从下拉列表选择",
        "{where}: the action must be {save} or {submit}, it is “{given}”; choose from the list",
    ),
    # ratings
    "rating_none": (
        "{thing}{month}尚未评定，不能改评；请先评定该月",
        "{thing} was not rated for {month}, its rating cannot be overridden; rate the month first",
    ),
    "rating_unknown": (
        "没有“{given}”这一评定，未改评；请从列表中选择",
        "there is no rating {given}, nothing was changed; choose from the list",
    ),
    "override_none": (
        "{thing}{month}没有人工改评，无需撤销",
        "the rating of {thing} for {month} was not overridden, there is nothing to withdraw",
    ),
}
