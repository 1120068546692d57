"""Sentences: where they end, what stays with them, what is kept apart."""

import pytest

from jiannuo.model.document import Document
from jiannuo.outline import read_outline


def sentences(text: str) -> list[str]:
    outline, _ = read_outline(Document("-", "txt", text))
    return [sentence.span.of(text) for sentence in outline.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增企业3家。新增岗位5个！", ["新增企业3家。", "新增岗位5个！"]),
        ("建成公园4个；绿道9公里。", ["建成公园4个；绿道9公里。"]),
        ("打响“来了就不想走！”品牌。", ["打响“来了就不想走！”品牌。"]),
        ("他们说：“一定办好。”我们照办。", ["他们说：“一定办好。”", "我们照办。"]),
        ("　　投资12亿元。　", ["投资12亿元。"]),
        ("推进（含续建。）工程。", ["推进（含续建。）", "工程。"]),
        ("**做优环境。**审批减少2天。", ["做优环境。", "审批减少2天。"]),
        ("第一行\r\n第二行", ["第一行", "第二行"]),
    ],
)
def test_sentence_ends(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_quotation_that_goes_on_does_not_end_a_sentence() -> None:
    assert sentences("践行“人民至上！”的理念，办好30件实事。") == ["践行“人民至上！”的理念，办好30件实事。"]


def test_hard_wrapped_lines_are_joined() -> None:
    paragraph = (
        "我们坚持把发展经济的着力点放在实体经济上全年新增规模以上工业企业三百二十家其中专精特新企业一百零五家总量居全省前列"
        * 4
    )
    lines = [paragraph[i : i + 30] for i in range(0, len(paragraph), 30)]
    text = "\n".join(lines) + "。\n\n下一段说农业。\n"
    found = sentences(text)
    assert len(found) == 2
    assert found[0].replace("\n", "") == paragraph + "。"


def test_lines_of_their_own_are_not_joined() -> None:
    text = "开工建设鞋纺城二期。\n布局高端酒店。\n扶持民宿业发展。\n" * 5
    assert len(sentences(text)) == 15


def test_a_line_that_ends_in_mid_sentence_is_kept_with_its_marks() -> None:
    text = "新增国家级平台2家"
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "remain",
    ["下载\n打印\n全屏\n收藏", "【字号：\n加大\n还原\n减小\n】", "来源：某某日报", "浏览次数：31", "![图](a.png)"],
)
def test_web_remains_are_no_sentences(remain: str) -> None:
    assert sentences(f"{remain}\n全市经济增长5%。") == ["全市经济增长5%。"]


def test_comments_are_no_sentences_even_over_lines() -> None:
    assert sentences("经济增长5%。\n<!-- 图：\n某人摄。 -->\n投资增长6%。") == ["经济增长5%。", "投资增长6%。"]


def test_an_unclosed_comment_is_text() -> None:
    assert sentences("<!-- 投资增长6%。")[-1].endswith("投资增长6%。")
