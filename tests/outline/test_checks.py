"""The review list of the outline."""

from jiannuo.model.document import Document
from jiannuo.outline import read_outline

HEAD = (
    "2024年青禾市政府工作报告\n各位代表：\n一、2023年工作回顾\n经济增长5%。\n二、2024年工作安排\n今年要抓好以下工作。\n"
)


def codes(text: str) -> list[str]:
    _, notes = read_outline(Document("-", "txt", text))
    return [note.code for note in notes]


def test_a_sound_report_has_no_notes() -> None:
    assert codes(HEAD + "（一）做强工业。\n（二）做优农业。\n") == []


def test_a_gap_in_the_numbers_is_named() -> None:
    text = HEAD + "（一）做强工业。\n（四）做优农业。\n"
    _, notes = read_outline(Document("-", "txt", text))
    (note,) = notes
    assert (note.code, note.params["missing"]) == ("sections_missing", "2、3")
    assert note.span is not None
    assert note.span.of(text) == "（四）做优农业。"
    assert "2、3" in note.message("zh")
    assert "2、3" in note.message("en")


def test_a_number_inside_a_paragraph_is_not_missing() -> None:
    assert codes(HEAD + "（一）做强工业。\n还要（二）做优农业；\n（三）做美城市。\n") == []


def test_repeated_and_misordered_numbers() -> None:
    assert codes(HEAD + "（一）工业。\n（二）农业。\n（二）商业。\n") == ["section_repeated"]
    assert codes(HEAD + "（一）工业。\n（二）农业。\n（三）商业。\n（五）城建。\n（四）教育。\n") == [
        "sections_missing",
        "section_out_of_order",
    ]


def test_numbers_that_run_on_through_sections() -> None:
    assert (
        codes("2024年青禾市政府工作报告\n一、2023年工作回顾\n①工业。\n②农业。\n二、2024年工作安排\n③教育。\n④医疗。\n")
        == []
    )


def test_a_reading_that_lost_its_first_sections() -> None:
    text = (
        "2024年，青禾市这么干！\n2024年主要任务\n03 做优城市\n- 完善管网。\n- 提升管理。\n①做强工业。\n②做优商业。\n"
        "04 做美乡村\n新建公园3个。\n"
    )
    _, notes = read_outline(Document("-", "txt", text))
    found = {note.code: note for note in notes}
    assert found["sections_missing"].params["missing"] == "1、2"
    assert (found["run_out_of_place"].params["first"], found["run_out_of_place"].params["last"]) == ("①", "②")


def test_a_text_that_breaks_off() -> None:
    assert codes(HEAD + "我们将继续推进全市重点产业项目建设，全年计划完成投") == ["breaks_off"]


def test_missing_parts_and_metadata() -> None:
    assert codes("各位代表：\n一、过去一年工作回顾\n去年经济增长5%。\n") == [
        "plan_missing",
        "year_not_said",
        "place_not_said",
    ]


def test_other_texts_are_no_reports() -> None:
    novel = "It was a bright cold day in April, and the clocks were striking thirteen. " * 50
    tale = "从前有一座山，山里有一座庙，庙里有一个老和尚。" * 200
    for text in (novel, tale, "", "\n\n  \n"):
        outline, notes = read_outline(Document("-", "txt", text))
        assert outline.sentences == ()
        assert [note.code for note in notes] == ["not_a_report"]
