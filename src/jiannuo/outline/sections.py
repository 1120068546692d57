"""Headings arranged as a tree."""

from __future__ import annotations

import msgspec

from jiannuo.outline.body import MARKS, Body
from jiannuo.outline.headings import Heading, Style, find_heading


class Node(msgspec.Struct, gc=False):
    """A section while the tree grows; line is the number of the line that its heading stands in."""

    heading: Heading
    line: int
    depth: int
    parent: int | None
    end: int

    def title(self, text: str) -> str:
        """The heading without marker, Markdown marks and full stop."""
        return text[self.heading.title_start : self.heading.end].strip(MARKS).rstrip("。：:").replace("**", "")


class Tree(msgspec.Struct):
    """Sections in order of the text, and for each line of the report the innermost section or -1."""

    nodes: list[Node]
    owner: list[int]


def grow(text: str, body: Body) -> Tree:
    """The sections of the report proper (glossaries have none)."""
    headings = _headings(text, body)
    nodes: list[Node] = []
    owner: list[int] = []
    open_: list[int] = []
    for number, heading in enumerate(headings):
        line = body.lines[number]
        if heading is not None:
            while open_ and nodes[open_[-1]].heading.style >= heading.style:
                nodes[open_.pop()].end = body.lines[number - 1].end
            nodes.append(Node(heading, number, len(open_) + 1, open_[-1] if open_ else None, line.end))
            open_.append(len(nodes) - 1)
        owner.append(open_[-1] if open_ else -1)
    last = body.lines[body.glossary - 1].end if body.glossary else 0
    for index in open_:
        nodes[index].end = last
    owner += [-1] * (len(body.lines) - len(owner))
    return Tree(nodes, owner)


def _headings(text: str, body: Body) -> list[Heading | None]:
    found: list[Heading | None] = [None] * min(body.head, body.glossary)
    found += [find_heading(text, line) for line in body.lines[len(found) : body.glossary]]
    _drop_lone_leads(found)
    _settle_titles(found)
    return found


def _drop_lone_leads(found: list[Heading | None]) -> None:
    """A short first sentence is a heading only beside another lead of its kind."""
    for number, heading in enumerate(found):
        if heading is None or not heading.plain:
            continue
        beside = (found[number - 1] if number else None, found[number + 1] if number + 1 < len(found) else None)
        if not any(other is not None and other.style is Style.LEAD for other in beside):
            found[number] = None


def _settle_titles(found: list[Heading | None]) -> None:
    """Titles without a number stand in the place of 一、 where nothing is so numbered, above where 一、 comes again.

    Where 一、 comes both with # and without, those with # stand above.
    """
    numbered = [heading for heading in found if heading is not None and heading.style is Style.CHINESE]
    again = sum(heading.number == 1 for heading in numbered) > 1
    if again and len({heading.hashed for heading in numbered}) > 1:
        for heading in numbered:
            heading.style = Style.PART if heading.hashed else Style.CHINESE
    if numbered and not again:
        return
    for title in found:
        if title is not None and title.style is Style.TITLE:
            title.style = Style.PART if numbered else Style.CHINESE
