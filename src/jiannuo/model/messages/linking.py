"""Messages of pairs of reports, rules and remarks: code, then Chinese and English."""

MESSAGES: dict[str, tuple[str, str]] = {
    "pair_not_report": (
        "{source}：不像政府工作报告，未作比对；请核对文件",
        "{source}: does not look like a government work report, nothing was compared; check the file",
    ),
    "pair_places": (
        "两份报告不是同一地区：{earlier} 为{place}，{later} 为{other}；请给出同一地区的两份报告",
        "two places: {earlier} is of {place}, {later} of {other}; name two reports of one place",
    ),
    "pair_same_year": (
        "两份报告同为 {year} 年：{earlier} 与 {later}；请给出相邻两年的报告",
        "both reports are of {year}: {earlier} and {later}; name the reports of two years in a row",
    ),
    "pair_order": (
        "次序颠倒：{earlier} 为 {year} 年，{later} 为 {other} 年；请把较早的一份放在前面",
        "wrong order: {earlier} is of {year}, {later} of {other}; name the earlier one first",
    ),
    "pair_year_unknown": (
        "{source}：未写明年份，无法核对两份报告的次序",
        "{source}: does not say its year, so the order of the two could not be checked",
    ),
    "pair_gap": (
        "两份报告相隔不止一年（{year}、{other}）：只看得到后一份报告所说的那一年",
        "the reports lie more than a year apart ({year}, {other}): only what the later one reports is seen",
    ),
    "rule_floor": (
        "下限：承诺{promised}以上，报告为{actual}（{by}）",
        "floor: promised at least {promised}, reported {actual} ({by})",
    ),
    "rule_figure": (
        "数字：承诺{promised}，报告为{actual}（{by}）",
        "figure: promised {promised}, reported {actual} ({by})",
    ),
    "rule_about": (
        "左右：承诺{promised}左右，报告为{actual}（{by}）",
        "about: promised about {promised}, reported {actual} ({by})",
    ),
    "rule_range": (
        "区间：承诺{promised}，报告为{actual}",
        "range: promised {promised}, reported {actual}",
    ),
    "rule_ceiling": (
        "上限：承诺不超过{promised}，报告为{actual}（{by}）",
        "ceiling: promised at most {promised}, reported {actual} ({by})",
    ),
    "rule_ceiling_about": (
        "上限左右：承诺{promised}左右，报告为{actual}（{by}）",
        "ceiling, about: promised about {promised}, reported {actual} ({by})",
    ),
    "rule_pace": (
        "同步：收入增长{income}，经济增长{economy}",
        "pace: incomes grew by {income}, the economy by {economy}",
    ),
    "rule_several_years": (
        "报告给的是 {years} 年合计{actual}，不可比",
        "the figure there, {actual}, sums up {years}, not comparable",
    ),
    "rule_not_whole": ("承诺全部做到，报告为{actual}", "promised in whole, reported {actual}"),
    "rule_unsure": (
        "数字是否同一口径把握不足，不作判断：承诺{promised}，报告为{actual}",
        "not sure that the figure is of the same thing, not judged: promised {promised}, reported {actual}",
    ),
    "rule_not_due": ("尚未到期，不作判断", "not due yet, not judged"),
    "rule_says_failed": ("报告自称“{words}”", "the report itself says “{words}” (not done)"),
    "rule_says_beyond": ("报告自称“{words}”，未给数字", "the report itself says “{words}” (more than done), no figure"),
    "rule_says_done": ("报告自称“{words}”，未给数字", "the report itself says “{words}” (done), no figure"),
    "rule_no_figure": ("有提及而无数字", "spoken of, without a figure"),
    "rule_other_unit": (
        "单位不同，不可比：承诺{promised}，报告为{actual}",
        "units differ, not comparable: promised {promised}, reported {actual}",
    ),
    "rule_other_thing": ("所列数字是另一口径：{actual}", "the figure there is of something else: {actual}"),
    "rule_other_stage": (
        "阶段不同，不可比（开工与建成）",
        "another stage, not comparable (begun against finished)",
    ),
    "rule_cumulative": ("只有累计数{actual}，当年数不明", "only a running total, {actual}; the year's own is not said"),
    "rule_some_things": ("所列 {all} 项中提到 {named} 项", "{named} of the {all} things listed are spoken of"),
    "rule_other_words": ("有提及，说法不同", "spoken of, in other words"),
    "rule_on_its_way": (
        "承诺“{words}”，报告只说进展",
        "promised as an outcome ({words}), only progress is reported",
    ),
    "rule_act_done": ("承诺的结果“{words}”见于报告", "the outcome that was promised ({words}) is reported"),
    "rule_act_reported": ("承诺的工作“{words}”见于报告", "the work that was promised ({words}) is reported"),
    "rule_silent": ("报告未提及", "the report does not speak of it"),
    "rule_only_plan": (
        "回顾部分未提及，只见于新一年的计划",
        "not in the review; only the new plan speaks of it",
    ),
    "remark_open_ended": ("没有期限，不计入当年", "promised without a date, not due"),
    "remark_pending": ("期限为 {year} 年，尚未到期", "due in {year}, not yet"),
    "remark_restated": ("报告中说了 {times} 次，计一次", "said {times} times, counted once"),
    "remark_shared": ("这一句同时回应另外 {others} 项承诺", "the same clause answers other promises too: {others}"),
    "link_title": ("{place} {year} 年承诺兑现情况", "{place}: what became of the promises of {year}"),
    "link_verdict": ("判定", "Verdict"),
    "link_promise": ("承诺", "Promise"),
    "link_answer": ("下一年报告", "The next report"),
    "link_rule": ("依据", "Rule"),
    "link_two_readings": ("从严为{strict}，从宽为{lenient}", "strictly {strict}, leniently {lenient}"),
    "link_intentions": (
        "另有意向 {count} 条（不是明确的指标或事项），见其他格式",
        "intentions, less definite than a milestone, are in the other formats: {count}",
    ),
    "link_review": (
        "{count} 条把握不大，标有“?”，请人工复核",
        "{count} are uncertain, marked with “?”; a person should check them",
    ),
    "link_nothing": ("前一份报告没有读出承诺。", "No promise was found in the earlier report."),
    "link_to_review": ("待复核", "to be checked"),
    "link_note": ("说明", "note"),
    "link_sum": ("合计", "sum"),
    "link_all": ("全部", "all"),
    "link_sure": ("把握 {share}", "confidence {share}"),
    "link_open": ("查看全文", "in the report"),
    "link_ahead": ("只见于新一年的计划：", "Only in the new plan:"),
    "link_runner_up": ("次选：{words}", "runner-up: {words}"),
    "link_both": ("两份报告全文", "Both reports"),
    "link_scale": (
        "尺度：好于承诺5%以上为超额；达到为完成；差5%以内为部分，再多为未完成；“左右”差5%以内从宽为完成、从严为未完成；"
        "区间达到下端为完成，超出上端5%为超额；守住上限为完成。",
        "Scale: 5% better than promised is exceeded; up to 5% short is partly, more is missed; “about” may fall short "
        "by up to 5% leniently, by nothing strictly; a range is met at its lower end and exceeded 5% above its upper; "
        "a ceiling that is kept is met.",
    ),
    "link_method": (
        "判定只依据后一份报告的文字；回顾部分优先，只见于新计划的另行标明。规则随每条判定给出，把握不足六成的请人工复核。",
        "Only what the later report says counts, its review first; what only its plan tells is marked. Each verdict "
        "comes with its rule; a person should check those with a confidence below 60%.",
    ),
    "help_link": (
        "比对相邻两年的报告：上一年的承诺，下一年怎么说。",
        "Compare two reports in a row: what the later one says of each promise of the earlier.",
    ),
    "help_link_paths": (
        "EARLIER 为较早的报告，LATER 为下一年的报告，须为同一地区。判定只依据后一份报告所说，规则随判定给出。",
        "EARLIER is the report with the promises, LATER that of the next year and the same place. Only what LATER says "
        "counts; each verdict comes with its rule.",
    ),
    "help_link_exits": (
        "退出码：0 已比对；2 文件未能读取、两份报告不成对或参数有误；1 程序内部错误。",
        "Exit codes: 0 compared; 2 a file could not be read, the two are no pair, or the command line is wrong; "
        "1 internal error.",
    ),
    "help_link_format": ("输出格式；默认按 -o 的后缀，否则为表格", "What to write; by the suffix of -o, else table"),
    "help_link_output": ("写入文件", "Write to this file"),
}
