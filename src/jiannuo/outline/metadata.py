"""What a report says of itself: title, place, year, session, date, speaker."""

from __future__ import annotations

import re
from collections import Counter

from jiannuo.model.outline import Metadata
from jiannuo.outline.body import MARKS, Body
from jiannuo.outline.cues import pattern, words
from jiannuo.outline.numbering import DIGITS as CHINESE_DIGITS
from jiannuo.outline.numbering import chinese_number
from jiannuo.outline.places import NATION, find_place, guess_place, level_of, place_of_headline, unlisted_place

DIGITS = {char: str(value) for value, char in enumerate(CHINESE_DIGITS)} | dict.fromkeys("○零ОO０0", "0")
DIGITS |= {char: str(value) for value, char in enumerate("０１２３４５６７８９")} | {str(n): str(n) for n in range(10)}
_YEAR = r"(?P<year>[12１２][\d０-９]{3}|[一二][〇○零ОO0一二三四五六七八九]{3})"
_NUMBER = r"[\d０-９]{1,2}|[〇○零一二三四五六七八九十]{1,3}"
DATE = re.compile(rf"{_YEAR}[ 　]*年[ 　]*(?P<month>{_NUMBER})[ 　]*月[ 　]*(?P<day>{_NUMBER})[ 　]*日")
_COUNT = r"[ 　]*[〇零一二三四五六七八九十百\d]{1,4}[ 　]*"
SESSION = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{2,24}}?)?[ 　]*第?(?<=[\u4e00-\u9fff 　]){_COUNT}届"
    rf"[ 　]*(?P<own>[\u4e00-\u9fff]{{0,10}}?)(?:人民代表大会|人大)(?:常务委员会|常委会)?"
    rf"第?{_COUNT}次[ 　]*(?:全体)?会议"
)
FIRST_SENTENCE_PLACE = re.compile(r"代表(?P<place>[\u4e00-\u9fff]{2,16}?)(?:人民)?政府")
TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?![ 　]*年[ 　]*\d{1,2}[ 　]*月)")
NAME = r"[\u4e00-\u9fff](?:[ 　]*[\u4e00-\u9fff·•]){1,11}"
LONE_NAME = re.compile(r"[\u4e00-\u9fff](?:[ 　]*[\u4e00-\u9fff]){1,3}")
DATED_NAME = re.compile(rf"日[ 　，,]+(?P<name>{NAME})[ 　]*[）)]?$")
BLANK = re.compile(r"\s+")
DASHES = "-–—―─－"
LONGEST_HEAD = 40  # lines
HEADLINES = 3  # lines that may hold a title where no address follows
LONGEST_HEADLINE = 50  # characters


def read_metadata(text: str, body: Body, titles: list[str]) -> Metadata:
    """Metadata from the head of the report and its title; where they are silent, from headings and opening words.

    titles are the headings of the first two depths.
    """
    head = [text[line.start : line.end].strip(MARKS) for line in body.lines[: body.head or HEADLINES]]
    head = [line for line in head if body.head or len(line) <= LONGEST_HEADLINE]
    opening = "\n".join(
        text[line.start : min(line.end, line.start + 120)] for line in body.lines[body.head : body.head + 3]
    )
    title = _title(head, body.front_title)
    joined = "\n".join((*head, body.front_title))
    date, spoken = _date(DATE.search(joined))
    session, named = _session(" ".join(head)[:2000])
    place, code = _place(text, (named, title, body.front_title, joined[:2000], opening))
    return Metadata(
        title=title,
        place=place,
        code=code,
        level=level_of(place, code),
        year=_year(title or body.front_title, body.front_title, titles, date, spoken),
        session=session,
        date=date,
        speaker=_speaker([*head[:LONGEST_HEAD], body.front_title]),
    )


def _title(head: list[str], front: str) -> str:
    name = pattern(words().metadata.title)
    for line in head:
        if (
            len(line) <= 50
            and name.search(line)
            and "代表大会" not in line
            and "请" not in line
            and line[0] not in DASHES
        ):
            return BLANK.sub("", line)
    return front or next((line for line in head if len(line) <= 50 and not DATE.search(line)), "")


def _session(head: str) -> tuple[str, str]:
    """The session as named and the words that name its place, either of them possibly empty."""
    match = SESSION.search(head)
    if match is None:
        return "", ""
    own, before = match["own"] or "", match["place"] or ""
    session = BLANK.sub("", match.group())
    if "全国" in own or "全国" in before or "中华人民共和国" in before:
        at = session.find("中华人民共和国")
        return session[max(at, session.rfind("在", 0, 8) + 1 if at < 0 else at) :], NATION
    place, _ = find_place(before or own)
    if place and place in session:
        session = session[session.find(place) :]
    else:
        session = session[session.rfind("日", 0, session.find("届")) + 1 :]
        session = session[session.rfind("在", 0, session.find("届")) + 1 :]
    return session, before or own


def _place(text: str, sources: tuple[str, ...]) -> tuple[str, str]:
    for source in sources:
        if source == NATION or "国务院" in source:
            return NATION, ""
        if source:
            place, code = find_place(source)
            if place:
                return place, code
    opening = FIRST_SENTENCE_PLACE.search(sources[-1])
    if opening is not None and opening["place"] not in ("市", "省", "县", "自治区"):
        place, code = find_place(opening["place"])
        if place:
            return place, code
    unlisted = next(filter(None, map(unlisted_place, sources[1:4])), "")
    if unlisted:
        return unlisted, ""
    place, code = place_of_headline(sources[1], text)
    return (place, code) if place else guess_place(text)


def _number(name: str) -> int:
    if all(char in DIGITS for char in name):
        return int("".join(DIGITS[char] for char in name))
    return chinese_number(name.strip("〇○零")) or 0


def _date(match: re.Match[str] | None) -> tuple[str, int | None]:
    if match is None:
        return "", None
    year = int("".join(DIGITS[char] for char in match["year"]))
    month, day = _number(match["month"]), _number(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return "", year
    return f"{year:04}-{month:02}-{day:02}", year


def _year(title: str, front: str, headings: list[str], date: str, spoken: int | None) -> int | None:
    """The year ahead: most of date, title and headings decide; the title where all differ."""
    votes: list[int] = []
    named = TITLE_YEAR.search(title) or TITLE_YEAR.search(front)
    if named is not None:
        votes.append(int(named.group(1)))
    if spoken is not None:
        late = date[5:7] == "12" or (date[5:7] == "11" and any(f"{spoken + 1}年" in heading for heading in headings))
        votes.append(spoken + late)
    told = _headings_year(headings)
    if told is not None:
        votes.append(told)
    return Counter(votes).most_common(1)[0][0] if votes else None


def _headings_year(headings: list[str]) -> int | None:
    """The year after the one that a heading looks back on, else the year that one plans for."""
    planned: int | None = None
    for heading in headings:
        years = [int(match.group(1)) for match in TITLE_YEAR.finditer(heading)]
        if years and pattern(words().parts.back).search(heading):
            return max(years) + 1
        if years and planned is None and pattern("|".join(words().parts.plan_weak)).search(heading):
            planned = max(years)
    return planned


def _speaker(head: list[str]) -> str:
    """The name behind an office, beside the date, or alone on the line below the session."""
    office = pattern(rf"{words().metadata.offices}[\s：:]*(?P<name>{NAME})$")
    below = False
    for line in head:
        found = DATED_NAME.search(line)
        if len(line) <= 40 and "代表大会" not in line and "人大" not in line:
            found = office.search(line) or found
            if found is None and below and LONE_NAME.fullmatch(line):
                return BLANK.sub("", line)
        if found is not None and "会议" not in found["name"] and "报告" not in found["name"]:
            return BLANK.sub("", found["name"])
        below = "大会" in line or "会议" in line or DATE.search(line) is not None or below
    return ""
