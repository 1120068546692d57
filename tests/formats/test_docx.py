"""Word: paragraphs, tables, boxes and generated numbers in order; damage and malice are errors."""

import io
import zipfile

import pytest

from jiannuo.formats import open_bytes
from jiannuo.formats.numbering import counted
from jiannuo.model.document import Grounding
from jiannuo.model.errors import ReadError
from jiannuo.model.span import Span

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def read(data):
    return open_bytes(data, "a.docx", "a.docx")


def code_of(data):
    with pytest.raises(ReadError) as caught:
        read(data)
    assert "\n" not in caught.value.message("zh")
    return caught.value.code


def body(xml):
    """A document part that holds *xml*."""
    return f"<w:document {SPACES}><w:body>{xml}</w:body></w:document>".encode()


def p(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def item(text, list_id, level=0):
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(index, way, pattern, start=1, extra=""):
    inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{way}"/>{extra}<w:lvlText w:val="{pattern}"/>'
    return f'<w:lvl w:ilvl="{index}">{inside}</w:lvl>'


LISTS = (
    f"<w:numbering {SPACES}>"
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）", extra='<w:pStyle w:val="Second"/>')
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%3.%4")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf0b7")
    + level(1, "bullet", "▶")
    + level(2, "decimalEnclosedCircle", "%3")
    + level(3, "upperRoman", "第%4条", start=4)
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    "</w:numbering>"
).encode()
STYLES = (
    f"<w:styles {SPACES}>"
    '<w:style w:type="paragraph" w:styleId="First"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Below"><w:basedOn w:val="First"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Second"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    "</w:styles>"
).encode()


@pytest.fixture
def text_of(word):
    def make(xml, **more):
        parts = {"word/document.xml": body(xml), "word/numbering.xml": LISTS, "word/styles.xml": STYLES, **more}
        return read(word(lambda _: None, parts)).text

    return make


def test_paragraphs_and_tables_in_order(word):
    def fill(document):
        document.add_paragraph("政府工作报告")
        table = document.add_table(rows=2, cols=2)
        for cell, words in zip(table._cells, ["指标", "目标", "地区生产总值", "6%左右"], strict=True):
            cell.text = words
        document.add_paragraph("")
        document.add_paragraph("谢谢大家！")
        frame = document.add_table(rows=1, cols=1).cell(0, 0)
        frame.text = "外框第一段"
        frame.add_paragraph("外框第二段")
        frame.add_table(rows=1, cols=2).cell(0, 1).text = "内表"

    document = read(word(fill))
    assert document.text.split("\n") == [
        "政府工作报告",
        "指标\t目标",
        "地区生产总值\t6%左右",
        "谢谢大家！",
        "外框第一段",
        "外框第二段",
        "\t内表",
    ]
    assert document.format == "docx"
    start = document.text.index("6%")
    location = document.locate(Span(start, start + 2))
    assert (location.grounding, location.paragraph, location.page) == (Grounding.PARAGRAPH, 3, None)


def test_many_paragraphs_come_back(word, paragraphs):
    assert read(word(lambda document: [document.add_paragraph(one) for one in paragraphs])).text == "\n".join(
        paragraphs
    )


def test_generated_numbers(text_of):
    xml = (
        item("回顾", 1)
        + item("工业", 1, 1)
        + item("农业", 1, 1)
        + item("第一件", 1, 2)
        + item("其中", 1, 3)
        + item("安排", 1)
        + item("再工业", 1, 1)
        + item("重起", 2)
        + item("接着", 2)
    )
    assert text_of(xml).split("\n") == [
        "一、回顾",
        "（一）工业",
        "（二）农业",
        "1. 第一件",
        "1.1 其中",
        "二、安排",
        "（一）再工业",
        "七、重起",
        "八、接着",
    ]


def test_other_ways_of_numbering(text_of):
    xml = (
        item("点", 3)
        + item("箭头", 3, 1)
        + item("圈", 3, 2)
        + item("条", 3, 3)
        + item("条", 3, 3)
        + item("无此列表", 9)
    )
    assert text_of(xml).split("\n") == ["点", "▶箭头", "①圈", "第IV条 条", "第V条 条", "无此列表"]


def test_numbers_by_style(text_of):
    def styled(text, style, more=""):
        return p(text, f'<w:pStyle w:val="{style}"/>{more}')

    xml = (
        styled("回顾", "First")
        + styled("工业", "Second")
        + styled("安排", "Below")
        + styled("不编号", "First", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + styled("自指", "Loop")
        + styled("结语", "First")
    )
    assert text_of(xml).split("\n") == ["一、回顾", "（一）工业", "二、安排", "不编号", "自指", "三、结语"]


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "〇"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (103, "一百零三"), (1000, "1000")],
)
def test_counting_in_chinese(number, text):
    assert counted(number) == text


def test_what_is_shown_is_read_and_nothing_else(text_of):
    run = "<w:r><w:t>{}</w:t></w:r>"
    xml = (
        "<w:p>"
        + run.format("新增")
        + f"<w:del><w:r><w:delText>8</w:delText></w:r></w:del><w:ins>{run.format('9')}</w:ins>"
        + f"<w:hyperlink>{run.format('万人')}</w:hyperlink>"
        + "<w:r><w:instrText>PAGE</w:instrText><w:tab/><w:t xml:space='preserve"
        + "'>左 右</w:t><w:br/><w:t>次行</w:t><w:noBreakHyphen/></w:r></w:p>"
        + f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
        + "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>"
        + p("文本框")
        + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent>"
        + p("文本框")
        + "</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(xml).split("\n") == ["新增9万人\t左 右", "次行-", "控件", "文本框"]


def test_strict_files_are_read(word):
    strict = body(p("严格格式")).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read(word(lambda _: None, {"word/document.xml": strict})).text == "严格格式"


def test_files_without_styles_and_numbering_are_read():
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as made:
        made.writestr("word/document.xml", body(p("只有正文")))
    assert read(saved.getvalue()).text == "只有正文"


def test_hostile_files_are_refused_before_they_are_unpacked(word):
    def made(xml):
        return word(lambda _: None, {"word/document.xml": xml})

    assert code_of(made(body(p("0" * 30_000_000)))) == "docx_bomb"
    assert code_of(word(lambda _: None, {"word/media/a.bmp": bytes(300 * 1024 * 1024)})) == "docx_bomb"
    entities = '<!DOCTYPE w [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;&a;">]>' + body(p("&b;")).decode()
    assert code_of(made(entities.encode())) == "docx_entities"
    outside = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + body(p("&a;")).decode()
    assert code_of(made(outside.encode("utf-16"))) == "docx_entities"
    nested = "<w:tbl><w:tr><w:tc>" * 80 + p("深") + "</w:tc></w:tr></w:tbl>" * 80
    assert code_of(made(body(nested))) == "docx_damaged"
    assert code_of(made(body("<w:ins>" * 5000 + p("深") + "</w:ins>" * 5000))) == "docx_damaged"


def test_damaged_files(word):
    data = word(lambda document: document.add_paragraph("今年建成学校3所。"))
    assert code_of(data[: len(data) // 2]) == "docx_damaged"
    assert code_of(word(lambda _: None, {"word/document.xml": b"<w:document"})) == "docx_damaged"
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as made:
        made.writestr("word/styles.xml", STYLES)
    assert code_of(saved.getvalue()) == "docx_damaged"
    assert code_of(word(lambda _: None)) == "blank"


def test_every_flip_is_an_error_or_a_document(word, paragraphs):
    data = word(lambda document: [document.add_paragraph(one) for one in paragraphs])
    codes = set()
    for step in range(1, 200):
        at = len(data) * step // 200
        try:
            read(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        except ReadError as error:
            codes.add(error.code)
    assert codes
    assert codes <= {"docx_damaged", "docx_password", "docx_bomb", "unsupported", "content_differs"}
