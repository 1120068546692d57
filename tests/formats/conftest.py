"""Files made on the spot: PDFs by typst with a Chinese font, Word files by python-docx."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

PARAGRAPHS = [
    "各位代表：",
    "现在，我代表市人民政府，向大会报告工作，请予审议，并请政协各位委员和其他列席人员提出意见。",
    "一、过去一年工作回顾",
    "2025年，全市地区生产总值增长5.6%，规模以上工业增加值增长7.2%，城镇新增就业3.4万人，新建和改造城乡道路120公里，"
    "建成口袋公园36个，惠及群众超过50万人次。",
    "（一）产业发展",
    "——新增规模以上企业85家，技术合同成交额达到12.6亿元，连续三年保持两位数增长，新能源装机容量突破300万千瓦。",
    "二、2026年工作安排",
    "力争地区生产总值增长6%左右，粮食产量稳定在180万吨以上，新增城镇就业3.5万人，居民消费价格涨幅控制在2%左右。",
    "谢谢大家！",
]


@pytest.fixture(scope="session")
def paragraphs() -> list[str]:
    """A short report of our own."""
    return PARAGRAPHS


@pytest.fixture(scope="session")
def typeset() -> Callable[..., bytes]:
    """A function that sets paragraphs as a PDF on A4; ``head`` is a running head, ``raw`` typst's own language."""
    typst = pytest.importorskip("typst", reason="typst makes the PDFs; pip install 'jiannuo[dev]'")
    fonts = pytest.importorskip("manimgx_fonts_cjk", reason="the PDFs need a Chinese font")
    folder = str(Path(fonts.__file__).parent)

    def make(
        paragraphs: list[str],
        *,
        columns: int = 1,
        size: float = 14,
        numbered: bool = True,
        head: str = "",
        raw: str = "",
    ) -> bytes:
        lines = [
            f'#set page(paper: "a4", columns: {columns}, margin: 3cm)',
            "#set smartquote(enabled: false)",
            f'#set text(font: "Noto Sans CJK SC", lang: "zh", size: {size}pt)',
            "#set par(first-line-indent: (amount: 2em, all: true), justify: true)",
        ]
        if numbered:
            lines.append('#set page(numbering: "— 1 —")')
        if head:
            lines.append(f"#set page(header: align(center)[{head}])")
        body = "\n\n".join(re.sub(r"([\\#*_`$<>@=\-+/\[\]~'\"])", r"\\\1", paragraph) for paragraph in paragraphs)
        source = "\n".join([*lines, raw, body])
        pdf: bytes = typst.compile(source.encode(), font_paths=[folder], ignore_system_fonts=True)
        return pdf

    return make


@pytest.fixture(scope="session")
def word() -> Callable[..., bytes]:
    """A function that makes a Word file of a function that fills one; ``parts`` replaces or adds parts afterwards."""
    docx = pytest.importorskip("docx")

    def make(fill: Callable[..., None], parts: dict[str, bytes] | None = None) -> bytes:
        document = docx.Document()
        fill(document)
        saved = io.BytesIO()
        document.save(saved)
        if not parts:
            return saved.getvalue()
        changed = io.BytesIO()
        with zipfile.ZipFile(saved) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                if name not in parts:
                    new.writestr(name, old.read(name))
            for name, data in parts.items():
                new.writestr(name, data)
        return changed.getvalue()

    return make
