"""Make a page of every labelled report and of reports of the corpus; check that each card leads to its own figure.

    python scripts/check_pages.py SHARED [--reports 50]

SHARED is the folder that holds ``gold`` and ``corpus``.  Prints what is wrong, then counts; exits 1 where anything is.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import jiannuo
from jiannuo.exports.page.reading import reading_page
from jiannuo.exports.publication import Publication

LARGEST = 1_500_000  # bytes
SPACES = re.compile(r"[\s,\u2009]")


def bare(text: str) -> str:
    """*text* without spaces and commas, full-width digits as plain ones: cards group digits, reports do not."""
    return SPACES.sub("", unicodedata.normalize("NFKC", text))


class Links(HTMLParser):
    """The cards of a page (href, figure or verb) and the text of its sentences."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cards: list[tuple[str, str]] = []
        self.sentences: dict[str, str] = {}
        self.ids: set[str] = set()
        self.twice: list[str] = []
        self._sentence: tuple[str, int] | None = None
        self._depth = 0
        self._card: str | None = None
        self._figure: list[str] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if name := given.get("id"):
            self.twice += [name] if name in self.ids else []
            self.ids.add(name)
        if tag == "a" and "card" in classes:
            self._card = given["href"].removeprefix("#")
        if self._card and (("num" in classes and tag == "span") or tag == "b"):
            self._figure = []
        if tag == "span":
            self._depth += 1
            if "s" in classes:
                self._sentence = (given["id"], self._depth)

    def handle_endtag(self, tag: str) -> None:
        if self._figure is not None and self._card and tag in ("span", "b"):
            self.cards.append((self._card, "".join(self._figure)))
            self._figure, self._card = None, None
        if tag == "span":
            if self._sentence and self._sentence[1] == self._depth:
                self._sentence = None
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._figure is not None:
            self._figure.append(data)
        if self._sentence:
            name = self._sentence[0]
            self.sentences[name] = self.sentences.get(name, "") + data


def troubles(html: str) -> Iterator[str]:
    """What is wrong with a page."""
    links = Links(html)
    yield from (f"id {name} twice" for name in links.twice)
    for target, figure in links.cards:
        if bare(figure).removeprefix("−") not in bare(links.sentences.get(target, "")):
            yield f"{target} does not hold {figure!r}"
    if len(html.encode("utf-8", "replace")) > LARGEST:
        yield f"{len(html):,} characters"


def sources(shared: Path, most: int) -> list[Path]:
    """All labelled reports, and *most* of the corpus spread evenly over it."""
    corpus = sorted(path for path in (shared / "corpus").rglob("*.md") if path.name != "README.md")
    step = max(1, len(corpus) // max(1, most))
    return [*sorted((shared / "gold").glob("*.txt")), *corpus[::step][:most]]


def main() -> int:
    """Run from the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--reports", type=int, default=50)
    options = parser.parse_args()
    wrong = pages = cards = 0
    slowest = 0.0
    for path in sources(options.shared, options.reports):
        try:
            report = jiannuo.read(path)
            start = time.perf_counter()
            html = reading_page(Publication(report))
            slowest = max(slowest, time.perf_counter() - start)
            found = list(troubles(html))
            cards += len(Links(html).cards)
        except jiannuo.JiannuoError as error:
            found = [str(error)]
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
        pages += 1
        wrong += len(found)
        for trouble in found:
            print(f"{path.name}: {trouble}")
    print(f"{pages} pages, {cards:,} cards, {wrong} troubles; slowest page {slowest:.2f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
