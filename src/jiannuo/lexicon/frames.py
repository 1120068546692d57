"""Words around a quantity that tell what it measures, in the form that the frame grammar asks."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from jiannuo.lexicon.loader import check_words, load, refuse

FRAMES = "frames.toml"


class FrameFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """frames.toml."""

    up: list[str]
    down: list[str]
    modifiers: list[str]
    deeds: list[str]
    statistics: list[str]
    statistics_head: list[str]
    attributes: list[str]
    listed_attributes: list[str]
    bare: list[str]
    lead: list[str]
    pairs: dict[str, tuple[str, str]]


def check_frames(file: FrameFile) -> FrameFile:
    """Refuse empty and repeated words, and a verb that leads both up and down; returns *file*."""
    lists = {key: getattr(file, key) for key in file.__struct_fields__ if key != "pairs"}
    check_words(FRAMES, lists | {f"pairs.{joint}": (joint, *pair) for joint, pair in file.pairs.items()})
    for word in file.down:
        if word in file.up:
            raise refuse(FRAMES, "down", f"{word} is a word of up already")
    return file


def either(words: list[str]) -> str:
    """A pattern for any of *words*, longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


class Frames:
    """Patterns made of the word lists."""

    def __init__(self, file: FrameFile) -> None:
        up, down, modifiers = either(file.up), either(file.down), either(file.modifiers)
        compared = r"(?<!占)(?:比|较)(?![重例率亩值])[^，。；]{1,14}?"
        self.change = re.compile(
            rf"(?:{modifiers})*+(?:{compared}(?:{modifiers})*+)?(?:(?P<up>{up})|(?P<down>{down}))(?:了|率|幅度)?$"
        )
        self.modifier_tail = re.compile(rf"(?:{modifiers})++$")
        one = f"(?:{either(file.deeds)})"
        self.deed_head = re.compile(
            rf"(?:累计|共|基本|全面|再|已|全年|每年|全市|全省|全国|全县|全区|全州|我市|我省|线上|市级|省级)*{one}(?:[、和或]?{one})*(?:了|好)?"
        )
        self.fresh_count = re.compile(
            r"^[^，]{0,6}?(?:新(?:增|签|开工|开通|认定|引进|建|登记|设|发展|投产|改造|培育|创建|办)|净增|增存|增贷|兑现)|完成(?:年度)?投资$"
        )
        self.fresh_deed = re.compile(r"新[增建设改引认签开创]|建成|引进|发放|制定|修订|举办|落地|获批|实施")
        self.deed_tail = re.compile(rf"(?:{either(file.deeds)})(?:了|好)?$")
        self.deeds = frozenset(file.deeds)
        self.statistic = re.compile(
            rf"(?:{either(file.statistics)})(?:（[^）]*）|额|量)?$|^(?:{either(file.statistics_head)})|^人均"
        )
        self.attributes = frozenset(file.attributes)
        self.listed_attributes = frozenset(file.listed_attributes)
        self.bare = frozenset(file.bare)
        digits = "[一二两三四五六七八九十]"
        years = (
            r"(?:在|到|自|从|截至|截止)?(?:\d{4}年?[-—~至到])?\d{4}年(?:底|末|以来|起|初|度)?"
            rf"(?:的{digits}+年间)?"
        )
        spans = (
            rf"(?:近|过去|这|前|最近)?(?:{digits}|\d)年(?:来|间)?(?!级|制|期|龄)"
            rf"|“{digits}+五”(?:期间|时期|末|以来)"
        )
        marks = r"（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d{1,2}[.、](?!\d)"
        self.attribute_tail = re.compile(
            rf"(?:{either([*file.attributes, *file.listed_attributes, '营业收入', '利润总额', '资产总额'])})$"
        )
        self.lead = re.compile(
            rf"(?:{marks}|{either(file.lead)}|再(?!就业|生|造|担保)|{years}|{spans}|[、和及与（(\-▶\s的])+"
        )
        soft = [word for word in file.lead if word not in self.deeds]
        self.soft_lead = re.compile(
            rf"(?:{marks}|{either(soft)}|再(?!就业|生|造|担保)|{years}|{spans}|[、和及与（(\-▶\s的])+"
        )
        self.change_only = re.compile(rf"(?:{modifiers})*+(?:{up}|{down})(?:了)?")
        self.pairs = file.pairs


@cache
def frames() -> Frames:
    """The frame words that ship with the project."""
    return Frames(check_frames(load(FRAMES, FrameFile)))
