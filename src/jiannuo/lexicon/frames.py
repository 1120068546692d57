"""Words around a quantity that tell what it measures, in the form that the frame grammar asks."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from jiannuo.lexicon.loader import load


class FrameFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """frames.toml."""

    up: list[str]
    down: list[str]
    modifiers: list[str]
    deeds: list[str]
    statistics: list[str]
    attributes: list[str]
    listed_attributes: list[str]
    steps: list[str]
    lead: list[str]
    pairs: dict[str, tuple[str, str]]


def either(words: list[str]) -> str:
    """A pattern for any of *words*, longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


class Frames:
    """Patterns made of the word lists."""

    def __init__(self, file: FrameFile) -> None:
        up, down, modifiers = either(file.up), either(file.down), either(file.modifiers)
        compared = r"(?:比|较|以|与|按)[^，。；]{1,14}?"
        self.change = re.compile(rf"(?:(?:{modifiers}|{compared}))*(?:(?P<up>{up})|(?P<down>{down}))(?:了|率|幅度)?$")
        self.modifier_tail = re.compile(rf"(?:{modifiers})+$")
        one = f"(?:{either(file.deeds)})"
        self.deed_head = re.compile(rf"(?:累计|共|基本|全面|再|已|全年|每年)*{one}(?:[、和或]?{one})*(?:了|好)?")
        self.fresh_deed = re.compile(r"新[增建设改引认签开创]|建成|完成|开工|引进|培育|改造|发放|制定|修订|举办|落地|获批")
        self.deed_tail = re.compile(rf"(?:{either(file.deeds)})(?:了|好)?$")
        self.deeds = frozenset(file.deeds)
        self.statistic = re.compile(either(file.statistics))
        self.attributes = frozenset(file.attributes)
        self.listed_attributes = frozenset(file.listed_attributes)
        self.steps = frozenset(file.steps)
        years = r"(?:在|到|自|从|截至|截止)?(?:\d{4}年?[-—~至到])?\d{4}年(?:底|末|以来|起|初|度)?(?:的[一二三四五六七八九十]+年间)?"
        spans = r"(?:近|过去|这|前|最近)?(?:[一二两三四五六七八九十]|\d)年(?:来|间)?(?!级|制|期|龄)|“[一二三四五六七八九十]+五”(?:期间|时期|末|以来)"
        self.lead = re.compile(rf"(?:{either(file.lead)}|{years}|{spans}|[、和及与（(\-▶\s的])+")
        self.change_only = re.compile(rf"(?:{modifiers})*(?:{up}|{down})(?:了)?")
        self.pairs = file.pairs


@cache
def frames() -> Frames:
    """The frame words that ship with the project."""
    return Frames(load("frames.toml", FrameFile))
