"""What a quantity measures: the words around it made into an indicator and a sort of quantity."""

from __future__ import annotations

import re
from typing import NamedTuple

from jiannuo.lexicon.frames import Frames
from jiannuo.model.statement import Kind, MeasureType
from jiannuo.statements.quantities import Quantity

_BREAKS = re.compile(r"[，。；：！？,;:]|——")
_BEHIND = re.compile(r"[^，。；、：！？（(“”,;:—\d]*")
_JOINERS = "、和及与或并"
_SPLIT = re.compile(r"[、和及与]|以及")
_TO = re.compile(r"[到至为达]")
_RATE_TAIL = re.compile(r"(?:增速|增幅|涨幅|增长率|降幅|递增速度|增长速度|增长预期)(?:预期|目标)?$")
_SHARE_HEAD = re.compile(r"^(?:占|比重|占比|比例)")
_NUMBERED = {"一": 0, "二": 1, "三": 2}
_SPECIFIC = re.compile(r"(?:项目|企业|园区|产业|工程|基地|龙头|集群|平台|主体|景区|医院|学校|线路|机组|机场|泊位|码头|商场|村|乡镇|县|城市|地区|人群|家庭|户)")
_MASS_CLASSES = frozenset(("money", "power", "energy", "mass", "length", "area", "volume", "people", "time", "duration", "density", "other"))


class Frame(NamedTuple):
    """What the words around a quantity say: the indicator, the sort of quantity, its sign, and its kind where forced."""

    indicator: str
    measure: MeasureType
    sign: int
    forced: Kind | None
    head_start: int
    changed_from: bool


class _State:
    """What carries over from one quantity of a sentence to the next."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.deed = ""
        self.measure = MeasureType.LEVEL
        self.sign = 1
        self.heads: list[str] = []
        self.head_index = 0


def clause_start(text: str, position: int) -> int:
    """Where the clause that holds *position* begins."""
    start = 0
    for match in _BREAKS.finditer(text, 0, position):
        start = match.end()
    return start


def frame_all(text: str, found: list[Quantity], words: Frames, subject: str) -> tuple[list[Frame], str]:
    """Frames of all quantities of a sentence, in order, and the subject that the next sentence may take up.

    *subject* is what the sentence before was about, for one that begins with its verb (比上年提高…).
    """
    state = _State(subject)
    starts: list[int] = []
    start = 0
    breaks = [match.end() for match in _BREAKS.finditer(text)]
    index = 0
    for quantity in found:
        while index < len(breaks) and breaks[index] <= quantity.left:
            start = breaks[index]
            index += 1
        starts.append(start)
    frames = [_frame(text, found, i, starts, words, state) for i in range(len(found))]
    return frames, state.subject


def _frame(text: str, found: list[Quantity], i: int, starts: list[int], words: Frames, state: _State) -> Frame:
    quantity = found[i]
    previous = found[i - 1] if i and found[i - 1].right > starts[i] else None
    begin = previous.right if previous else starts[i]
    if begin > quantity.left:
        begin = quantity.left
    raw = text[begin : quantity.left]
    listed = bool(previous) and (not raw or raw[0] in _JOINERS or raw == "：")
    head = raw.lstrip("、和及与并或（）()")
    if raw.startswith("以及"):
        head = raw[2:]
    # text between the numbers 3、4 that only joins them leaves no head at all
    behind = _behind(text, quantity, found[i + 1] if i + 1 < len(found) else None)
    changed_from = quantity.links.startswith(("由", "从")) or head.endswith(("由", "从")) or bool(
        re.search(r"[由从](?:\d{4}年末?的?|上年的?|去年的?)?$", head)
    )
    if quantity.unit_class == "share":
        return _share(text, found, i, head or state.subject, state)
    forced = _forced(text, quantity, found, i, head, behind, previous)
    core = re.sub(r"[由从](?:\d{4}年末?的?|上年的?|去年的?|每人每年的?)?$", "", head)
    if changed_from:
        core = re.sub(r"(?:\d{4}年末?|上年|去年)的?$", "", core)
    change = words.change.search(core) if core else None
    toward = bool(_TO.search(quantity.links))
    if change and not core[: change.start()] and listed and "分别" not in core and toward:
        toward = True
    measure, sign = _sort(quantity, core, change, toward, behind, words, state, listed, bool(head))
    named = core[: change.start()] if change and (toward or _relative(quantity) or change.group("down")) else core
    if change and not _relative(quantity) and not toward and change.group("up") not in ("新增", "增收"):
        named = core[: change.start()] + (change.group("up") or change.group("down") or "")
        if named in (change.group("up"), change.group("down")) and not behind:
            named = state.subject + named
    indicator = _indicator(text, quantity, named, behind, listed, measure, words, state, found, i)
    state.measure, state.sign = measure, sign
    return Frame(indicator, measure, sign, forced, begin, changed_from)


def _relative(quantity: Quantity) -> bool:
    return quantity.unit_class in ("percent", "permille", "points", "times", "fold", "half", "tenths")


def _behind(text: str, quantity: Quantity, following: Quantity | None) -> str:
    """The words behind a quantity up to the next mark or numeral: 30个[重点工业园区建设]."""
    limit = following.left if following else len(text)
    match = _BEHIND.match(text, quantity.right, max(limit, quantity.right))
    behind = match.group() if match else ""
    if behind == "" and text[quantity.right : quantity.right + 1] in ("“", "（", "("):
        close = {"“": "”", "（": "）", "(": ")"}[text[quantity.right]]
        end = text.find(close, quantity.right, limit)
        if end > 0 and close == "”":
            rest = _BEHIND.match(text, end + 1, limit)
            behind = text[quantity.right : end + 1] + (rest.group() if rest else "")
    return behind.removeprefix("的")


def _share(text: str, found: list[Quantity], i: int, head: str, state: _State) -> Frame:
    """One share of a structure such as 3.3:55.3:41.4."""
    place = 0
    while i - place > 0 and found[i - place - 1].unit_class == "share" and text[found[i - place - 1].end : found[i - place].start] in (":",):
        place += 1
    if place == 0:
        state.subject = re.sub(r"[由从](?:\d{4}年末?的?)?$|调整(?:为|到|至)?.*$|(?:达到|为|是)$", "", head) or state.subject
    which = ("第一产业", "第二产业", "第三产业")[min(place, 2)]
    first = i - place
    begin = text[max(0, found[first].left - 8) : found[first].start]
    changed_from = bool(re.search(r"[由从](?:\d{4}年末?的?|上年的?)?$", begin))
    return Frame(f"{state.subject}中{which}比重", MeasureType.RATIO, 1, None, found[i].left, changed_from)


def _forced(
    text: str, quantity: Quantity, found: list[Quantity], i: int, head: str, behind: str, previous: Quantity | None
) -> Kind | None:
    """Whether the quantity only narrows what another quantity or a deed is about."""
    mass = quantity.unit_class in _MASS_CLASSES
    straight = text[quantity.right : quantity.right + 1]
    of = straight == "的"
    if mass and quantity.suffixed and behind and _SPECIFIC.search(behind) and quantity.unit_class not in ("people",):
        return Kind.QUALIFIER
    if mass and quantity.bound.value == "ge" and not quantity.suffixed and (of or _SPECIFIC.match(behind)) and behind:
        return Kind.QUALIFIER
    if mass and quantity.unit_class not in ("area", "length", "people") and of and _SPECIFIC.search(behind):
        return Kind.QUALIFIER
    if quantity.unit_class in ("power", "energy", "density", "other") and behind and not of and not head.endswith(("新增", "投产", "建成")):
        return Kind.QUALIFIER
    if quantity.unit_class == "time" and quantity.unit in ("岁", "小时", "分钟") and behind:
        return Kind.QUALIFIER
    if previous and mass and previous.unit_class == "count" and quantity.bound.value == "ge" and not head.startswith(tuple(_JOINERS)):
        between = text[previous.right : quantity.left]
        if between and not re.search("[，；、]", between) and _SPECIFIC.search(between):
            return Kind.QUALIFIER
    if quantity.unit_class == "money" and quantity.numeral.chinese and straight == "元":
        return Kind.QUALIFIER
    if text[quantity.start - 3 : quantity.start].endswith(("年产", "日产", "总投资")) and behind and _SPECIFIC.search(behind):
        return Kind.QUALIFIER
    following = found[i + 1] if i + 1 < len(found) else None
    if following and mass and text[quantity.right : following.left] in ("或", "、", "和") and following.unit_class == quantity.unit_class:
        after = _behind(text, following, None)
        if _SPECIFIC.match(after) and following.bound.value == "ge":
            return Kind.QUALIFIER
    return None


def _sort(
    quantity: Quantity, core: str, change: re.Match[str] | None, toward: bool, behind: str, words: Frames, state: _State, listed: bool, headed: bool
) -> tuple[MeasureType, int]:  # fmt: skip
    """Which sort of quantity it is and its sign."""
    kind = quantity.unit_class
    down = bool(change and change.group("down"))
    if kind == "points":
        if change is None and listed and not core:
            return MeasureType.RATIO, state.sign
        return MeasureType.RATIO, -1 if down and not toward and "低于" not in core else 1
    if kind == "fold":
        return MeasureType.GROWTH, 1
    if kind == "times":
        return (MeasureType.GROWTH if change and not toward else MeasureType.LEVEL), 1
    if kind in ("percent", "permille", "half", "tenths"):
        if change and not toward:
            return MeasureType.GROWTH, -1 if down else 1
        if listed and not core and state.measure is MeasureType.GROWTH:
            return MeasureType.GROWTH, state.sign
        if _RATE_TAIL.search(core) and not behind:
            return MeasureType.GROWTH, 1
        return MeasureType.RATIO, 1
    if listed and not core and not behind:
        return state.measure, 1
    return _stock_or_deed(quantity, core, change, toward, behind, words, state, listed), 1


def _stock_or_deed(
    quantity: Quantity, core: str, change: re.Match[str] | None, toward: bool, behind: str, words: Frames, state: _State, listed: bool
) -> MeasureType:  # fmt: skip
    """Level or count: statistics and stocks against deeds and new things."""
    if "累计达" in core or core.endswith(("累计", "总量", "总数", "保有量")) and toward:
        return MeasureType.LEVEL
    if change and not toward and words.change.search(core):
        return MeasureType.COUNT
    if toward and change:
        return MeasureType.LEVEL
    if core.startswith("累计建成") or core.startswith("累计培育"):
        return MeasureType.LEVEL
    if words.statistic.search(core) and not words.deed_tail.search(core):
        deed = words.deed_head.match(words.lead.sub("", core, count=1))
        return MeasureType.COUNT if deed and deed.group().startswith("新") else MeasureType.LEVEL
    body = words.lead.sub("", core, count=1) if words.lead.match(core) else core
    if words.deed_head.match(body) or words.deed_tail.search(core):
        return MeasureType.COUNT
    if listed and state.deed:
        return MeasureType.COUNT
    if quantity.unit_class == "money" or toward or "超" in quantity.links or "突破" in quantity.links:
        return MeasureType.LEVEL
    if quantity.unit_class in ("count", "people"):
        return MeasureType.COUNT
    return MeasureType.LEVEL if not words.deed_head.search(core) else MeasureType.COUNT


def _strip_lead(text: str, words: Frames) -> str:
    match = words.lead.match(text)
    return text[match.end() :] if match else text


def _indicator(
    text: str, quantity: Quantity, named: str, behind: str, listed: bool, measure: MeasureType, words: Frames, state: _State, found: list[Quantity], i: int
) -> str:  # fmt: skip
    """The words for what is measured; keeps the state for the quantities that follow."""
    spread = "分别" in text[max(0, quantity.left - 12) : quantity.start] or "分别" in quantity.links
    named = re.sub(r"分别.*$", "", named)
    named = words.modifier_tail.sub("", named) if named not in words.deeds else named
    head = _strip_lead(named, words)
    if measure in (MeasureType.COUNT,) and not head and words.deed_tail.search(named):
        head = named
    if spread and head:
        values = _run_length(text, found, i)
        state.heads, state.head_index = _distribute(head, values, words), 0
        if len(state.heads) > 1:
            state.subject, state.deed = state.heads[0], ""
            return state.heads[0]
    elif listed and not head and not behind and len(state.heads) > 1:
        state.head_index = min(state.head_index + 1, len(state.heads) - 1)
        return state.heads[state.head_index]
    elif spread and not head and len(state.heads) > 1:
        state.head_index = 0
        return state.heads[0]
    elif head:
        state.heads = []
    if not head and not behind:
        return state.subject
    if not head and listed and state.deed:
        return state.deed + behind
    if not head:
        state.subject = behind
        return behind
    deed = words.deed_head.match(head)
    if deed:
        state.deed = deed.group()
        if listed and deed.group() == head and behind == "" and state.subject:
            return state.subject + head
    elif listed and state.deed and measure is MeasureType.COUNT:
        head = state.deed + head
    elif not listed:
        state.deed = ""
    if head in words.attributes or _SHARE_HEAD.match(head):
        full = state.subject + head if state.subject else head
        return full
    indicator = head + behind if behind and not _relative(quantity) else head
    if behind and _relative(quantity) and measure is MeasureType.RATIO:
        indicator = head + behind
    state.subject = indicator if not deed or deed.group() != indicator else state.subject
    return indicator


def _run_length(text: str, found: list[Quantity], i: int) -> int:
    """How many values stand in the list that begins with quantity *i*."""
    count = 1
    while i + count < len(found):
        between = text[found[i + count - 1].right : found[i + count].left]
        if between not in ("、", "和", "及", "与", "，", ""):
            break
        count += 1
    return count


def _distribute(head: str, values: int, words: Frames) -> list[str]:
    """The heads of a list with 分别, completed where they share an end or a beginning."""
    parts = [part for part in _SPLIT.split(head) if part]
    if len(parts) == 1 and values == 2:
        for joint, pair in words.pairs.items():
            if joint in head:
                return [head.replace(joint, pair[0]), head.replace(joint, pair[1])]
    if len(parts) != values or values < 2:
        return [head]
    last = parts[-1].replace("等", "", 1) if "等" in parts[-1][:6] else parts[-1]
    parts[-1] = last
    result = []
    for part in parts[:-1]:
        if len(part) * 2 > len(last) + 2 and len(part) > 4:
            result.append(part)
            continue
        at = last.find(part[-1], 1, len(part) + 3)
        result.append(part + (last[at + 1 :] if at > 0 else last[len(part) :]))
    if len(last) <= 4 and len(parts[0]) >= len(last) + 3:
        last = parts[0][:-2] + last
    return [*result, last]
