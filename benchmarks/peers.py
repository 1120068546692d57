"""Two peers, run in an environment of their own: peers.py EXCERPT; a peer's name a line in, its speed as JSON out."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

import jionlp
from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_currency, recognize_dimension
from recognizers_text import Culture

RECOGNISERS = (recognize_percentage, recognize_currency, recognize_dimension, recognize_number)


def recognizers(text: str) -> int:
    """Numbers, percentages, currencies and dimensions by sentence, the whole text at once being quadratic for it."""
    found = 0
    for sentence in re.findall(r"[^。；！？\n]+", text):
        if re.search(r"[0-9０-９一二三四五六七八九十百千万亿两半]", sentence):
            found += sum(len(recognise(sentence, Culture.Chinese)) for recognise in RECOGNISERS)
    return found


def money(text: str) -> int:
    """Sums of money by sentence, parsed."""
    return sum(len(jionlp.ner.extract_money(s, with_parsing=True) or ()) for s in re.findall(r"[^。；！？\n]+", text))


PEERS = {"recognizers": recognizers, "jionlp": money}


def main() -> None:
    """Answer until the input ends."""
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    for peer in PEERS.values():
        peer(text[:200])  # patterns compile on first use
    for line in sys.stdin:
        start = time.perf_counter()
        found = PEERS[line.strip()](text)
        print(json.dumps({"speed": len(text) / (time.perf_counter() - start), "found": found}), flush=True)


if __name__ == "__main__":
    main()
