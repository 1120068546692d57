"""Views and the page over a panel of known figures."""

import json
import os
import re
from pathlib import Path

import pytest

from jiannuo.formats import find_files
from jiannuo.model.errors import JiannuoError
from jiannuo.panel.build import Order, beside, build
from jiannuo.panel.codebook import codebook
from jiannuo.panel.columns import COLUMNS
from jiannuo.panel.explore import page
from jiannuo.panel.views import views
from jiannuo.panel.write import FORMATS

pytest.importorskip("duckdb", reason="needs the extra panel")
DOCS = Path(__file__).parents[2] / "docs" / "panel.md"


@pytest.fixture
def base(folder, tmp_path):
    import duckdb

    target = tmp_path / "p.duckdb"
    sources = [os.fspath(file) for file in find_files([folder])]
    build(Order(sources=sources, target=target, format=FORMATS["duckdb"], jobs=1), "en")
    with duckdb.connect(str(target), read_only=True) as opened:
        yield opened


def test_a_target_meets_the_result_of_the_next_year(base):
    found = base.execute(
        "SELECT year, target_low, result, gap, reached FROM target_result"
        " WHERE code = 'gdp_growth' AND place = '三明市' ORDER BY year"
    ).fetchall()
    assert found == [(2024, 5.5, 5.9, 0.4, True), (2025, 5.5, 5.1, -0.4, False)]


def test_amplification_goes_up_by_the_code(base):
    found = base.execute(
        "SELECT year, target, province, province_target, nation_target, over_province, over_nation,"
        " province_over_nation FROM amplification WHERE place = '三明市' AND code = 'gdp_growth' ORDER BY year"
    ).fetchall()
    assert found == [
        (2024, 5.5, "福建省", 5.0, 5.0, 0.5, 0.5, 0.0),
        (2025, 5.5, "福建省", 5.0, 5.0, 0.5, 0.5, 0.0),
    ]


def test_repeated_targets(base):
    found = base.execute(
        "SELECT place, low, bound, first_year, last_year, years FROM repeated_targets"
        " WHERE code = 'gdp_growth' ORDER BY place"
    ).fetchall()
    assert found == [
        ("三明市", 5.5, "approx", 2024, 2025, 2),
        ("全国", 5.0, "approx", 2024, 2025, 2),
        ("福建省", 5.0, "ge", 2024, 2025, 2),
    ]


def test_absent_targets(base):
    found = base.execute("SELECT place, year, said, quote FROM absent_targets WHERE said").fetchall()
    assert found == [("三明市", 2026, True, "不再设定固定资产投资增速目标")]
    assert base.execute("SELECT count(*) FROM absent_targets WHERE code = 'cpi'").fetchone() == (5,)


def test_the_communique_stands_beside_the_report(base):
    found = base.execute("SELECT * FROM national WHERE year = 2024 AND code = 'gdp_growth'").fetchall()
    assert found == [(2024, "gdp_growth", 5.0, "approx", 5.0, 5.0, 0.0)]


def test_firmness_adds_up(base):
    rows = base.execute("SELECT targets, hard + soft + mixed + plain FROM firmness").fetchall()
    assert rows
    assert all(total == parts for total, parts in rows)
    assert base.execute("SELECT count(*) FROM targets").fetchone()[0] == sum(total for total, _ in rows)


def embedded(html):
    text = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)[1]
    return json.loads(text)


def test_every_format_gives_the_same_page(folder, tmp_path):
    sources = [os.fspath(file) for file in find_files([folder])]
    pages = []
    for name in ("parquet", "csv", "duckdb"):
        target = tmp_path / f"p.{name}"
        build(Order(sources=sources, target=target, format=FORMATS[name], jobs=1), "en")
        pages.append(embedded(page(target)) | {"name": ""})
    assert pages[0] == pages[1] == pages[2]
    assert pages[0]["counts"]["reports"] == 8
    assert set(pages[0]["tables"]) >= {"targets", "outcomes", "amplification", "repeated", "absent", "national"}


def test_the_page_needs_no_network(folder, tmp_path):
    (folder / "三明2024.txt").write_text(
        (folder / "三明2024.txt").read_text(encoding="utf-8").replace("青山水库", "</script><b>水库"), encoding="utf-8"
    )
    sources = [os.fspath(file) for file in find_files([folder])]
    target = tmp_path / "p.csv"
    build(Order(sources=sources, target=target, format=FORMATS["csv"], jobs=1), "en")
    html = page(target)
    outside = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"\b(?:src|href)=|@import|url\(", outside)
    assert not re.search(r"<script[^>]+src=", html)
    assert embedded(html)["tables"]["targets"]["rows"]


@pytest.mark.parametrize("name", ["p.parquet", "p.csv", "p.duckdb"])
def test_what_is_no_panel_is_one_line(tmp_path, name):
    (tmp_path / name).write_bytes(b"a,b\n1,2\n")
    with pytest.raises(JiannuoError) as caught:
        page(tmp_path / name)
    assert caught.value.code == "panel_not_readable"
    assert "\n" not in str(caught.value)


def test_the_codebook_has_an_entry_for_every_column(folder, tmp_path):
    text = codebook()
    for column in COLUMNS:
        assert all((column.zh, column.en, column.about, column.about_zh, column.origin)), column.name
        assert text.count(f"\n| `{column.name}` | {column.zh} |") == 1
    target = tmp_path / "p.csv"
    sources = [os.fspath(file) for file in find_files([folder])]
    build(Order(sources=sources, target=target, format=FORMATS["csv"], jobs=1), "en")
    assert beside(target, "codebook.md").read_text(encoding="utf-8") == text
    head = target.read_text(encoding="utf-8-sig").split("\n", 1)[0]
    assert head.split(",") == [column.name for column in COLUMNS]


def test_every_view_is_documented():
    documented = set(re.findall(r"^\| `(\w+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(views()) <= documented
