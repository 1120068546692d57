"""Owners that a report names itself (（市住建局牵头）, 责任单位：…), found in the tree of units.

The unit that is listed first leads, the others cooperate.  A name that the tree does not have is told, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from jiannuo.lexicon.loader import check_words, load, refuse
from jiannuo.model.span import Span

FILE = "departments.toml"


class OwnerWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[owners]`` of ``departments.toml``."""

    leading: tuple[str, ...]
    helping: tuple[str, ...]
    general: tuple[str, ...]
    endings: tuple[str, ...]


class DepartmentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``departments.toml`` as it stands; the file says what each table is for."""

    short: dict[str, tuple[str, ...]]
    owners: OwnerWords
    topics: dict[str, tuple[str, ...]]


@cache
def departments() -> DepartmentFile:
    """The words that ship."""
    return check_departments(load(FILE, DepartmentFile))


def check_departments(file: DepartmentFile) -> DepartmentFile:
    """*file* itself; LexiconError names the first entry that makes no sense."""
    check_words(FILE, {f"short.{name}": words for name, words in file.short.items()})
    check_words(FILE, {f"topics.{topic}": words for topic, words in file.topics.items()})
    check_words(FILE, {f"owners.{name}": getattr(file.owners, name) for name in OwnerWords.__struct_fields__})
    for name, words in file.short.items():
        for word in words:
            if len(word) >= len(name):
                raise refuse(FILE, f"short.{name}", f"{word} is not shorter than {name}")
    for topic in file.topics:
        if not (topic.isascii() and topic.isdecimal()):
            raise refuse(FILE, f"topics.{topic}", "no topic code: a number of docs/topics.md")
    for word in file.owners.helping:
        if word in file.owners.leading:
            raise refuse(FILE, "owners.helping", f"{word} is a word of leading already")
    return file


class KnownUnit(msgspec.Struct, frozen=True):
    """A unit of the tree; depth is 1 for the top and its departments: of equal names the higher one is meant."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    depth: int = 1


class Owners(msgspec.Struct, frozen=True):
    """Owners as a text names them; words is the place that names them, as written."""

    words: str
    leading: tuple[str, ...]
    helping: tuple[str, ...] = ()
    said: bool = True  # False: a bare list in brackets, which need not name owners


class _Name(NamedTuple):
    place: str
    level: str
    bare: str


_LEVEL = r"自治区|自治州|省|市(?!场|容|政(?!府))|州|盟|县|区(?!域)|旗"
_PLACED = re.compile(rf"(?:(?P<own>{_LEVEL})|(?P<place>[一-鿿]{{2,6}}?)(?P<level>{_LEVEL}))(?P<bare>.*)")
# 公园城市局, 社区办: no places; 盐城市 is one.
_NO_PLACE = re.compile(r".{2,}城市|.*[社园景灌矿林库]区|.*开发区")
_GLUE = re.compile(r"[和与及\s]")
_GOVERNMENT = ("人民政府", "政府", "")
_OF_A_PLACE = (*_GOVERNMENT, "管理委员会", "管委会", "街道", "街道办")  # names of one only with its place


def _parts(name: str) -> _Name:
    """Place, level and the rest of a unit's name: 云汀市教育局 is 云汀, 市, 教育局."""
    match = _PLACED.fullmatch(name)
    if not match or (match["place"] and _NO_PLACE.fullmatch(match["place"] + match["level"])):
        return _Name("", "", name)
    return _Name(match["place"] or "", match["own"] or match["level"], match["bare"])


def _forms(bare: str) -> set[str]:
    """A name without its place, in all ways that it is written short."""
    if bare in _GOVERNMENT:
        return set(_GOVERNMENT)
    found, fresh = {bare}, [bare]
    while fresh:
        form = fresh.pop()
        for long, words in departments().short.items():
            for word in words if long in form else ():
                shorter = form.replace(long, word)
                if shorter not in found:
                    found.add(shorter)
                    fresh.append(shorter)
    return {_GLUE.sub("", form) for form in found}


class Tree:
    """The units by all forms of their names."""

    def __init__(self, units: Iterable[KnownUnit]) -> None:
        self.units = {unit.id: unit for unit in units}
        self._whole: dict[str, list[KnownUnit]] = {}
        self._bare: dict[str, list[tuple[_Name, KnownUnit]]] = {}
        for unit in self.units.values():
            for name in dict.fromkeys((unit.name, *unit.aliases)):
                parts = _parts(name)
                self._whole.setdefault(_GLUE.sub("", name), []).append(unit)
                for form in _forms(parts.bare):
                    self._bare.setdefault(form, []).append((parts, unit))

    def find(self, words: str) -> tuple[KnownUnit, ...]:
        """The units that *words* may name: none, one, or several that cannot be told apart; the higher ones only."""
        name = _GLUE.sub("", words)
        found = self._whole.get(name) or self._by_parts(_parts(words.strip()))
        unique = {unit.id: unit for unit in found}
        top = min((unit.depth for unit in unique.values()), default=0)
        return tuple(unit for unit in unique.values() if unit.depth == top)

    def _by_parts(self, said: _Name) -> list[KnownUnit]:
        # What both say of place and level must agree; a bare name fits every place.
        bare = _GLUE.sub("", said.bare)
        if bare in _OF_A_PLACE and not (said.place or said.level):
            return []
        return [
            unit
            for parts, unit in self._bare.get(bare, ())
            if _agree(said.place, parts.place) and _agree(said.level, parts.level) and (bare or parts.place)
        ]


def _agree(said: str, known: str) -> bool:
    return not (said and known) or said == known


_BRACKET = re.compile(r"[（(]([^（）()]{2,120})[）)]")
_ASIDE = re.compile(r"〈[^〈〉]*〉")
_SPLIT = re.compile(r"[、，,；;。\s]+|(?<=[局委办厅府会])[和及与](?=[市县区省])")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = departments().owners
    lead = "|".join(sorted(map(re.escape, words.leading), key=len, reverse=True))
    helping = "|".join(sorted(map(re.escape, words.helping), key=len, reverse=True))
    open_label = re.compile(rf"(?:(?P<lead>{lead})|(?P<help>{helping}))[：:为是]\s*(?P<name>.*)")
    closing = re.compile(
        rf"(?P<name>.*?)(?:(?P<lead>(?:共同|联合)?(?:牵头)?(?:负责|牵头|主办|主责))|(?P<help>{helping}))"
    )
    listed = re.compile(
        rf"(?:{lead})[：:]\s*([^。；;\n（）()]{{2,120}}(?:[；;]\s*(?:{helping})[：:][^。；;\n（）()]{{2,120}})?)"
    )
    spoken = re.compile(r"由([一-鿿、]{2,40}?)(?:共同|联合)?牵头")
    return open_label, closing, listed, spoken


def owners(text: str) -> Owners | None:
    """The first owners that *text* names; None where it names none."""
    return next(iter(_found(text)), None)


def _found(text: str) -> Iterator[Owners]:
    _, _, listed, spoken = _patterns()
    for match in _BRACKET.finditer(text):
        read = _read(match[1])
        if read:
            yield read
    for match in listed.finditer(text):
        read = _read(match[0])
        if read:
            yield read
    for match in spoken.finditer(text):
        names = tuple(name for name in _SPLIT.split(match[1]) if _is_unit(name))
        if names:
            yield Owners(match[0], names)


def _read(body: str) -> Owners | None:
    """The owners in what stands between brackets or behind a label."""
    open_label, closing, _, _ = _patterns()
    leading: list[str] = []
    helping: list[str] = []
    pending: list[str] = []
    role: list[str] | None = None
    tokens = [token for token in _SPLIT.split(_ASIDE.sub("", body)) if token]
    for token in tokens:
        name = token
        label = open_label.fullmatch(name)
        if label:
            role = leading if label["lead"] else helping
            name = label["name"]
        end = closing.fullmatch(name)
        if end and not label:
            side = leading if end["lead"] else helping
            side += [*pending, *([end["name"]] if end["name"] else [])]
            pending.clear()
        elif role is not None:
            role.append(name)
        else:
            pending.append(name)
    said = bool(leading)
    if not said and not helping and all(_is_unit(name) and _is_placed(name) for name in tokens):
        leading, pending = pending, []
    leading, helping = [[name for name in names if _is_unit(name)] for names in (leading, [*helping, *pending])]
    return Owners(body, tuple(leading), tuple(helping), said) if leading else None


def _is_unit(name: str) -> bool:
    words = departments().owners
    general = any(name.startswith(word) or name.endswith(word) for word in words.general)
    return 2 <= len(name) <= 24 and not general and name.endswith(words.endings)


def _is_placed(name: str) -> bool:
    """Whether the name says of which place it is a department: what stands in brackets without more must."""
    parts = _parts(name)
    return bool(parts.level and parts.bare) and not parts.bare.endswith(("县", "区", "市", "镇", "乡"))


def near(text: str, sentence: Span, at: int) -> str:
    """The words around the statement at *at* that may name its owners, for owners().

    First the bracket behind it in its *sentence*, so that two promises of one sentence keep their own; then one that
    stands behind a full stop later in the paragraph, which is for all sentences before it; else the sentence.
    """
    for match in _BRACKET.finditer(text, at, sentence.end):
        if _says(match):
            return text[at : match.end()]
    line_end = text.find("\n", sentence.end)
    for match in _BRACKET.finditer(text, sentence.end, line_end if line_end >= 0 else len(text)):
        if text[sentence.start : match.start()].rstrip(" \u3000")[-1:] in "。；！？" and _says(match):
            return sentence.of(text) + match[0]
    return sentence.of(text)


def _says(bracket: re.Match[str]) -> bool:
    read = _read(bracket[1])
    return bool(read and read.said)
