"""Span, Period, Document.locate and errors."""

import pytest

from jiannuo.model.document import Anchor, Box, Document, Grounding
from jiannuo.model.errors import JiannuoError, LexiconError, ReadError
from jiannuo.model.period import Period
from jiannuo.model.span import Span


class TestSpan:
    def test_slices_and_has_a_length(self) -> None:
        assert Span(2, 5).of("0123456") == "234"
        assert len(Span(2, 5)) == 3
        assert Span(3, 3).of("0123") == ""

    def test_counts_code_points(self) -> None:
        assert Span(1, 3).of("𠮷增长5%") == "增长"

    @pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
    def test_refuses_bounds_out_of_order(self, start: int, end: int) -> None:
        with pytest.raises(ValueError, match=r"needs 0 <= start <= end"):
            Span(start, end)

    def test_refuses_a_text_that_is_too_short(self) -> None:
        with pytest.raises(IndexError, match="runs past a text of 3 characters"):
            Span(1, 4).of("abc")

    def test_is_frozen(self) -> None:
        with pytest.raises(AttributeError):
            Span(0, 1).start = 1  # type: ignore[misc]

    def test_overlap_needs_a_shared_character(self) -> None:
        assert Span(0, 3).overlaps(Span(2, 4))
        assert not Span(0, 3).overlaps(Span(3, 4))
        assert Span(0, 4).contains(Span(0, 4))
        assert not Span(1, 4).contains(Span(0, 2))


class TestPeriod:
    @pytest.mark.parametrize("text", ["2025", "2021-2025"])
    def test_parse_reads_what_str_writes(self, text: str) -> None:
        assert str(Period.parse(text)) == text

    def test_one_year_and_several(self) -> None:
        assert Period.parse("2025") == Period(2025, 2025)
        assert Period.parse("2021-2025") == Period(2021, 2025)

    @pytest.mark.parametrize("text", ["", "2025-2021", "next year", "2021-2022-2023"])
    def test_refuses_anything_else(self, text: str) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - int's own message or ours
            Period.parse(text)


def document(*anchors: Anchor, format: str = "pdf") -> Document:
    return Document(source="-", format=format, text="0123456789", anchors=anchors)


class TestLocate:
    @pytest.mark.parametrize(
        ("format", "grounding"),
        [("txt", Grounding.CHARACTER), ("md", Grounding.CHARACTER), ("pdf", Grounding.NOT_LOCATED)],
    )
    def test_without_anchors_only_plain_text_is_located(self, format: str, grounding: Grounding) -> None:
        assert document(format=format).locate(Span(0, 1)).grounding is grounding

    def test_the_box_is_the_union_on_the_first_page(self) -> None:
        located = document(
            Anchor(Span(0, 3), 1, Box(10, 10, 20, 20)),
            Anchor(Span(3, 6), 1, Box(5, 20, 15, 30)),
            Anchor(Span(6, 9), 2, Box(0, 0, 99, 99)),
        ).locate(Span(2, 8))
        assert located.grounding is Grounding.BOX
        assert located.page == 1
        assert located.box == Box(5, 10, 20, 30)

    def test_a_page_without_a_box(self) -> None:
        located = document(Anchor(Span(0, 5), 3)).locate(Span(1, 2))
        assert (located.grounding, located.page, located.box) == (Grounding.PAGE, 3, None)

    def test_a_paragraph(self) -> None:
        located = document(Anchor(Span(0, 4), paragraph=1), Anchor(Span(5, 9), paragraph=2)).locate(Span(6, 7))
        assert (located.grounding, located.paragraph) == (Grounding.PARAGRAPH, 2)

    @pytest.mark.parametrize("span", [Span(4, 5), Span(9, 10), Span(0, 0)])
    def test_a_gap_between_anchors_is_not_located(self, span: Span) -> None:
        located = document(Anchor(Span(1, 4), 1), Anchor(Span(5, 9), 1)).locate(span)
        assert located.grounding is Grounding.NOT_LOCATED


class TestErrors:
    def test_a_message_in_either_language(self) -> None:
        error = ReadError("not_found", source="报告.docx")
        assert error.message("zh") == "报告.docx：没有这个文件，请核对路径"
        assert error.message("en") == "报告.docx: no such file; check the path"
        assert error.params == {"source": "报告.docx"}

    def test_all_are_of_one_family(self) -> None:
        assert issubclass(ReadError, JiannuoError)
        assert issubclass(LexiconError, JiannuoError)
