"""What a report says of itself: title, place, year, session, date, speaker."""

from __future__ import annotations

import re

from jiannuo.model.outline import Level, Metadata
from jiannuo.outline.body import MARKS, Body
from jiannuo.outline.cues import CHINESE_DIGITS, pattern, words
from jiannuo.outline.headings import chinese_number

DIGITS = {char: str(value) for value, char in enumerate(CHINESE_DIGITS)} | {char: "0" for char in "○零ОO０0"}
DIGITS |= {char: str(value) for value, char in enumerate("０１２３４５６７８９")} | {str(n): str(n) for n in range(10)}
_YEAR = r"(?P<year>[12１２][\d０-９]{3}|[一二][〇○零ОO0一二三四五六七八九]{3})"
_DAY = r"[\d０-９]{1,2}|[一二三][十〇○]?[一二三四五六七八九]?|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
DATE = re.compile(rf"{_YEAR}\s*年\s*(?P<month>{_DAY})\s*月\s*(?P<day>{_DAY})\s*日")
_COUNT = r"[〇零一二三四五六七八九十百\d]{1,4}"
SESSION = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{2,14}}?)?\s*第\s*{_COUNT}\s*届\s*(?P<all>全国)?\s*(?P<own>[\u4e00-\u9fff]{{0,8}}?)"
    rf"人民代表大会\s*(?:常务委员会\s*)?第\s*{_COUNT}\s*次\s*(?:全体)?(?:会议|全会)"
)
PLACE = re.compile(r"[\u4e00-\u9fff]{1,12}?(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|地区|州|盟|县|区|旗|镇|乡)")
YEAR_WORK = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*年\s*[^，。\n]{0,10}?(回顾|工作安排|工作部署|重点工作|主要工作|目标任务|主要任务|工作任务|政府工作)"
)
TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?")
NAME = r"[\u4e00-\u9fff](?:[\s]*[\u4e00-\u9fff·•]){1,9}"
BLANK = re.compile(r"\s+")


def read_metadata(text: str, body: Body) -> Metadata:
    """Metadata from the head of the report, its title and where they are silent its headings."""
    head = [
        text[line.start : line.end].strip(MARKS) for line in body.lines[: max(body.head, 8 if not body.head else 0)]
    ]
    title = _title(head, body.front_title)
    joined = "\n".join((*head, body.front_title))
    date = DATE.search(joined)
    session, place = _session(joined)
    place = place or _place_of_title(title) or _place_of_title(body.front_title)
    iso, year = _date(date)
    return Metadata(
        title=title,
        place=place,
        level=_level(place),
        year=_year(text, body, title, iso, year),
        session=session,
        date=iso,
        speaker=_speaker(head),
    )


def _title(head: list[str], front: str) -> str:
    name = pattern(words().metadata.title)
    for line in head:
        if name.search(line) and len(line) <= 50 and "代表大会" not in line and "请" not in line:
            return BLANK.sub("", line)
    return front or next((line for line in head if len(line) <= 50 and not DATE.search(line)), "")


def _session(head: str) -> tuple[str, str]:
    flat = head.replace("\n", " ")
    match = SESSION.search(flat)
    if match is None:
        return "", ""
    session = BLANK.sub("", match.group())
    if match.group("all") or "全国" in session or "中华人民共和国" in session:
        return session.lstrip("在"), "全国"
    place = match.group("place") or ""
    at = place.rfind("在")
    place = place[at + 1 :] if at >= 0 else place
    session = session[session.find(place) :] if place else session.lstrip("在")
    return session, place or match.group("own") or ""


def _place_of_title(title: str) -> str:
    name = title.split("政府工作报告")[0]
    name = TITLE_YEAR.sub("", name).strip("《》〈〉 　年关于")
    if "国务院" in title:
        return "全国"
    match = PLACE.match(name)
    return match.group() if match and len(match.group()) > 1 else ""


def _level(place: str) -> Level:
    if place == "全国":
        return Level.NATIONAL
    if place.endswith(("省", "自治区")):
        return Level.PROVINCE
    if place.endswith(("县", "旗", "区")) and not place.endswith("地区"):
        return Level.COUNTY
    if place.endswith(("镇", "乡")):
        return Level.TOWN
    return Level.PREFECTURE if place.endswith(("市", "州", "盟", "地区")) else Level.UNKNOWN


def _number(name: str) -> int:
    if all(char in DIGITS for char in name):
        return int("".join(DIGITS[char] for char in name))
    return chinese_number(name.replace("〇", "").replace("○", "")) or 0


def _date(match: re.Match[str] | None) -> tuple[str, int | None]:
    if match is None:
        return "", None
    year = int("".join(DIGITS[char] for char in match["year"]))
    month, day = _number(match["month"]), _number(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return "", year
    return f"{year:04}-{month:02}-{day:02}", year


def _year(text: str, body: Body, title: str, iso: str, year: int | None) -> int | None:
    """The year ahead: of the speech, or the next where it was held at the end of a year."""
    if year is not None:
        if iso[5:7] in ("11", "12") and f"{year + 1}年" in text:
            return year + 1
        return year
    match = TITLE_YEAR.search(title) or TITLE_YEAR.search(body.front_title)
    if match is not None:
        return int(match.group(1))
    for match in YEAR_WORK.finditer(text):
        return int(match.group(1)) + (match.group(2) == "回顾")
    return None


def _speaker(head: list[str]) -> str:
    office = words().metadata.offices
    regex = pattern(rf"(?:^|[\u4e00-\u9fff\s、]*)(?:代理?|)?{office}[\s：:]*(?P<name>{NAME})$")
    for line in head:
        if len(line) > 40 or "代表大会" in line:
            continue
        match = regex.search(line)
        if match is not None:
            return BLANK.sub("", match["name"])
        dated = re.search(rf"日[\s，]+(?P<name>{NAME})[）)]?$", line)
        if dated is not None:
            return BLANK.sub("", dated["name"])
    return ""
