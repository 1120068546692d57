"""Reports in many shapes, and LibreOffice."""

import shutil
import subprocess
from pathlib import Path

import pytest

from jiannuo.exports.publication import Publication
from jiannuo.reading import read_text

HEAD = """云汀县2026年政府工作报告
——2026年1月12日在云汀县第十八届人民代表大会第五次会议上
云汀县人民政府县长 周明远
各位代表：
一、2025年工作回顾
地区生产总值增长5.8%。城镇新增就业1.3万人。云汀县获评全国节水型社会建设先进集体。
二、2026年工作安排
"""
USUAL = """今年地区生产总值增长5%左右，城镇新增就业1.2万人以上。
（一）扩大投资
安排重点项目120个，完成投资300亿元。6月底前开工建设云汀东站。
（二）办好实事
新建幼儿园12所、养老院3个。粮食产量稳定在18—20万吨。建成县医院新院区。
"""
HOSTILE = """（一）推进</w:t><w:br/>&amp;#panic("x")建设
建成=1+1中心。建成<w:t>广场</w:t>]]>。=SUM(A1)项目新建幼儿园12所。新建#read("/etc/passwd")幼儿园15所。建成@SUM(A1)学校。
"""
LONG = "跨区域产业链上下游协同创新公共服务综合平台配套设施" * 8
NUMBERS = [tens + ones for tens in ("", "十", "二十") for ones in ("", *"一二三四五六七八九")][1:]
TEXTS = {
    "usual": HEAD + USUAL,
    "no targets": HEAD + "我们要解放思想、实事求是。\n",
    "one sentence": "云汀县2026年政府工作报告\n各位代表：今年地区生产总值增长5%左右。\n",
    "no report": "今天天气很好。",
    "900 milestones": HEAD
    + "\n".join(
        f"（{number}）推进第{n}项工程建设\n" + "".join(f"建成云汀县第{n}镇{i}号文化中心。" for i in range(32))
        for n, number in enumerate(NUMBERS, 1)
    ),
    "long indicator": HEAD + f"今年{LONG[:200]}达到12345678.9万平方米以上。建成{LONG[:200]}。\n",
    "hostile": HEAD + HOSTILE,
}


@pytest.fixture(params=TEXTS)
def any_publication(request) -> Publication:
    """Each kind of report in turn."""
    return Publication(read_text(TEXTS[request.param], "云汀.txt"))


@pytest.fixture
def publication() -> Publication:
    """A report as one expects it."""
    return Publication(read_text(TEXTS["usual"], "云汀.txt"))


@pytest.fixture
def hostile() -> Publication:
    """A report whose words try to be code."""
    return Publication(read_text(TEXTS["hostile"], "云汀.txt"))


@pytest.fixture
def converted(tmp_path):
    """A function that has LibreOffice open a file and write it in another format; skips where it is not there."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice checks that files open; apt-get install libreoffice-writer libreoffice-calc")

    def convert(path: Path, suffix: str) -> Path:
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [program, profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path / "out"), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
        made = tmp_path / "out" / f"{path.stem}.{suffix.partition(':')[0]}"
        assert made.is_file(), done.stdout + done.stderr
        return made

    return convert
