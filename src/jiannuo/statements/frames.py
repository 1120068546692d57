"""What a quantity measures: the words around it made into an indicator and a sort of quantity."""

from __future__ import annotations

import re
from typing import NamedTuple

from jiannuo.lexicon.frames import Frames
from jiannuo.lexicon.words import bounds
from jiannuo.model.statement import Kind, MeasureType
from jiannuo.statements.heads import distribute, shorten
from jiannuo.statements.quantities import Quantity

BREAKS = re.compile(r"[，。；：！？,;:]|——")
_BEHIND = re.compile(r"[^，。；、：！？（(,;:—\d]*")
_BEHIND_LIST = re.compile(r"、[^，。；、：！？（(,;:—\d]{1,10}(?=[，。；]|$)")
_JOINERS = "、和及与或并"
_LAST_JOIN = re.compile(r".*(?:、|以及|和|及|与|或)", re.DOTALL)
_TO = re.compile(r"[到至为达]")
_YEAR_OF = re.compile(r"(?:\d{4}年[末底]?|上年|去年|今年|目前|每人每年)的?$")
_FROM = re.compile(r"[由从]$")
_RATE_TAIL = re.compile(r"(?:增速|增幅|涨幅|增长率|降幅|递增速度|增长速度|增长预期)(?:预期|目标)?$")
_SHARE_HEAD = re.compile(r"^占")
_AGAINST = re.compile(r"^(?:高于|低于|超过|快于|优于|好于|领先|比[^，]{1,14}[高低快多]|较[^，]{1,14}[高低快])")
_TIMES_OF = re.compile(r"(?:是|为|相当于|达到)(.+?)的?$")
_COMPARED = re.compile(r"(?:比|较)[^，。]{2,12}(?:实现|基本实现)?$")
_SPEED = re.compile(r"速度|幅度|增速|目标|水平")
_EVENT = re.compile(r"[^，。；]{0,16}(?:会|赛|杯)(?=上|[^议])")
_ASIDE = re.compile(r"^(?:扣除|按|从|在|如果|随着|根据|据)")
_SPECIFIC = re.compile(
    r"(?:项目|企业|园区|产业|工程|基地|龙头|集群|平台|主体|景区|医院|学校|线路|机组|机场|泊位|码头|商场|村|乡镇|县|城市|地区|人群|家庭|户)"
)
_BUILT = re.compile(r"项目|机组|工程|装置|生产线|基地|电站")
_MASS = frozenset(
    ("money", "power", "energy", "mass", "length", "area", "volume", "people", "time", "duration", "density", "other")
)
_RELATIVE = frozenset(("percent", "permille", "points", "times", "fold", "half", "tenths"))


class Frame(NamedTuple):
    """What the words around a quantity say: the indicator, the sort of quantity, its sign, and its kind where forced."""

    indicator: str
    measure: MeasureType
    sign: int
    forced: Kind | None
    head_start: int
    changed_from: bool


class Framer:
    """Frames the quantities of one sentence; what one quantity is about carries over to the next."""

    def __init__(self, text: str, found: list[Quantity], words: Frames, subject: str) -> None:
        self.text = text
        self.found = found
        self.words = words
        self.subject = subject
        self.deed = ""
        self.measure = MeasureType.LEVEL
        self.sign = 1
        self.heads: list[str] = []
        self.head_index = 0
        self.starts = self._clause_starts()
        self.behinds = [self._behind(i) for i in range(len(found))]
        self.frames: list[Frame] = []

    def run(self) -> list[Frame]:
        """A frame for each quantity, in order."""
        for i in range(len(self.found)):
            self.frames.append(self._frame(i))
        return self.frames

    def _clause_starts(self) -> list[int]:
        breaks = [match.end() for match in BREAKS.finditer(self.text)]
        starts, start, index = [], 0, 0
        for quantity in self.found:
            while index < len(breaks) and breaks[index] <= quantity.left:
                start = breaks[index]
                index += 1
            starts.append(start)
        return starts

    def _behind(self, i: int) -> str:
        """The words behind a quantity up to the next mark or numeral: 30个[重点工业园区建设]."""
        quantity = self.found[i]
        following = self.found[i + 1] if i + 1 < len(self.found) else None
        limit = max(quantity.right, following.left) if following else len(self.text)
        match = _BEHIND.match(self.text, quantity.right, limit)
        assert match is not None
        behind = match.group()
        if following and match.end() == limit:
            for joint in ("以及", "、", "和", "及", "与"):
                behind = behind.removesuffix(joint)
        elif behind and (more := _BEHIND_LIST.match(self.text, match.end(), limit)):
            if not self.words.deed_head.match(more.group(), 1):
                behind += more.group()
        behind = behind.removeprefix("的")
        if behind in self.words.steps or self.words.change_only.fullmatch(behind):
            return ""
        return behind[:24]

    # -- one quantity -----------------------------------------------------------------------------------------

    def _frame(self, i: int) -> Frame:
        quantity = self.found[i]
        if quantity.unit_class == "share":
            return self._share(i)
        begin, head, listed = self._head(i)
        behind = self.behinds[i]
        if not behind and i + 1 < len(self.found) and self.found[i + 1].left == quantity.right:
            behind = self.behinds[i + 1]  # 12类45项服务
        core, links = self._core(head, quantity)
        changed_from = _FROM.search(core) is not None or links.startswith(("由", "从"))
        core = _FROM.sub("", core)
        after_from = i > 0 and self.frames[-1].changed_from and self.found[i - 1].right > self.starts[i] and not changed_from
        if quantity.unit_class == "fold":
            core = _COMPARED.sub("", core)
        forced = self._forced(i, core, behind)
        change = self.words.change.search(core) if core else None
        toward = _TO.search(links) is not None
        if after_from and (toward or len(core) <= 4):  # 由A提高到B: one subject for both
            measure, sign, named = self.measure, 1, ""
            behind = ""
        else:
            measure, sign = self._sort(quantity, core, change, toward or changed_from, listed, behind)
            named = self._named(quantity, core, change, toward, behind)
        spread = "分别" in core or "分别" in links
        if forced is not None:
            label = shorten((named or self.subject) + behind, self.words)
            return Frame(label, measure, sign, forced, begin, changed_from)
        indicator = self._indicator(i, named, behind, listed, measure, spread)
        self.measure, self.sign = measure, sign
        return Frame(indicator, measure, sign, forced, begin, changed_from)

    def _head(self, i: int) -> tuple[int, str, bool]:
        """Where the words before a quantity begin, the words, and whether they go on with a list."""
        quantity = self.found[i]
        begin = self.starts[i]
        previous = self.found[i - 1] if i and self.found[i - 1].right > begin else None
        if previous is None:
            return begin, self.text[begin : quantity.left], False
        if self.frames[-1].forced is Kind.QUALIFIER:
            gap = self.text[previous.right : quantity.left]
            if not gap or gap[0] not in _JOINERS:
                begin = self.frames[-1].head_start
                raw = self.text[begin : quantity.left]
                return begin, raw.lstrip("、和及与并或"), raw[:1] in _JOINERS if raw else False
        begin = min(previous.right, quantity.left)
        raw = self.text[begin : quantity.left]
        if not raw:
            return begin, "", True
        if raw[0] not in "、" and self.behinds[i - 1] and (last := _LAST_JOIN.match(raw)):
            return begin + last.end(), raw[last.end() :], True
        head = raw.removeprefix("以及").lstrip("、和及与并或")
        return begin, head.lstrip("（）()"), raw[0] in _JOINERS

    def _core(self, head: str, quantity: Quantity) -> tuple[str, str]:
        """The head without a year right before the figure and the linking words before that."""
        links = quantity.links
        core = head
        if year := _YEAR_OF.search(core):
            core = core[: year.start()]
            left, _, _, more = bounds().leading(core, len(core))
            core, links = core[:left], more + links
        return core, links

    def _named(
        self, quantity: Quantity, core: str, change: re.Match[str] | None, toward: bool, behind: str
    ) -> str:
        """The head without its verb of change, or with it where an absolute change is counted."""
        if quantity.unit_class == "points" and _AGAINST.match(core):
            return self.subject + core
        if change is None:
            return core
        relative = quantity.unit_class in _RELATIVE
        if toward or relative:
            return core[: change.start()]
        verb = change.group("up") or change.group("down") or ""
        if core[: change.start()] == "" and not behind and verb != "新增":
            return self.subject + verb
        return core[: change.start()] + verb

    def _share(self, i: int) -> Frame:
        """One share of a structure such as 3.3:55.3:41.4."""
        place = 0
        while i > place and self.found[i - place - 1].unit_class == "share" and self.found[i - place].start - self.found[i - place - 1].end == 1:
            place += 1
        first = self.found[i - place]
        begin = self.starts[i]
        if i > place and self.found[i - place - 1].right > begin:
            begin = self.found[i - place - 1].right
        core, links = self._core(self.text[begin : first.left], first)
        if place == 0 and (head := re.sub(r"[由从]$|调整.*$|优化.*$", "", core)):
            self.subject = head
        changed_from = self.frames[i - 1].changed_from if place else bool(_FROM.search(core)) or links.startswith(("由", "从"))
        which = ("第一产业", "第二产业", "第三产业")[min(place, 2)]
        return Frame(f"{self.subject}中{which}比重", MeasureType.RATIO, 1, None, self.found[i].left, changed_from)

    def _forced(self, i: int, core: str, behind: str) -> Kind | None:
        """Whether the quantity only narrows what another quantity or a deed is about."""
        quantity = self.found[i]
        kind = quantity.unit_class
        if kind == "count" and behind and i + 1 < len(self.found):
            following = self.found[i + 1]
            if following.unit_class == "percent" and not BREAKS.search(self.text, quantity.right, following.left):
                if not re.search("[、和]", self.text[quantity.right : following.left]):
                    return Kind.QUALIFIER  # 11家县域总医院诊疗量增长7.9%
        if kind not in _MASS:
            return None
        of = self.text.startswith("的", quantity.right)
        bounded = quantity.bound.value == "ge"
        specific = _SPECIFIC.search(behind) is not None
        if bounded and specific and kind != "people" and (quantity.suffixed or of or _SPECIFIC.match(behind)):
            return Kind.QUALIFIER
        if of and specific and kind not in ("area", "length", "people"):
            return Kind.QUALIFIER
        if kind in ("power", "energy", "density", "other") and behind and not of and not core.endswith(("新增", "投产", "建成")):
            return Kind.QUALIFIER
        if quantity.unit in ("岁", "小时", "分钟") and behind:
            return Kind.QUALIFIER
        if core.endswith(("年产", "日产", "投资", "营收", "产值", "规模")) and specific:
            return Kind.QUALIFIER
        if kind in ("mass", "volume") and _BUILT.search(behind):
            return Kind.QUALIFIER
        return self._narrows(i, bounded)

    def _narrows(self, i: int, bounded: bool) -> Kind | None:
        """4家企业营收超50亿元; 超50亿元或5亿美元项目: the money says which firms, which projects."""
        quantity = self.found[i]
        if i and bounded and self.found[i - 1].right > self.starts[i] and self.found[i - 1].unit_class == "count":
            between = self.text[self.found[i - 1].right : quantity.left]
            if between and not re.search("[，；、和]", between) and (_SPECIFIC.search(between) or between == "投资"):
                return Kind.QUALIFIER
        if i and self.frames[-1].forced and self.text[self.found[i - 1].right : quantity.left] == "或":
            return Kind.QUALIFIER
        if bounded and i + 1 < len(self.found) and self.found[i + 1].unit_class == quantity.unit_class:
            joined = self.text[quantity.right : self.found[i + 1].left] == "或"
            if joined and _SPECIFIC.match(self.behinds[i + 1]):
                return Kind.QUALIFIER
        return None

    # -- sort -------------------------------------------------------------------------------------------------

    def _sort(
        self, quantity: Quantity, core: str, change: re.Match[str] | None, toward: bool, listed: bool, behind: str
    ) -> tuple[MeasureType, int]:
        """Which sort of quantity it is and its sign."""
        kind = quantity.unit_class
        down = change is not None and change.group("down") is not None
        carried = listed and not core and not behind
        if kind == "points":
            if carried:
                return MeasureType.RATIO, self.sign
            return MeasureType.RATIO, -1 if down and not toward and "低于" not in core else 1
        if kind == "fold":
            return MeasureType.GROWTH, 1
        if kind == "times":
            return (MeasureType.GROWTH if change and not toward else MeasureType.LEVEL), 1
        if kind in _RELATIVE:
            if change and not toward:
                return MeasureType.GROWTH, -1 if down else 1
            if carried and self.measure is MeasureType.GROWTH:
                return MeasureType.GROWTH, self.sign
            return (MeasureType.GROWTH if _RATE_TAIL.search(core) and not behind else MeasureType.RATIO), 1
        if carried:
            return self.measure, 1
        return self._stock_or_deed(quantity, core, change, toward, listed), 1

    def _stock_or_deed(
        self, quantity: Quantity, core: str, change: re.Match[str] | None, toward: bool, listed: bool
    ) -> MeasureType:
        """Level or count: statistics and stocks against deeds and new things."""
        words = self.words
        if change:
            return MeasureType.LEVEL if toward else MeasureType.COUNT
        body = _strip_lead(core, words)
        if body.startswith("累计") or core.startswith("累计"):
            stock = re.match(r"累计(?:达|建成|培育|拥有|认定|创建)", core)
            return MeasureType.LEVEL if stock or toward else MeasureType.COUNT
        deed = words.deed_head.match(body)
        if words.statistic.search(body) and not words.deed_tail.search(core):
            return MeasureType.COUNT if deed and deed.group().startswith("新") else MeasureType.LEVEL
        if deed or words.deed_tail.search(core):
            return MeasureType.COUNT
        if listed and self.deed:
            return MeasureType.COUNT
        if quantity.unit_class == "money" or toward or "超" in quantity.links or "突破" in quantity.links:
            return MeasureType.LEVEL
        if quantity.unit_class in ("count", "people"):
            return MeasureType.COUNT
        return MeasureType.COUNT if words.deed_head.search(core) else MeasureType.LEVEL

    # -- indicator --------------------------------------------------------------------------------------------

    def _indicator(
        self, i: int, named: str, behind: str, listed: bool, measure: MeasureType, spread: bool
    ) -> str:
        """The words for what is measured; keeps the state for the quantities that follow."""
        quantity, words = self.found[i], self.words
        named = re.sub("分别.*$", "", named)
        if named not in words.deeds:
            named = words.modifier_tail.sub("", named)
        head = _strip_lead(named, words)
        if not head and named and measure is MeasureType.COUNT and words.deed_tail.search(named):
            head = named
        if quantity.unit == "倍" and measure is MeasureType.LEVEL and (of := _TIMES_OF.search(named + quantity.links)):
            before = (named + quantity.links)[: of.start()]
            return (before or self._from_heads(listed) or self.subject) + "相当于" + of.group(1)
        if quantity.unit == "枚" and self.text[quantity.end - 1] in "金银铜":
            if event := _EVENT.search(head):
                self.subject = event.group().removesuffix("上")
            return self.subject + self.text[quantity.end - 1] + "牌"
        if (spread or listed) and (shared := self._spread(i, head, behind, spread)):
            return shared
        if head:
            self.heads = []
        if not head:
            return self._headless(i, behind, listed)
        return self._headed(i, head, behind, listed, measure)

    def _from_heads(self, listed: bool) -> str:
        if len(self.heads) < 2:
            return ""
        self.head_index = min(self.head_index + 1, len(self.heads) - 1) if listed else 0
        return self.heads[self.head_index]

    def _spread(self, i: int, head: str, behind: str, spread: bool) -> str:
        """The head of one value of a list with 分别."""
        if spread and head:
            self.heads, self.head_index = distribute(head, self._run_length(i), self.words), 0
            if len(self.heads) > 1:
                self.subject, self.deed = self.heads[0], ""
                return self.heads[0]
            self.heads = []
            return ""
        return self._from_heads(not spread) if not head and not behind else ""

    def _headless(self, i: int, behind: str, listed: bool) -> str:
        if not behind:
            if not listed and (topic := self._clause_before(i)):
                self.subject = topic
            return self.subject
        if listed and self.deed:
            return self.deed + behind
        self.subject = behind
        return behind

    def _clause_before(self, i: int) -> str:
        """全年社会商品零售总额，比上年增长…: the clause before names the subject."""
        end = self.starts[i] - 1
        if end <= 0 or (i and self.found[i - 1].right > 0 and self._last_break(end) < self.found[i - 1].right):
            return ""
        start = self._last_break(end)
        clause = self.text[start:end]
        if _ASIDE.match(clause):
            begin = self._last_break(start - 1) if start > 1 else 0
            if start <= 1 or (i and self.found[i - 1].right > begin):
                return ""
            clause = self.text[begin : start - 1]
        clause = _strip_lead(clause, self.words)
        return clause if 2 <= len(clause) <= 18 else ""

    def _last_break(self, end: int) -> int:
        position = 0
        for match in BREAKS.finditer(self.text, 0, end):
            position = match.end()
        return position

    def _headed(self, i: int, head: str, behind: str, listed: bool, measure: MeasureType) -> str:
        words = self.words
        relative = self.found[i].unit_class in _RELATIVE
        deed = words.deed_head.match(head)
        if deed and deed.end() == len(head) and not behind and i and self.subject:
            bare = words.deed_head.sub("", self.subject, count=1)
            self.deed = deed.group()
            return head + bare if bare else head
        if _SHARE_HEAD.match(head) or head in words.attributes or (listed and head in words.listed_attributes):
            if i or head not in words.attributes:
                return self.subject + head
        if deed:
            self.deed = deed.group()
        elif listed and self.deed and measure is MeasureType.COUNT:
            head = self.deed + head
        elif not listed:
            self.deed = ""
        if measure is MeasureType.COUNT and len(head) > 14:
            for match in words.fresh_deed.finditer(head):
                if match.start() and len(head) - match.start() > 4:
                    self.deed, head = match.group(), head[match.start() :]
                    break
        if relative and measure is MeasureType.GROWTH and len(behind) >= 4 and not _SPEED.match(behind):
            head = ""
        elif relative and measure is not MeasureType.RATIO:
            behind = ""
        indicator = head + behind
        indicator = shorten(indicator, words)
        self.subject = indicator
        return indicator

    def _run_length(self, i: int) -> int:
        """How many values stand in the list that begins with quantity *i*."""
        count = 1
        while i + count < len(self.found):
            between = self.text[self.found[i + count - 1].right : self.found[i + count].left]
            if between not in ("、", "和", "及", "与", "，", ""):
                break
            count += 1
        return count


def _strip_lead(text: str, words: Frames) -> str:
    match = words.lead.match(text)
    return text[match.end() :] if match else text
