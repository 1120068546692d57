"""The panel of real reports against figures that people read off them."""

import csv
import subprocess
import sys

from jiannuo.panel.build import Order, build
from jiannuo.panel.write import FORMATS


def test_headline_figures_of_labelled_reports(shared, tmp_path):
    labels = shared / "gold" / "headline.tsv"
    with labels.open(encoding="utf-8") as file:
        names = dict.fromkeys(row["source"] for row in csv.DictReader(file, delimiter="\t"))
    sources = [str(shared / "corpus" / name) for name in names]
    built = build(Order(sources=sources, target=tmp_path / "p.csv", format=FORMATS["csv"], jobs=2), "en")
    assert built.reports == len(sources)
    command = [sys.executable, shared / "eval" / "score_panel.py", labels, tmp_path / "p.csv", "--min-f1", "0.96"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
