"""What holds for every text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiannuo.model.document import Document
from jiannuo.outline import read_outline

PIECES = st.sampled_from(
    [
        "一、",
        "二、",
        "（一）",
        "（三）",
        "1.",
        "①",
        "03 ",
        "一是",
        "——",
        "**",
        "- ",
        "## ",
        "▶ ",
        "\n",
        "\n\n",
        "\r\n",
        "\u3000\u3000",
        "。",
        "！",
        "”",
        "：",
        "，",
        "a",
        "<!--",
        "-->",
        "---\n",
        "各位代表：",
        "2025年工作回顾",
        "今年",
        "过去五年",
        "名词解释\n",
        "政府经济发展",
        "新增企业30家",
        "让我们奋斗！",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_the_tree_and_the_sentences_are_sound(text: str) -> None:
    outline, notes = read_outline(Document("-", "txt", text))
    end = 0
    for sentence in outline.sentences:
        assert end <= sentence.span.start < sentence.span.end <= len(text)
        assert sentence.span.of(text) == sentence.span.of(text).strip()
        end = sentence.span.end
    for index, section in enumerate(outline.sections):
        assert section.index == index
        assert section.span.contains(section.heading)
        assert section.span.end <= len(text)
        if section.parent is None:
            assert section.depth == 1
        else:
            parent = outline.sections[section.parent]
            assert section.parent < index
            assert section.depth == parent.depth + 1
            assert parent.span.contains(section.span)
    for sentence in outline.sentences:
        if sentence.section is not None:
            assert outline.sections[sentence.section].span.contains(sentence.span)
    for note in notes:
        assert note.message("zh")
        assert note.span is None or note.span.end <= len(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    read_outline(Document("-", "txt", text))


@pytest.mark.parametrize(
    "unit",
    [
        "一",
        "（",
        "\n",
        "7",
        "<!--",
        "**",
        "一、\n",
        "（一）",
        "。",
        "”",
        "　",
        "- ",
        "政府第一届",
        "各位代表\n",
        "**政府**",
        "（一）政府\n（九）政府\n",
    ],
)
def test_hostile_text_comes_to_an_end(unit: str) -> None:
    """Quadratic work on so many characters runs into the time limit that every test has."""
    text = "政府工作报告" + unit * (1_000_000 // len(unit))
    outline, _ = read_outline(Document("-", "txt", text))
    assert all(sentence.span.end <= len(text) for sentence in outline.sentences)
