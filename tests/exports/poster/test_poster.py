"""The poster: whole, in its own font, and deaf to code in the report's words."""

import importlib.util
import json
import re
import struct
import sys
from pathlib import Path

import pypdfium2
import pytest

from jiannuo.exports import WriteError
from jiannuo.exports.poster import make, typeset, values
from jiannuo.exports.poster.story import PROMISE, cut, story
from jiannuo.exports.poster.styles import STYLES, chosen, contrast
from jiannuo.exports.publication import Choices, Publication
from jiannuo.reading import read_text

pytest.importorskip("typst", reason="typst sets the poster; pip install 'jiannuo[poster]'")
pytest.importorskip("manimgx_fonts_cjk", reason="the poster needs a Chinese font; pip install 'jiannuo[poster]'")

_spec = importlib.util.spec_from_file_location("shapes", Path(__file__).parents[1] / "office" / "conftest.py")
shapes = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(shapes)


def publication(name: str, **choices) -> Publication:
    return Publication(read_text(shapes.TEXTS[name], "云汀.txt"), None, Choices(**choices))


def words(path: Path) -> str:
    """The text of a PDF without breaks."""
    document = pypdfium2.PdfDocument(path)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a picture."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("name", shapes.TEXTS)
def test_every_report_makes_a_sheet_and_a_picture(name, tmp_path):
    made = publication(name)
    make(made, tmp_path)
    document = pypdfium2.PdfDocument(tmp_path / "poster.pdf")
    assert len(document) == 1
    assert document.get_page_size(0) == pytest.approx((841.9, 1190.6), abs=1)
    assert size((tmp_path / "poster.png").read_bytes())[0] == 1080
    text = words(tmp_path / "poster.pdf")
    told = story(made)
    for figure in (*told["headlines"], *(figure for area in told["areas"] for figure in area["large"])):
        assert figure["number"].replace(" ", "") + figure["unit"] in text
    for area in told["areas"]:
        assert area["title"].replace(" ", "") in text


def test_what_is_left_out_is_counted(tmp_path):
    make(publication("900 milestones"), tmp_path)
    text = words(tmp_path / "poster.pdf")
    assert "另有5个方面" in text
    told = story(publication("900 milestones"))
    assert sum(area["promises_count"] for area in told["areas"]) >= 24 * 30
    assert re.search(r"另有\d+项事项", text)


def test_what_fits_on_no_sheet_goes_on_in_order(tmp_path):
    told = values(publication("usual"))
    (first, *_) = told["areas"]
    marks = [f"（{number}）" for number in shapes.NUMBERS]
    full = {"title": shapes.LONG[:44], "large": first["small"] * 3, "promises": first["promises"] * 6}
    full["small"] = first["large"] * 3
    told["areas"] = [first | full | {"marker": mark} for mark in marks]
    path = tmp_path / "poster.pdf"
    path.write_bytes(typeset.typeset("sheet.typ", told, "pdf"))
    document = pypdfium2.PdfDocument(path)
    assert len(document) > 1
    text = words(path)
    places = [text.index(mark + shapes.LONG[:10]) for mark in marks]
    assert places == sorted(places)
    for page in document:
        assert min(item.get_bounds()[1] for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])) > 20


def test_words_are_never_code(tmp_path):
    make(publication("hostile"), tmp_path)
    text = words(tmp_path / "poster.pdf")
    assert '新建#read("/etc/passwd")幼儿园' in text
    assert "建成=1+1中心" in text


@pytest.mark.parametrize("style", STYLES)
def test_styles_can_be_read(style, tmp_path):
    colours = chosen(style)
    assert contrast(colours.ink, colours.ground) >= 4.5
    assert contrast(colours.accent, colours.ground) >= 4.5
    make(publication("usual", style=style), tmp_path)
    page = pypdfium2.PdfDocument(tmp_path / "poster.pdf")[0]
    corner = page.render(scale=0.2).to_numpy()[-1, 0] if "numpy" in sys.modules else None
    if corner is not None:
        assert tuple(corner[:3][::-1]) == tuple(int(colours.ground[i : i + 2], 16) for i in (1, 3, 5))


def test_own_colours():
    assert chosen("朱", ["accent=#1E6B6B"]).accent == "#1E6B6B"
    for wrong in ("accent=red", "glow=#112233", "accent", 'accent=#112233"); panic('):
        with pytest.raises(WriteError) as caught:
            chosen("朱", [wrong])
        assert caught.value.code == "poster_colour"
    with pytest.raises(WriteError) as caught:
        chosen("朱", ["accent=#EEEEEE"])
    assert caught.value.code == "poster_contrast"


def test_a_character_without_glyph_is_an_error(tmp_path):
    made = Publication(read_text(shapes.TEXTS["usual"].replace("云汀东站", "云\ue123汀东站")))
    with pytest.raises(WriteError) as caught:
        make(made, tmp_path)
    assert caught.value.code == "poster_glyphs"
    assert "U+E123" in caught.value.message("zh")


def test_a_missing_font_is_an_error(tmp_path):
    told = {"font": "No Such Face"}
    template = tmp_path / "one.typ"
    template.write_text('#set text(font: json(bytes(sys.inputs.story)).font)\n#"报告"\n', encoding="utf-8")
    with pytest.raises(WriteError) as caught:
        typeset.compiled(template, {"story": json.dumps(told)}, "pdf", tmp_path)
    assert caught.value.code == "poster_failed"
    assert "no such face" in caught.value.message("en")


def test_a_missing_extra_names_the_command(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "manimgx_fonts_cjk", None)
    with pytest.raises(WriteError) as caught:
        make(publication("usual"), tmp_path)
    assert "pip install 'jiannuo[poster]'" in caught.value.message("zh")


def test_cuts_are_shown():
    assert cut("建成" * 60, PROMISE).endswith("…")
    assert len(cut("建成" * 60, PROMISE)) == PROMISE
    assert cut(" 一\n二 ", 10) == "一 二"
