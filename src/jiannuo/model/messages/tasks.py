"""Messages of reports, ledgers and tasks: code, then Chinese and English."""

MESSAGES: dict[str, tuple[str, str]] = {
    "report_no_year": (
        "{name}：读不出报告的年份；请在上传时填写年份",
        "{name}: the report's year cannot be told; give it when you upload the file",
    ),
    "report_no_statements": (
        "{name}：没有读出任何指标或事项，可能不是政府工作报告；请核对文件",
        "{name}: no figure and no promise was read, it may be no government work report; check the file",
    ),
    "report_gone": ("没有编号为 {number} 的报告；请刷新列表", "there is no report {number}; reload the list"),
    "ledger_gone": ("没有编号为 {number} 的台账；请刷新列表", "there is no ledger {number}; reload the list"),
    "task_gone": ("没有编号为 {number} 的任务；请刷新列表", "there is no task {number}; reload the list"),
    "adjustment_gone": (
        "没有编号为 {number} 的调整申请；请刷新列表",
        "there is no request for adjustment {number}; reload the list",
    ),
    "ledger_exists": (
        "《{report}》已建有台账“{ledger}”；请在该台账中编制",
        "{report} has its ledger {ledger} already; draw up the tasks there",
    ),
    "ledger_due_day": (
        "每月报送截止日应为 1 至 28 日，现为“{day}”",
        "the day on which returns are due should be 1 to 28, it is {day}",
    ),
    "ledger_not_drafting": (
        "台账“{ledger}”{state}，不能再编制；下达后的改动请走任务调整",
        "ledger {ledger} is no longer being drawn up ({state}); ask for an adjustment of the task instead",
    ),
    "ledger_unissued": (
        "台账“{ledger}”尚未下达，不能结账",
        "ledger {ledger} has not been issued yet, it cannot be closed",
    ),
    "ledger_closed": (
        "台账“{ledger}”已结账，不能再改动",
        "ledger {ledger} is closed, nothing of it can be changed",
    ),
    "ledger_empty": (
        "台账“{ledger}”没有待下达的任务；请先从报告提取或添加任务",
        "ledger {ledger} has no task to issue; add tasks first",
    ),
    "ledger_lacking": (
        "有 {count} 项任务还不能下达，未下达任何一项；第一项为“{first}”：{reason}",
        "{count} tasks cannot be issued yet, so none was; the first is {first}: {reason}",
    ),
    "task_frozen": (
        "{thing}现为“{state}”，不能直接修改；请申请调整",
        "{thing} cannot be edited in its state {state}; ask for an adjustment",
    ),
    "task_not_issued": (
        "{thing}现为“{state}”，不在执行中，不能这样改动",
        "{thing} is not in force (state {state}), it cannot be changed so",
    ),
    "task_field": (
        "{thing}：“{field}”{reason}，现为“{given}”",
        "{thing}: {field} cannot be {given!r} ({reason})",
    ),
    "remark_empty": ("{thing}：批注是空的，请写明内容", "{thing}: the remark is empty; write what you want to say"),
    "restore_used": (
        "{thing}不能恢复：由它得出的{result}已不是拟定状态；请先处理该任务",
        "{thing} cannot be restored: {result}, which came of it, is no longer proposed; deal with that task first",
    ),
    "restore_doubled": (
        "{thing}不能恢复：同一承诺已在{other}中；请先将该任务改为不列入",
        "{thing} cannot be restored: {other} delivers the same promise; leave that task out first",
    ),
    "adjustment_waiting": (
        "{thing}已有一份调整申请待批；请等审批后再申请",
        "{thing} has a request waiting already; ask again after it is decided",
    ),
    "adjustment_empty": (
        "{thing}：没有改动任何内容；请先改动再申请",
        "{thing}: nothing was changed; change something before you ask",
    ),
    "adjustment_own": (
        "{thing}的调整由您申请，不能由您审批；请由他人审批",
        "you asked for this adjustment of {thing}; somebody else must decide on it",
    ),
    "adjustment_stale": (
        "{thing}的{names}在申请后已另有改动，不能照原申请调整；请退回后重新申请",
        "{names} of {thing} changed after the request; refuse it and let it be asked for anew",
    ),
    "pass_nobody": ("{thing}：没有选择下级单位", "{thing}: no unit below was chosen"),
    "pass_not_below": (
        "{thing}只能分解给{lead}的直接下级单位；请重新选择",
        "{thing} can be passed only to units directly below {lead}; choose again",
    ),
    "pass_twice": ("{thing}已分解给{unit}，不能重复分解", "{thing} was passed to {unit} already"),
    "pass_short": (
        "{thing}：各单位目标合计 {sum}，不足总目标 {whole}；请补足或写明理由",
        "{thing}: the parts make {sum}, less than the whole {whole}; make them up or give a reason",
    ),
    "unit_no_such": (
        "{where}“{field}”：没有叫“{given}”的单位；请从提示的名称中选择，或先建立单位",
        "{where}, {field}: no unit is called “{given}”; choose one that is offered, or add the unit first",
    ),
    "unit_ambiguous": (
        "{where}“{field}”：与“{given}”相符的单位不止一个（{names}）；请写全称",
        "{where}, {field}: “{given}” fits more than one unit ({names}); write the full name",
    ),
    "programme_gone": (
        "台账“{ledger}”没有这个专项行动；请刷新列表",
        "ledger {ledger} has no such programme; reload the list",
    ),
    "programme_name": (
        "专项行动的名称应为 1 至 {most} 字，现有 {count} 字",
        "a programme's name should have 1 to {most} characters, it has {count}",
    ),
    "programme_exists": (
        "已有专项行动“{name}”；请换一个名称",
        "there is a programme {name} already; choose another name",
    ),
    "ledger_sheet_foreign": (
        "{name}：不是台账“{ledger}”的修改表（工作簿中的标记不符），未导入；请从该台账下载修改表",
        "{name}: not a sheet of ledger {ledger} (its mark differs), not imported; download the sheet from that ledger",
    ),
    "ledger_row_foreign": (
        "{where}不是本台账的任务，未导入；请核对",
        "{where}: not a task of this ledger, not imported; check it",
    ),
}
