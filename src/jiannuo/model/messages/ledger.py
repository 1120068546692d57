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
    "request_key_used": (
        "这次提交的编号已用于另一次操作，本次未作改动；请刷新页面后再试",
        "the key of this request was used for something else; nothing was changed; reload the page and try again",
    ),
    # files and settings
    "file_too_large": (
        "{name}：超过 {most} MB，未保存；请压缩或分成几个文件再传",
        "{name}: more than {most} MB, not kept; make it smaller or send it in parts",
    ),
    "file_empty": (
        "{name}：文件为空，未保存；请核对后重传",
        "{name}: the file is empty, not kept; check it and send it again",
    ),
    "origin_insecure": (
        "JIANNUO_ORIGIN {origin}：经网络访问须用 https；确属可信内网的，另设 JIANNUO_PLAIN_HTTP=1",
        "JIANNUO_ORIGIN {origin}: must be https over a network; where the network is trusted, set JIANNUO_PLAIN_HTTP=1",
    ),
    # end of files and settings
    # counts, thresholds, suggestions
    "chain_no_form": (
        "{place} 处的 {what} 没有唯一写法，不能记入日志；请改用文本、整数、十进制数或带时区的时间",
        "{what} at {place} has no one form to log; use text, whole numbers, decimals or instants with a time zone",
    ),
    "chain_gap": (
        "日志缺第 {expected} 条：其后是第 {found} 条，有条目被删除、插入或调换",
        "the log lacks entry {expected}: entry {found} stands there; one was deleted, inserted or moved",
    ),
    "chain_previous": (
        "日志第 {sequence} 条所记的前一条哈希与前一条不符，此处有条目被改动、删除或插入",
        "entry {sequence} of the log does not follow from the one before; one was changed, deleted or inserted here",
    ),
    "chain_hash": (
        "日志第 {sequence} 条的内容与其哈希不符，该条被改动过",
        "entry {sequence} of the log does not fit its hash; it was changed",
    ),
    "chain_anchor": (
        "日志第 {sequence} 条的哈希与印发时留存的不同，此条或其前的日志被重写过",
        "the hash of entry {sequence} is not the one kept outside the log; it or what is before it was rewritten",
    ),
    "chain_anchor_gone": (
        "留存的第 {sequence} 条在日志中不存在",
        "entry {sequence}, whose hash is kept outside, is not in the log",
    ),
    "chain_cut": (
        "日志只到第 {last} 条，留存的记录至少有 {count} 条，末尾被截去",
        "the log ends at entry {last} but is known to have had {count}; its end was cut off",
    ),
    "note_shares": (
        "占比的分母均为计入任务数（列入任务数减去已取消任务数），四舍五入保留一位小数，各项相加可能不等于100.0%；"
        "不足0.05%的写作<0.1%，未达100%的不写作100.0%",
        "all shares are of the tasks counted (listed less cancelled), rounded half up to one decimal; they may "
        "not add up to 100.0%; what is not nothing reads <0.1%, what is not all never reads 100.0%",
    ),
    "note_ranking": (
        "按落后任务占计入任务的比例由高到低排列；比例相同的，落后任务多的在前；再相同的，迟报多的在前；"
        "三项均相同的名次并列、"
        "按名称排列。落后指欠进度，或未启动且亮红灯；没有计入任务的单位不参加排名",
        "by the share of tasks behind, highest first; if equal, by their number; if equal, by late returns; units "
        "equal in all three share a rank and stand by name. Behind: rated so, or not started with a red light; units "
        "without a task counted are not ranked",
    ),
    "bulletin_twice": (
        "第 {number} 项在通报中列了两次，请只保留一行",
        "task {number} is listed twice in the bulletin; keep one row",
    ),
    "bulletin_sum": (
        "{name}：计入 {counted} 项，各评定等次相加却是 {sum} 项，两数不符；请核对后再印发",
        "{name}: {counted} tasks are counted but the ratings add up to {sum}; mend this before it is issued",
    ),
    "bulletin_lights": (
        "{name}：计入 {counted} 项，各色亮灯相加却是 {sum} 项，两数不符；请核对后再印发",
        "{name}: {counted} tasks are counted but the lights add up to {sum}; mend this before it is issued",
    ),
    "bulletin_listed": (
        "{name}：列入 {listed} 项，计入 {counted} 项加取消 {cancelled} 项与之不符；请核对后再印发",
        "{name}: {listed} tasks are listed, which is not {counted} counted and {cancelled} cancelled; mend this first",
    ),
    "bulletin_negative": (
        "{name}：有数为负（{value}）；请核对后再印发",
        "{name}: a figure is negative ({value}); mend this before it is issued",
    ),
    "bulletin_units": (
        "各单位相加，“{what}”为 {sum} 项，全部却写 {total} 项；请核对后再印发",
        "added up over the units, “{what}” is {sum}, but the total says {total}; mend this before it is issued",
    ),
    "bulletin_areas": (
        "各领域相加，“{what}”为 {sum} 项，全部却写 {total} 项；请核对后再印发",
        "added up over the areas, “{what}” is {sum}, but the total says {total}; mend this before it is issued",
    ),
    "bulletin_rows": (
        "{name}：写的是 {stated} 项，按明细重算是 {found} 项，或其中等次不同；请重新生成后再印发",
        "{name}: {stated} tasks are stated, {found} are found in the rows, or their ratings differ; draw it up again",
    ),
    "watch_ceiling": (
        "{name} {month} 为 {value}，高于上限 {limit}（规则：{rule}）",
        "{name} in {month} is {value}, above the ceiling of {limit} (rule: {rule})",
    ),
    "watch_floor": (
        "{name} {month} 为 {value}，低于下限 {limit}（规则：{rule}）",
        "{name} in {month} is {value}, below the floor of {limit} (rule: {rule})",
    ),
    "watch_pace": (
        "{name} {month} 为 {value}，低于序时下限 {limit}（全年的 {gone}/12；规则：{rule}）",
        "{name} in {month} is {value}, below the floor of {limit} for {gone} of 12 months (rule: {rule})",
    ),
    "watch_rise": (
        "{name} {month} 为 {value}，比 {earlier} 的 {base} 上升 {by} 个点，超过 {limit} 个点（规则：{rule}）",
        "{name} in {month} is {value}, up {by} points from {base} in {earlier}, more than {limit} (rule: {rule})",
    ),
    "watch_fall": (
        "{name} {month} 为 {value}，比 {earlier} 的 {base} 下降 {by} 个点，超过 {limit} 个点（规则：{rule}）",
        "{name} in {month} is {value}, down {by} points from {base} in {earlier}, more than {limit} (rule: {rule})",
    ),
    "watch_rise_percent": (
        "{name} {month} 为 {value}，比 {earlier} 的 {base} 增长 {by}%，超过 {limit}%（规则：{rule}）",
        "{name} in {month} is {value}, up {by}% from {base} in {earlier}, more than {limit}% (rule: {rule})",
    ),
    "watch_fall_percent": (
        "{name} {month} 为 {value}，比 {earlier} 的 {base} 下降 {by}%，超过 {limit}%（规则：{rule}）",
        "{name} in {month} is {value}, down {by}% from {base} in {earlier}, more than {limit}% (rule: {rule})",
    ),
    "watch_missing": (
        "{name} {month} 的数应于 {due} 前报送，已逾期 {days} 天，超过宽限 {limit} 天（规则：{rule}）",
        "{name} for {month} was due on {due} and is {days} days late, more than the {limit} allowed (rule: {rule})",
    ),
    "watch_no_figure": (
        "{name} {month} 不可比：没有 {lacking} 的数（规则：{rule}）",
        "{name} in {month} is not comparable: there is no figure for {lacking} (rule: {rule})",
    ),
    "watch_no_base": (
        "{name} {month} 不可比：{lacking} 的数 {base} 不大于零，算不出增长率（规则：{rule}）",
        "{name} in {month} is not comparable: {lacking} has {base}, not above zero (rule: {rule})",
    ),
    "balance": (
        "{statements} 项表述 → {tasks} 项任务：{split} 项拆分，{merged} 项合并，{left_out} 项不列入{reasons}",
        "{statements} statements → {tasks} tasks: {split} split, {merged} merged, {left_out} left out{reasons}",
    ),
    "balance_no_source": (
        "任务 {number} 没有来源表述；请指明它出自报告的哪一句",
        "task {number} comes from no statement; name the sentence of the report that it comes from",
    ),
    "balance_unknown": (
        "任务 {number} 所指的表述 {statement} 不在本报告中；请改正来源",
        "task {number} names statement {statement}, which the report does not have; mend its source",
    ),
    "balance_both": (
        "表述 {statement} 既列入了任务，又写了不列入的理由；请二者取一",
        "statement {statement} is in a task and left out as well; choose one",
    ),
    "balance_lost": (
        "表述 {statement} 没有落到任何任务，也没有写明不列入；请编入任务或写明理由",
        "statement {statement} is in no task and not left out; put it into a task or give a reason",
    ),
    "balance_no_reason": (
        "表述 {statement} 不列入，但没有理由；请写明理由",
        "statement {statement} is left out without a reason; give one",
    ),
    "split_few": (
        "“{title}”拆分后至少要有两项；只有一项请直接修改",
        "“{title}” must be split into two parts or more; edit it if there is only one",
    ),
    "split_sum": (
        "“{title}”的目标为 {whole}，拆分后各项相加是 {sum}，相差 {difference}；请改正，或写明差额的理由",
        "“{title}” has the target {whole} but its parts add up to {sum}, {difference} apart; mend it or say why",
    ),
    "split_difference": (
        "“{title}”的目标为 {whole}，拆分后各项相加是 {sum}，相差 {difference}，理由：{reason}",
        "“{title}” has the target {whole}, its parts add up to {sum}, {difference} apart, because: {reason}",
    ),
    "split_ceiling": (
        "“{title}”的控制数为 {whole}，拆分后各项相加是 {sum}，超出 {difference}；请调低",
        "“{title}” has the ceiling {whole} but its parts add up to {sum}, {difference} above; lower them",
    ),
    "split_unit": (
        "“{title}”拆分出的“{part}”单位是“{unit}”，应与原任务一样用“{wanted}”",
        "“{part}”, split from “{title}”, is in {unit}; give it in {wanted} as the whole is",
    ),
    "split_rate": (
        "“{title}”是比率，拆分出的“{part}”须沿用目标 {target}，比率不能分摊",
        "“{title}” is a rate: “{part}”, split from it, must keep the target {target}; a rate is not shared out",
    ),
    "split_step_lost": (
        "“{title}”的节点“{step}”没有分到任何一项；请补上",
        "step “{step}” of “{title}” is in none of the parts; put it into one",
    ),
    "split_step_twice": (
        "“{title}”的节点“{step}”分给了 {times} 项；请只留在一项",
        "step “{step}” of “{title}” is in {times} parts; keep it in one",
    ),
    "merge_few": (
        "合并至少要选两项任务",
        "choose two tasks or more to merge",
    ),
    "merge_unlike": (
        "“{part}”（{figure}）与“{title}”的考核方式或单位不同，不能并成一个数；可合并为节点事项",
        "“{part}” ({figure}) is measured otherwise than “{title}”; they make no one figure, but may make dated steps",
    ),
    "merge_target": (
        "“{title}”的目标 {target} 与被合并各项（{figures}）不符；累计量应等于各项之和，比率须各项相同",
        "the target {target} of “{title}” does not fit what is merged ({figures}); amounts add up, rates must be equal",
    ),
    "merge_step_lost": (
        "合并后的“{title}”少了节点“{step}”；请补上",
        "“{title}”, merged, lacks step “{step}”; put it back",
    ),
    "suggest_named": (
        "原文写明“{words}”，{unit}排在首位，为牵头单位",
        "the report says “{words}”: {unit} is named first and leads",
    ),
    "suggest_unknown": (
        "原文写明由“{words}”负责，但单位树中没有这个单位；请先建立单位或补充简称",
        "the report names “{words}”, which is not in the tree of units; add the unit or its short name",
    ),
    "suggest_ambiguous": (
        "原文写明由“{words}”负责，与它相符的单位不止一个（{units}）；请选定",
        "the report names “{words}”, which fits more than one unit ({units}); choose one",
    ),
    "suggest_learned": (
        "与 {year} 年第 {number} 项相近：“{text}”，由{unit}牵头",
        "close to task {number} of {year}, “{text}”, which {unit} led",
    ),
    "suggest_topic": (
        "此类事项通常由{unit}承担（原文没有写明，往年台账也无相近任务）",
        "{unit} usually has such matters (the report names nobody, no earlier task is close)",
    ),
    "suggest_none": (
        "原文没有写明单位，往年台账也无相近任务；请指定牵头单位",
        "the report names no unit and no earlier task is close; choose the lead unit",
    ),
    "sorting_growth": (
        "增速，与目标值比较",
        "growth, held against the target",
    ),
    "sorting_ratio": (
        "比率，与目标值比较",
        "a ratio, held against the target",
    ),
    "sorting_level": (
        "年末达到的水平，与目标值比较，不按月累计",
        "a level to be reached, held against the target, not added up by the month",
    ),
    "sorting_rank": (
        "位次，不高于目标位次",
        "a rank, to be no lower than the target",
    ),
    "sorting_flow": (
        "全年累计的数量，按计划进度评定",
        "an amount that adds up over the year, rated against its plan",
    ),
    "sorting_fall": (
        "降幅，以负数填报，不高于目标值",
        "a fall, returned as a negative figure, not above the target",
    ),
    "sorting_ceiling": (
        "控制数，不高于目标值",
        "a ceiling, not above the target",
    ),
    "sorting_steps": (
        "有可核查结果的事项，按节点评定",
        "a matter with an outcome that can be checked, rated by dated steps",
    ),
    "sorting_abreast": (
        "与另一指标同步，没有自己的目标值，列为其它",
        "is to keep pace with another figure and has no target of its own, put under other",
    ),
    "sorting_intention": (
        "没有可核查结果的表述，列为其它",
        "an intention without an outcome to check, put under other",
    ),
    # ratings
    "plan_ends_first": (
        "{thing}：完成时限 {due} 早于起始月 {start}；请改时限或起始月",
        "{thing}: its deadline {due} is before its first month {start}; change one of them",
    ),
    "plan_no_steps": (
        "{thing}：节点事项没有节点；请至少列一个节点及其时限",
        "{thing}: a task of dated steps has none; give at least one step with its day",
    ),
    "plan_step_twice": (
        "{thing}：节点“{step}”重复；请只保留一个",
        "{thing}: the step {step} is there twice; keep one",
    ),
    "plan_step_outside": (
        "{thing}：节点“{step}”的时限 {due} 不在任务期间（{start} 至 {end}）；请改节点时限或任务时限",
        "{thing}: the step {step} is due on {due}, outside of the task's time ({start} to {end}); change one of them",
    ),
    "plan_no_number": (
        "{thing}：目标、基数或计划中有不是数字的内容；请填数字",
        "{thing}: its target, base or plan holds something that is no number; give numbers",
    ),
    "plan_range": (
        "{thing}：区间上端 {high} 小于下端 {low}；请对调或改正",
        "{thing}: the upper end {high} of its range is below the lower {low}; swap or mend them",
    ),
    "plan_amount_below": (
        "{thing}：累计量不能以“{target} 以内”为目标；控制在某数以内的任务请改为控制数",
        "{thing}: an amount cannot have “at most {target}” as its target; make the task a ceiling",
    ),
    "plan_base": (
        "{thing}：目标 {target} 不高于基数 {base}；累计量的目标须大于基数（含基数计数），下降类任务请改为控制数",
        "{thing}: its target {target} is not above its base {base}; an amount rises from its base, a fall is a ceiling",
    ),
    "plan_ceiling_above": (
        "{thing}：控制数不能以“{target} 以上”为目标；请改约束词或任务类别",
        "{thing}: a ceiling cannot have “at least {target}” as its target; change its bound or its sort",
    ),
    "plan_point_outside": (
        "{thing}：计划中的 {month} 不在任务期间（{start} 至 {end}）；请删去该月或改任务时限",
        "{thing}: {month} of its plan is outside of the task's time ({start} to {end}); remove it or change "
        "the deadline",
    ),
    "plan_point_twice": (
        "{thing}：计划中 {month} 列了两次；请只保留一行",
        "{thing}: {month} is in its plan twice; keep one",
    ),
    "plan_falls": (
        "{thing}：{month} 的累计计划 {value} 小于 {earlier} 的 {before}；累计计划逐月只增不减，请填到该月为止的累计数",
        "{thing}: its plan for {month} is {value}, less than {before} for {earlier}; a plan adds up, give "
        "running totals",
    ),
    "plan_last_point": (
        "{thing}：计划最后一期（{month}）为 {value}，与目标 {target} 不等；请使两者一致",
        "{thing}: the last figure of its plan ({month}) is {value}, its target is {target}; make them the same",
    ),
    "rated_none": (
        "截至{year}年{month}月尚未到首次报送期，没有数据，评未启动",
        "by {year}-{month:02} no return is due yet and there is none: not started",
    ),
    "rated_none_due": (
        "{year}年{month}月及以前没有已审核的数据，评未启动",
        "no approved figure for {year}-{month:02} or before: not started",
    ),
    "rated_no_target": ("没有目标值，不按进度评定，列其它", "no target to rate against: other"),
    "rated_no_steps": ("没有列出节点，不按进度评定，列其它", "no dated steps to rate against: other"),
    "rated_other": (
        "没有数量目标和节点，不按进度评定，列其它；已有 {returns} 期报送",
        "neither a figure nor dated steps to rate against: other; {returns} returns so far",
    ),
    "rated_even": (
        "按时间进度：{year}年{month}月累计 {actual}，为目标 {target}的 {share}；时间过去 {gone}/{of}，应达 "
        "{asked}（{asked_share}）。低于应达为欠进度，高出应达的 {ahead}、且至少高出目标的 {least} 为超进度",
        "by the time gone: {actual} by {year}-{month:02}, {share} of {target}; {gone} of {of} months are "
        "gone, {asked} is asked for ({asked_share}). Less is behind, {ahead} more and at least {least} of the "
        "target is ahead",
    ),
    "rated_points": (
        "按计划：{year}年{month}月累计 {actual}，为目标 {target}的 {share}；计划到此时应达 "
        "{asked}（{asked_share}）。低于应达为欠进度，高出应达的 {ahead}、且至少高出目标的 {least} 为超进度",
        "by its plan: {actual} by {year}-{month:02}, {share} of {target}; the plan asks for {asked} by then "
        "({asked_share}). Less is behind, {ahead} more and at least {least} of the target is ahead",
    ),
    "rated_reached": (
        "累计 {actual}，于{year}年{month}月达到目标 {target}；时限 {due}，早于时限当月达到为提前完成",
        "{actual}, the target of {target} was reached in {year}-{month:02}; due {due}, before that month is early",
    ),
    "rated_idle": (
        "截至{year}年{month}月累计 {actual}，未超过基数 {base}，评未启动；计划到此时应达 {asked}",
        "{actual} by {year}-{month:02}, not above its base of {base}: not started; {asked} is asked for by then",
    ),
    "rated_figure": (
        "{year}年{month}月为 {actual}，应达 {asked}（目标 {sign}{target}）。低于应达为欠进度，高出上端的 "
        "{ahead} 为超进度；时限到时达到为已完成，此前不评已完成",
        "{actual} in {year}-{month:02}, {asked} is asked for (target {sign}{target}). Less is behind, {ahead} "
        "above the upper end is ahead; kept at the deadline is done, never before",
    ),
    "rated_ceiling": (
        "{year}年{month}月为 {actual}，不得高于 {asked}（控制数 {target}）。高于为欠进度，未高于为达进度，"
        "时限到时守住为已完成，不评超进度",
        "{actual} in {year}-{month:02}, must not be above {asked} (ceiling {target}). Above is behind, else "
        "on pace; kept at the deadline is done; never ahead",
    ),
    "rated_steps": (
        "截至{year}年{month}月，{all} 个节点应完成 {due} 个、已完成 {done} 个，无逾期。"
        "提前完成未到期的节点为超进度；没有节点到期、也没有进展为未启动；其余为达进度",
        "by {year}-{month:02}, {due} of {all} steps are due, {done} are done, none is overdue. A step done "
        "before its time is ahead; none due and nothing done or said is not started; else on pace",
    ),
    "rated_steps_late": (
        "截至{year}年{month}月，{all} 个节点应完成 {due} 个、已完成 {done} 个，逾期 {late} 个：{steps}。"
        "有节点逾期未完成为欠进度",
        "by {year}-{month:02}, {due} of {all} steps are due, {done} are done, {late} overdue: {steps}. A step "
        "overdue and not done is behind",
    ),
    "rated_steps_done": (
        "{all} 个节点全部完成，最后一个于 {day} 完成；时限 {due}，早于时限当月完成为提前完成",
        "all {all} steps are done, the last on {day}; due {due}, before that month is early",
    ),
    "rated_older": (
        "本期按{year}年{month}月的数据评定",
        "rated on the figure of {year}-{month:02}",
    ),
    "rated_stale": (
        "最近的数据是{year}年{month}月的，本期未报",
        "the latest figure is of {year}-{month:02}; the one that is due has not come",
    ),
    "rated_room": (
        "约束词留有余地：从宽差 {about} 以内算达到，从严不算",
        "its words leave room: leniently up to {about} short passes, strictly not",
    ),
    "rated_grace": (
        "力争类节点：从宽过期 {days} 天以内不算逾期，从严算",
        "steps only striven for: leniently overdue after {days} days, strictly at once",
    ),
    "light_not_asked": ("本期不要求报送", "no return is asked for"),
    "light_not_due": ("尚未到 {due}，未到亮灯时间", "not due before {due}"),
    "light_awaiting": ("已于 {arrived} 按时报送，待审核", "sent on time on {arrived}, awaiting review"),
    "light_done": ("此前已完成，绿灯", "done before: green"),
    "light_missing": (
        "截止日 {due} 前没有报送，红灯；补报并达到本期应达的，转黄灯",
        "no return by {due}: red; yellow once it has come and has what this month asked for",
    ),
    "light_late": (
        "{arrived} 才报送，已达到本期应达，黄灯（补正），不再转绿",
        "sent late on {arrived}, what was asked for is there: yellow for good",
    ),
    "light_made_good": (
        "本期未达到或未报，{year}年{month}月补到本期应达，黄灯（补正），不再转绿",
        "missed, made good in {year}-{month:02}: yellow for good",
    ),
    "light_was_red": ("曾亮红灯，改正后为黄灯（补正），不再转绿", "was red before, mended since: yellow for good"),
    "rolled_none": ("{all} 个单位均未报，不作汇总", "none of the {all} units has reported; nothing to roll up"),
    "rolled_open": (
        "{all} 个单位中已完成 {held} 个，{lacking} 个未完成：{names}；全部完成才算完成",
        "{held} of {all} units are done, {lacking} are not: {names}; done when all are",
    ),
    "rolled_done": ("{all} 个单位全部完成，最后一个于 {day} 完成", "all {all} units are done, the last on {day}"),
    "rollup_no_weight": (
        "按加权平均汇总，以下单位没有大于 0 的权重：{names}；请补填权重，或改用其它汇总规则",
        "the weighted mean needs a weight above 0 for each unit, these have none: {names}; give them, or roll "
        "up otherwise",
    ),
    "due_day_wrong": (
        "每月报送截止日为 {day}，应为 1 至 31 之间的日子；请改正",
        "returns are due on day {day} of a month; give a day from 1 to 31",
    ),
    "plan_no_target": (
        "{thing}：这类任务以数量衡量，却没有目标值；请填目标值，或改为节点事项、其它",
        "{thing}: it is measured by a figure but has no target; give one, or make it a task of steps or other",
    ),
    "light_green": ("按时报送、已审核，不欠进度，绿灯", "sent on time, approved, not behind: green"),
    "light_behind": (
        "欠进度，或计划已有要求而未启动，红灯；以后各期补到本期应达的，转黄灯",
        "behind, or not started though the plan asks for it: red; yellow once a later return has what was asked for",
    ),
    "still_rule": (
        "已连续 {still} 个报送期没有进展（满 {least} 期列为停滞）",
        "no movement for {still} periods of reporting (stagnant from {least})",
    ),
    "rolled_sum": ("{held} 个单位合计 {value}", "sum of {held} units: {value}"),
    "rolled_mean": ("{held} 个单位平均 {value}", "mean of {held} units: {value}"),
    "rolled_weighted": ("{held} 个单位加权平均 {value}", "weighted mean of {held} units: {value}"),
    "rolled_lowest": ("{held} 个单位中最低 {value}", "lowest of {held} units: {value}"),
    "rolled_highest": ("{held} 个单位中最高 {value}", "highest of {held} units: {value}"),
    "rolled_last": ("{held} 个单位中最近一次 {value}", "latest of {held} units: {value}"),
    "rolled_missing": ("{lacking} 个未报，未计入：{names}", "{lacking} have not reported and are left out: {names}"),
    # end of ratings
}
