"""A kept report in reading form: headings by its outline, every statement marked, one of them lit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from markupsafe import Markup, escape

from jiannuo.exports.page.words import clean
from jiannuo.model.messages import render
from jiannuo.web.reports.models import GovernmentReport

_MARKER = re.compile(r"\s*(?:#{1,6}|>+|[-*+])\s+")
# A line drawn across, also the one under a table's head.
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$|\s*\|?[\s:|-]+\|[\s:|-]*$")
_DEEPEST = 4


class Mark(msgspec.Struct, frozen=True):
    """A statement's place in the text."""

    key: str
    start: int
    end: int
    promise: bool


class Heading(msgspec.Struct, frozen=True):
    """An entry of the outline; start is where its paragraph is found (``p-120``)."""

    title: str
    depth: int
    start: int


class Note(msgspec.Struct, frozen=True):
    """An entry of the review list; start is the paragraph's, None where it is about no place."""

    words: str
    start: int | None


class Reading:
    """The report as paragraphs of HTML; *lit* is the key of the statement that is shown."""

    def __init__(self, report: GovernmentReport, marks: Sequence[Mark], lit: str, language: str) -> None:
        self._text = report.text
        self._marks = sorted(marks, key=lambda mark: (mark.start, -mark.end))
        self._lit = lit
        self._language = language
        self._lines = list(_lines(self._text))
        self._starts = [start for start, _ in self._lines]
        self._report = report
        self._heads = {int(entry["start"]): entry for entry in report.outline}

    def paragraphs(self) -> Iterator[Markup]:
        """The paragraphs in order, each with its place as id."""
        number = 0
        for start, end in self._lines:
            inside = []
            while number < len(self._marks) and self._marks[number].start < end:
                if self._marks[number].start >= start:
                    inside.append(self._marks[number])
                number += 1
            yield self._paragraph(start, end, inside)

    def outline(self) -> list[Heading]:
        """The headings of the first levels; what stands within a paragraph leads to it."""
        return [
            Heading(_bare(entry["title"]), int(entry["depth"]), self._line_of(int(entry["start"])))
            for entry in self._report.outline
            if entry["title"].strip() and int(entry["depth"]) <= _DEEPEST
        ]

    def notes(self) -> list[Note]:
        """What a person should look at, with where it stands."""
        return [
            Note(
                render(note["code"], note["params"], self._language),
                None if note["start"] is None else self._line_of(note["start"]),
            )
            for note in self._report.notes
        ]

    def _line_of(self, offset: int) -> int:
        """Where the paragraph around *offset* begins."""
        if not self._starts:
            return 0
        return self._starts[max(0, bisect_right(self._starts, offset) - 1)]

    def _paragraph(self, start: int, end: int, marks: Sequence[Mark]) -> Markup:
        first = _after_marker(self._text, start, end)
        body = Markup().join(self._pieces(first, end, marks))
        head = self._head(first, end)
        if head is None:
            title = Markup(' class="title"') if "#" in self._text[start:first] else Markup()
            return Markup('<p id="p-{}"{}>{}</p>').format(start, title, body)
        depth, heading_end = head
        if heading_end >= end:
            level = min(depth + 1, 4)
            return Markup('<h{0} id="p-{1}">{2}</h{0}>').format(level, start, body)
        lead = Markup().join(self._pieces(first, heading_end, [mark for mark in marks if mark.end <= heading_end]))
        rest = Markup().join(self._pieces(heading_end, end, [mark for mark in marks if mark.start >= heading_end]))
        return Markup('<p id="p-{}"><strong>{}</strong>{}</p>').format(start, lead, rest)

    def _head(self, first: int, end: int) -> tuple[int, int] | None:
        """Depth and end of the heading that a paragraph begins with."""
        at = next((place for place in range(first, min(first + 3, end)) if place in self._heads), None)
        if at is None:
            return None
        entry: dict[str, Any] = self._heads[at]
        stop = int(entry["heading_end"])
        rest = self._text[stop:end].strip(" 　。：*#")
        return int(entry["depth"]), stop if rest else end

    def _pieces(self, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Markup]:
        """The text between two places with a mark around each statement; one within another stays within it."""
        position = start
        open_: list[int] = []

        def close(until: int) -> Iterator[Markup]:
            nonlocal position
            while open_ and open_[-1] <= until:
                stop = open_.pop()
                yield _plain(self._text[position:stop]) + Markup("</span>")
                position = stop

        for mark in marks:
            yield from close(mark.start)
            stop = min(mark.end, end)
            if mark.start < position or stop <= mark.start or (open_ and stop > open_[-1]):
                yield Markup('<span id="s-{}"></span>').format(mark.key)  # it crosses another: led to, not marked
                continue
            yield _plain(self._text[position : mark.start])
            look = "st promise" if mark.promise else "st"
            look += " lit" if mark.key == self._lit else ""
            yield Markup('<span class="{}" id="s-{}">').format(look, mark.key)
            position = mark.start
            open_.append(stop)
        yield from close(end)
        yield _plain(self._text[position:end])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each line that says something begins and ends; a head of metadata is left out."""
    position = 0
    if text.startswith("---\n") and (stop := text.find("\n---\n", 3)) > 0:
        position = stop + 5
    while position <= len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if text[position:end].strip() and not _RULE.fullmatch(text, position, end):
            yield position, end
        position = end + 1


def _after_marker(text: str, start: int, end: int) -> int:
    """Where the words of a line begin, behind the mark of a heading, a quotation or a list."""
    marker = _MARKER.match(text, start, end)
    return marker.end() if marker else start


def _plain(text: str) -> Markup:
    return escape(clean(text).replace("**", "").replace("|", "　"))


def _bare(title: str) -> str:
    return clean(title).replace("**", "").strip(" #　")
