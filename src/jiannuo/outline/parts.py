"""Which stretches look back and which ahead, and over how many years."""

from __future__ import annotations

import re

from jiannuo.model.outline import Part
from jiannuo.outline.body import MARKS, Body
from jiannuo.outline.cues import PartCues, part_cues, pattern, words
from jiannuo.outline.headings import Style
from jiannuo.outline.sections import Tree

BACK = (Part.REVIEW, Part.REVIEW_FIVE)
AHEAD = (Part.PLAN, Part.OUTLOOK)
OPENING_MARKS = MARKS + '“"‘（(—-─'
SALUTE = re.compile(r"(?:各位代表|同志们|各位委员)[！!，,：:。、\s*]*")


def name_parts(text: str, body: Body, tree: Tree, year: int | None) -> list[Part]:
    """A part for every line of *body*."""
    cues = part_cues(year)
    base, mixed = _bases(text, body, tree, cues)
    parts = [Part.OTHER] * len(body.lines)
    current: Part = Part.OTHER
    block: int | None = None
    for number in range(body.head, body.glossary):
        if base[number] is Part.OTHER:
            continue
        if block != mixed[number][0]:
            block, current = mixed[number][0], base[number]
        current = _line_part(text, body, number, base[number], current, mixed[number][1], cues)
        parts[number] = current
    _leave_out_rites(text, body, parts)
    return parts


def _line_part(text: str, body: Body, number: int, base: Part, current: Part, mixed: bool, cues: PartCues) -> Part:
    line = body.lines[number]
    head = lead_words(text, line.start, line.end)
    named = _lead_part(head, base, cues)
    if named is not None:
        return named
    if mixed or head == "":
        return current
    return current if current in _family(base) else base


def _family(part: Part) -> tuple[Part, ...]:
    return AHEAD if part.ahead else BACK


def _lead_part(head: str, base: Part, cues: PartCues) -> Part | None:
    """The part that the first words of a line name, within the family of *base*."""
    if base.ahead:
        if cues.lead_outlook.match(head):
            return Part.OUTLOOK
        return Part.PLAN if cues.lead_plan.match(head) else None
    if cues.lead_review_five.match(head):
        return Part.REVIEW_FIVE
    return Part.REVIEW if cues.lead_review.match(head) else None


def lead_words(text: str, start: int, end: int) -> str:
    """The first words of a line, after opening marks and 各位代表."""
    head = text[start : min(end, start + 60)]
    salute = SALUTE.match(head)
    return (head[salute.end() :] if salute else head).lstrip(MARKS)


def _bases(text: str, body: Body, tree: Tree, cues: PartCues) -> tuple[list[Part], list[tuple[int, bool]]]:
    """Per line: the part that its section names, and (block, whether the block names two parts of one family)."""
    count = len(body.lines)
    base = [Part.OTHER] * count
    mixed = [(-1, False)] * count
    blocks = _blocks(body, tree)
    named = [_named(tree.nodes[node].title(text), cues) if node is not None else [] for _, _, node in blocks]
    chosen = _settle(text, body, blocks, named, cues)
    for index, (first, last, _) in enumerate(blocks):
        two = len({part for part in named[index] if part in _family(chosen[index])}) > 1
        for number in range(first, last):
            base[number] = chosen[index]
            mixed[number] = (index, two)
    _below(text, tree, base, mixed, cues, len(blocks))
    if not any(part.ahead for part in chosen) or all(part.ahead for part in chosen):
        _split(text, body, base)
    return base, mixed


def _blocks(body: Body, tree: Tree) -> list[tuple[int, int, int | None]]:
    """Stretches of lines between headings of the first depth: first, last (not included), section."""
    tops = [index for index, node in enumerate(tree.nodes) if node.depth == 1]
    begin = body.head
    blocks: list[tuple[int, int, int | None]] = []
    previous: int | None = None
    for index in tops:
        line = tree.nodes[index].line
        if line > begin:
            blocks.append((begin, line, previous))
        begin, previous = line, index
    if begin < body.glossary:
        blocks.append((begin, body.glossary, previous))
    return blocks


def _named(title: str, cues: PartCues) -> list[Part]:
    """The parts that a heading names, in the order named; past ones only where it says 回顾."""
    found: list[tuple[int, Part]] = []
    for part, regex in (
        (Part.REVIEW_FIVE, cues.review_five),
        (Part.REVIEW, cues.review),
        (Part.OUTLOOK, cues.outlook),
        (Part.PLAN, cues.plan),
    ):
        match = regex.search(title)
        if match is not None:
            found.append((match.start(), part))
    parts = [part for _, part in sorted(found)]
    back = cues.back.search(title) is not None
    if back and Part.REVIEW_FIVE in parts and Part.REVIEW in parts:
        # 回顾 alone is no second part beside 过去五年
        rest = cues.back.sub("", title)
        if cues.review.search(rest) is None:
            parts.remove(Part.REVIEW)
    if back and not any(part.ahead and cues.back.search(title[:at]) for at, part in found):
        parts = [part for part in parts if not part.ahead] or parts
    if not parts and cues.plan_weak.search(title):
        return [Part.PLAN]
    return parts


def _settle(
    text: str, body: Body, blocks: list[tuple[int, int, int | None]], named: list[list[Part]], cues: PartCues
) -> list[Part]:
    """One part for every block: as named, else by its words and its neighbours."""
    chosen: list[Part] = []
    seen_ahead = False
    for index, (first, last, _) in enumerate(blocks):
        if named[index]:
            part = named[index][0]
        elif any(group and not group[0].ahead for group in named[index + 1 :]):
            part = Part.REVIEW
        else:
            part = _opens_on(text, body, first, last, cues) or Part.REVIEW
            if part.ahead != seen_ahead and (seen_ahead or _score(text, body, first, last) > 0):
                part = Part.PLAN
        seen_ahead = seen_ahead or part.ahead
        chosen.append(part)
    return chosen


def _opens_on(text: str, body: Body, first: int, last: int, cues: PartCues) -> Part | None:
    """The part that the first words of the first paragraphs of a stretch name."""
    for number in range(first, min(last, first + 4)):
        head = lead_words(text, body.lines[number].start, body.lines[number].end)
        for part, regex in (
            (Part.PLAN, cues.lead_plan),
            (Part.OUTLOOK, cues.lead_outlook),
            (Part.REVIEW, cues.lead_review),
            (Part.REVIEW_FIVE, cues.lead_review_five),
        ):
            if regex.match(head):
                return part
    return None


def _below(text: str, tree: Tree, base: list[Part], mixed: list[tuple[int, bool]], cues: PartCues, block: int) -> None:
    """Headings below the first depth that name a part of their own."""
    for index, node in enumerate(tree.nodes):
        if node.depth == 1 or node.heading.style > Style.BRACKETED:
            continue
        parts = [part for part in _named(node.title(text), cues) if part in _family(base[node.line])]
        if not parts or (parts == [Part.PLAN] and cues.plan_weak.search(node.title(text))):
            continue
        last = node.line
        while last < len(tree.owner) and _within(tree, tree.owner[last], index):
            base[last] = parts[0]
            mixed[last] = (block + index, len(parts) > 1)
            last += 1


def _within(tree: Tree, node: int, ancestor: int) -> bool:
    current: int | None = node
    while current is not None and current > ancestor:
        current = tree.nodes[current].parent
    return current == ancestor


def _score(text: str, body: Body, first: int, last: int) -> int:
    """Positive where a stretch speaks more of what will be than of what was."""
    table = words().parts
    content = text[body.lines[first].start : body.lines[last - 1].end]
    return sum(map(content.count, table.words_ahead)) - sum(map(content.count, table.words_back))


def _split(text: str, body: Body, base: list[Part]) -> None:
    """Where headings do not tell, cut the report in two at the line that parts past and future best."""
    numbers = [number for number in range(body.head, body.glossary) if base[number] is not Part.OTHER]
    best = total = 0
    cut = len(numbers)
    for place in range(len(numbers) - 1, -1, -1):
        total += _score(text, body, numbers[place], numbers[place] + 1)
        if total > best:
            best, cut = total, place
    for place, number in enumerate(numbers):
        if (place >= cut) != base[number].ahead:
            base[number] = Part.PLAN if place >= cut else Part.REVIEW


def _leave_out_rites(text: str, body: Body, parts: list[Part]) -> None:
    """The opening words and the closing call are no part of review or plan."""
    opening, closing = pattern(words().body.opening), pattern(words().body.closing)
    address = pattern(words().body.address)
    for number in range(body.head, min(body.glossary, body.head + 4)):
        line = body.lines[number]
        short = line.end - line.start <= 14
        if (short and address.match(text, line.start, line.end)) or opening.search(
            text, line.start, min(line.end, line.start + 90)
        ):
            parts[number] = Part.OTHER
    for number in range(body.glossary - 1, max(body.head, body.glossary - 3), -1):
        line = body.lines[number]
        if closing.search(text, line.start, line.end) and parts[number].ahead:
            parts[number] = Part.OTHER
            break
