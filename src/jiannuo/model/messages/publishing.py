"""Messages of pages, posters and office files: code, then Chinese and English."""

MESSAGES: dict[str, tuple[str, str]] = {
    "publish_exists": (
        "{target}：已有 {files}，未改动；要覆盖请加 --force，或用 -o 另选文件夹",
        "{target}: holds {files} already, left alone; add --force to replace, or choose another folder with -o",
    ),
    "artefact_failed": ("未能生成 {name}：{message}", "{name} was not made: {message}"),
    "help_publish": (
        "把报告做成可直接使用的文件。",
        "Make the files that people use the same day.",
    ),
    "help_publish_more": (
        "逐项生成，一项失败不影响其余；写出的文件逐行列出。",
        "One file after the other; one that fails does not stop the rest. Files written are listed, one a line.",
    ),
    "help_publish_exits": (
        "退出码：0 全部生成；2 有文件未能读取或生成，或参数有误；1 程序内部错误；130 中断。",
        "Exit codes: 0 all made; 2 a file could not be read or made, or the command line is wrong; "
        "1 internal error; 130 interrupted.",
    ),
    "help_previous": (
        "同一地区上一年的报告，用于对照目标与结果",
        "The same place's report of the year before, to compare with",
    ),
    "help_folder": ("写入这个文件夹，没有则新建", "Write into this folder, made where it is missing"),
    "help_only": ("只生成这一项，可多次给出", "Make only this; may be given several times"),
    "help_fonts": (
        "把所用汉字的字形嵌入页面，供没有中文字体的电脑使用",
        "Embed the characters used into the page, for machines without a Chinese font",
    ),
    "fonts_missing": (
        "{target}：嵌入字形需要字体组件，请先安装：{extra}；或不加 --fonts",
        "{target}: embedding characters needs the font parts: {extra}; or leave --fonts out",
    ),
    "compare_one": (
        "{target}：对照需要至少两份报告",
        "{target}: comparing needs two reports or more",
    ),
    "help_compare": (
        "把两份以上报告做成对照页。",
        "Make a page that compares two or more reports.",
    ),
    "help_compare_more": (
        "同一地区的报告按年份排列，比较目标、结果、措辞和事项；不同地区的报告并列目标与主题。",
        "Reports of one place are put in order of years: targets, results, wording, promises. Those of several places "
        "stand side by side.",
    ),
    "help_compare_output": ("写入这个网页文件", "Write this HTML file"),
    "poster_extra": (
        "没有安装 {name}；请运行 pip install '{extra}'",
        "{name} is not installed; run pip install '{extra}'",
    ),
    "poster_glyphs": (
        "字体没有这些字的字形（共 {count} 个）：{characters}；请在报告中改正后重新生成",
        "the font has no glyph for {count} characters: {characters}; correct them in the report and publish again",
    ),
    "poster_failed": (
        "排版未成：{reason}；请重新安装 jiannuo[poster]",
        "typesetting failed: {reason}; install jiannuo[poster] again",
    ),
    "poster_colour": (
        "颜色“{colour}”应写作 名称=#RRGGBB，名称可为 {names}",
        "colour {colour!r} should be NAME=#RRGGBB, with a name of {names}",
    ),
    "poster_contrast": (
        "{words} 在 {ground} 上的对比度为 {ratio}，低于 4.5，难以辨认；请换一种颜色",
        "{words} on {ground} has a contrast of {ratio}, below 4.5, hard to read; choose another colour",
    ),
    "help_style": ("海报的样式", "The poster's style"),
    "help_colour": (
        "改用这种颜色，如 accent=#1E6B6B，可多次给出",
        "Use this colour in the poster, such as accent=#1E6B6B; may be given several times",
    ),
}
