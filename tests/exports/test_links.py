"""The exports of links."""

import importlib.util
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from jiannuo.exports import Options
from jiannuo.exports.links import LINK_EXPORTS, export_links
from jiannuo.linking import link
from jiannuo.model.messages import MESSAGES
from jiannuo.reading import read_text

_spec = importlib.util.spec_from_file_location("pairs", Path(__file__).parents[1] / "linking" / "pairs.py")
pairs = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pairs)

PROMISED = "地区生产总值增长7.5%左右，城镇新增就业3万人以上。开工建设星河大桥，建成月湖图书馆。推进“一件事”改革。"
ANSWERED = "地区生产总值增长7.4%，城镇新增就业3.4万人。星河大桥开工建设。"
EVIL = "“<script>alert(1)</script>”"


def made(name, language="zh", links=None, **more):
    links = links or pairs.compared(PROMISED, ANSWERED, "建成月湖图书馆。")
    return b"".join(export_links(name, links, Options(language, **more)))


@pytest.mark.parametrize("name", LINK_EXPORTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_links_give_the_same_bytes(name, language):
    if name != "xlsx":  # a workbook holds the time at which it was made
        assert made(name, language) == made(name, language)
    assert made(name, language)


def test_jsonl_is_what_a_scorer_reads():
    rows = [json.loads(row) for row in made("jsonl", "en").splitlines()]
    by_text = {row["promise"]["text"]: row for row in rows}
    growth = by_text["7.5%"]
    assert (growth["verdict"], growth["strict"], growth["lenient"]) == ("met", "missed", "met")
    assert growth["rule"]["code"] == "rule_about"
    assert growth["evidence"][0]["value"] == 7.4
    assert by_text["建成月湖图书馆"]["verdict"] == "unmentioned"
    assert "月湖图书馆" in by_text["建成月湖图书馆"]["elsewhere"]["text"]
    for row in rows:
        assert {"promise", "verdict", "evidence", "rule", "strict", "lenient", "confidence", "notes"} <= set(row)


def test_the_workbook_holds_every_link_and_adds_up():
    links = pairs.compared(PROMISED, ANSWERED)
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", links=links)))
    assert book.sheetnames == ["目标完成情况表", "汇总", "复核", "来源"]
    assert book["目标完成情况表"].max_row == len(links.links) + 1
    counts = list(book["汇总"].iter_rows(min_row=2, values_only=True))
    assert all(sum(row[1:-1]) == row[-1] for row in counts)
    assert sum(row[-1] for row in counts) == len(links.links)


def test_the_page_is_whole_and_harmless():
    hostile = link(
        read_text(pairs.earlier(f"推进{EVIL}改革。城镇新增就业3万人。"), "<b>甲</b>.txt"),
        read_text(pairs.later(f"推进{EVIL}改革。城镇新增就业3.1万人。"), "乙.txt"),
    )
    page = made("html", links=hostile).decode()
    assert "<script>alert" not in page
    assert "<b>甲" not in page
    assert page.count("<mark") == page.count("</mark>")
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page)
    for target in re.findall(r'href="#([ab]\d+)"', page):
        assert f'id="{target}"' in page


def test_the_table_says_it_in_two_languages():
    assert "从严为未完成，从宽为完成" in made("table", "zh", width=140).decode()
    assert "strictly missed, leniently met" in made("table", "en", width=400).decode()


def test_no_control_character_reaches_the_terminal():
    links = pairs.compared("推进“\x1b[31m一件事”改革。", "好。")
    assert b"\x1b[31m" not in made("table", links=links)


def test_nothing_promised_is_said():
    links = pairs.compared("天气晴朗。", "好。")
    assert MESSAGES["link_nothing"][0] in made("table", links=links).decode()
    for name in LINK_EXPORTS:
        made(name, links=links)
