"""How long it takes to publish a report of some 20,000 characters, beside what must be done at least.

    bench_publish.py [--shared ../shared] [--rounds 5]

One core.  Page, poster, Word and Excel file are made in a fresh process, imports included; then each
again, rounds interleaved with an empty page set by typst (as PDF, and as a picture of the poster's size) and with
openpyxl saving the ledger's rows bare.  Prints a Markdown table.  Exits 1 above the bars of bars.toml.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from statistics import median

from bars import bars
from jiannuo.exports.publication import ARTEFACTS, Publication
from jiannuo.reading import read_text

ROOT = Path(__file__).parents[1]
LENGTH = 20_000  # characters of the report
PICTURE = '#set page(width: 360pt, height: {height}pt, fill: rgb("#FBFAF7"))\n'
SHEET = '#set page(paper: "a3", fill: rgb("#FBFAF7"))\n'


def report(shared: Path) -> Publication:
    """The real report nearest to LENGTH characters, else the first sample."""
    paths = sorted((shared / "corpus").glob("*/*/*.md")) or sorted((ROOT / "src/jiannuo/samples").glob("*.md"))
    # A Chinese character takes three bytes: sizes tell which files are worth a look.
    near = sorted(paths, key=lambda path: (abs(path.stat().st_size - 3 * LENGTH), path))[:20]
    text = min((path.read_text(encoding="utf-8") for path in near), key=lambda text: abs(len(text) - LENGTH))
    return Publication(read_text(text))


def seconds(work: Callable[[], object]) -> float:
    """Wall clock of *work*."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def empty(source: str, kind: str) -> Callable[[], object]:
    """Typst setting one empty page, with the font at hand that the poster uses."""
    import typst

    from jiannuo.exports.poster.typeset import PIXELS_PER_INCH, font_file

    fonts = [str(font_file().parent)]
    ppi = PIXELS_PER_INCH if kind == "png" else None
    return lambda: typst.compile(source.encode(), font_paths=fonts, ignore_system_fonts=True, format=kind, ppi=ppi)


def bare(publication: Publication) -> Callable[[], object]:
    """Openpyxl saving the ledger's rows without any looks, as it is mostly used."""
    from openpyxl import Workbook

    from jiannuo.exports.office.ledger import rows

    values = list(rows(publication))

    def save() -> None:
        book = Workbook()
        page = book.worksheets[0]
        for row in values:
            page.append(row)
        book.save(BytesIO())

    return save


def posters(publication: Publication) -> tuple[Callable[[], object], Callable[[], object], float]:
    """The sheet, the picture, and the picture's height in points."""
    from jiannuo.exports.poster import values
    from jiannuo.exports.poster.typeset import typeset

    picture = typeset("long.typ", values(publication), "png")
    height = int.from_bytes(picture[20:24], "big") / 3
    sheet = lambda: typeset("sheet.typ", values(publication), "pdf")  # noqa: E731
    return sheet, lambda: typeset("long.typ", values(publication), "png"), height


def main() -> int:
    """Measure, print, compare with the bars."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    publication = report(arguments.shared)
    first: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for entry in ARTEFACTS.values():
            first[entry.name] = seconds(lambda entry=entry: import_module(entry.module).make(publication, Path(folder)))
    from jiannuo.exports.office.ledger import ledger

    sheet, picture, height = posters(publication)
    pairs = {
        "poster.pdf / empty A3 page": (sheet, empty(SHEET, "pdf")),
        "poster.png / empty picture of its size": (picture, empty(PICTURE.format(height=height), "png")),
        "台账.xlsx / bare openpyxl save": (lambda: ledger(publication), bare(publication)),
    }
    taken = {name: ([], []) for name in pairs}
    for _ in range(arguments.rounds):
        for name, pair in pairs.items():
            for work, times in zip(pair, taken[name], strict=True):
                times.append(seconds(work))
    total = sum(first.values())
    print(f"A report of {len(publication.report.text):,} characters, first run, imports included:\n")
    print("| artefact | seconds |\n|---|---:|")
    for name, took in first.items():
        print(f"| {name} | {took:.2f} |")
    print(f"| all | {total:.2f} |\n\nSide by side, medians of {arguments.rounds} rounds:\n")
    print("| | ours, s | bare, s | times |\n|---|---:|---:|---:|")
    ratios = {}
    for name, (ours, least) in taken.items():
        ratios[name] = median(ours) / median(least)
        print(f"| {name} | {median(ours):.3f} | {median(least):.3f} | {ratios[name]:.1f} |")
    limits = bars("publish")
    failed = [f"all: {total:.2f} s > {limits['seconds']} s"] if total > limits["seconds"] else []
    failed += [f"{name}: {ratio:.1f} > {limits['times']}" for name, ratio in ratios.items() if ratio > limits["times"]]
    print(*failed, sep="\n", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
