"""The summary in a terminal and as plain text."""

import importlib.util
import re
from pathlib import Path
from unicodedata import east_asian_width

import msgspec
import pytest

from jiannuo.exports import Options, export
from jiannuo.exports.figures import figure, readable, written
from jiannuo.exports.headlines import headlines
from jiannuo.exports.summary import CINNABAR, TEAL, YELLOW, plan_chapters

_spec = importlib.util.spec_from_file_location("factory", Path(__file__).with_name("factory.py"))
factory = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(factory)


def summary(language="zh", report=None, **more):
    return b"".join(export("summary", [report or factory.report()], Options(language, **more))).decode()


def cells(line):
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in line)


def test_headline_targets_come_before_results_and_plan():
    text = summary()
    order = [text.index(words) for words in ("临川县 2026 年政府工作报告", "主要目标", "成效", "今年工作", "复核")]
    assert order == sorted(order)
    assert re.search(r"地区生产总值 +5%左右 +5\.8%", text)
    assert re.search(r"居民消费价格 +2%左右 +−0\.2%", text)
    assert "2026年1月12日" in text


@pytest.mark.parametrize("width", [40, 80, 100, 140])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_lines_fit_the_width(width, language):
    assert max(cells(line) for line in summary(language, width=width).splitlines()) <= width


def test_plain_has_no_escapes_and_colour_has():
    assert "\x1b" not in summary()
    assert "\x1b[1;38;2;206;70;54m" in summary(colour=True)


def test_a_report_cannot_steer_the_terminal():
    report = factory.report()
    evil = msgspec.structs.replace(report.measures[11], indicator="新建\x1b[2J[red]幼儿园[/red]")
    report = msgspec.structs.replace(report, measures=(*report.measures[:11], evil, *report.measures[12:]))
    text = summary(report=report)
    assert "\x1b" not in text
    assert "[red]幼儿园[/red]" in text


def test_chapters_of_the_plan_hold_its_areas():
    ((chapter, areas),) = plan_chapters(factory.report().sections)
    assert chapter.title == "2026年工作安排"
    assert [area.title for area in areas] == ["扩大有效投资", "办好民生实事"]


def test_headlines_pair_target_and_result():
    rows = headlines(factory.report())
    gdp = next(row for row in rows if row.indicator == "地区生产总值")
    assert (gdp.target.value, gdp.result.value) == (5.0, 5.8)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (601995000000.0, "元", "6,019.95\u2009亿元"),
        (13220000.0, "人", "1,322\u2009万人"),
        (5.0, "%", "5%"),
        (-3.1, "%", "−3.1%"),
        (0.5, "个百分点", "0.5\u2009个百分点"),
        (3000.0, "个", "3,000\u2009个"),
    ],
)
def test_readable(value, unit, shown):
    assert readable(value, unit) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("6019.95亿元", "6,019.95\u2009亿元"), ("5%", "5%"), ("一半", "一半"), ("6%-6.5%", "6%-6.5%"), ("百场", "百场")],
)
def test_written(text, shown):
    assert written(text) == shown


def test_bound_words_stand_where_they_stood_and_a_lost_one_is_a_sign():
    report = factory.report()
    text = report.text
    shown = {m.indicator: str(figure(m, text)) for m in report.measures if m.part == "plan"}
    assert shown["城镇新增就业"] == "1.2\u2009万人以上"
    assert shown["完成年度投资"] == "突破300\u2009亿元"
    bare = msgspec.structs.replace(report.measures[10], bound_words=())
    assert str(figure(bare, text)) == "≥300\u2009亿元"


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [CINNABAR, TEAL, YELLOW])
def test_colours_are_legible_on_black_and_on_white(colour):
    assert (luminance(colour) + 0.05) / 0.05 >= 4.5
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5
