"""What a person should look at: lost, repeated or misplaced sections, a text that breaks off, no report at all."""

from __future__ import annotations

import re

from jiannuo.model.outline import Metadata, Part
from jiannuo.model.report import Note
from jiannuo.model.span import Span
from jiannuo.outline.body import Body
from jiannuo.outline.cues import words
from jiannuo.outline.headings import Style
from jiannuo.outline.numbering import chinese_name
from jiannuo.outline.sections import Node, Tree

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
LETTERS = re.compile(r"[^\W\d_]+")
SAMPLE = 20_000  # characters that are looked at to tell a report from other texts
LEAST_CHINESE = 0.3  # share of Chinese characters among letters
PROSE = 2000  # characters; a shorter text may be an excerpt and passes
LEAST_WORDS = 2.0  # words of government per thousand characters
ENDS = "。！？!?…”’」』）)》】"
TAIL = 12  # characters quoted where a text breaks off
CHECKED = (Style.CHINESE, Style.BRACKETED, Style.CIRCLED)


def is_report(text: str) -> bool:
    """Whether *text* is Chinese and, where it is long enough to tell, speaks of government."""
    sample = text[:SAMPLE]
    chinese = sum(map(len, CHINESE.findall(sample)))
    if chinese < LEAST_CHINESE * sum(map(len, LETTERS.findall(sample))):
        return False
    if len(text) < PROSE:
        return True
    return sum(map(sample.count, words().body.government)) * 1000 >= LEAST_WORDS * len(sample)


def check(text: str, body: Body, tree: Tree, parts: list[Part], metadata: Metadata) -> tuple[Note, ...]:
    """The review list of the outline, in order of the text."""
    notes = [*_numbering(text, tree), *_end(text, body), *_parts(body, parts)]
    if metadata.year is None:
        notes.append(Note("year_not_said"))
    if not metadata.place:
        notes.append(Note("place_not_said"))
    return tuple(sorted(notes, key=lambda note: note.span.start if note.span else -1))


def _end(text: str, body: Body) -> list[Note]:
    if not body.glossary:
        return []
    line = body.lines[body.glossary - 1]
    if text[line.end - 1] in ENDS or line.end - line.start < TAIL:
        return []
    return [Note("breaks_off", Span(line.start, line.end), {"tail": text[max(line.start, line.end - TAIL) : line.end]})]


def _parts(body: Body, parts: list[Part]) -> list[Note]:
    found = {part.ahead for part in parts[: body.glossary] if part is not Part.OTHER}
    if len(found) != 1:
        return []
    return [Note("review_missing" if True in found else "plan_missing")]


def _numbering(text: str, tree: Tree) -> list[Note]:
    """Gaps, repetitions and wrong order among the numbers below one section; a new 1 begins a new run."""
    last: dict[tuple[int | None, Style], Node] = {}
    anywhere: dict[Style, int] = {}  # numbers may run on through several sections
    late: set[int] = set()
    notes: list[Note] = []
    for index, node in enumerate(tree.nodes):
        heading = node.heading
        if heading.number is None or heading.style not in CHECKED:
            continue
        key = (node.parent, heading.style)
        before = last.get(key)
        last[key] = node
        expected = before.heading.number + 1 if before is not None and before.heading.number is not None else 1
        runs_on = heading.number == anywhere.get(heading.style, -1) + 1
        anywhere[heading.style] = heading.number
        if heading.number in (1, expected) or runs_on:
            continue
        span = Span(heading.start, heading.end)
        if before is None or heading.number > expected:
            since = tree.nodes[index - 1].heading.start if index else 0
            if _stands(text, since, heading.start, heading.number - 1):
                continue  # inside a paragraph
            late.add(index)
            missing = "、".join(str(number) for number in range(expected, min(heading.number, expected + 20)))
            notes.append(Note("sections_missing", span, {"marker": heading.marker, "missing": missing}))
        elif heading.number == expected - 1:
            notes.append(Note("section_repeated", span, {"marker": heading.marker}))
        else:
            previous = before.heading.marker
            notes.append(Note("section_out_of_order", span, {"marker": heading.marker, "previous": previous}))
    children: dict[int, list[Node]] = {index: [] for index in late}
    for node in tree.nodes:
        if node.parent in late:
            children[node.parent].append(node)
    return notes + [note for index in sorted(late) for note in _misplaced(tree.nodes[index], children[index])]


def _stands(text: str, start: int, end: int, number: int) -> bool:
    """Whether a Chinese *number* stands in the text as a marker."""
    name = chinese_name(number)
    return any(text.find(form, start, end) >= 0 for form in (f"（{name}）", f"({name})", f"{name}、", f"（{name})"))


def _misplaced(parent: Node, children: list[Node]) -> list[Note]:
    """A numbered run that follows items without numbers in a section whose predecessor is lost."""
    numbered = [node for node in children if node.heading.number is not None]
    if len(numbered) < 2 or children[0].heading.number is not None:
        return []
    first, final = numbered[0].heading, numbered[-1].heading
    params = {"first": first.marker, "last": final.marker, "parent": parent.heading.marker}
    return [Note("run_out_of_place", Span(first.start, numbered[-1].end), params)]
