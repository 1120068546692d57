"""Characters embedded for machines without a Chinese font."""

import base64
import io
import re

import pytest

from jiannuo.exports import WriteError
from jiannuo.exports.page import fonts


def test_a_subset_holds_the_characters_and_no_others():
    pytest.importorskip("brotli")
    tool = pytest.importorskip("fontTools.ttLib")
    pytest.importorskip("manimgx_fonts_cjk")
    rule = fonts.face("云汀市5%")
    data = base64.b64decode(re.search(r"base64,([^\"]+)", rule)[1])
    font = tool.TTFont(io.BytesIO(data))
    assert set(font.getBestCmap()) == set(map(ord, "云汀市5%"))
    assert font.flavor == "woff2"
    assert len(data) < 20_000


def test_a_missing_part_names_what_to_install(monkeypatch):
    monkeypatch.setattr(fonts, "PACKAGE", "no_such_package")
    with pytest.raises(WriteError) as caught:
        fonts.subset("云")
    assert "jiannuo[fonts]" in caught.value.message("zh")
    assert "\n" not in caught.value.message("en")
