"""The outline of a report: sections, sentences and what the report says of itself."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from jiannuo.model.span import Span


class Part(StrEnum):
    """What a section is about; five-year parts are kinds of their own since their periods differ."""

    REVIEW = "review"  # 工作回顾: the past year
    REVIEW_FIVE = "review_five"  # the past five years or the closing five-year plan
    PLAN = "plan"  # 今年工作
    OUTLOOK = "outlook"  # the five years ahead (十五五 …) or the whole term of office
    OTHER = "other"  # address, thanks, glossary …

    @property
    def ahead(self) -> bool:
        """Whether the part speaks of the future."""
        return self in (Part.PLAN, Part.OUTLOOK)


class Level(StrEnum):
    """Administrative level of the government that reports."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"  # 直辖市, 副省级市 and provincial capitals are told apart by their code only
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWN = "town"
    UNKNOWN = "unknown"


class Metadata(msgspec.Struct, frozen=True):
    """What the report says of itself; an empty string or None where it does not say.

    year is the year ahead (the year of the speech), code the GB/T 2260 code of the place, date ISO 8601.
    """

    title: str = ""
    place: str = ""
    code: str = ""
    level: Level = Level.UNKNOWN
    year: int | None = None
    session: str = ""
    date: str = ""
    speaker: str = ""


class Section(msgspec.Struct, frozen=True):
    """A node of the outline.

    index is its place in Report.sections, parent the index of the section above it or None.  depth counts from 1.
    marker is the numbering as written (一、 （二） 03 ▶), number what it means (2) or None; heading spans the heading
    as it stands, span the whole section with its heading and all that lies below it.
    """

    index: int
    parent: int | None
    depth: int
    marker: str
    number: int | None
    title: str
    heading: Span
    span: Span
    part: Part


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of the report proper: ends at 。！？； is not a break.

    section is the index of the innermost section or None; heading is true where the sentence is a section's heading
    (a lead sentence that ends in 。 and acts as a heading too: it may still hold figures).
    """

    span: Span
    part: Part
    section: int | None = None
    heading: bool = False


class Outline(msgspec.Struct, frozen=True):
    """All of the above for one Document; sentences in order of the text, glossary ones carry part OTHER.

    body is the report proper, from its title or address to its last sentence; glossary the explanations after the
    end, or None.
    """

    metadata: Metadata
    body: Span
    glossary: Span | None
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
