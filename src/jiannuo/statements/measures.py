"""Sentences to measures: quantities, what they measure, and what they are in the report."""

from __future__ import annotations

import re

from jiannuo.lexicon.frames import frames
from jiannuo.lexicon.words import bounds
from jiannuo.model.document import Document
from jiannuo.model.outline import Outline, Part, Sentence
from jiannuo.model.report import Note
from jiannuo.model.span import Span
from jiannuo.model.statement import Kind, Measure, MeasureType
from jiannuo.statements import periods
from jiannuo.statements.bounding import Quantity
from jiannuo.statements.codes import code_of
from jiannuo.statements.frames import Frame, Framer
from jiannuo.statements.normal import Plain, plain
from jiannuo.statements.numerals import exact
from jiannuo.statements.quantities import finder
from jiannuo.statements.topics import Topics

_LOOKS_BACK = re.compile(
    r"(?<![比较按])(?:去年|上年)(?!度|的|末|初|同期|实际)"
    r"|已(?:经)?(?:开工|设立|建成|完成|启动|签约|落地|实施|达到|达|有|投入|形成|建)(?!.*(?:今年|力争|确保))"
)
_PLAN_FIGURE = re.compile(r"(?:项|个)?(?:主要|约束性|预期性|具体|核心|重要)?(?:目标)?指标")
_FASTER = re.compile(r"超过|高于|快于|低于")
_FASTER_THAN = ("的速度", "的水平", "的增速")
_NATION = 5e8  # so many people are all farmers or all citizens, named for background
_CITIZENS = re.compile(r"(?:[一-鿿]{0,3}各族|[一-鿿]{0,4}儿女|勤劳|人民|[一-鿿]{2,3}人民)")
_COUNTRY = re.compile(r"(?:我国|全国|国家)(?:现在|已经)?(?:有|拥有)")
_MOVED = re.compile(r"(?<![高低快多少优])(?:提高|上升|提升|下降|降低|增加|减少|回升|上调|扩大|缩小)(?!到|至)")
_AVERAGED = re.compile(r"年均|平均每年|年平均|每年平均")
_REMEMBERED = 80  # characters of a sentence that the next one may take its topic from


def title_of(outline: Outline, sentence: Sentence) -> str:
    """The title of the section that *sentence* stands in, "" where it stands in none."""
    return "" if sentence.section is None else outline.sections[sentence.section].title


class MeasureReader:
    """Reads the measures of one report, sentence after sentence.

    choosy leaves out the sentences that cannot hold a number; reading every one gives the same and is slower.
    """

    def __init__(self, document: Document, wide: str, outline: Outline, topics: Topics, *, choosy: bool = True) -> None:
        self.choosy = choosy
        self.document = document
        self.wide = wide
        self.outline = outline
        self.topics = topics
        self.year = outline.metadata.year
        self.finder = finder()
        self.words = frames()
        self.pledges = re.compile("|".join(sorted(bounds().pledge, key=len, reverse=True)))
        self.subject = ""
        self.previous: Span | None = None  # the sentence before on the same line
        self.measures: list[Measure] = []
        self.notes: list[Note] = []

    def read(self) -> tuple[list[Measure], list[Note]]:
        """All measures in order of the text, and a note for each number that could not be classified."""
        last_end = 0
        for sentence in self.outline.sentences:
            if "\n" in self.wide[last_end : sentence.span.start]:
                self.subject, self.previous = "", None
            last_end = sentence.span.end
            if not self.choosy or self.finder.worth_reading(self.wide, sentence.span.start, last_end):
                self._sentence(sentence)
            self.previous = sentence.span
        return self.measures, self.notes

    def _sentence(self, sentence: Sentence) -> None:
        line = plain(self.wide, sentence.span.start, sentence.span.end)
        found, open_numbers = self.finder.find(line.text)
        for begin, end in open_numbers:
            span = Span(line.origin(begin), line.origin_end(end))
            self.notes.append(Note("number_unclassified", span, {"number": span.of(self.document.text)}))
        if not found:
            return
        framer = Framer(line.text, found, self.words, self.subject, self._before())
        made = framer.run()
        self.subject = framer.subject
        for quantity, frame in zip(found, made, strict=True):
            self.measures.append(self._measure(sentence, line, quantity, frame))

    def _before(self) -> str:
        """The beginning of the sentence before, which may name a topic."""
        if self.previous is None:
            return ""
        start, end = self.previous.start, self.previous.end
        return plain(self.wide, start, min(end, start + _REMEMBERED)).text

    def _measure(self, sentence: Sentence, line: Plain, quantity: Quantity, frame: Frame) -> Measure:
        text = line.text
        kind = self._kind(sentence, text, quantity, frame)
        span = Span(line.origin(quantity.start), line.origin_end(quantity.end))
        own = text[frame.begin : quantity.start]
        when = periods.When(
            sentence.part,
            kind,
            still=frame.measure in (MeasureType.LEVEL, MeasureType.RATIO)
            and not (quantity.unit_class == "points" and _MOVED.search(own)),
            averaged="年" in own and _AVERAGED.search(own) is not None,
            earlier=frame.changed_from,
        )
        before = text[max(0, quantity.start - periods.REACH) : quantity.start]
        words = quantity.words
        pledges = self.pledges.findall(text[frame.begin : quantity.left])
        if pledges and not set(pledges) & set(words):
            words = (*pledges, *words)
        upper = quantity.upper
        return Measure(
            span=span,
            text=span.of(self.document.text),
            kind=kind,
            part=sentence.part,
            period=periods.of_measure(when, before, text[frame.clause : quantity.start], self.year),
            section=sentence.section,
            sentence=sentence.span,
            topic=self.topics.topic_of(span.start, span.end, frame.indicator, title_of(self.outline, sentence)),
            indicator=frame.indicator,
            code=code_of(frame.indicator, quantity.unit, frame.measure, before),
            value=exact((quantity.value + frame.shift) * frame.sign) or 0.0,
            upper=exact((upper + frame.shift) * frame.sign) if upper is not None else None,
            unit=quantity.unit,
            bound=quantity.bound,
            bound_words=words,
            measure=frame.measure,
            location=self.document.locate(span) if self.document.anchors else None,
        )

    def _kind(self, sentence: Sentence, text: str, quantity: Quantity, frame: Frame) -> Kind:
        if frame.narrows:
            return Kind.QUALIFIER
        if frame.changed_from or sentence.part is Part.OTHER or self._is_background(text, quantity, frame):
            return Kind.CONTEXT
        if not sentence.part.ahead or _LOOKS_BACK.search(text[frame.begin : quantity.left]):
            return Kind.RESULT
        return Kind.TARGET

    def _is_background(self, text: str, quantity: Quantity, frame: Frame) -> bool:
        """The plan's own figures, the country's people, and what a growth is compared with."""
        implied = quantity.unit == "人" and quantity.numeral.end == quantity.end
        if implied and (quantity.value >= _NATION or _CITIZENS.match(text, quantity.right)):
            return True
        if _PLAN_FIGURE.match(text, quantity.right) or _COUNTRY.search(
            text[max(0, quantity.start - 8) : quantity.start]
        ):
            return True
        compared = text.startswith(_FASTER_THAN, quantity.right)
        return compared and _FASTER.search(text[frame.begin : quantity.left]) is not None
