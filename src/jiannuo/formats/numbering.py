"""The numbers that Word generates before a paragraph (一、 （二） 3.), which stand nowhere in its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9  # as many as Word has
_PLACEHOLDER = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff\uf0b7]")  # bullets from symbol fonts
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def counted(number: int, digits: str = _DIGITS, tens: str = "十", hundreds: str = "百") -> str:
    """*number* under 1000 as it is counted in Chinese (十二, 一百零三); larger ones in digits."""
    if number >= 1000:
        return str(number)
    hundred, rest = divmod(number, 100)
    ten, one = divmod(rest, 10)
    text = digits[hundred] + hundreds if hundred else ""
    if ten:
        text += ("" if ten == 1 and not hundred and digits == _DIGITS else digits[ten]) + tens
    elif hundred and one:
        text += "零"
    return text + (digits[one] if one else "") or digits[0]


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, mark in _ROMAN:
        text += mark * (number // value)
        number %= value
    return text


def _row(marks: str) -> Callable[[int], str]:
    return lambda number: marks[number - 1] if 1 <= number <= len(marks) else str(number)


def _digit_by_digit(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


_WAYS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"), counted
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand"), _digit_by_digit(_DIGITS)),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional"), lambda number: counted(number, _FORMAL, "拾", "佰")
    ),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _digit_by_digit("０１２３４５６７８９"),
    "decimalFullWidth2": _digit_by_digit("０１２３４５６７８９"),
    "decimalEnclosedCircle": _row("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _row("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedParen": _row("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _row("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "ideographEnclosedCircle": _row("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}


class _Level(msgspec.Struct, frozen=True):
    """One level of a list: its first number, how it is written, and the text around it (``第%1章``)."""

    start: int = 1
    way: str = "decimal"
    pattern: str = ""


class Numbering:
    """The lists of one Word file, counted as its paragraphs go by; ask for each paragraph once, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._linked: dict[tuple[str, str], int] = {}
        self._styles: dict[str, Element] = {}
        self._default = ""
        self._counts: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read_lists(numbering)

    def marker(self, paragraph: Element) -> str:
        """What Word prints before *paragraph*, or ""."""
        list_id, depth = self._list_of(paragraph)
        if list_id not in self._lists:
            return ""
        abstract, overridden, starts = self._lists[list_id]
        levels = {**self._abstract.get(abstract, {}), **overridden}
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        if depth in starts and (list_id, depth) not in self._restarted:
            self._restarted.add((list_id, depth))
            counts[depth] = starts[depth]
        else:
            before = counts[depth]
            counts[depth] = levels[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return _render(levels, counts, depth)

    def _list_of(self, paragraph: Element) -> tuple[str, int]:
        """The list and its level (from 0) of *paragraph*, by itself or else by its style; "" and 0 for none."""
        properties = paragraph.find(f"{_W}pPr")
        list_id, depth = _pointer(properties)
        style = _value(properties, "pStyle") or self._default
        visited: set[str] = set()
        while style in self._styles and style not in visited and (list_id is None or depth is None):
            visited.add(style)
            element = self._styles[style]
            inherited, below = _pointer(element.find(f"{_W}pPr"))
            list_id = inherited if list_id is None else list_id
            if depth is None:
                depth = self._level_of_style(list_id, style) if below is None else below
            style = _value(element, "basedOn")
        return list_id or "", min(depth or 0, _LEVELS - 1)

    def _level_of_style(self, list_id: str | None, style: str) -> int | None:
        return self._linked.get((self._lists[list_id][0], style)) if list_id in self._lists else None

    def _read_styles(self, styles: Element) -> None:
        for style in styles.iterfind(f"{_W}style"):
            name = style.get(f"{_W}styleId") or ""
            self._styles[name] = style
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true", "on"):
                self._default = name

    def _read_lists(self, numbering: Element) -> None:
        for abstract in numbering.iterfind(f"{_W}abstractNum"):
            name = abstract.get(f"{_W}abstractNumId") or ""
            self._abstract[name] = dict(_levels(abstract))
            for level in abstract.iterfind(f"{_W}lvl"):
                style = _value(level, "pStyle")
                if style:
                    self._linked[name, style] = _integer(level.get(f"{_W}ilvl"), 0)
        for item in numbering.iterfind(f"{_W}num"):
            overridden: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for override in item.iterfind(f"{_W}lvlOverride"):
                overridden.update(_levels(override))
                start = _value(override, "startOverride")
                if start:
                    starts[_integer(override.get(f"{_W}ilvl"), 0)] = _integer(start, 1)
            self._lists[item.get(f"{_W}numId") or ""] = (_value(item, "abstractNumId"), overridden, starts)


def _levels(parent: Element) -> Iterator[tuple[int, _Level]]:
    for level in parent.iterfind(f"{_W}lvl"):
        way = _value(level, "numFmt") or _value(level.find(f".//{_W}numFmt/.."), "numFmt") or "decimal"
        yield (
            _integer(level.get(f"{_W}ilvl"), 0),
            _Level(_integer(_value(level, "start"), 0), way, _value(level, "lvlText")),
        )


def _render(levels: dict[int, _Level], counts: list[int | None], depth: int) -> str:
    level = levels[depth]
    if level.way == "bullet":
        symbol = _PRIVATE.search(level.pattern) or (len(level.pattern) == 1 and level.pattern.isalnum())
        return "" if symbol else level.pattern  # letters stand for shapes of a symbol font

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = levels.get(at, _Level())
        count = counts[at]
        return _WAYS.get(other.way, str)(other.start if count is None else count)

    return _PLACEHOLDER.sub(number, level.pattern)


def _pointer(properties: Element | None) -> tuple[str | None, int | None]:
    """List and level that a w:pPr names; list "0" means that a paragraph is taken out of its style's list."""
    pointer = properties.find(f"{_W}numPr") if properties is not None else None
    if pointer is None:
        return None, None
    depth = _value(pointer, "ilvl")
    return _value(pointer, "numId") or None, _integer(depth, 0) if depth else None


def _value(parent: Element | None, name: str) -> str:
    child = parent.find(f"{_W}{name}") if parent is not None else None
    return (child.get(f"{_W}val") or "") if child is not None else ""


def _integer(text: str | None, default: int) -> int:
    """*text* as a number from 0 to 32767, as large as Word counts."""
    try:
        return min(max(int(text or default), 0), 32767)
    except ValueError:
        return default
