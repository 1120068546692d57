"""Numbers of headings, read and written."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
CHINESE_NUMERALS = DIGITS[1:] + "十百"
WORDS_IN_ORDER = {"首先": 1, "其次": 2, "再次": 3}


def number_of(marker: str) -> int | None:
    """What a marker counts to: 一、 → 1, （十二） → 12, 03 → 3, ④ → 4; None for ▶ and the like."""
    if marker[:2] in WORDS_IN_ORDER:
        return WORDS_IN_ORDER[marker[:2]]
    for char in marker:
        for first, last in (("①", "⑳"), ("⑴", "⒇"), ("⒈", "⒛"), ("㈠", "㈩"), ("❶", "❿"), ("➀", "➉"), ("Ⅰ", "Ⅻ")):
            if first <= char <= last:
                return ord(char) - ord(first) + 1
    digits = "".join(char for char in marker if char.isdecimal())
    if digits:
        return int(digits)
    return chinese_number("".join(char for char in marker if char in CHINESE_NUMERALS))


def chinese_number(name: str) -> int | None:
    """一 to 九百九十九 as an int; None where *name* is empty."""
    if not name:
        return None
    total = ones = 0
    for char in name:
        if char in "十百":
            total += (ones or 1) * (10 if char == "十" else 100)
            ones = 0
        else:
            ones = DIGITS.index(char)
    return total + ones


def chinese_name(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
