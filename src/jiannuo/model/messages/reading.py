"""Messages of opening, outline, statements and what looks wrong in a report: code, then Chinese and English."""

MESSAGES: dict[str, tuple[str, str]] = {
    "lexicon_missing": ("词表 {file}：文件缺失，请重新安装", "lexicon {file}: missing; install the package again"),
    "lexicon_syntax": ("词表 {file}：不是合法的 TOML：{reason}", "lexicon {file}: not valid TOML: {reason}"),
    "lexicon_invalid": ("词表 {file}，键 {key}：{reason}", "lexicon {file}, key {key}: {reason}"),
    "not_found": ("{source}：没有这个文件，请核对路径", "{source}: no such file; check the path"),
    "number_unclassified": (
        "“{number}”不知所量为何，未作指标；请核对原文",
        "“{number}” measures nothing that could be told, so it is no figure here; check the sentence",
    ),
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
}
