"""Write the headline figures of many reports as one CSV: source, code, kind, low, high, unit, bound.

    headline_panel.py FOLDER LIST.tsv > panel.csv

LIST.tsv has a column source with paths relative to FOLDER; each is read once.
"""

import csv
import sys
from pathlib import Path

from jiannuo.model.document import Document
from jiannuo.reading import read_document
from jiannuo.statements.headline import headline


def main(folder: str, listed: str) -> None:
    """Read every report that *listed* names and print the panel."""
    with Path(listed).open(encoding="utf-8") as rows:
        sources = list(dict.fromkeys(row["source"] for row in csv.DictReader(rows, delimiter="\t")))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    out = csv.writer(sys.stdout)
    out.writerow(["source", "code", "kind", "low", "high", "unit", "bound"])
    for source in sources:
        text = (Path(folder) / source).read_bytes().decode("utf-8")
        for figure in headline(read_document(Document(source=source, format="md", text=text))):
            row = [source, figure.code, figure.kind.value, figure.low, figure.high, figure.unit, figure.bound.value]
            out.writerow(row)


if __name__ == "__main__":
    main(*sys.argv[1:])
