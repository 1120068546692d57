"""Every message to a person, in Chinese and English, in one place.

A message says what, where, why and how to mend, in one line.  ``{name}`` marks are filled from params.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

MESSAGES: dict[str, tuple[str, str]] = {
    # code: (zh, en)
    "lexicon_missing": ("词表 {file}：文件缺失，请重新安装", "lexicon {file}: missing; install the package again"),
    "lexicon_syntax": ("词表 {file}：不是合法的 TOML：{reason}", "lexicon {file}: not valid TOML: {reason}"),
    "lexicon_invalid": ("词表 {file}，键 {key}：{reason}", "lexicon {file}, key {key}: {reason}"),
    "not_found": ("{source}：没有这个文件，请核对路径", "{source}: no such file; check the path"),
    # exports and cli
    "no_files": (
        "{source}：没有可读的文件；请换一个文件夹，或直接写出文件名",
        "{source}: no file that can be read; name another folder or the files themselves",
    ),
    "output_exists": (
        "{target}：已存在，未改动；要覆盖请加 --force，或用 -o 另取名",
        "{target}: exists and was left alone; add --force to replace it, or choose another name with -o",
    ),
    "output_failed": (
        "{target}：无法写入（{reason}）；请换一个可写的位置",
        "{target}: cannot be written ({reason}); choose a place that you may write to",
    ),
    "output_binary": (
        "{target}：{format} 不能显示在终端上；请用 -o 文件名 保存",
        "{target}: {format} cannot be shown in a terminal; save it with -o FILE",
    ),
    "output_suffix": (
        "{target}：从文件名看不出格式；请用 --format 指定（{formats}）",
        "{target}: the name does not tell the format; choose one with --format ({formats})",
    ),
    "xlsx_too_long": (
        "工作表“{target}”：有 {rows} 行，Excel 最多 {most} 行；请分批读取，或改用 csv",
        "sheet {target}: {rows} rows, Excel holds {most}; read fewer files at once, or use csv",
    ),
    "internal": (
        "{source}：程序内部错误（{reason}）；设环境变量 JIANNUO_DEBUG=1 再运行可看详情，并请告知开发者",
        "{source}: internal error ({reason}); run again with JIANNUO_DEBUG=1 for details, and report it",
    ),
    "some_failed": ("{total} 个文件中有 {failed} 个未能读取", "{failed} of {total} files could not be read"),
    "error": ("错误：{message}", "error: {message}"),
    "usage_no_option": (
        "没有选项 {name}；用法见 jiannuo {command} --help",
        "no option {name}; see jiannuo {command} --help",
    ),
    "usage_no_command": (
        "没有命令“{name}”；可用的命令见 jiannuo --help",
        "no command {name!r}; see jiannuo --help",
    ),
    "usage_missing": (
        "缺少 {name}；用法见 jiannuo {command} --help",
        "{name} is missing; see jiannuo {command} --help",
    ),
    "usage_value": (
        "{name} 不能是“{value}”；可选：{choices}",
        "{name} cannot be {value!r}; choose from {choices}",
    ),
    "usage_other": ("{reason}；用法见 jiannuo --help", "{reason}; see jiannuo --help"),
    "help_main": (
        "读取政府工作报告，列出可核查的指标与事项。",
        "Read Chinese government work reports into statements that can be checked.",
    ),
    "help_read": (
        "读取一份或多份报告。",
        "Read one or several reports.",
    ),
    "help_read_paths": (
        "路径可以是文件、文件夹或 -（标准输入）。文件夹会逐层查找。",
        "PATH is a file, a folder (searched all the way down) or - for standard input.",
    ),
    "help_read_exits": (
        "退出码：0 全部读取；2 有文件未能读取或参数有误；1 程序内部错误；130 中断；141 下游管道关闭。",
        "Exit codes: 0 all read; 2 a file could not be read or written, or the command line is wrong; "
        "1 internal error; 130 interrupted; 141 the reader of a pipe went away.",
    ),
    "help_format": (
        "输出格式；默认按 -o 的后缀，否则为摘要",
        "What to write; by the suffix of -o, else summary",
    ),
    "help_output": (
        "写入文件；若是文件夹，则每份报告一个文件",
        "Write to this file; into a folder, one file a report",
    ),
    "help_columns": (
        "列名、取值和说明的语言；默认随系统",
        "Language of column names, values and notes; the locale's",
    ),
    "help_force": ("覆盖已有的文件", "Replace files that exist"),
    "help_version": ("显示版本", "Show the version"),
    "help_help": ("显示帮助", "Show this help"),
    "help_usage_head": ("用法：", "Usage: "),
    "help_options_head": ("选项", "Options"),
    "help_command": ("命令", "COMMAND"),
    "help_commands_head": ("命令", "Commands"),
    "cli_reading": ("正在读取", "Reading"),
    # panel
    "extra_missing": (
        "缺少 {module}；请安装：pip install 'jiannuo[{extra}]'",
        "{module} is missing; install it with: pip install 'jiannuo[{extra}]'",
    ),
    "same_content": (
        "{source}：内容与 {kept} 相同，只保留后者",
        "{source}: the same content as {kept}, which is kept",
    ),
    "same_place_and_year": (
        "{source}：与 {kept} 同为 {place} {year} 年，保留表述较多的后者；如地区或年份有误请核对标题",
        "{source}: of {place} {year} like {kept}, which says more and is kept; check the title if that is wrong",
    ),
    "panel_busy": (
        "{target}：另一次运行正在使用；请等它结束，或用 -o 另取名",
        "{target}: in use by another run; wait for it to end, or choose another name with -o",
    ),
    "panel_stopped": (
        "{target}：无法写入（{reason}），已停止；{total} 个文件中已完成的 {done} 个已保留，腾出空间后再次运行即可续作",
        "{target}: cannot be written ({reason}), stopped; {done} of {total} files are done and kept, free some space "
        "and run again to go on",
    ),
    "panel_unwritten": (
        "{target}：无法写入（{reason}）；已读取的内容已保留，腾出空间后再次运行即可",
        "{target}: cannot be written ({reason}); what was read is kept, free some space and run again",
    ),
    "panel_too_long": (
        "{target}：Excel 每表最多 {most} 行，放不下；请改用 parquet、csv 或 duckdb",
        "{target}: more rows than the {most} that Excel holds; use parquet, csv or duckdb",
    ),
    "panel_interrupted": (
        "已中断；完成的部分保存在 {journal}，再次运行同一命令即可续作",
        "interrupted; what is done is kept in {journal}, run the same command again to go on",
    ),
    "panel_left_out": ("未收入：{message}", "left out: {message}"),
    "panel_left_out_file": ("未收入：{source}：{message}", "left out: {source}: {message}"),
    "panel_done": (
        "{target}：{reports} 份报告，{rows} 行，未收入 {left_out} 个文件",
        "{target}: {reports} reports, {rows} rows, {left_out} files left out",
    ),
    "panel_resumed": ("；其中 {resumed} 个文件此前已读取", "; {resumed} files had been read before"),
    "panel_listed": ("；清单见 {listed}", "; listed in {listed}"),
    "panel_not_readable": (
        "{source}：不是可读的数据集（{reason}）；请用 jiannuo panel 生成的 parquet、csv 或 duckdb 文件",
        "{source}: no panel that can be read ({reason}); name a parquet, csv or duckdb file that jiannuo panel wrote",
    ),
    "cluster_unreachable": (
        "{address}：连接不上 Dask 调度器（{reason}）；请核对地址",
        "{address}: no Dask scheduler answers ({reason}); check the address",
    ),
    "cluster_empty": (
        "{address}：集群没有工作进程；请先启动 dask worker",
        "{address}: the cluster has no worker; start one with dask worker",
    ),
    "cluster_rules": (
        "集群上的规则版本为 {there}，本机为 {here}；请安装同一版本",
        "the cluster has rule set {there}, this machine {here}; install the same version on both",
    ),
    "help_panel": (
        "把许多报告汇成一张表，每行一条表述。",
        "Make one table of many reports, a row a statement.",
    ),
    "help_panel_more": (
        "同时写出编码手册 FILE.codebook.md；未收入的文件列于 FILE.left-out.csv。中断后再次运行同一命令即可续作。",
        "A codebook is written beside it, and a list of the files that were left out. After an interruption run the "
        "same command again to go on.",
    ),
    "help_panel_exits": (
        "退出码：0 完成；2 有文件未能读取、无法写入或参数有误；1 程序内部错误；130 中断。",
        "Exit codes: 0 done; 2 a file could not be read or written, or the command line is wrong; 1 internal error; "
        "130 interrupted.",
    ),
    "help_panel_output": ("写入的文件", "The file to write"),
    "help_panel_format": ("输出格式；默认按 -o 的后缀", "What to write; by the suffix of -o"),
    "help_panel_jobs": ("进程数；默认为可用的核数", "Processes; as many as there are cores"),
    "help_panel_cluster": (
        "改在此地址的 Dask 集群上运行（tcp://主机:端口）",
        "Run on the Dask cluster whose scheduler is at this address (tcp://HOST:PORT)",
    ),
    "help_explore": (
        "把数据集做成一页可离线打开的表和图。",
        "Make a page of tables and charts from a panel.",
    ),
    "help_explore_more": (
        "PANEL 为 jiannuo panel 写出的 parquet、csv 或 duckdb 文件。页面为单个文件，无需联网。",
        "PANEL is a parquet, csv or duckdb file that jiannuo panel wrote. The page is one file and needs no network.",
    ),
    "help_explore_output": ("写入的网页", "The page to write"),
    # statements
    "number_unclassified": (
        "“{number}”不知所量为何，未作指标；请核对原文",
        "“{number}” measures nothing that could be told, so it is no figure here; check the sentence",
    ),
    # oddities: figures that contradict each other, words and numbers that look misread
    "total_exceeded": (
        "各部分（{parts}）多于总数“{total}”；请核对原文数字",
        "the parts ({parts}) exceed the whole “{total}”; check the figures in the original",
    ),
    "total_differs": (
        "各部分（{parts}）合计与总数“{total}”不符；请核对原文数字",
        "the parts ({parts}) do not add up to the whole “{total}”; check the figures in the original",
    ),
    "shares_differ": (
        "比例“{shares}”合计为 {sum}，不是 100；请核对原文数字",
        "the shares “{shares}” add up to {sum}, not 100; check the figures in the original",
    ),
    "range_reversed": (
        "区间“{range}”上限小于下限；请核对原文数字",
        "the range “{range}” ends below its beginning; check the figures in the original",
    ),
    "direction_contradicts": (
        "由“{before}”到“{after}”，与“{verb}”方向相反；请核对原文",
        "from “{before}” to “{after}” is the other way than “{verb}” says; check the original",
    ),
    "growth_contradicts": (
        "由“{before}”到“{after}”，变动应为 {computed}，原文写作“{stated}”；请核对原文数字",
        "from “{before}” to “{after}” is a change of {computed}, but the text says “{stated}”; check the original",
    ),
    "stated_twice": (
        "{name}（{period}）前后不一：“{first}”与“{second}”；请核对口径和原文数字",
        "{name} ({period}) is given twice and differs: “{first}” and “{second}”; check scope and figures",
    ),
    "over_hundred": (
        "“{indicator}”为“{value}”，超过 100%；请核对原文数字",
        "“{indicator}” is “{value}”, more than 100%; check the figure in the original",
    ),
    "word_misread": (
        "“{word}”疑为“{meant}”之误（共 {times} 处），未改动；请核对原文",
        "“{word}” may be misread for “{meant}” (places: {times}); left as it stands, check the original",
    ),
    "number_broken": (
        "数字“{number}”写法有误，疑为“{meant}”，未改动；请核对原文",
        "the number “{number}” looks broken, perhaps “{meant}”; left as it stands, check the original",
    ),
    "numbers_broken": (
        "共 {times} 个数字写法如“{number}”，疑为“{meant}”，可能读错；请统一改正后重读",
        "{times} numbers are written like “{number}”, perhaps “{meant}”, and may be misread; mend them and read again",
    ),
    # end of oddities
    # outline: what a person should look at in the outline of a report
    "not_a_report": (
        "这份文本不像政府工作报告，未读取任何表述；请核对文件",
        "this text does not look like a government work report, nothing was read from it; check the file",
    ),
    "breaks_off": (
        "正文在“{tail}”处中断，没有句末标点；原文可能不完整，请对照原件",
        "the text breaks off at “{tail}” without a full stop; it may be incomplete, compare the original",
    ),
    "sections_missing": (
        "“{marker}”之前缺少编号 {missing} 的章节；原文可能缺页，请对照原件",
        "sections numbered {missing} are missing before “{marker}”; pages may be lost, compare the original",
    ),
    "section_repeated": (
        "编号“{marker}”重复出现；请对照原件核对编号",
        "the number “{marker}” comes twice; compare the original",
    ),
    "section_out_of_order": (
        "编号“{marker}”排在“{previous}”之后，次序有误；请对照原件",
        "the number “{marker}” stands after “{previous}”, out of order; compare the original",
    ),
    "run_out_of_place": (
        "编号“{first}”至“{last}”排在“{parent}”之内，可能属于缺失的上一章节；请对照原件",
        "numbers “{first}” to “{last}” stand inside “{parent}” but may belong to a lost section before it; "
        "compare the original",
    ),
    "plan_missing": (
        "没有找到今年工作部分；原文可能不完整，请对照原件",
        "no part about the year ahead was found; the text may be incomplete, compare the original",
    ),
    "review_missing": (
        "没有找到工作回顾部分；原文可能不完整，请对照原件",
        "no part that looks back was found; the text may be incomplete, compare the original",
    ),
    "year_not_said": (
        "报告没有写明年份，指标所属年度无法确定；请核对标题或日期",
        "the report does not say its year, so the periods of its figures are open; check title and date",
    ),
    "place_not_said": (
        "报告没有写明地区；请核对标题",
        "the report does not say its place; check the title",
    ),
    # formats: opening a file
    "broken_link": (
        "{source}：链接指向的文件已不在，请恢复原文件或改用实际路径",
        "{source}: the link leads to no file; restore the file or give its real path",
    ),
    "not_permitted": (
        "{source}：没有读取权限，请修改权限或换用有权限的账户",
        "{source}: no permission to read; change the permissions or use an account that has them",
    ),
    "is_directory": (
        "{source}：这是文件夹，请给出其中的文件",
        "{source}: is a folder; name a file inside it",
    ),
    "not_readable": (
        "{source}：无法读取（{reason}），请检查路径、磁盘或网络后重试",
        "{source}: cannot be read ({reason}); check the path, disk or network and try again",
    ),
    "empty": (
        "{source}：文件是空的（0 字节），请重新下载或另存",
        "{source}: the file is empty (0 bytes); download or save it again",
    ),
    "blank": (
        "{source}：文件里没有文字，请核对是否给错了文件",
        "{source}: holds no text; check that it is the right file",
    ),
    "too_large": (
        "{source}：文件超过 {limit} MiB 的上限（{size} MiB），请拆分后逐个读取",
        "{source}: larger than the limit of {limit} MiB ({size} MiB); split it and read the pieces",
    ),
    "unsupported": (
        "{source}：不支持 {kind} 格式（可读：{supported}），请用 Word 或 WPS 另存为 .docx",
        "{source}: {kind} is not supported (readable: {supported}); save it as .docx in Word or WPS",
    ),
    "picture": (
        "{source}：这是图片，没有文字可读，请先用 OCR 软件识别并校对，存为 .txt 或 .docx",
        "{source}: is a picture without text; run an OCR program first, proofread, save as .txt or .docx",
    ),
    "content_differs": (
        "{source}：扩展名是 {extension}，内容却不是，文件可能已损坏或改过名，请重新下载或改正扩展名",
        "{source}: named {extension}, but its content is not that; download it again or correct the extension",
    ),
    "not_text": (
        "{source}：不是文本，是二进制数据，请核对文件；文稿请另存为 .docx 或 UTF-8 的 .txt",
        "{source}: binary data, not text; check the file, or save the document as .docx or as .txt in UTF-8",
    ),
    "encoding_unknown": (
        "{source}：认不出文字编码（试过 UTF-8、GB18030、UTF-16），请用编辑器另存为 UTF-8",
        "{source}: encoding not recognised (tried UTF-8, GB18030, UTF-16); save it as UTF-8 in an editor",
    ),
    "encoding_damaged": (
        "{source}：按 {encoding} 解码到第 {position} 字节处出错，文件已损坏，请重新下载，或用编辑器修正后另存为 UTF-8",
        "{source}: not valid {encoding} at byte {position}, the file is damaged; download it again, or mend it in an "
        "editor and save it as UTF-8",
    ),
    "encoding_lost": (
        "{source}：文字里满是“\ufffd”，此前转换编码时内容已丢失，请换用原始文件",
        "{source}: full of “\ufffd”: characters were lost in an earlier conversion; use the original file",
    ),
    "html_blank": (
        "{source}：网页里没有正文（正文可能由脚本载入），请在浏览器中复制正文，存为 .txt",
        "{source}: no main text in the page (scripts may load it); copy the text in a browser and save it as .txt",
    ),
    "docx_damaged": (
        "{source}：Word 文件已损坏（{reason}），请用 Word 或 WPS 打开修复后另存为 .docx",
        "{source}: the Word file is damaged ({reason}); open it in Word or WPS, repair and save it as .docx",
    ),
    "docx_password": (
        "{source}：Word 文件有密码，请先解除密码再读",
        "{source}: the Word file has a password; remove it first",
    ),
    "docx_bomb": (
        "{source}：解压后过大（上限 {limit} MiB，或压缩比 {ratio}），疑为恶意文件，请核对来源，或把文字另存为 .txt",
        "{source}: unpacks to too much (limit {limit} MiB or a ratio of {ratio}), perhaps a hostile file; check where "
        "it comes from, or save its text as .txt",
    ),
    "docx_entities": (
        "{source}：{part} 含有 Word 不会写入的 XML 定义（DTD），疑为恶意文件，请核对来源，或用 Word 另存为 .docx",
        "{source}: {part} holds XML definitions (a DTD) that Word never writes, perhaps a hostile file; check where it "
        "comes from, or save it again in Word",
    ),
    "pdf_damaged": (
        "{source}：PDF 文件已损坏（{reason}），请重新下载，或用 PDF 阅读器打开后另存",
        "{source}: the PDF is damaged ({reason}); download it again, or open it in a PDF reader and save a copy",
    ),
    "pdf_password": (
        "{source}：PDF 有打开密码，请先用 PDF 软件解除密码再读",
        "{source}: the PDF has a password; remove it in a PDF program first",
    ),
    "pdf_scan": (
        "{source}：PDF 是扫描件，{pages} 页中 {blank} 页没有文字，请先用 OCR 软件识别并校对后再读",
        "{source}: a scanned PDF, {blank} of {pages} pages have no text; run an OCR program first and proofread",
    ),
    "pdf_unmapped": (
        "{source}：PDF 的字体没有文字对照表，读出的是乱码，请换用原稿（.docx），或用 OCR 软件识别",
        "{source}: the fonts of the PDF do not say which characters they show; use the original (.docx) or an OCR "
        "program",
    ),
    "pdf_fonts": (
        "{source}：第 {page} 页的字体没有嵌入 PDF，本机也没有中文字体，文字会缺失，"
        "请安装中文字体（如 Noto Sans CJK）或换用原稿（.docx）",
        "{source}: the fonts of page {page} are not in the PDF and this machine has no Chinese font, so text would be "
        "lost; install one (such as Noto Sans CJK) or use the original (.docx)",
    ),
    # end of formats
    # publishing and comparing
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
    # end of publishing and comparing
    # links: pairs, rules and remarks
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
    # end of links
    # poster and office files
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
    # end of poster and office files
}


def language() -> str:
    """``zh`` or ``en`` by the locale's environment variables; ``en`` where none is set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    code = locale.getlocale()[0] or ""
    return "zh" if code.lower().startswith(("zh", "chinese")) else "en"


def render(code: str, params: Mapping[str, object], lang: str | None = None) -> str:
    """Message *code* filled in; KeyError for a code that is not in the table."""
    zh, en = MESSAGES[code]
    return (zh if (lang or language()) == "zh" else en).format_map(params)
