"""Statistics communiqués (统计公报): no reports, but realised values beside the reports' own."""

from __future__ import annotations

import re

from msgspec.structs import replace

from jiannuo.model.outline import Level, Outline, Part
from jiannuo.outline.metadata import DIGITS
from jiannuo.outline.places import NATION
from jiannuo.panel.words import words

_HEAD = 1000  # characters in which the title stands
_LONGEST = 60  # characters of a title
_YEAR = re.compile(r"([12１２][\d０-９]{3}|[一二][〇○零ОO0一二三四五六七八九]{3})[ 　]?年")


def as_communique(text: str, outline: Outline) -> Outline | None:
    """The outline with place, level and year of the communiqué that *text* is, or None where it is none.

    The year is that of publication, one after the year that the title names.
    """
    head, lexicon = text[:_HEAD], words().communique
    for line in head.split("\n"):
        if len(line) > _LONGEST or not all(word in line for word in lexicon.title):
            continue
        match = _YEAR.search(line)
        if match is None:
            continue
        year = int("".join(DIGITS[digit] for digit in match[1])) + 1
        metadata = replace(outline.metadata, year=year)
        if not metadata.place and any(word in head for word in lexicon.nation):
            metadata = replace(metadata, place=NATION, level=Level.NATIONAL)
        return _looking_back(replace(outline, metadata=metadata))
    return None


def _looking_back(outline: Outline) -> Outline:
    """The outline with every part that speaks of the future made review: a communiqué sets no targets."""
    sentences = tuple(replace(one, part=Part.REVIEW) if one.part.ahead else one for one in outline.sentences)
    sections = tuple(replace(one, part=Part.REVIEW) if one.part.ahead else one for one in outline.sections)
    return replace(outline, sentences=sentences, sections=sections)
