"""The whole report as HTML: every sentence and every figure can be led to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import msgspec
from markupsafe import Markup, escape

from jiannuo.exports.page.words import clean
from jiannuo.model.report import Report
from jiannuo.model.span import Span
from jiannuo.model.statement import Statement

_MARKDOWN = re.compile(r"\s*(?:#{1,6}|>+)\s+")


_STOPS = ("。", "！", "？", "；", "：", "”")


class Pane:
    """Sentences of a report, their ids, and which statements stand in which.

    A statement is named by its place in Report.statements, a sentence by its first character.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.statements = report.statements
        self.sentences = _apart(
            [*(sentence.span for sentence in report.outline.sentences), *(s.sentence for s in self.statements)]
        )
        self._starts = [span.start for span in self.sentences]
        self.number = {id(statement): index for index, statement in enumerate(self.statements)}
        self.inside: dict[int, list[int]] = {}
        for index, statement in enumerate(self.statements):
            self.inside.setdefault(self.at(statement.span.start), []).append(index)
        # Items of a list are sections too, but no headings to the eye.
        titles = [s for s in report.sections if s.number is not None or not s.marker or s.depth == 1]
        self._headings = {section.heading.start: section.depth for section in titles}

    def at(self, offset: int) -> int:
        """The first character of the sentence around *offset*, or of the nearest one before it."""
        if not self._starts:
            return 0
        return self._starts[max(0, bisect_right(self._starts, offset) - 1)]

    def sentence(self, start: int) -> str:
        """The sentence that begins at *start*."""
        span = self.sentences[bisect_right(self._starts, start) - 1]
        return clean(span.of(self.report.text)).replace("**", "").strip()

    def html(self) -> Markup:
        """Paragraphs from where the report begins: a span a sentence (``s12``), a mark a statement (``q3``)."""
        return Markup("\n").join(self._paragraphs())

    def _paragraphs(self) -> Iterator[Markup]:
        text, position = self.report.text, 0
        number = 0
        begin = min([self.report.outline.body.start, *self._starts[:1]])
        for line in text.split("\n"):
            end = position + len(line)
            if end < begin:
                position = end + 1
                continue
            first = number
            while number < len(self.sentences) and self.sentences[number].start < end:
                number += 1
            if line.strip():
                yield self._paragraph(position, end, self.sentences[first:number])
            position = end + 1

    def _paragraph(self, start: int, end: int, sentences: list[Span]) -> Markup:
        text = self.report.text
        if mark := _MARKDOWN.match(text, start, end):
            start = mark.end()
        pieces: list[Markup] = []
        for span in sentences:
            if span.start > start:
                pieces.append(_plain(text[start : span.start]))
            pieces.append(self._sentence(span, end))
            start = max(start, span.end)
        pieces.append(_plain(text[start:end]) if start < end else Markup())
        depth = next((self._headings[span.start] for span in sentences if span.start in self._headings), 0)
        body = Markup().join(pieces)
        if depth and len(sentences) == 1:
            return Markup('<h3 class="h{}">{}</h3>').format(min(depth, 3), body)
        return Markup("<p>{}</p>").format(body)

    def _sentence(self, span: Span, end: int) -> Markup:
        inside = self.inside.get(span.start, [])
        body = self._figures(Span(span.start, max(span.start, min(span.end, end))), inside)
        if not inside:
            return Markup('<span class="s" id="s{}">{}</span>').format(span.start, body)
        # The count must not begin a line of its own, so it holds on to the full stop.
        cut = len(body) - (body[-1:] in _STOPS)
        return Markup(
            '<span class="s has" id="s{0}">{1}<span class="end">{2}<button type="button" class="n" tabindex="-1" '
            'aria-label="本句有 {3} 项表述，列出">{3}</button></span></span>'
        ).format(span.start, body[:cut], body[cut:], len(inside))

    def _figures(self, span: Span, inside: Iterable[int]) -> Markup:
        """The sentence with a mark around each statement, one inside another; those that cross another stay out."""
        text = self.report.text
        out: list[Markup] = []
        position = span.start
        open_ends: list[int] = []

        def close(until: int) -> None:
            nonlocal position
            while open_ends and open_ends[-1] <= until:
                finish = open_ends.pop()
                out.append(_plain(text[position:finish]) + Markup("</b>"))
                position = finish

        marks = sorted(inside, key=lambda i: (self.statements[i].span.start, -self.statements[i].span.end))
        for index in marks:
            statement = self.statements[index]
            close(statement.span.start)
            if not span.contains(statement.span) or (open_ends and statement.span.end > open_ends[-1]):
                continue
            out.append(_plain(text[position : statement.span.start]))
            out.append(Markup('<b class="{}" id="q{}">').format(_class(statement), index))
            position = statement.span.start
            open_ends.append(statement.span.end)
        close(span.end)
        out.append(_plain(text[position : span.end]))
        return Markup().join(out)


def _class(statement: Statement) -> str:
    return "q" if hasattr(statement, "value") else "m"


def _plain(text: str) -> Markup:
    return escape(clean(text).replace("**", ""))


def _apart(spans: list[Span]) -> list[Span]:
    """Spans in order, each once, none overlapping the one before; empty ones left out."""
    kept: list[Span] = []
    for span in sorted(set(spans)):
        if len(span) and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept


class Cited(msgspec.Struct, frozen=True):
    """A footnote of the printed page."""

    number: int
    text: str


class Footnotes:
    """Numbers for the sentences that the page cites, in order of citation."""

    def __init__(self, pane: Pane) -> None:
        self._pane = pane
        self._numbers: dict[int, int] = {}

    def of(self, sentence: int) -> int:
        """The number of the sentence that begins at *sentence*."""
        return self._numbers.setdefault(sentence, len(self._numbers) + 1)

    def all(self) -> list[Cited]:
        """All footnotes so far."""
        return [Cited(number, self._pane.sentence(start)) for start, number in self._numbers.items()]
