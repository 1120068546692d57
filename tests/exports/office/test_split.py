"""分工方案.docx: form, content, and that it opens."""

import re
import zipfile
from io import BytesIO

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from jiannuo.exports.office.items import groups
from jiannuo.exports.office.split import chinese, make, split, unnumbered


@pytest.fixture
def document(publication):
    return docx.Document(BytesIO(split(publication)))


def test_margins_are_those_of_the_standard(document):
    upright, sideways = document.sections
    margins = [upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin]
    assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]
    assert (round(upright.page_width / Mm(1)), round(upright.page_height / Mm(1))) == (210, 297)
    assert (round(sideways.page_width / Mm(1)), round(sideways.page_height / Mm(1))) == (297, 210)


def _faces(paragraph):
    fonts = paragraph.runs[0]._r.rPr.rFonts
    return fonts.get(qn("w:eastAsia")), paragraph.runs[0].font.size.pt


def test_faces_sizes_and_line_pitch(document):
    title, first = document.paragraphs[0], document.paragraphs[1]
    assert _faces(title) == ("方正小标宋简体", 22)
    assert _faces(first) == ("仿宋_GB2312", 16)
    assert 28 <= first.paragraph_format.line_spacing.pt <= 29
    heading = next(p for p in document.paragraphs if p.text.startswith("一、"))
    assert _faces(heading) == ("黑体", 16)
    area = next(p for p in document.paragraphs if p.text.startswith("（一）"))
    assert _faces(area) == ("楷体_GB2312", 16)


def test_every_face_names_what_may_stand_in_for_it(publication):
    with zipfile.ZipFile(BytesIO(split(publication))) as archive:
        table = archive.read("word/fontTable.xml").decode()
        used = set(re.findall(r'w:eastAsia="([^"]+)"', archive.read("word/document.xml").decode()))
    assert used == {"方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"}
    for face in used:
        assert f'<w:font w:name="{face}"><w:altName w:val="' in table


def test_page_numbers_stand_between_dashes_at_the_outer_edge(document):
    for section in document.sections:
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            xml = footer._element.xml
            assert " PAGE " in xml
            assert "— " in footer.paragraphs[0].text
            assert footer.paragraphs[0].paragraph_format.alignment == {"right": 2, "left": 0}[side]


def test_each_item_has_a_row_with_blanks(document, publication):
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    heads = [row for row in rows if row[0] == "序号"]
    assert heads[0] == ["序号", "工作任务", "目标值", "完成时限", "牵头单位", "配合单位", "责任领导"]
    items = [item for group in groups(publication.report) for item in group.items]
    body = [row for row in rows if row[0] != "序号"]
    assert [row[1] for row in body] == [item.task for item in items]
    assert all(row[4:] == ["", "", ""] for row in body)
    assert ["1.2万人以上", "2026年"] in [row[2:4] for row in body]


def test_heads_come_again_and_rows_stay_whole(document):
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_words_are_never_markup(hostile):
    text = "\n".join(
        cell.text for table in docx.Document(BytesIO(split(hostile))).tables for row in table.rows for cell in row.cells
    )
    assert "建成<w:t>广场</w:t>]]>" in text
    assert '新建#read("/etc/passwd")幼儿园15所' in text


def test_libreoffice_opens_it(any_publication, tmp_path, converted):
    make(any_publication, tmp_path)
    document = pypdfium2.PdfDocument(converted(tmp_path / "分工方案.docx", "pdf"))
    assert document.get_page_size(0) == pytest.approx((595.3, 841.9), abs=1)
    assert document.get_page_size(len(document) - 1) == pytest.approx((841.9, 595.3), abs=1)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "重点任务分工方案" in text.replace("\r\n", "")
    for number in range(1, sum(len(group.items) for group in groups(any_publication.report)) + 1):
        assert str(number) in text
    assert "— 1 —" in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (103, "一百零三"), (110, "一百一十")]
)
def test_chinese_numbers(number, words):
    assert chinese(number) == words


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("（一）扩大投资", "扩大投资"),
        ("二、工作安排", "工作安排"),
        ("① 扩大投资", "扩大投资"),
        ("2026年工作", "2026年工作"),
        ("一、", "一、"),
    ],
)
def test_own_numbers_go(title, bare):
    assert unnumbered(title) == bare
