"""Clauses that could be a milestone: where the quote starts and ends, and its verb."""

from __future__ import annotations

from typing import NamedTuple

from jiannuo.statements.milestones.words import Words, words

_TAIL_MARKS = "、 \u3000*【】[]"


class Candidate(NamedTuple):
    """A clause with a verb that could be a promise.

    start and end bound the quote, head the first verb of the quote and lead the words before it that stay outside;
    action is the deed with its class; frame says how the deed was found.
    """

    start: int
    end: int
    lead: str
    head: str
    action: str
    group: str
    frame: str
    object: tuple[int, int]
    bound_words: tuple[str, ...]


def candidate(text: str, start: int, end: int) -> Candidate | None:
    """The candidate in the clause ``text[start:end]``, or None."""
    lexicon = words()
    while end > start and text[end - 1] in _TAIL_MARKS:
        end -= 1
    note = text.rfind("【", start, end)
    if note > start and text.find("】", note, end + 1) >= 0:
        end = note
    position, bounds = start, []
    last = ""
    while (match := lexicon.lead.match(text, position, end)) is not None:
        last = match.group()
        position = match.end()
        if last in lexicon.hedges:
            bounds.append(last)
    if lexicon.vague.match(text, position, end):
        return None
    found = _from_verb(text, position, end, lexicon)
    if found is None and last in lexicon.classes and not lexicon.outcome.search(text, position, end):
        position -= len(last)
        bounds = bounds[:-1]
        found = _from_verb(text, position, end, lexicon)
    if found is None:
        found = _from_inside(text, position, end, lexicon)
    if found is None:
        return None
    begin, head, action, group, frame, thing = found
    if end - begin < 4 or lexicon.unnamed.search(text, begin, end):
        return None
    return Candidate(begin, end, text[start:begin], head, action, group, frame, thing, tuple(bounds))


_Found = tuple[int, str, str, str, str, tuple[int, int]]


def _from_verb(text: str, start: int, end: int, lexicon: Words) -> _Found | None:
    """The deed of a clause that starts with its verb."""
    match = lexicon.verb.match(text, start, end)
    if match is None:
        return None
    verb, after = match.group(), match.end()
    if verb in lexicon.causatives:
        follows = after
        while (lead := lexicon.lead.match(text, follows, end)) is not None:
            follows = lead.end()
        if lexicon.vague.match(text, follows, end):
            return None
        second = lexicon.verb.match(text, follows, end)
        if second is not None and end - second.end() >= 3:
            begin = follows
            return begin, second.group(), second.group(), lexicon.classes[second.group()], "led", (second.end(), end)
        outcome = lexicon.outcome.search(text, after, end)
        if outcome is not None and outcome.start() - after >= 2:
            deed = outcome.group()
            return start, verb, deed, "outcome", "caused", (after, outcome.start())
        inside = lexicon.inner.search(text, after + 2, end)
        if inside is not None and end - inside.end() >= 3:
            deed = inside.group()
            return start, verb, deed, lexicon.classes.get(deed, "outcome"), "caused-inner", (after, end)
    return start, verb, verb, lexicon.classes[verb], "verb", (after, end)


def _from_inside(text: str, start: int, end: int, lexicon: Words) -> _Found | None:
    """The deed of a clause whose verb stands inside or at its end."""
    outcome = lexicon.outcome.search(text, start, end)
    if outcome is not None and outcome.start() - start >= 2 and outcome.group() not in lexicon.nouns:
        return start, "", outcome.group(), "outcome", "outcome", (start, outcome.start())
    opener = lexicon.opener.match(text, start, end)
    if opener is not None:
        inside = lexicon.verb.search(text, start + 2, end)
        if inside is None or end - inside.end() < 3:
            return None
        deed = inside.group()
        moved = opener.group() in lexicon.movers
        begin = start if moved else inside.start()
        return begin, opener.group(), deed, lexicon.classes[deed], "moved" if moved else "opened", (inside.end(), end)
    inside = lexicon.inner.search(text, start + 2, end)
    if inside is None or end - inside.end() < 3:
        return None
    deed = inside.group()
    return start, "", deed, lexicon.classes.get(deed, "outcome"), "inner", (inside.end(), end)
