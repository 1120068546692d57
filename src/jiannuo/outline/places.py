"""Names of places and their codes (GB/T 2260), from ``lexicon/data/places.tsv``."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from jiannuo.model.outline import Level
from jiannuo.outline.cues import words

NATION = "全国"
LONGEST_NAME = 15  # characters
LEAST_MENTIONS = 4  # of a place that is nowhere named as the reporting one
EXCERPT = 40_000  # characters that are searched for mentions
KINDS = "特别行政区|自治区|自治州|自治县|自治旗|省|市|地区|盟|县|区|旗|州"
UNLISTED = re.compile(
    r"(?<![\u4e00-\u9fff])[年日在 　]*(?P<name>(?![年日在我本现代])"
    rf"[\u4e00-\u9fff]{{2,12}}?(?:{KINDS}|镇|乡))(?=人民|政府|第)"
)
TOWN = re.compile(r"(?P<name>[\u4e00-\u9fff]{1,6}?(?:镇|乡))")
LEVELS = {"省": Level.PROVINCE, "镇": Level.TOWN, "乡": Level.TOWN, "县": Level.COUNTY, "旗": Level.COUNTY}


@lru_cache(maxsize=1)
def _codes() -> dict[str, tuple[str, ...]]:
    """Name → codes; several where counties share a name."""
    source = files("jiannuo.lexicon") / "data" / "places.tsv"
    table: dict[str, tuple[str, ...]] = {}
    for row in source.read_text(encoding="utf-8").split("\n"):
        code, _, name = row.partition("\t")
        if name:
            table[name] = (*table.get(name, ()), code)
    return table


@lru_cache(maxsize=2)
def _short_names(counties: bool = False) -> dict[str, str]:
    """Names without 市, 省 … → full names, of prefectures and provinces or of counties; one short name, one place."""
    table: dict[str, str] = {}
    nations = "|".join(words().metadata.nations)
    suffix = re.compile(rf"(?:(?:{nations})族?)*(?:{KINDS})$")
    codes_of = _codes()
    for name, codes in codes_of.items():
        if codes[0].endswith("00") == counties or (counties and name.endswith("区")):
            continue
        short = suffix.sub("", name)
        if name.endswith("地区") and short + "市" in codes_of:
            continue  # the prefecture gave way to a city
        if len(short) >= 2 and (short not in table or _standing(name) > _standing(table[short])):
            table[short] = name
    return table


def _standing(name: str) -> int:
    """Of 毕节地区 and 毕节市 the city is meant; of 吉林省 and 吉林市 the province; 文山州 is no city."""
    return ("区", "市", "省", "州").index(name[-1] if name[-1] in "市省州" else "区")


def find_place(name: str) -> tuple[str, str]:
    """The first place that *name* holds and its code: of 福建省晋江市 the finest; ("", "") where none is known."""
    start = 0
    table = _codes()
    while start < len(name):
        known = _name_at(name, start, table)
        if not known:
            start += 1
            continue
        code = table[known][0] if len(table[known]) == 1 else ""
        start += len(known)
        while start < len(name) and (finer := _name_at(name, start, table)):
            code = _below(table[finer], code)
            known = finer
            start += len(finer)
        town = TOWN.match(name, start)
        return (town["name"], "") if town is not None else (known, code)
    for short, full in _short_names().items():
        if name.find(short, 0, 24) >= 0 and "工作报告" in name:
            return full, table[full][0]
    return "", ""


def unlisted_place(name: str) -> str:
    """A place that *name* names by its kind (…市第九届…, …县人民政府) though the table does not hold it, or ""."""
    match = UNLISTED.search(name)
    return match["name"] if match is not None else ""


def _name_at(name: str, start: int, table: dict[str, tuple[str, ...]]) -> str:
    for end in range(min(len(name), start + LONGEST_NAME), start + 1, -1):
        if name[start:end] in table:
            return name[start:end]
    return ""


def _below(codes: tuple[str, ...], above: str) -> str:
    """Of *codes* the one below the place *above*; "" where that leaves more than one."""
    stem = above[:2] if above.endswith("0000") else above[:4]
    fitting = [code for code in codes if above and code.startswith(stem)] or list(codes)
    return fitting[0] if len(fitting) == 1 else ""


def place_of_headline(line: str, text: str) -> tuple[str, str]:
    """The place that a newspaper's headline names without 市 or 县, where *text* speaks of it again and again."""
    for counties in (False, True):
        for short, full in _short_names(counties).items():
            if short in line and text[:EXCERPT].count(short) >= LEAST_MENTIONS:
                codes = _codes()[full]
                return full, codes[0] if len(codes) == 1 else ""
    return "", ""


def guess_place(text: str) -> tuple[str, str]:
    """The prefecture or province that a text of 全市 or 全省 mentions most, where it stands out; else ("", "")."""
    excerpt = text[:EXCERPT]
    own = max("省市州", key=lambda kind: excerpt.count("全" + kind) + excerpt.count("我" + kind))
    names = ((short, full) for short, full in _short_names().items() if full.endswith(own))
    counts = sorted(((excerpt.count(short), full) for short, full in names), reverse=True)
    if counts[0][0] < LEAST_MENTIONS or counts[0][0] < 2 * counts[1][0]:
        return "", ""
    return counts[0][1], _codes()[counts[0][1]][0]


def level_of(place: str, code: str) -> Level:
    """By the code, else by the name's last character."""
    if place == NATION:
        return Level.NATIONAL
    if code:
        return Level.PROVINCE if code.endswith("0000") else Level.PREFECTURE if code.endswith("00") else Level.COUNTY
    return LEVELS.get(place[-1:], Level.UNKNOWN)
