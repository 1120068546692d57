"""Values come in by file or rows: what fails says why, the rest is kept, the same again changes nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiannuo.ledger.status import Frequency
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.watch.feeding import Row, feed, rows_of
from jiannuo.web.watch.models import Point

from ..conftest import World
from .conftest import Desk


def test_new_values_corrections_and_the_same_again(desk: Desk) -> None:
    series = desk.series(desk.entity())
    rows = (
        ("YT01.debt", "2026-03", "61.2"),
        ("YT01.debt", "2026年4月", "６２．５％"),
        ("YT01.debt", "202602", "1,060.125"),
    )
    taken = desk.feed(*rows)
    assert (taken.new, taken.corrected, taken.unchanged, taken.failures) == (3, 0, 0, [])
    entries = LogEntry.objects.count()
    again = desk.feed(*rows)
    assert (again.new, again.corrected, again.unchanged) == (0, 0, 3)
    assert LogEntry.objects.count() == entries
    mended = desk.feed(("YT01.debt", "2026-03", "61.8"))
    assert (mended.new, mended.corrected) == (0, 1)
    assert desk.values(series)["2026-03"] == Decimal("61.8")
    assert series.points.filter(month="2026-03").count() == 2, "the superseded value stays"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("YT01.debt", "2026-04", "约60"), "feed_number"),
        (("YT01.debt", "2026-04", "nan"), "feed_number"),
        (("YT01.debt", "2026-04", "1e3"), "feed_number"),
        (("YT01.debt", "2026-04", ""), "feed_number"),
        (("YT01.debt", "2026-04", "1.1234567"), "feed_number"),
        (("YT01.debt", "2026-13", "60"), "feed_month"),
        (("YT01.debt", "四月", "60"), "feed_month"),
        (("YT01.debt", "2026-06", "60"), "feed_future"),
        (("YT99.debt", "2026-04", "60"), "feed_unknown"),
        (("YT02.debt", "2026-04", "60"), "feed_unknown"),
        (("YT01.year", "2026-04", "60"), "feed_period"),
    ],
)
def test_a_row_that_fails_says_why_and_the_others_are_kept(desk: Desk, row: tuple[str, str, str], code: str) -> None:
    entity = desk.entity()
    series = desk.series(entity)
    desk.series(entity, "净资产收益率", code="YT01.year", frequency=Frequency.YEARLY, rules=[])
    desk.series(desk.entity("YT02", "桐壤镇文旅公司", unit="shilian-town"))
    taken = desk.feed(("YT01.debt", "2026-02", "60"), row, ("YT01.debt", "2026-03", "61"))
    assert [(one.row.line, one.error.code) for one in taken.failures] == [(3, code)]
    assert list(desk.values(series)) == ["2026-02", "2026-03"]


def test_one_file_does_not_contradict_itself(desk: Desk) -> None:
    series = desk.series(desk.entity())
    taken = desk.feed(("YT01.debt", "2026-04", "60"), ("YT01.debt", "2026-04", "60.0"), ("YT01.debt", "2026-04", "61"))
    assert (taken.new, taken.unchanged, [one.error.code for one in taken.failures]) == (1, 1, ["feed_twice"])
    assert desk.values(series) == {"2026-04": Decimal(60)}


def test_a_leader_sees_but_does_not_feed(desk: Desk) -> None:
    desk.series(desk.entity())
    taken = desk.feed(("YT01.debt", "2026-04", "60"), by="leader.city")
    assert [one.error.code for one in taken.failures] == ["feed_foreign"]


def test_a_unit_other_than_the_figures_is_refused(desk: Desk, world: World) -> None:
    desk.series(desk.entity())
    rows = [Row(2, "2026-04", "0.6", "YT01.debt", unit="‰"), Row(3, "2026-04", "60", "YT01.debt", unit="%")]
    taken = feed(rows, world.actor("reporter.trade"), "测试")
    assert [one.error.code for one in taken.failures] == ["feed_unit"]
    assert taken.new == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(
    "text",
    [
        "序列编码,期间,数值\nYT01.debt,2026-04,60\n",
        "对象编码;指标;期间;数值\r\nYT01;资产负债率;2026-04;60\r\n\r\n",
        "month\tvalue\tcode\tremark\n2026-04\t60\tYT01.debt\tx\n",
    ],
)
def test_files_as_offices_save_them(desk: Desk, encoding: str, text: str) -> None:
    series = desk.series(desk.entity())
    taken = feed(rows_of(text.encode(encoding)), desk.world.actor("reporter.trade"), "文件")
    assert taken.failures == []
    assert desk.values(series) == {"2026-04": Decimal(60)}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "feed_columns"),
        ("序列编码,期间\n".encode(), "feed_columns"),
        ("指标,期间,数值\n".encode(), "feed_columns"),
        ("序列编码,期间,数值\n".encode(), "feed_empty"),
        (b"\xff\xfe\x00\x01", "feed_encoding"),
        (b"PK\x03\x04\x00\x00\x00\x00", "feed_encoding"),
        ("序列编码,期间,数值\n".encode() + b'"' + b"x" * 200_000, "feed_encoding"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(content: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as error:
        list(rows_of(content))
    assert error.value.code == code


def test_the_page_lists_failed_rows_with_their_reasons(desk: Desk, world: World) -> None:
    desk.series(desk.entity())
    content = "序列编码,期间,数值\nYT01.debt,2026-04,71\nYT01.debt,2026-03,<b>约60</b>\n".encode()
    client = world.client("reporter.trade")
    answer = client.post("/watch/feed", {"file": SimpleUploadedFile("四月.csv", content, "text/csv")})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "应为数字，现为“&lt;b&gt;约60" in text
    assert "高于上限 70%" in text
    assert Point.objects.get().source == "四月.csv（市商务局填报人）"
    refused = client.post("/watch/feed", {"file": SimpleUploadedFile("错.csv", b"a,b\n1,2\n", "text/csv")})
    assert refused.status_code == 409
    assert "表头缺“期间”" in refused.content.decode()


def test_a_long_file_costs_one_look_at_the_codes(desk: Desk, django_assert_max_num_queries: object) -> None:
    entity = desk.entity()
    for number in range(30):
        desk.series(entity, f"指标{number}", code=f"YT01.{number}", rules=[])
    from jiannuo.web.watch.feeding import _Known

    rows = [Row(number, "2026-04", "1", f"YT01.{number}") for number in range(30)]
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        assert len(_Known(rows).all) == 30
