"""Units, bounds and decoys: the lexicon in the form that the quantity grammar asks."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

import ahocorasick_rs
import msgspec

from jiannuo.lexicon.loader import check_words, load, refuse

UnitClass = Literal[
    "money", "percent", "permille", "points", "times", "count", "people", "area", "mass", "length", "volume", "power",
    "energy", "time", "duration", "density", "ordinal", "other",
]  # fmt: skip
BoundWord = Literal["eq", "ge", "le", "approx"]
UNITS, BOUNDS, DECOYS = "units.toml", "bounds.toml", "decoys.toml"


class UnitLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    """A unit's line in units.toml."""

    class_: UnitClass = msgspec.field(name="class")
    as_: str = ""
    scale: float = 1.0


class UnitFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """units.toml."""

    units: dict[str, UnitLine]
    implied: dict[str, str]


def check_units(file: UnitFile) -> UnitFile:
    """Refuse empty words, scales that are no scale, and nouns that imply a unit which is none; returns *file*."""
    check_words(UNITS, {"units": file.units, "implied": file.implied})
    for word, line in file.units.items():
        if not line.scale > 0:
            raise refuse(UNITS, f"units.{word}.scale", "not above 0")
    for noun, unit in file.implied.items():
        if unit not in file.units:
            raise refuse(UNITS, f"implied.{noun}", f"{unit} is no unit of [units]")
    return file


class Unit(NamedTuple):
    """What a unit word means: the unit of the record, its class and how many of it the word is."""

    unit: str
    kind: str
    scale: float = 1.0


_MONEY_BEFORE = re.compile(
    r"(?:收入|营收|产值|总量|规模|投资|GDP|总值|资产|利润|税收|余额|销售额?|贸易额|总额|额|突破|超|过|破|跨越?)[^，。；]{0,4}$"
)


_MONEY_BEHIND = re.compile(r"(?:元|大关|产业(?!集群)|[一-鿿]{2,4}产业(?!集群))")
_PEOPLE_BEHIND = re.compile(
    r"[^，。；、：\d]{0,10}?(?:人员|儿女|市民|人民|群众|居民|人口|学生|子女|学子|劳动者|职工|党员|老人|青年|妇女|百姓|儿童|村民|对象)"
)
_NO_CLASSIFIER = frozenset("口民均才大员工类")  # 人口, 人民, 人才: 人 is no classifier there
_CLASSIFIERS = ("count", "people")
_PAIR = re.compile(r"[（(]([一-鿿]{1,2})[）)]")
_PEOPLE_BEFORE = re.compile(r"人口|人数|参保|学生数|游客")


class Units:
    """All units by their first character, longest first."""

    def __init__(self, file: UnitFile) -> None:
        self.table = {word: Unit(line.as_ or word, line.class_, line.scale) for word, line in file.units.items()}
        self.by_head: dict[str, list[str]] = {}
        for word in sorted(self.table, key=len, reverse=True):
            self.by_head.setdefault(word[0], []).append(word)
        self.nouns = file.implied
        self.longest_implied = max(map(len, file.implied))

    def at(self, text: str, position: int) -> tuple[str, Unit] | None:
        """The longest unit that stands at *position*."""
        for word in self.by_head.get(text[position : position + 1], ()):
            if text.startswith(word, position):
                if word == "人" and text[position + 1 : position + 2] in _NO_CLASSIFIER:
                    return None  # 十亿人口: the noun stays outside, the people are implied
                if word.isascii() and text[position + len(word) : position + len(word) + 1].isascii():
                    after = text[position + len(word) : position + len(word) + 1]
                    if after.isalpha() and word[-1].isalpha():
                        return None  # 300PM is no 300 P
                return self._paired(text, position, word)
        return None

    def _paired(self, text: str, position: int, word: str) -> tuple[str, Unit]:
        """*word* with a second classifier in brackets: 套（间） counts as 套, 人（次） as 人次."""
        unit = self.table[word]
        pair = _PAIR.match(text, position + len(word)) if unit.kind in _CLASSIFIERS else None
        if pair is None or pair.group(1) not in self.table:
            return word, unit
        both = self.table.get(word + pair.group(1)) if pair.group(1) == "次" else None
        return word + pair.group(), both or unit

    def implied(self, text: str, start: int, end: int, value: float) -> Unit | None:
        """The unit of a bare number such as 40万 or 千亿 by the nouns around it."""
        if value >= 1e10:
            if self.money_before(text, start) or _MONEY_BEHIND.match(text, end):
                return self.table["元"]
            if text.startswith("级", end):
                return None
        unit = self.implied_at(text, end) or self.implied_before(text, start, end)
        return self.table[unit] if unit else None

    def implied_before(self, text: str, start: int, end: int) -> str:
        """The unit by the noun before: 城市人口从130万增加到近200万."""
        if text[end : end + 1] not in "，。；、增提减降扩上以左" and end < len(text):
            return ""
        clause = re.split("[，。；：]", text[max(0, start - 24) : start])[-1]
        return "人" if _PEOPLE_BEFORE.search(clause) else ""

    def implied_at(self, text: str, position: int) -> str:
        """The unit of a bare number by the noun behind it: 40万(左右)贫困人口 counts people."""
        for skip in ("", "左右的", "左右", "以上的", "以上", "的", "以下的", "以下"):
            if text.startswith(skip, position):
                begin = position + len(skip)
                for size in range(self.longest_implied, 0, -1):
                    unit = self.nouns.get(text[begin : begin + size])
                    if unit:
                        return unit
        return "人" if _PEOPLE_BEHIND.match(text, position) else ""

    def money_before(self, text: str, position: int) -> bool:
        """Whether a bare 千亿 is an amount of money by what stands before it."""
        return _MONEY_BEFORE.search(text[max(0, position - 12) : position]) is not None


class Pledges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The pledging words of bounds.toml."""

    words: list[str]


class BoundFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """bounds.toml."""

    before: dict[str, BoundWord]
    not_after: dict[str, str]
    after: dict[str, BoundWord]
    pledge: Pledges


def check_bounds(file: BoundFile) -> BoundFile:
    """Refuse empty words, a word that both bounds and pledges, and exceptions to unknown words; returns *file*."""
    check_words(BOUNDS, {"before": file.before, "after": file.after, "pledge.words": file.pledge.words})
    for word in file.pledge.words:
        if word in file.before:
            raise refuse(BOUNDS, "pledge.words", f"{word} is a word of [before] already")
    for word, characters in file.not_after.items():
        if word not in file.before:
            raise refuse(BOUNDS, f"not_after.{word}", "no word of [before]")
        if not characters:
            raise refuse(BOUNDS, f"not_after.{word}", "no character")
    return file


class Bounds:
    """Words that bound or link a figure."""

    def __init__(self, file: BoundFile) -> None:
        self.before = file.before
        self.not_after = file.not_after
        self.after = file.after
        self.pledge = frozenset(file.pledge.words)
        self.sizes = tuple(range(max(map(len, (*file.before, *self.pledge))), 0, -1))
        self.after_sizes = tuple(range(max(map(len, file.after)), 0, -1))

    def leading(self, text: str, position: int) -> tuple[int, str | None, tuple[str, ...], str]:
        """Walk back over bounding and linking words; where they begin, the bound, the bounding words, all of them."""
        bound: str | None = None
        words: list[str] = []
        start = position
        walking = True
        while walking and start - position < _FAR_LINKS:
            walking = False
            for size in self.sizes:
                if size > position:
                    continue
                word = text[position - size : position]
                if word in self.pledge:
                    words.insert(0, word)
                    position -= size
                    walking = True
                    break
                kind = self.before.get(word)
                if kind is None:
                    continue
                if position > size and text[position - size - 1] in self.not_after.get(word, ()):
                    continue
                if kind != "eq":
                    bound = bound or kind
                    words.insert(0, word)
                position -= size
                walking = True
                break
        return position, bound, tuple(words), text[position:start]

    def trailing(self, text: str, position: int) -> tuple[int, str | None, str]:
        """The bounding word right behind *position*: its end, the bound and the word."""
        for size in self.after_sizes:
            word = text[position : position + size]
            bound = self.after.get(word)
            if bound is not None and len(word) == size:
                if word == "内" and text[position + 1 : position + 2] not in "，。；、的,;":
                    continue
                return position + size, bound, word
        far = _FAR_BOUND.match(text, position)
        if far is not None:  # 扩大到90个县以上
            return far.end(), self.after[far.group(1)], far.group(1)
        return position, None, ""


_FAR_LINKS = 40  # characters of linking words before a figure, more than real ones take
_FAR_BOUND = re.compile(r"[县市区村镇乡镇省州街道（）、旗]{1,5}(以上|以内|左右)")


class Decoys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """decoys.toml: names that look like quantities."""

    names: list[str]
    before: list[str]
    after: list[str]
    firm_units: list[str]
    loose_units: list[str]
    counted: list[str]

    def acts_before(self, text: str, position: int) -> bool:
        """Whether a deed that counts its objects stands right before *position*."""
        return _ACT_BEFORE.search(text[max(0, position - 5) : position]) is not None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where fixed names stand in *text*."""
        return [(start, end) for _, start, end in _names().find_matches_as_indexes(text)]


_ACT_BEFORE = re.compile(
    r"(?:新增|新建|建成|获得|荣获|引进|新设|落户|开工|创建|培育|投产|设立|建设|完成|举办|新开|实施|启动|获批|开通)(?:了)?$"
)


def check_decoys(decoys: Decoys, units: Units) -> Decoys:
    """Refuse empty and repeated words, and firm or loose units that are no *units* or both; returns *decoys*."""
    check_words(DECOYS, {key: getattr(decoys, key) for key in decoys.__struct_fields__})
    for key in ("firm_units", "loose_units"):
        for word in getattr(decoys, key):
            if word not in units.table:
                raise refuse(DECOYS, key, f"{word} is no unit of {UNITS}")
    for word in decoys.loose_units:
        if word in decoys.firm_units:
            raise refuse(DECOYS, "loose_units", f"{word} is a firm unit already")
    return decoys


@cache
def _names() -> ahocorasick_rs.AhoCorasick:
    """One pass over all names, the longest at each place; offsets are in code points."""
    return ahocorasick_rs.AhoCorasick(decoys().names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


@cache
def units() -> Units:
    """The units that ship with the project."""
    return Units(check_units(load(UNITS, UnitFile)))


@cache
def bounds() -> Bounds:
    """The bounding words that ship with the project."""
    return Bounds(check_bounds(load(BOUNDS, BoundFile)))


@cache
def decoys() -> Decoys:
    """The decoys that ship with the project."""
    return check_decoys(load(DECOYS, Decoys), units())
