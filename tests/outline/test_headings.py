"""Markers of every form."""

import pytest

from jiannuo.model.document import Document
from jiannuo.outline import read_outline
from jiannuo.outline.numbering import chinese_name, chinese_number, number_of


@pytest.mark.parametrize(
    ("line", "marker", "number", "title"),
    [
        ("一、稳增长", "一、", 1, "稳增长"),
        ("十二、稳增长", "十二、", 12, "稳增长"),
        ("（三）稳增长。投资增长5%。", "（三）", 3, "稳增长"),
        ("(四)稳增长", "(四)", 4, "稳增长"),
        ("㈤稳增长", "㈤", 5, "稳增长"),
        ("2.稳增长", "2.", 2, "稳增长"),
        ("3、稳增长", "3、", 3, "稳增长"),
        ("（4）稳增长", "（4）", 4, "稳增长"),
        ("⑤稳增长", "⑤", 5, "稳增长"),
        ("- ②稳增长", "②", 2, "稳增长"),
        ("第一，稳增长。投资增长5%。", "第一，", 1, "稳增长"),
        ("一是稳增长。投资增长5%。", "一是", 1, "稳增长"),
        ("首先，稳增长。投资增长5%。", "首先，", 1, "稳增长"),
        ("03 稳增长", "03", 3, "稳增长"),
        ("03 **稳增长**", "03", 3, "稳增长"),
        ("第二部分 稳增长", "第二部分", 2, "稳增长"),
        ("## 一、稳增长", "一、", 1, "稳增长"),
        ("▶ 稳增长", "▶", None, "稳增长"),
        ("——稳增长。投资增长5%。", "——", None, "稳增长"),
        ("**（一）稳增长。**投资增长5%。", "（一）", 1, "稳增长"),
        ("**稳增长更有力。**投资增长5%。", "", None, "稳增长更有力"),
    ],
)
def test_marker(line: str, marker: str, number: int | None, title: str) -> None:
    text = f"各位代表：\n{line}\n全市经济继续发展。"
    outline, _ = read_outline(Document("-", "txt", text))
    section = outline.sections[0]
    assert (section.marker, section.number, section.title) == (marker, number, title)
    first = next(s for s in outline.sentences if s.section == 0)
    assert first.heading
    assert first.span.start == section.heading.start


@pytest.mark.parametrize(
    "line",
    ["3.5万人受益。", "5G基站建成100个。", "2024年经济增长5%。", "一些企业增资扩产。", "10家企业上市。", "同志们！"],
)
def test_no_marker(line: str) -> None:
    text = f"各位代表：\n{line}\n全市经济继续发展。"
    outline, _ = read_outline(Document("-", "txt", text))
    assert not any(section.marker for section in outline.sections)


def test_numbers_inside_a_paragraph_begin_a_section_after_a_full_stop() -> None:
    text = "各位代表：\n（一）稳工业。新增企业3家。（二）稳农业。新增大棚5座。"
    outline, _ = read_outline(Document("-", "txt", text))
    assert [section.title for section in outline.sections] == ["稳工业", "稳农业"]


def test_a_lone_short_first_sentence_is_no_heading() -> None:
    text = (
        "各位代表：\n成绩来之不易。这是全市人民团结奋斗、共同努力的结果，凝聚着各方面的心血和汗水，值得珍惜，催人奋进。"
    )
    outline, _ = read_outline(Document("-", "txt", text))
    assert outline.sections == ()


def test_short_first_sentences_in_a_row_are_headings() -> None:
    rest = "全面落实各项政策，持续优化环境，推动各项工作再上新的台阶，让群众得到更多实惠。"
    text = f"各位代表：\n一、工作安排\n做强产业。{rest}\n做优城市。{rest}\n做美乡村。{rest}"
    outline, _ = read_outline(Document("-", "txt", text))
    assert [section.title for section in outline.sections] == ["工作安排", "做强产业", "做优城市", "做美乡村"]
    assert [section.parent for section in outline.sections] == [None, 0, 0, 0]


@pytest.mark.parametrize("number", range(1, 100))
def test_numbers_written_are_read_back(number: int) -> None:
    assert chinese_number(chinese_name(number)) == number


@pytest.mark.parametrize(
    ("marker", "number"), [("Ⅳ", 4), ("⒓", 11 + 1), ("⑳", 20), ("▶", None), ("03", 3), ("（二十一）", 21)]
)
def test_number_of(marker: str, number: int | None) -> None:
    assert number_of(marker) == number
