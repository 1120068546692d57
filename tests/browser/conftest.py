"""A browser for the pages: Debian's Chromium, or a skip that says how to get it."""

from pathlib import Path

import pytest

import jiannuo
from jiannuo.exports.page.compare import compare_page
from jiannuo.exports.page.reading import reading_page
from jiannuo.exports.publication import Publication

CHROMIUM = Path("/usr/bin/chromium")
DESK = {"width": 1400, "height": 1000}
SAMPLES = Path(jiannuo.__file__).parent / "samples"


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM.exists():
        pytest.skip("no /usr/bin/chromium; apt-get install -y chromium fonts-noto-cjk")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Both pages of the two sample reports."""
    earlier, report = (jiannuo.read(SAMPLES / f"yunting-{year}.md") for year in (2025, 2026))
    folder = tmp_path_factory.mktemp("pages")
    (folder / "reading.html").write_text(reading_page(Publication(report, earlier)), encoding="utf-8")
    (folder / "compare.html").write_text(compare_page([report, earlier]), encoding="utf-8")
    return folder


@pytest.fixture
def visit(browser):
    """Open a file: ``visit(path, viewport=…, color_scheme=…)``; a script error or a request fails the test."""
    contexts, troubles = [], []

    def open_page(path, **options):
        context = browser.new_context(**({"viewport": DESK} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.on("request", lambda asked: troubles.append(asked.url) if asked.url.startswith("http") else None)
        page.goto(path.as_uri())
        page.wait_for_load_state("load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []
