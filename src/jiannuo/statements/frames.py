"""What a quantity measures: the words around it made into an indicator, a sort of quantity and a role."""

from __future__ import annotations

import re

import msgspec

from jiannuo.lexicon.frames import Frames
from jiannuo.model.statement import MeasureType
from jiannuo.statements.bounding import Quantity
from jiannuo.statements.clues import Clue, Clues
from jiannuo.statements.indicators import Labeller
from jiannuo.statements.qualifiers import narrows
from jiannuo.statements.quantities import INDEX_VALUES
from jiannuo.statements.sorts import Before, sort_of

_PRICES = re.compile(r"(?:价格|物价|零售价).{0,8}(?:指数|水平|总水平)|CPI")
_INDEX_SHIFT = -100.0
_SECTORS = ("第一产业", "第二产业", "第三产业")
_REARRANGED = re.compile(r"[由从]$|调整.*$|优化.*$|为$|是$|达到?$")


class Frame(msgspec.Struct, frozen=True, gc=False):
    """What the words around a quantity say.

    sign is -1 for a decline in % or 百分点, shift what is added to the value before (a price index of 103 is a growth
    of 3); narrows is true for qualifiers, changed_from for the first figure of 由A提高到B.  clause and begin are where
    the clause of the quantity and its own words begin in the sentence.
    """

    indicator: str
    measure: MeasureType
    sign: int
    narrows: bool
    clause: int
    begin: int
    changed_from: bool
    shift: float = 0.0


class Framer:
    """Frames the quantities of one sentence; subject is what the next sentence may take up."""

    def __init__(self, text: str, found: list[Quantity], words: Frames, subject: str, before: str) -> None:
        self.text = text
        self.found = found
        self.words = words
        self.clues = Clues(text, found, words)
        self.labeller = Labeller(self.clues, subject, before)
        self.frames: list[Frame] = []
        self.last: Clue | None = None
        self.measure = MeasureType.LEVEL
        self.sign = 1

    @property
    def subject(self) -> str:
        """What the sentence was about at its end."""
        return self.labeller.subject

    def run(self) -> list[Frame]:
        """A frame for each quantity, in order."""
        for i, quantity in enumerate(self.found):
            frame = self._share(i) if quantity.unit_class == "share" else self._frame(i)
            self.frames.append(frame)
        return self.frames

    def _frame(self, i: int) -> Frame:
        last = self.frames[-1] if self.frames else None
        narrowed_from = last.begin if last and last.narrows else None
        clue = self.clues.clue(i, self.last, narrowed_from)
        self.last = clue
        if clue.after_from and (clue.toward or len(clue.core) <= 4):
            measure, sign = self.measure, 1
        else:
            before = Before(self.measure, self.sign, self.labeller.deed)
            measure, sign = sort_of(clue, self.text, before, self.words)
        clause = self.clues.starts[i]
        if narrows(self.clues, clue, bool(last and last.narrows)):
            measure = measure if clue.relative else MeasureType.LEVEL
            label = self.labeller.narrowing(clue)
            return Frame(label, measure, sign, True, clause, clue.begin, clue.changed_from)
        label = self.labeller.label(clue, measure)
        if self._is_price_index(clue.quantity, measure, label):
            return Frame(label, MeasureType.GROWTH, 1, False, clause, clue.begin, clue.changed_from, _INDEX_SHIFT)
        self.measure, self.sign = measure, sign
        return Frame(label, measure, sign, False, clause, clue.begin, clue.changed_from)

    def _is_price_index(self, quantity: Quantity, measure: MeasureType, label: str) -> bool:
        if measure is not MeasureType.RATIO or quantity.unit_class != "percent":
            return False
        return INDEX_VALUES[0] < quantity.value < INDEX_VALUES[1] and _PRICES.search(label) is not None

    def _share(self, i: int) -> Frame:
        """One share of a structure such as 3.3:55.3:41.4."""
        place = 0
        while place < 2 and i > place and self._adjoins(i - place):
            place += 1
        first = i - place
        begin = max(self.clues.starts[i], self.found[first - 1].right if first else 0)
        if place == 0:
            self.last = clue = self.clues.clue(i, None, None)
            head = _REARRANGED.sub("", self.text[begin : self.found[i].left] if not clue.core else clue.core)
            self.labeller.subject = head or self.labeller.subject
            changed_from = clue.changed_from
        else:
            changed_from = self.frames[i - 1].changed_from
        label = f"{self.labeller.subject}中{_SECTORS[place]}比重"
        self.labeller.given.append(label)
        return Frame(label, MeasureType.RATIO, 1, False, self.clues.starts[i], begin, changed_from)

    def _adjoins(self, i: int) -> bool:
        """Whether the shares at *i* and before it are parts of one structure."""
        previous = self.found[i - 1]
        return previous.unit_class == "share" and self.found[i].start - previous.end == 1
