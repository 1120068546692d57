"""The reading page without a browser: what goes in stands on the page, once, escaped, in order."""

import importlib.util
import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

import jiannuo
from jiannuo.exports.page.compare import compare_page
from jiannuo.exports.page.honours import lexicon as honour_words
from jiannuo.exports.page.honours import tells_honour
from jiannuo.exports.page.reading import reading_page
from jiannuo.exports.page.render import script_json
from jiannuo.exports.publication import Publication
from jiannuo.model.statement import Kind
from jiannuo.reading import read_text

_spec = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
hostile = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(hostile)
ALL = hostile.ALL

SAMPLE = Path(jiannuo.__file__).parent / "samples" / "yunting-2025.md"


class Page(HTMLParser):
    """Ids, links and the text of elements by id."""

    VOID = frozenset({"meta", "br", "input", "img", "link"})

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.tags, self.texts = [], [], [], {}
        self._open = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append(tag)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag == "a":
            self.links.append(attrs)
        if tag not in self.VOID:
            self._open.append((tag, attrs.get("id")))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for _, name in self._open:
            if name:
                self.texts[name] = self.texts.get(name, "") + data


@pytest.fixture(scope="module")
def report():
    return jiannuo.read(SAMPLE)


@pytest.fixture(scope="module")
def html(report):
    return reading_page(Publication(report))


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_every_id_is_there_once(page):
    assert len(page.ids) == len(set(page.ids))


def test_every_link_leads_somewhere(page):
    ids = set(page.ids)
    targets = [link["href"].removeprefix("#") for link in page.links]
    assert targets
    assert [target for target in targets if target not in ids and "=" not in target] == []


def test_every_promise_has_a_card(page, report):
    cards = {link["id"] for link in page.links if "card" in link.get("class", "")}
    promised = [i for i, s in enumerate(report.statements) if s.kind is Kind.TARGET and s.part != "outlook"]
    assert len(promised) > 150
    assert [i for i in promised if f"c{i}" not in cards] == []


def test_every_card_leads_to_its_own_words(page, report):
    for link in page.links:
        if "data-i" in link and "card" in link.get("class", ""):
            statement = report.statements[int(link["data-i"])]
            assert page.texts[f"q{link['data-i']}"].startswith(statement.text[:1])
            assert statement.text in page.texts[link["href"][1:]]


def test_the_whole_report_stands_at_the_side(page, report):
    body = report.outline.body
    shown = re.sub(r"\s|\d+$", "", page.texts["pane"])
    for line in report.text[body.start : body.end].splitlines():
        words = re.sub(r"\s|^#+|[。；].*", "", line)
        assert words in shown


def test_nothing_is_fetched(html):
    outside = re.sub(r"<script>/?\*?.*?</script>", "", html, flags=re.S)
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", outside)
    assert "@import" not in outside


def test_the_page_is_small(html):
    assert len(html.encode()) < 1_500_000


def test_the_library_is_left_out_where_nothing_is_compared(html):
    bare = reading_page(Publication(read_text(ALL["no_targets"])))
    assert "Apache Software Foundation" in html
    assert "Apache Software Foundation" not in bare


def test_a_long_report_is_quick(report):
    start = time.perf_counter()
    reading_page(Publication(report))
    reading_page(Publication(report))
    assert (time.perf_counter() - start) / 2 < 0.5


@pytest.mark.parametrize("name", ALL)
def test_hostile_reports_give_a_page(name):
    page = Page(reading_page(Publication(read_text(ALL[name], f"{name}.txt"))))
    assert {"main", "find", "review", "method", "pane"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert not {"img", "svg"} & set(page.tags)
    # Only the page's own scripts: its data, its behaviour and, where it has charts, the library.
    assert page.tags.count("script") in (2, 3)


def test_nine_hundred_promises_are_all_there():
    page = Page(reading_page(Publication(read_text(ALL["milestones"]))))
    assert sum("task" in link.get("class", "") for link in page.links) == 900


def test_markup_of_a_template_stays_as_it_is():
    assert "{{ 7*7 }}" in reading_page(Publication(read_text(ALL["markup"])))


def test_json_cannot_close_its_script():
    hostile = ["</script><script>", "<!--", "\u2028", "&amp;"]
    assert "<" not in script_json(hostile)
    assert json.loads(script_json(hostile)) == hostile


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("获评国家知识产权强市建设示范城市", True),
        ("建成全省首个海上换电站", True),
        ("快递业务量居全国第3位", True),
        ("获得贷款3亿元", False),
        ("争创全国文明城市", False),
        ("人民群众获得感更足", False),
    ],
)
def test_honours_are_told_from_other_clauses(clause, told):
    assert tells_honour(clause, honour_words()) is told


def test_the_seed_keeps_its_order_and_names_what_is_lost(shared):
    (source,) = (shared / "seed").glob("*.txt")
    html = reading_page(Publication(jiannuo.read(source)))
    areas = re.findall(r'<article class="area( lost)?" id="a\d+">\s*<h3><span class="mark">(\d+)</span>', html)
    assert [number for _, number in areas] == [f"{n:02}" for n in range(1, 12)]
    assert [number for lost, number in areas if lost] == ["01", "02"]
    assert "53 个量化目标" in html
    found = re.search(r'荣誉与首次<span class="aside">(\d+) 项', html)
    assert found
    assert int(found[1]) == 7


def test_comparing_years_and_places(report):
    earlier = read_text(report.text.replace("2025年", "2024年").replace("6%左右", "6.5%左右"), "earlier.md")
    html = compare_page([report, earlier])
    page = Page(html)
    assert html.index(">2024年</th>") < html.index(">2025年</th>")
    assert "下调" in html
    assert {link["href"][1:] for link in page.links} <= set(page.ids)
    other = read_text(ALL["markup"], "other.txt")
    assert "云汀市、临川县" in compare_page([report, other])
