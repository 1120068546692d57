"""Which stretches look back and which ahead, and over how many years.

Headings decide where they name both a past and a future stretch.  Where they do not, every line is weighed by its
words and the report is cut where past and future part best.  Within past and future, headings and the first words of
paragraphs (过去一年, 五年来, 今年, “十五五”时期) tell one year from five.
"""

from __future__ import annotations

import re

import msgspec

from jiannuo.model.outline import Part
from jiannuo.outline.body import MARKS, Body
from jiannuo.outline.cues import PartCues, pattern, words
from jiannuo.outline.headings import Style
from jiannuo.outline.sections import Tree

AHEAD = (Part.PLAN, Part.OUTLOOK)
SALUTE = re.compile(r"(?:(?:各位代表|同志们|各位委员)[！!，,：:。、\s*]*)?[\"“‘（(—\-─]*")
HEADING_WEIGHT = 25  # a heading that names its part, in units of one telling word
HINT_WEIGHT = 3  # a heading that lets one expect its part
LEAD_WEIGHT = 8  # first words of a paragraph that name a part
WORDS_WEIGHT = 6  # the most that a paragraph's words weigh together
TITLE_WEIGHT = 0.5  # any heading: a turn stands before it rather than behind
TURN = 3  # what a turn from past to future costs at a heading or at first words that name the future
TURN_ELSEWHERE = 12
TURN_BACK = 40  # what a turn from future to past costs


class Block(msgspec.Struct, gc=False):
    """A stretch between headings of the first depth: lines first to last (not included).

    named holds what its heading says; hint what it says by words that are not sure (自身建设).
    """

    first: int
    last: int
    named: list[Part]
    hint: Part | None = None
    part: Part = Part.REVIEW

    @property
    def mixed(self) -> bool:
        """Whether the heading names one year and five."""
        return len({part for part in self.named if part.ahead == self.part.ahead}) > 1


def name_parts(text: str, body: Body, tree: Tree, cues: PartCues) -> list[Part]:
    """A part for every line of *body*."""
    blocks = _blocks(text, body, tree, cues)
    _settle(text, body, blocks, cues)
    base = [Part.OTHER] * len(body.lines)
    scope = [(-1, False)] * len(body.lines)
    for index, block in enumerate(blocks):
        for number in range(block.first, block.last):
            base[number], scope[number] = block.part, (index, block.mixed)
    if not _is_clear(blocks, tree):
        _cut(text, body, tree, base, scope, cues)
    _below(text, tree, base, scope, cues)
    parts = _by_first_words(text, body, base, scope, cues)
    _leave_out_rites(text, body, parts)
    return parts


def _blocks(text: str, body: Body, tree: Tree, cues: PartCues) -> list[Block]:
    tops = [node for node in tree.nodes if node.depth == 1]
    if any(node.heading.style <= Style.BRACKETED for node in tops):
        tops = [node for node in tops if node.heading.style <= Style.BRACKETED]
    bounds = [body.head, *(node.line for node in tops), body.glossary]
    titles = ["", *(node.title(text) for node in tops)]
    return [
        Block(first, last, named_parts(title, cues), hinted_part(title, cues))
        for first, last, title in zip(bounds[:-1], bounds[1:], titles, strict=True)
        if first < last
    ]


def named_parts(title: str, cues: PartCues) -> list[Part]:
    """The parts that a heading names, in the order named; of future ones none where it says 回顾 of them all."""
    found = [
        (match.start(), part)
        for part, regex in (
            (Part.REVIEW_FIVE, cues.review_five),
            (Part.REVIEW, cues.review),
            (Part.OUTLOOK, cues.outlook),
            (Part.PLAN, cues.plan),
        )
        if (match := regex.search(title)) is not None
    ]
    parts = [part for _, part in sorted(found)]
    back = cues.back.search(title)
    if back is not None:
        if {Part.REVIEW, Part.REVIEW_FIVE} <= set(parts) and not cues.review.search(cues.back.sub("", title)):
            parts.remove(Part.REVIEW)  # 回顾 alone is no second part beside 过去五年
        if not cues.plan.search(title, back.end()) and not cues.outlook.search(title, back.end()):
            parts = [part for part in parts if not part.ahead] or [Part.REVIEW]
    return parts


def hinted_part(title: str, cues: PartCues) -> Part | None:
    """The part that a heading lets one expect without naming a time."""
    if cues.back_weak.search(title):
        return Part.REVIEW
    return Part.PLAN if cues.plan_weak.search(title) else None


def _settle(text: str, body: Body, blocks: list[Block], cues: PartCues) -> None:
    """One part for every block: as named, else by its first words, its words and its neighbours."""
    seen_ahead = False
    backs = (index for index, block in enumerate(blocks) if block.named and not block.named[0].ahead)
    last_back = max(backs, default=-1)
    for index, block in enumerate(blocks):
        if block.named:
            block.part = block.named[0]
        elif index < last_back:
            block.part = Part.REVIEW
        elif block.hint is not None:
            block.part = block.hint
        else:
            part = _opens_on(text, body, block, cues) or Part.REVIEW
            if part.ahead != seen_ahead and (seen_ahead or _score(text, body, block.first, block.last) > 0):
                part = Part.PLAN
            block.part = part
        seen_ahead = seen_ahead or block.part.ahead


def _opens_on(text: str, body: Body, block: Block, cues: PartCues) -> Part | None:
    """The part that the first words of the first paragraphs name."""
    for number in range(block.first, min(block.last, block.first + 4)):
        part = _lead_part(lead_words(text, body, number), None, cues)
        if part is not None:
            return part
    return None


def _is_clear(blocks: list[Block], tree: Tree) -> bool:
    """Whether headings name where past turns to future, and no numbering that begins anew may hide another turn."""
    turns = [block.named[0].ahead if block.named else None for block in blocks if block.last - block.first > 1]
    if True not in turns or False not in turns:
        return False
    turn = turns.index(True)
    last_back = len(turns) - 1 - turns[::-1].index(False)
    if last_back != turn - 1:
        return False
    line = next(block.first for block in blocks if block.named and block.named[0].ahead)
    firsts: dict[tuple[int | None, Style], int] = {}
    for node in tree.nodes:
        if node.line < line and node.heading.number == 1 and node.heading.style <= Style.BRACKETED:
            key = (node.parent, node.heading.style)
            firsts[key] = firsts.get(key, 0) + 1
    return max(firsts.values(), default=0) < 2


def _cut(text: str, body: Body, tree: Tree, base: list[Part], scope: list[tuple[int, bool]], cues: PartCues) -> None:
    """Weigh every line and give the lines of past and future the cheapest run of turns."""
    headings = {node.line: node.title(text) for node in tree.nodes if node.heading.style <= Style.BRACKETED}
    numbers = range(body.head, body.glossary)
    back, ahead = 0.0, -float(TURN)
    cameback: list[tuple[bool, bool]] = []  # whether the best way to (back, ahead) came from the other state
    for number in numbers:
        weight, easy = _weigh(text, body, number, headings.get(number), cues)
        to_ahead = back - (TURN if easy else TURN_ELSEWHERE)
        to_back = ahead - TURN_BACK
        cameback.append((to_back > back, to_ahead > ahead))
        back, ahead = max(back, to_back) - weight, max(ahead, to_ahead) + weight
    state = ahead > back
    turned = [False] * len(base)
    for number, (from_ahead, from_back) in zip(reversed(numbers), reversed(cameback), strict=True):
        turned[number] = base[number].ahead != state
        state = state != (from_back if state else from_ahead)

    _turn(text, body, base, scope, turned, cues)


def _turn(
    text: str, body: Body, base: list[Part], scope: list[tuple[int, bool]], turned: list[bool], cues: PartCues
) -> None:
    """Name the stretches that were turned by their own first words; these hold until others come."""
    first = 0
    while first < len(turned):
        if not turned[first]:
            first += 1
            continue
        last = first
        while last < len(turned) and turned[last] and scope[last] == scope[first]:
            last += 1
        ahead = not base[first].ahead
        opens = _opens_on(text, body, Block(first, last, []), cues)
        part = opens if opens is not None and opens.ahead == ahead else Part.PLAN if ahead else Part.REVIEW
        base[first:last] = [part] * (last - first)
        scope[first:last] = [(len(base) + first, True)] * (last - first)
        first = last


def _weigh(text: str, body: Body, number: int, title: str | None, cues: PartCues) -> tuple[float, bool]:
    """How far a line pulls to the future (negative: to the past), and whether a turn is likely before it."""
    weight = float(max(-WORDS_WEIGHT, min(WORDS_WEIGHT, _score(text, body, number, number + 1))))
    lead = _lead_part(lead_words(text, body, number), None, cues)
    if lead is not None:
        weight += LEAD_WEIGHT if lead.ahead else -LEAD_WEIGHT
    if title is not None:
        weight += TITLE_WEIGHT
        named, hint = named_parts(title, cues), hinted_part(title, cues)
        if named:
            weight += HEADING_WEIGHT if named[0].ahead else -HEADING_WEIGHT
        elif hint is not None:
            weight += HINT_WEIGHT if hint.ahead else -HINT_WEIGHT
    return weight, title is not None or (lead is not None and lead.ahead)


def _score(text: str, body: Body, first: int, last: int) -> int:
    """Positive where a stretch speaks more of what will be than of what was."""
    table = words().parts
    content = text[body.lines[first].start : body.lines[last - 1].end]
    return sum(map(content.count, table.words_ahead)) - sum(map(content.count, table.words_back))


def _below(text: str, tree: Tree, base: list[Part], scope: list[tuple[int, bool]], cues: PartCues) -> None:
    """Headings below the first depth that name one year or five."""
    for index, node in enumerate(tree.nodes):
        if node.depth == 1 or node.heading.style > Style.BRACKETED:
            continue
        title = node.title(text)
        parts = [part for part in named_parts(title, cues) if part.ahead == base[node.line].ahead]
        if not parts:
            continue
        last = node.line
        while last < len(tree.owner) and _within(tree, tree.owner[last], index):
            base[last], scope[last] = parts[0], (-2 - index, len(parts) > 1)
            last += 1


def _within(tree: Tree, node: int, ancestor: int) -> bool:
    current: int | None = node
    while current is not None and current > ancestor:
        current = tree.nodes[current].parent
    return current == ancestor


def _by_first_words(
    text: str, body: Body, base: list[Part], scope: list[tuple[int, bool]], cues: PartCues
) -> list[Part]:
    """Let first words move between one year and five: for good in a mixed block, else for their paragraph."""
    parts = list(base)
    current, place = Part.OTHER, (-1, False)
    for number in range(body.head, body.glossary):
        if scope[number] != place or current.ahead != base[number].ahead:
            place, current = scope[number], base[number]
        named = _lead_part(lead_words(text, body, number), base[number], cues)
        if place[1]:
            current = named or current
            parts[number] = current
        else:
            parts[number] = named or base[number]
    return parts


def lead_words(text: str, body: Body, number: int) -> str:
    """The first words of a line, after opening marks and 各位代表."""
    line = body.lines[number]
    head = text[line.start : min(line.end, line.start + 60)]
    salute = SALUTE.match(head)
    return (head[salute.end() :] if salute else head).lstrip(MARKS)


def _lead_part(head: str, base: Part | None, cues: PartCues) -> Part | None:
    """The part that the first words of a line name; with *base*, only past or only future ones."""
    if base is None or base.ahead:
        if cues.lead_outlook.match(head):
            return Part.OUTLOOK
        if cues.lead_plan.match(head):
            return Part.PLAN
    if base is None or not base.ahead:
        if cues.lead_review_five.match(head):
            return Part.REVIEW_FIVE
        if cues.lead_review.match(head):
            return Part.REVIEW
    return None


def _leave_out_rites(text: str, body: Body, parts: list[Part]) -> None:
    """The address, the opening words and the closing call belong to no part."""
    table = words().body
    opening, closing, address = pattern(table.opening), pattern(table.closing), pattern(table.address)
    for number in range(body.head, min(body.glossary, body.head + 4)):
        line = body.lines[number]
        short = line.end - line.start <= 14 and address.match(text, line.start, line.end)
        if short or opening.search(text, line.start, min(line.end, line.start + 90)):
            parts[number] = Part.OTHER
    for number in range(body.glossary - 1, max(body.head, body.glossary - 3), -1):
        line = body.lines[number]
        if closing.search(text, line.start, line.end) and parts[number].ahead:
            parts[number] = Part.OTHER
            break
