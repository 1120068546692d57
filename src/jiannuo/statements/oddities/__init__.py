"""What looks wrong in a report's figures and words: contradictions, and what a scan or web page did to them.

Nothing here corrects anything: each finding is a note that quotes what stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from jiannuo.model.document import Document
from jiannuo.model.outline import Outline
from jiannuo.model.report import Note
from jiannuo.model.statement import Measure
from jiannuo.statements.oddities import changes, totals
from jiannuo.statements.oddities.misread import misreadings
from jiannuo.statements.oddities.repeats import stated_twice
from jiannuo.statements.oddities.words import table


def oddities(document: Document, wide: str, measures: Sequence[Measure], outline: Outline) -> list[Note]:
    """Notes about contradictory figures and misread words; *wide* is the Document's text widened."""
    text = document.text
    words = table()
    notes = [*misreadings().find(text, wide), *totals.shares(wide, text), *changes.ranges(wide, text)]
    notes += stated_twice(document, wide, measures, outline, words.places)
    for _, sentence in groupby(measures, key=lambda measure: measure.sentence.start):
        group = list(sentence)
        for measure in group:
            notes += changes.over_hundred(measure, words)
        if len(group) > 1:
            notes += totals.against_parts(group, wide, words)
            notes += changes.from_to(group, wide, words)
    return notes
