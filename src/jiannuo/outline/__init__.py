"""Document → sections, sentences, parts and metadata."""

from __future__ import annotations

from jiannuo.model.document import Document
from jiannuo.model.outline import Metadata, Outline, Part, Section, Sentence
from jiannuo.model.report import Note
from jiannuo.model.span import Span
from jiannuo.outline.body import Body, read_body
from jiannuo.outline.checks import check, is_report
from jiannuo.outline.cues import part_cues, pattern, words
from jiannuo.outline.metadata import read_metadata
from jiannuo.outline.parts import name_parts
from jiannuo.outline.sections import Tree, grow
from jiannuo.outline.sentences import cut

__all__ = ["read_outline"]


def read_outline(document: Document) -> tuple[Outline, tuple[Note, ...]]:
    """The outline of *document* and what a person should look at in it."""
    text = document.text
    body = read_body(text)
    if not body.lines or not is_report(text):
        return Outline(Metadata(), Span(0, 0), None, (), ()), (Note("not_a_report"),)
    tree = grow(text, body)
    metadata = read_metadata(text, body, [node.title(text) for node in tree.nodes if node.depth <= 2])
    late = metadata.year is not None and metadata.date[:4] == str(metadata.year - 1)
    parts = name_parts(text, body, tree, part_cues(metadata.year, late))
    sections = _sections(text, tree, parts)
    sentences = _sentences(text, body, tree, parts)
    end = body.lines[body.glossary - 1].end if body.glossary else body.lines[0].start
    glossary = Span(body.lines[body.glossary].start, body.lines[-1].end) if body.glossary < len(body.lines) else None
    return Outline(metadata, Span(body.lines[0].start, end), glossary, sections, sentences), check(
        text, body, tree, parts, metadata
    )


def _sections(text: str, tree: Tree, parts: list[Part]) -> tuple[Section, ...]:
    return tuple(
        Section(
            index,
            node.parent,
            node.depth,
            node.heading.marker,
            node.heading.number,
            node.title(text),
            Span(node.heading.start, node.heading.end),
            Span(node.heading.start, node.end),
            parts[node.line],
        )
        for index, node in enumerate(tree.nodes)
    )


def _sentences(text: str, body: Body, tree: Tree, parts: list[Part]) -> tuple[Sentence, ...]:
    made: list[Sentence] = []
    owner = tree.owner
    retrospect = pattern(words().parts.retrospect)
    for number, line in enumerate(body.lines):
        section = owner[number]
        part = parts[number]
        turn = retrospect.search(text, line.start, line.end) if part is Part.REVIEW else None
        index = section if section >= 0 else None
        heading = tree.nodes[section].heading if section >= 0 and tree.nodes[section].line == number else None
        if heading is None:
            for a, b in cut(text, line.start, line.end):
                made.append(Sentence(Span(a, b), Part.REVIEW_FIVE if turn and b > turn.start() else part, index))
            continue
        breaks = (heading.end,) if heading.whole and heading.end < line.end else ()
        spans = list(cut(text, line.start, line.end, breaks))
        made += [Sentence(Span(a, b), part, index, heading.whole and b <= heading.end) for a, b in spans]
    return tuple(made)
