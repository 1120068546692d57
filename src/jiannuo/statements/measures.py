"""Sentences to measures: quantities, what they measure, and what they are in the report."""

from __future__ import annotations

import re

from jiannuo.lexicon.frames import frames
from jiannuo.lexicon.words import bounds
from jiannuo.model.document import Document
from jiannuo.model.outline import Outline, Part, Sentence
from jiannuo.model.report import Note
from jiannuo.model.span import Span
from jiannuo.model.statement import Kind, Measure
from jiannuo.statements import periods
from jiannuo.statements.frames import Frame, Framer
from jiannuo.statements.normal import Plain, plain
from jiannuo.statements.quantities import Quantity, finder

_LOOKS_BACK = re.compile(
    r"(?<![比较])(?:去年|上年)(?!度|的|末|初)|已(?:经)?(?:开工|设立|建成|完成|启动|签约|落地|实施|达到|达|有|投入|形成|建)(?!.*(?:今年|力争|确保))"
)
_PLAN_FIGURE = re.compile(r"^(?:项|个)?(?:主要|约束性|预期性|具体|核心|重要)?(?:目标)?指标")
_COUNTRY = re.compile(r"(?:我国|全国|国家)(?:现在|已经)?(?:有|拥有)")
_AVERAGED = re.compile(r"年均|平均每年|年平均|每年平均|平均每年")


class MeasureReader:
    """Reads the measures of one report, sentence after sentence."""

    def __init__(self, document: Document, wide: str, outline: Outline) -> None:
        self.document = document
        self.wide = wide
        self.outline = outline
        self.year = outline.metadata.year
        self.finder = finder()
        self.words = frames()
        self.pledges = re.compile("|".join(sorted(bounds().pledge, key=len, reverse=True)))
        self.subject = ""
        self.measures: list[Measure] = []
        self.notes: list[Note] = []

    def read(self) -> tuple[list[Measure], list[Note]]:
        """All measures and the numbers that could not be classified."""
        last_end = 0
        for sentence in self.outline.sentences:
            if "\n" in self.wide[last_end : sentence.span.start]:
                self.subject = ""
            last_end = sentence.span.end
            self._sentence(sentence)
        return self.measures, self.notes

    def _sentence(self, sentence: Sentence) -> None:
        line = plain(self.wide, sentence.span.start, sentence.span.end)
        found, open_numbers = self.finder.find(line.text)
        for begin, end in open_numbers:
            span = Span(line.origin(begin), line.origin_end(end))
            self.notes.append(Note("number_unclassified", span, {"number": span.of(self.document.text)}))
        if not found:
            return
        framer = Framer(line.text, found, self.words, self.subject)
        made = framer.run()
        self.subject = framer.subject
        for index, (quantity, frame) in enumerate(zip(found, made, strict=True)):
            self._measure(sentence, line, found, index, quantity, frame)

    def _measure(
        self, sentence: Sentence, line: Plain, found: list[Quantity], index: int, quantity: Quantity, frame: Frame
    ) -> None:
        text = line.text
        clause = text[: quantity.start]
        kind = self._kind(sentence, text, quantity, frame)
        span = Span(line.origin(quantity.start), line.origin_end(quantity.end))
        averaged = _AVERAGED.search(text[max(0, frame.head_start) : quantity.start]) is not None
        words = quantity.words
        if (pledge := self.pledges.findall(text[max(0, frame.head_start) : quantity.left])) and not set(pledge) & set(words):
            words = (*pledge, *words)
        self.measures.append(
            Measure(
                span=span,
                text=span.of(self.document.text),
                kind=kind,
                part=sentence.part,
                period=periods.of_measure(sentence.part, kind, frame.measure, clause, self.year, None, averaged),
                section=sentence.section,
                sentence=sentence.span,
                indicator=frame.indicator,
                value=quantity.value * frame.sign or 0.0,
                upper=quantity.upper * frame.sign if quantity.upper is not None else None,
                unit=quantity.unit,
                bound=quantity.bound,
                bound_words=words,
                measure=frame.measure,
                location=None if not self.document.anchors else self.document.locate(span),
            )
        )

    def _kind(self, sentence: Sentence, text: str, quantity: Quantity, frame: Frame) -> Kind:
        if frame.forced is not None:
            return frame.forced
        if frame.changed_from:
            return Kind.CONTEXT
        behind = text[quantity.right : quantity.right + 8]
        if _PLAN_FIGURE.match(behind) or _COUNTRY.search(text[max(0, quantity.start - 8) : quantity.start]):
            return Kind.CONTEXT
        if sentence.part is Part.OTHER:
            return Kind.CONTEXT
        if not sentence.part.ahead:
            return Kind.RESULT
        if _LOOKS_BACK.search(text[frame.head_start : quantity.left]):
            return Kind.RESULT
        return Kind.TARGET
