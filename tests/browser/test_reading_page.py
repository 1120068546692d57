"""The reading page in a real browser."""

import importlib.util
import re
from pathlib import Path

import pytest

import jiannuo
from jiannuo.exports.page.reading import reading_page
from jiannuo.exports.publication import Publication

_HOSTILE = Path(__file__).parents[1] / "exports" / "page" / "hostile.py"
_spec = importlib.util.spec_from_file_location("hostile", _HOSTILE)
hostile = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(hostile)
ALL = hostile.ALL

OUT = Path(__file__).parents[2] / "out" / "screenshots"
DESK, PHONE = {"width": 1400, "height": 1000}, {"width": 390, "height": 844}
LABELLED = ("changzhou2016", "ganzhou2021", "fujian2026")

# Clicks every card; tells those whose figure is not in the lit sentence or not in sight, and those that the sentence
# does not lead back to.
ROUND_TRIP = r"""() => {
  const wrong = [];
  const bare = (text) => text.replace(/[\s,\u2009−-]/g, "");
  const pane = document.querySelector(".text");
  const cards = [...document.querySelectorAll(".card")];
  for (const card of cards) {
    card.click();
    const sentence = document.querySelector(".s.lit");
    const number = card.querySelector(".num") || card.querySelector("b");
    const box = sentence && sentence.getBoundingClientRect(), around = pane.getBoundingClientRect();
    const mark = document.querySelector("b.lit");
    const spot = mark ? mark.getBoundingClientRect() : box;
    if (!sentence || "#" + sentence.id !== card.getAttribute("href")) wrong.push([card.id, "no sentence"]);
    else if (!bare(sentence.textContent).includes(bare(number.textContent))) wrong.push([card.id, number.textContent]);
    else if (spot.top > around.bottom || spot.bottom < around.top) wrong.push([card.id, "out of sight"]);
    sentence.click();
    const back = [...document.querySelectorAll(".listing a")].find((a) =>
      document.querySelector(a.getAttribute("href")).dataset.i === card.dataset.i);
    if (!back) { wrong.push([card.id, "no way back"]); continue; }
    back.click();
    const here = document.querySelector(".here");
    if (!here || "#" + here.id !== back.getAttribute("href")) wrong.push([card.id, "not there"]);
    else if (here.closest("details:not([open])")) wrong.push([card.id, "folded away"]);
  }
  return [cards.length, wrong];
}"""


@pytest.fixture(scope="session")
def axe():
    module = pytest.importorskip("axe_playwright_python.sync_playwright")
    return module.Axe()


def grave(found):
    return [
        (v["id"], v["impact"], v["nodes"][0]["html"][:200])
        for v in found.response["violations"]
        if v["impact"] in ("serious", "critical")
    ]


def shoot(page, name):
    OUT.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(OUT / f"{name}.png"))


def test_every_card_and_back(visit, sample):
    count, wrong = visit(sample / "reading.html").evaluate(ROUND_TRIP)
    assert count > 200
    assert wrong == []


@pytest.mark.parametrize("name", LABELLED)
def test_every_card_and_back_of_real_reports(visit, shared, tmp_path, name):
    path = tmp_path / "reading.html"
    path.write_text(reading_page(Publication(jiannuo.read(shared / "gold" / f"{name}.txt"))), encoding="utf-8")
    page = visit(path)
    count, wrong = page.evaluate(ROUND_TRIP)
    assert count > 50
    assert wrong == []
    shoot(page, name)


def test_a_click_lights_the_sentence_and_keeps_the_address(visit, sample):
    page = visit(sample / "reading.html")
    headline = page.locator("#targets .headline").first
    headline.click()
    assert page.locator("b.q.lit").inner_text() == headline.locator(".num").inner_text()
    assert "at=" in page.url
    shoot(page, "lit")
    page.locator(".listing a").first.click()
    assert page.evaluate("document.activeElement.classList.contains('here')")


def test_search_and_filters_stay_in_the_address(visit, sample):
    page = visit(sample / "reading.html")
    page.fill("input[name=q]", "养老")
    assert page.locator(".found li").count() > 2
    assert "项" in page.locator(".count").inner_text()
    assert page.evaluate("new URLSearchParams(location.hash.slice(1)).get('q')") == "养老"
    page.select_option("select[name=kind]", "result")
    results = page.locator(".found li").count()
    assert results > 0
    page.select_option("select[name=part]", "plan")
    assert page.locator(".found li").count() == 0
    assert "没有符合条件" in page.locator(".count").inner_text()
    page.click("text=清除")
    page.wait_for_function("!location.hash")
    page.goto(f"{(sample / 'reading.html').as_uri()}#topic=6&kind=target")
    page.reload()
    assert page.locator("select[name=topic]").input_value() == "6"
    assert page.locator(".found li").count() > 2
    assert page.locator(".found .meta").first.inner_text().endswith("教育")
    shoot(page, "search")


def test_a_phone_has_no_sideways_scrolling_and_a_sheet(visit, sample):
    page = visit(sample / "reading.html", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shoot(page, "phone")
    page.locator("#targets .headline").first.click()
    page.wait_for_selector(".pane.open")
    page.wait_for_timeout(300)
    assert page.locator("b.q.lit").is_visible()
    shoot(page, "phone-sheet")
    page.keyboard.press("Escape")
    page.wait_for_selector(".pane:not(.open)", state="attached")
    assert page.evaluate("document.activeElement.classList.contains('headline')")


def test_dark_mode_has_a_palette_of_its_own(visit, sample):
    colours = {
        scheme: visit(sample / "reading.html", color_scheme=scheme).evaluate(
            "[getComputedStyle(document.body).backgroundColor,"
            " getComputedStyle(document.querySelector('.headline')).color]"
        )
        for scheme in ("light", "dark")
    }
    assert colours["light"] == ["rgb(251, 250, 247)", "rgb(181, 56, 42)"]
    assert colours["dark"][0] == "rgb(22, 24, 27)"
    assert colours["dark"][1] != colours["light"][1]


def test_print_has_sources_as_footnotes(visit, sample, tmp_path):
    import pypdfium2

    page = visit(sample / "reading.html")
    page.emulate_media(media="print")
    assert not page.locator(".pane").is_visible()
    assert page.locator(".footnotes li").count() > 50
    assert page.locator(".fn").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.emulate_media(media="screen")
    page.pdf(path=str(tmp_path / "page.pdf"), format="A4")
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as pdf:
        text = "".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    # What is folded on the screen is on paper.
    folded = page.locator(".area details .task b").evaluate_all(
        "all => all.map((b) => b.nextSibling.textContent.trim())"
    )
    assert len(folded) > 2
    bare = re.sub(r"\s", "", text)
    assert [words for words in folded if re.sub(r"\s", "", words) not in bare] == []


def test_the_keyboard_reaches_everything(visit, sample):
    page = visit(sample / "reading.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("#targets .headline").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".s.lit").count() == 1
    page.locator(".text .n").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.s').classList.contains('lit')")


def test_charts_are_drawn(visit, sample):
    page = visit(sample / "reading.html")
    assert page.locator("#chart-pace svg").count() == 1
    assert page.locator("#chart-topics svg").count() == 1


def test_without_scripts_links_still_lead(visit, sample):
    page = visit(sample / "reading.html", java_script_enabled=False)
    link = page.locator("#targets .headline").first
    link.click()
    assert page.locator(".s:target").count() == 1


@pytest.mark.parametrize("name", ["reading", "compare"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious(visit, sample, axe, name, scheme, viewport):
    page = visit(sample / f"{name}.html", color_scheme=scheme, viewport=viewport)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert grave(axe.run(page)) == []
    if name == "reading":
        page.locator("#targets .headline").first.click()
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        page.wait_for_timeout(300)
        assert grave(axe.run(page)) == []
    shoot(page, f"{name}-{scheme}-{'phone' if viewport is PHONE else 'desk'}")


@pytest.mark.parametrize("name", ALL)
def test_hostile_reports_run_nothing(visit, axe, tmp_path, name):
    path = tmp_path / "reading.html"
    path.write_text(reading_page(Publication(jiannuo.read_text(ALL[name], f"{name}.txt"))), encoding="utf-8")
    page = visit(path, viewport=PHONE)
    assert page.evaluate("window.broken") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert grave(axe.run(page)) == []
    if page.locator(".tools select[name=kind]").count():
        page.select_option("select[name=kind]", "target")
        page.evaluate("document.querySelectorAll('.found a').forEach((a) => a.click())")
    assert page.evaluate("window.broken") is None
