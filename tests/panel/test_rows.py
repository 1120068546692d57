"""One report's rows."""

import zlib
from collections import Counter

import msgspec
import pytest

from jiannuo.panel.columns import CODINGS, FIXED, NAMES, VARYING
from jiannuo.panel.pack import plain_rows
from jiannuo.panel.work import work

from .conftest import COMMUNIQUE, report


def rows(text, source="a.txt"):
    outcome = work(source, text.encode(), "rows")
    assert outcome.status == "rows", outcome
    made = [dict(zip(NAMES, row, strict=True)) for row in plain_rows(outcome.payload)]
    assert len(made) == outcome.rows
    return made


def one(made, **wanted):
    found = [row for row in made if all(row[name] == value for name, value in wanted.items())]
    assert len(found) == 1, found
    return found[0]


def test_every_statement_slices_back_and_its_quote_holds_it():
    text = report()
    for row in rows(text):
        if row["record"] != "absent":
            assert text[row["start"] : row["end"]] == row["text"]
            assert text[row["quote_start"] :].startswith(row["quote"])
            assert row["text"] in row["quote"]


def test_a_headline_code_stands_once_for_each_kind():
    made = rows(report(more="确保地区生产总值增长5%，力争6%。"))
    assert all(n == 1 for n in Counter((row["code"], row["kind"]) for row in made if row["code"]).values())
    target = one(made, code="gdp_growth", kind="target")
    assert (target["low"], target["high"], target["bound"], target["unit"]) == (5.5, 5.5, "approx", "%")
    assert one(made, code="gdp_growth", kind="result")["low"] == 5.0
    assert sum(row["indicator_code"] == "gdp_growth" for row in made if row["kind"] == "target") > 1


def test_the_place_is_known_by_its_code():
    first = rows(report())[0]
    assert (first["place"], first["place_code"], first["level"], first["year"]) == (
        "三明市",
        "350400",
        "prefecture",
        2024,
    )


@pytest.mark.parametrize(
    ("target", "coding", "switch"),
    [
        ("5.5%左右", "soft", "says_about"),
        ("5.5%以上", "hard", "says_limit"),
        ("5%—6%", "soft", "says_range"),
        ("5%", "plain", None),
    ],
)
def test_hard_and_soft_follow_from_the_switches(target, coding, switch):
    row = one(rows(report(target=target)), code="gdp_growth", kind="target")
    assert row["coding"] == coding
    assert [name for name in NAMES if name.startswith("says_") and row[name]] == ([switch] if switch else [])


def test_words_of_effort_and_limit_together_are_mixed():
    made = rows(report(more="力争社会消费品零售总额增长6%以上。"))
    row = one(made, code="retail_sales_growth", kind="target")
    assert (row["says_strive"], row["says_limit"], row["coding"]) == (True, True, "mixed")


def test_only_targets_are_coded():
    assert {row["coding"] for row in rows(report()) if row["kind"] == "result"} == {""}


def test_a_target_that_is_left_out_is_a_row_without_number():
    made = rows(report(more="不再设定固定资产投资增速目标。"))
    said = one(made, record="absent", code="fixed_investment_growth")
    assert (said["low"], said["absent"], said["quote"]) == (None, True, "不再设定固定资产投资增速目标")
    silent = one(made, record="absent", code="cpi")
    assert (silent["quote"], silent["start"]) == ("", None)
    assert not [row for row in made if row["record"] == "absent" and row["code"] in ("gdp_growth", "urban_jobs")]


def test_a_report_without_headline_targets_leaves_none_out():
    text = report().replace("地区生产总值增长5.5%左右，城镇新增就业2万人以上", "稳中有进")
    assert not [row for row in rows(text) if row["absent"]]


def test_a_communique_is_told_from_reports_and_gives_the_nations_rates():
    made = rows(COMMUNIQUE.format(year=2024, next=2025, growth="5.0", head="5.1"))
    row = one(made, code="gdp_growth")
    assert (row["document"], row["place"], row["place_code"], row["year"]) == ("communique", "全国", "100000", 2025)
    assert (row["low"], row["period"], row["kind"]) == (5.0, "2024", "result")
    assert one(made, code="cpi")["low"] == 0.3
    assert not [row for row in made if row["code"] == "urban_jobs"]


def test_a_year_in_chinese_numerals():
    text = COMMUNIQUE.format(year="一九九一", next="1992", growth="7", head="5")
    assert rows(text)[0]["year"] == 1992


def test_a_sentence_without_end_is_quoted_in_part():
    text = report(more="新建学校5所，" + "改善条件、" * 300 + "新增学位300个，" * 50 + "完善设施。")
    assert max(len(row["quote"]) for row in rows(text)) < 2 * 150 + 400


def test_every_value_of_a_closed_list_is_in_the_codebook():
    made = rows(report(more="不再设定固定资产投资增速目标。")) + rows(
        COMMUNIQUE.format(year=2024, next=2025, growth="5.0", head="5.1")
    )
    for name, values in CODINGS.items():
        assert {row[name] for row in made} - {""} <= set(values), name


def test_columns_are_fixed_or_varying():
    assert sorted((*FIXED, *VARYING)) == sorted(NAMES)
    assert len(set(NAMES)) == len(NAMES)


def test_what_cannot_be_read_is_an_outcome():
    assert (work("nowhere.txt", None, "csv").status, work("nowhere.txt", None, "csv").code) == ("failed", "not_found")
    assert work("a.txt", b"", "csv").code == "empty"
    assert work("a.txt", "今天天气很好。".encode(), "csv").status == "passed"


def test_a_defect_of_ours_is_an_outcome_too(monkeypatch):
    monkeypatch.setattr("jiannuo.panel.work.read_statements", lambda *_: 1 / 0)
    outcome = work("a.txt", report().encode(), "csv")
    assert (outcome.status, outcome.code) == ("broken", "internal")
    assert "ZeroDivisionError" in outcome.params["reason"]


def test_an_outcome_travels_as_bytes():
    outcome = work("a.txt", report().encode(), "csv")
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(outcome), type=type(outcome))
    assert again == outcome
    assert zlib.decompress(again.payload).count(b"\r\n") >= outcome.rows
