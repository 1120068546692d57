"""Reports that try a page: all invented."""

HEAD = "临川县2026年政府工作报告\n——2026年1月12日在临川县第十八届人民代表大会第五次会议上\n县长 周明远\n各位代表：\n"

ONE_SENTENCE = "今年新建幼儿园12所。"

NO_TARGETS = (
    HEAD + "一、2025年工作回顾\n过去一年，我们迎难而上，各项事业取得新进步。\n二、2026年工作安排\n做好各方面的工作。\n"
)

MARKUP = HEAD + (
    '一、2025年工作回顾\n荣获全国<img src=x onerror="window.broken=1">先进县称号。'
    "完成投资35亿元</script><script>window.broken=1</script>。\n"
    "二、2026年工作安排\n（一）扩大<b onmouseover='window.broken=1'>有效投资</b>\n"
    "安排重点项目120个</script><script>window.broken=1</script>，"
    "新建{{ 7*7 }}幼儿园12所，建成“<svg/onload=window.broken=1>”医院3所。"
    "开工建设&lt;东站&gt;<!--快速路]]>。javascript:window.broken=1 新增学位3000个。\n"
)

LONG_INDICATOR = HEAD + (
    "一、2025年工作回顾\n一切顺利，完成投资30亿元。\n二、2026年工作安排\n（一）办好实事\n新增"
    + "北山南水东岭西川" * 25
    + "改造项目120个以上。新建幼儿园12所。\n"
)

MILESTONES = (
    HEAD
    + "一、2025年工作回顾\n完成投资30亿元。\n二、2026年工作安排\n（一）办好民生实事，推进政府项目建设\n"
    + "".join(
        f"建成{one}{two}医院{stem}期项目。\n"
        for stem in "甲乙丙丁戊己庚辛壬癸"
        for one in "东西南北上下左右中大"
        for two in "山岭浦江河湖溪桥岗"
    )
)

CONTROL = (
    HEAD.replace("周明远", "周\x00明\x07远\u202e")
    + "二、2026年工作安排\n新建\u0085幼儿园12所。\u2028新增学位3000个。\n"
)

ALL = {
    "one_sentence": ONE_SENTENCE,
    "no_targets": NO_TARGETS,
    "markup": MARKUP,
    "long_indicator": LONG_INDICATOR,
    "milestones": MILESTONES,
    "control": CONTROL,
    "empty": "",
}
