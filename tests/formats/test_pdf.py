"""PDF: text in reading order, paragraphs whole, boxes that hold the words, and files that cannot be read."""

import io
import re
from contextlib import suppress

import pypdfium2
import pytest

from jiannuo.formats import open_bytes
from jiannuo.model.document import Grounding
from jiannuo.model.errors import ReadError
from jiannuo.model.span import Span

WORDS = ["5.6%", "3.4万人", "120公里", "12.6亿元", "180万吨", "谢谢大家！"]


def read(data):
    return open_bytes(data, "a.pdf", "a.pdf")


def code_of(data):
    with pytest.raises(ReadError) as caught:
        read(data)
    return caught.value.code


def saved(pdf):
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def words_in_box(data, location):
    """What pdfium finds inside the box, which has its origin at the top left of the page as displayed."""
    pdf = pypdfium2.PdfDocument(data)
    page = pdf[location.page - 1]
    left, bottom, right, top = page.get_bbox()
    box = location.box
    corners = {
        0: (left + box.left, top - box.bottom, left + box.right, top - box.top),
        90: (left + box.top, bottom + box.left, left + box.bottom, bottom + box.right),
        180: (right - box.right, bottom + box.top, right - box.left, bottom + box.bottom),
        270: (right - box.bottom, top - box.right, right - box.top, top - box.left),
    }[page.get_rotation()]
    text = page.get_textpage().get_text_bounded(*corners)
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("size", [9, 14, 18])
def test_paragraphs_are_whole(typeset, paragraphs, columns, size):
    long = [*paragraphs[:-1] * 3, paragraphs[-1]]
    document = read(typeset(long, columns=columns, size=size, head="某市政府工作报告"))
    text = document.text.removeprefix("某市政府工作报告\n")  # on a single page a header is not known from a title
    assert text == "\n".join(long)
    assert document.format == "pdf"


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_boxes_hold_the_words(typeset, paragraphs, columns, turned):
    pdf = pypdfium2.PdfDocument(typeset(paragraphs * 4, columns=columns, size=12))
    for page in pdf:
        page.set_rotation(turned)
        page.set_cropbox(20, 30, 560, 800)
    data = saved(pdf)
    document = read(data)
    assert len({anchor.page for anchor in document.anchors}) > 1
    for word in WORDS:
        found = [match.start() for match in re.finditer(re.escape(word), document.text)]
        assert len(found) == 4
        for start in found:
            location = document.locate(Span(start, start + len(word)))
            assert location.grounding is Grounding.BOX
            assert word in words_in_box(data, location)


def test_anchors_are_in_order_and_cover_the_text(typeset, paragraphs):
    document = read(typeset(paragraphs * 5, columns=2))
    end = 0
    for anchor in document.anchors:
        assert document.text[end : anchor.span.start] in ("", "\n")
        end = anchor.span.end
        assert anchor.box.left < anchor.box.right
        assert anchor.box.top < anchor.box.bottom
    assert end == len(document.text)


def test_page_numbers_and_running_heads_are_left_out(typeset, paragraphs):
    document = read(typeset(paragraphs * 6, head="政府工作报告 第#context counter(page).display()页"))
    assert "政府工作报告" not in document.text
    assert not re.search(r"^\W*\d+\W*$", document.text, re.M)
    assert document.text == "\n".join(paragraphs * 6)


def test_a_paragraph_that_starts_a_page_like_another_stays(typeset):
    paragraphs = [f"第{number}项：建成学校{number}所，{'持续改善城乡面貌，' * 12}群众满意。" for number in range(1, 40)]
    assert read(typeset(paragraphs)).text == "\n".join(paragraphs)


def test_columns_that_are_drawn_row_by_row(typeset):
    left = [f"左栏第{mark}行的文字占满一行不留空" for mark in "一二三四五六七八"]
    right = [f"右栏第{mark}行的文字占满一行不留空" for mark in "一二三四五六七八"]
    placed = "".join(
        f"#place(dx: {dx}pt, dy: {100 + 20 * row}pt)[{line}]\n"
        for row in range(8)
        for dx, line in ((0, left[row]), (230, right[row]))
    )
    title = "#place(dx: 40pt, dy: 40pt)[#text(size: 20pt)[横跨两栏的标题在两栏之上且很长很长]]\n"
    document = read(typeset([], size=11, numbered=False, raw=title + placed))
    assert document.text == "横跨两栏的标题在两栏之上且很长很长\n" + "".join(left + right)


def test_a_last_page_with_a_short_second_column(typeset):
    lines = [f"第{number}项：建成学校{number}所，新增学位，改善设施，让群众满意。" for number in range(1, 81)]
    for count in range(50, 81, 2):
        assert read(typeset(lines[:count], columns=2, size=10.5)).text == "\n".join(lines[:count])


def test_table_rows_stay_rows(typeset):
    cells = "".join(
        f"[{name}],[{value}]," for name, value in (("指标", "目标"), ("地区生产总值", "6%"), ("粮食", "9万吨"))
    )
    document = read(typeset(["谢谢大家！"], raw=f"#table(columns: (6cm, 4cm), {cells})\n\n"))
    assert document.text.split("\n")[:3] == ["指标\t目标", "地区生产总值\t6%", "粮食\t9万吨"]


def test_marks_that_a_font_draws_as_one(typeset):
    words = ["——十四五——规划……2021–2025年，5～6倍。", "ＧＤＰ与GDP per capita同步，fi ffi"]
    words.append("各行排满以后，页边在哪里就看得出来，段落在哪里结束也就看得出来。" * 8)
    assert read(typeset(words)).text == "\n".join(words)


def test_slanted_watermarks_are_left_out(typeset, paragraphs):
    mark = "#set page(background: rotate(45deg)[#text(size: 60pt)[内部资料]])"
    assert read(typeset(paragraphs, raw=mark)).text == "\n".join(paragraphs)


def picture_page(pdf):
    page = pdf.new_page(595, 842)
    image = pypdfium2.PdfImage.new(pdf)
    bitmap = pypdfium2.PdfBitmap.new_native(8, 8, pypdfium2.raw.FPDFBitmap_BGR)
    bitmap.fill_rect((200, 200, 200, 255), 0, 0, 8, 8)
    image.set_bitmap(bitmap)
    image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    page.insert_obj(image)
    page.gen_content()


def test_scans_say_what_to_do(typeset, paragraphs):
    pdf = pypdfium2.PdfDocument.new()
    picture_page(pdf)
    picture_page(pdf)
    with pytest.raises(ReadError) as caught:
        read(saved(pdf))
    assert caught.value.message("zh") == "a.pdf：PDF 是扫描件，2 页中 2 页没有文字，请先用 OCR 软件识别并校对后再读"
    pdf = pypdfium2.PdfDocument(typeset(paragraphs))
    picture_page(pdf)
    picture_page(pdf)
    assert code_of(saved(pdf)) == "pdf_scan"
    pdf = pypdfium2.PdfDocument(typeset(paragraphs * 6))
    picture_page(pdf)
    assert read(saved(pdf)).text == "\n".join(paragraphs * 6)
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(595, 842)
    assert code_of(saved(pdf)) == "pdf_scan"


def hand_made(trailer=b"", content=b"BT /F1 12 Tf 72 700 Td (ABC) Tj ET"):
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>" % (b"o" * 32, b"u" * 32),
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer<</Size 7/Root 1 0 R" + trailer + b">>\nstartxref\n%d\n%%%%EOF" % len(body)


def test_hand_made_pdf():
    document = read(hand_made())
    assert document.text == "ABC"
    assert document.locate(Span(0, 3)).box.left == pytest.approx(72, abs=1)


SHOW = "BT /F1 12 Tf {} {} Td ({}) Tj ET\n"


def test_bold_that_is_printed_twice_is_read_once():
    lines = "".join(SHOW.format(72 + move, 700, "GDP growth: 6.6%") for move in (0, 0.3))
    marks = "".join(SHOW.format(72 + 6.7 * at + move, 680, mark) for at, mark in enumerate("1988") for move in (0, 0.3))
    assert read(hand_made(content=(lines + marks).encode())).text == "GDP growth: 6.6%\n1988"


def test_text_that_would_be_lost_for_want_of_a_font_is_told():
    content = (SHOW.format(72, 700, "A") + "".join(SHOW.format(72 + 12 * at, 680, " ") for at in range(9))).encode()
    assert code_of(hand_made(content=content)) == "pdf_fonts"


def test_a_small_figure_raised_stays_in_its_line():
    content = (
        SHOW.format(72, 700, "50 km")
        + SHOW.format(104, 704, "2").replace("12 Tf", "7 Tf")
        + SHOW.format(109, 700, ", good")
    )
    assert read(hand_made(content=content.encode())).text == "50 km2, good"


def test_a_password_is_told():
    assert code_of(hand_made(b"/Encrypt 6 0 R/ID[(0123456789abcdef)(0123456789abcdef)]")) == "pdf_password"


def test_damaged_files(typeset, paragraphs):
    data = typeset(paragraphs)
    assert code_of(b"%PDF-1.7\nnothing") == "pdf_damaged"
    assert code_of(data[: len(data) // 3]) in ("pdf_damaged", "pdf_scan")


def test_every_cut_and_flip_is_an_error_or_a_document(typeset, paragraphs):
    data = typeset(paragraphs)
    for step in range(1, 60):
        at = len(data) * step // 60
        for broken in (data[:at], data[: at - 8] + b"\xff" * 8 + data[at:]):
            with suppress(ReadError):
                read(broken)


def test_real_reports_come_back_whole(shared, typeset):
    """Typeset in one and two columns, a real report is read back paragraph by paragraph."""
    for path in sorted(shared.glob("gold/*.txt"))[:3]:
        lines = [re.sub(r"\s+", "", line) for line in path.read_text(encoding="utf-8").split("\n")]
        lines = [line for line in lines if line][:80]
        for columns in (1, 2):
            document = read(typeset(lines, columns=columns, size=12))
            assert document.text.replace("\n", "") == "".join(lines)
            kept = set(document.text.split("\n"))
            assert sum(line in kept for line in lines) >= 0.98 * len(lines)
