"""A small report around one sentence, for tests of the measure grammar."""

from collections.abc import Callable

import pytest

from jiannuo.model.statement import Measure
from jiannuo.reading import read_text

Reader = Callable[[str, str], tuple[str, tuple[Measure, ...]]]

REPORT = """临川县2026年政府工作报告
——2026年1月12日在临川县第十八届人民代表大会第五次会议上
临川县人民政府县长 周明远
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2025年工作回顾
{review}
二、2026年工作安排
{plan}
"""
FILLER = {"review": "经济平稳运行。", "plan": "继续努力工作。"}


@pytest.fixture(scope="session")
def read_line() -> Reader:
    """Reads a line in the part ``review`` or ``plan`` of a report: the report's text and the measures in it."""

    def read(part: str, line: str) -> tuple[str, tuple[Measure, ...]]:
        text = REPORT.format(**(FILLER | {part: line}))
        return text, read_text(text).measures

    return read
