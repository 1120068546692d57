"""A line of a million characters made to be slow is read in a time that grows with its length, and without an error.

Quadratic work on so many characters takes hours, so the bound is generous: it tells growth, not speed.
"""

import subprocess
import sys

import pytest

SIZE = 1_000_000
SECONDS = 60
LINES = {
    "digits": "7",
    "chinese digits": "一",
    "large units": "亿",
    "brackets": "（",
    "pairs of brackets": "（）",
    "quotes": "“",
    "promises in an open quote": "“建设学校、新建医院",
    "commas of a list": "、",
    "items": "1、",
    "blanks": " ",
    "marks": "**",
    "sections": "## 一\n",
    "growth": "增长5%，",
    "changes": "由1到2",
    "years": "比2024年增长，2025年",
    "links": "的",
    "pledges": "确保",
    "comparisons": "分别比上年",
    "promises": "开工建设学校，",
    "lists of promises": "建设学校、",
    "one sentence of names": "“十四五”时期、",
}
# So many figures that a quarter of the characters must do.
FIGURES = {
    "growth without marks": "增长5%",
    "changes with units": "由1人到2人",
    "narrowing figures": "总投资超1亿元的项目2个、新建学校",
    "lists dealt out": "分别1人、",
    "joint subjects": "，均1人",
}
READ = """
import sys
from jiannuo.reading import read_text

HEAD = '''临川县2026年政府工作报告
各位代表：
一、2025年工作回顾
地区生产总值增长5.8%。
二、2026年工作安排
''' + "加强政府建设，促进全市经济发展，办好就业、教育，改善民生。\\n" * 700
piece, size = sys.argv[1], int(sys.argv[2])
report = read_text(HEAD + piece * (size // len(piece)) + "\\n新增就业1200人。\\n")
assert len(report.outline.sentences) > 700
assert report.measures[-1].text == "1200人"
"""


@pytest.mark.parametrize("piece", LINES.values(), ids=LINES)
def test_a_line_of_a_million_characters(piece: str) -> None:
    subprocess.run([sys.executable, "-c", READ, piece, str(SIZE)], check=True, timeout=SECONDS)


@pytest.mark.parametrize("piece", FIGURES.values(), ids=FIGURES)
def test_a_line_of_figures_alone(piece: str) -> None:
    subprocess.run([sys.executable, "-c", READ, piece, str(SIZE // 4)], check=True, timeout=SECONDS)


# What makes a pattern try all ways to share out a text shows on short lines already.
SHORT = {
    "comparisons": "比上年" * 40 + "甲5人",
    "modifiers": "分别比上年实际" * 40 + "甲5人",
    "deeds": "取消和下放" * 40 + "甲5人",
    "adverbs": "力争全年" * 40 + "甲5人",
    "names": "建设甲、" * 40 + "等5人",
    "brackets behind": "5人" + "（甲）" * 40 + "（",
}


@pytest.mark.parametrize("line", SHORT.values(), ids=SHORT)
def test_a_short_line_that_can_be_shared_out_in_many_ways(line: str) -> None:
    subprocess.run([sys.executable, "-c", READ, line + "。", str(len(line) + 1)], check=True, timeout=SECONDS)
