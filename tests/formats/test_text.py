"""Plain text and Markdown: every character stays, every usual encoding is recognised."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jiannuo.formats import open_bytes
from jiannuo.model.document import Grounding
from jiannuo.model.errors import ReadError
from jiannuo.model.span import Span

REPORT = "　　今年建成学校3所，\r\n新增学位1200个。\n\n  增长5%左右 \t\n"
GB2312 = "".join(bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF))
CHINESE = st.text(st.sampled_from(GB2312 + "，。、；：？！“”（）《》—…％" + "0123456789abcXYZ.% \r\n\t"), min_size=1)
ANYTHING = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\ufffd"), min_size=1)
MARKED = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
]


def code_of(data: bytes, name: str = "a.txt") -> str:
    with pytest.raises(ReadError) as caught:
        open_bytes(data, name, name)
    assert "\n" not in caught.value.message("zh")
    assert "\n" not in caught.value.message("en")
    return caught.value.code


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", ""])
def test_text_is_what_was_encoded(codec, name):
    document = open_bytes(REPORT.encode(codec), "a", name)
    assert document.text == REPORT
    assert document.encoding == codec.replace("gbk", "gb18030")
    assert document.format == ("md" if name == "a.md" else "txt")
    assert document.anchors == ()
    assert document.locate(Span(2, 4)).grounding is Grounding.CHARACTER


@pytest.mark.parametrize(("mark", "codec"), MARKED)
@given(text=ANYTHING)
def test_marked_encodings_round_trip(mark, codec, text):
    assume(text.strip())
    document = open_bytes(mark + text.encode(codec), "a", "a.md")
    assert document.text == text
    assert document.encoding == codec


@given(text=ANYTHING)
def test_utf8_round_trips(text):
    text += "报告"
    assert open_bytes(text.encode(), "a", "a.md").text == text.removeprefix("\ufeff")


@given(text=CHINESE)
def test_gb18030_round_trips(text):
    assume(text.strip())
    data = text.encode("gb18030")
    with suppress(UnicodeDecodeError):
        assume(data.decode("utf-8").isascii())
    assert open_bytes(data, "a", "a.md").text == text


def test_bytes_of_gbk_that_are_valid_utf8():
    data = "某某".encode("gbk")
    data.decode("utf-8")  # so they are
    assert open_bytes(data, "a", "a.txt").text == "某某"


def test_english_in_utf16_without_mark():
    assert open_bytes("Bush hid the facts. 报告".encode("utf-16-le"), "a", "a.txt").text == "Bush hid the facts. 报告"


def test_latin_text_stays_utf8():
    assert open_bytes("Résumé à Genève".encode(), "a", "a.txt").text == "Résumé à Genève"


def test_markdown_keeps_front_matter_and_marks():
    text = "---\ntitle: 报告\n---\n\n# 一、回顾\n\n<!-- 注 -->\n**增长**5%\n"
    assert open_bytes(text.encode(), "a.md", "a.md").text == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8, "blank"),
        (b" \r\n\t", "blank"),
        ("　\n".encode("utf-16"), "blank"),
        (bytes(range(256)) * 20, "not_text"),
        (b"\x00" * 1000, "not_text"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 200, "not_text"),
        (codecs.BOM_UTF16_LE + b"\x01\x00\x02\x00" * 50, "not_text"),
        (("今年建成学校三所。" * 50).encode()[:-1], "encoding_damaged"),
        (("今年建成学校" * 50).encode() + b"\xff" + "三所。".encode(), "encoding_damaged"),
        (("今年建成学校三所，新增学位。" * 50).encode("gb18030") + b"\x81", "encoding_damaged"),
        (codecs.BOM_UTF16_LE + "报告".encode("utf-16-le") + b"\x00", "encoding_damaged"),
        ("今年新建學校三所，並擴大醫療服務。".encode("big5"), "encoding_unknown"),
        ("今年は学校を三つ建てました。".encode("shift-jis"), "encoding_unknown"),
        ("今年\ufffd\ufffd\ufffd学校".encode(), "encoding_lost"),
    ],
)
def test_what_is_no_text_says_so(data, code):
    assert code_of(data) == code


def test_damage_is_placed():
    with pytest.raises(ReadError) as caught:
        open_bytes("今年建成学校".encode() * 20 + b"\xff", "a.txt", "a.txt")
    assert caught.value.params["position"] == 18 * 20 + 1
    assert "361" in caught.value.message("zh")


def test_too_large_a_text_names_the_limit():
    with pytest.raises(ReadError) as caught:
        open_bytes(b"1" * (64 * 1024 * 1024 + 1), "a.txt", "a.txt")
    assert caught.value.code == "too_large"
    assert caught.value.message("zh") == "a.txt：文件超过 64 MiB 的上限（64.0 MiB），请拆分后逐个读取"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le"])
def test_ten_megabytes_come_back_whole(codec):
    text = "今年建成学校3所，新增学位1200个。\n" * 200_000
    assert open_bytes(text.encode(codec), "a", "a.txt").text == text


def test_real_reports_are_unchanged(shared):
    for path in sorted(shared.glob("gold/*.txt")):
        data = path.read_bytes()
        assert open_bytes(data, path.name, path.name).text == data.decode("utf-8")
        assert open_bytes(data.decode("utf-8").encode("gb18030"), path.name, path.name).text == data.decode("utf-8")
        assert open_bytes(data.decode("utf-8").encode("utf-16-be"), path.name, path.name).text == data.decode("utf-8")
