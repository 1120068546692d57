"""The words around each quantity of a sentence, sorted: what stands before it, what behind, and how it goes on."""

from __future__ import annotations

import re

import msgspec

from jiannuo.lexicon.frames import Frames
from jiannuo.lexicon.words import bounds
from jiannuo.statements.bounding import Quantity
from jiannuo.statements.heads import with_end

BREAKS = re.compile(r"[，。；：！？,;:]|——")
JOINERS = "、和及与或并"
RELATIVE = frozenset(("percent", "permille", "points", "times", "fold", "half", "tenths"))

_BEHIND = re.compile(r"(?:[^，。；、：！？（(）),;:—\d]|（[^）\d]{1,8}）)*")
_BEHIND_LIST = re.compile(r"、[^，。；、：！？（(,;:—\d]{1,10}(?=[，。；]|$)")
_LAST_JOIN = re.compile(r".*(?:、|以及|和|及|与|或)", re.DOTALL)
_TO = re.compile(r"[到至达]")
_YEAR_OF = re.compile(
    r"(?:\d{4}年[末底初]?|第?[一二三四]季度|[一二三四五六七八九十]年前|“[一二三四五六七八九十]+五”(?:期间|时期)?[末初]?|上年|去年|今年|目前|每人每年|每人每月|每月|每年|每亩)的?$"
)
_FROM = re.compile(r"[由从]$")
_WHILE = re.compile(r"在[^，]{0,12}(?:期|时|年|中|下|内|间)[由从]?$")
_DONE = re.compile(r"(?<=[一-鿿]{2})(?:累计完成|预计完成|完成|实现)(?:了)?$")
_COMPARED = re.compile(r"(?:比|较)[^，。]{2,12}(?:实现|基本实现)?$")
_STEPS = re.compile(r"(?:[一二两三四五六七八九十]个)?新?的?(?:台阶|大关)$")
_LONGEST_BEHIND = 24
_LONGEST_LIST = 40
_FAR_BACK = 200  # no clause is longer and no subject is named further back, and long sentences stay linear


class Clue(msgspec.Struct, frozen=True, gc=False):
    """What the words around one quantity say.

    place is its place in the sentence, begin where its words start, core the words before it without links, links the
    linking words, behind the words after it.  listed is true where it goes on with a list, change the match of a verb
    of change at the end of core, toward whether that leads to the figure (提高到), changed_from whether it leads away
    from it (由A提高到B: A), after_from whether the figure before was such a one, spread whether 分别 deals several
    heads out.
    """

    place: int
    quantity: Quantity
    begin: int
    core: str
    links: str
    behind: str
    listed: bool
    change: re.Match[str] | None
    toward: bool
    changed_from: bool
    after_from: bool
    spread: bool

    @property
    def relative(self) -> bool:
        """Whether the figure is a share, a rate or a multiple."""
        return self.quantity.unit_class in RELATIVE


class Clues:
    """Collects the clues of one sentence's quantities."""

    def __init__(self, text: str, found: list[Quantity], words: Frames) -> None:
        self.text = text
        self.found = found
        self.words = words
        self.starts = self._clause_starts()
        self.behinds = [self._behind(i) for i in range(len(found))]

    def _clause_starts(self) -> list[int]:
        breaks = [match.end() for match in BREAKS.finditer(self.text)]
        starts, start, index = [], 0, 0
        for quantity in self.found:
            while index < len(breaks) and breaks[index] <= quantity.left:
                start = breaks[index]
                index += 1
            starts.append(max(start, quantity.left - _FAR_BACK))
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
            behind += "" if self.words.deed_head.match(more.group(), 1) else more.group()
        behind = behind.removeprefix("的")
        if _STEPS.match(behind) or self.words.change_only.fullmatch(behind):
            return ""
        return behind[:_LONGEST_BEHIND]

    def before_in_clause(self, i: int) -> Quantity | None:
        """The quantity before the one at *i* where both stand in one clause."""
        return self.found[i - 1] if i and self.found[i - 1].right > self.starts[i] else None

    def clue(self, i: int, last: Clue | None, narrowed_from: int | None) -> Clue:
        """The clue of quantity *i*.

        *last* is the clue before; *narrowed_from* where the words of the quantity before begin, if that one only
        narrows what this one counts (签约2000万元以上项目368个).
        """
        quantity = self.found[i]
        begin, head, listed = self._head(i, narrowed_from)
        behind = self._completed_behind(i)
        core, links = self._core(head, quantity)
        changed_from = _FROM.search(core) is not None or links.startswith(("由", "从"))
        core = _FROM.sub("", core)
        if quantity.unit_class == "fold":
            core = _COMPARED.sub("", core).removesuffix("比").removesuffix("较")
        if changed_from:
            behind = ""
        if not behind and (done := done_before(core)) is not None and self.words.statistic.search(done):
            core = done
        change = self.words.change.search(core) if core and not core.endswith("自然增长率") else None
        after_from = (
            not changed_from and last is not None and last.changed_from and self.before_in_clause(i) is not None
        )
        toward = _TO.search(links) is not None
        spread = "分别" in core or "分别" in links
        toward = toward or changed_from
        return Clue(i, quantity, begin, core, links, behind, listed, change, toward, changed_from, after_from, spread)

    def _completed_behind(self, i: int) -> str:
        """The words behind, completed by those of the next quantity where a list shares its end."""
        behind = self.behinds[i]
        if i + 1 == len(self.found):
            return behind
        quantity, following = self.found[i], self.found[i + 1]
        sized = behind in self.words.attributes and quantity.right + len(behind) == following.left
        if sized and self.behinds[i + 1] and following.unit_class == "money":
            return self.text[quantity.right : following.right] + self.behinds[i + 1]  # 3个[投资超10亿元项目]
        if not behind and following.left == quantity.right:
            return self.behinds[i + 1]  # 12类45项服务
        if behind and behind[-1] in "级型类" and len(behind) <= 4 and len(self.behinds[i + 1]) > len(behind) + 2:
            gap = self.text[quantity.right + len(behind) : following.left]
            if gap in ("、", "和", "及", "与"):
                return with_end(behind, self.behinds[i + 1])  # 8个国家级、13个省级区域医疗中心
        return behind

    def _head(self, i: int, narrowed_from: int | None) -> tuple[int, str, bool]:
        """Where the words before a quantity begin, the words, and whether they go on with a list."""
        quantity = self.found[i]
        previous = self.before_in_clause(i)
        if previous is None:
            return self.starts[i], self.text[self.starts[i] : quantity.left], False
        begin = min(previous.right, quantity.left)
        raw = self.text[begin : quantity.left]
        if narrowed_from is not None and raw[:1] not in tuple(JOINERS):
            narrowed_from = max(narrowed_from, quantity.left - _FAR_BACK)
            raw = self.text[narrowed_from : quantity.left]
            return narrowed_from, raw.lstrip("、和及与并或"), raw[:1] in tuple(JOINERS)
        if not raw:
            return begin, "", True
        if raw == self.behinds[i - 1] and self.behinds[i] and quantity.unit_class in ("count", "people"):
            return quantity.left, "", True  # 80个乡镇近300万群众
        if raw[0] != "、" and self.behinds[i - 1] and (last := _LAST_JOIN.match(raw)):
            return begin + last.end(), raw[last.end() :], True
        head = raw.removeprefix("以及").lstrip("、和及与并或")
        return begin, head.lstrip("（）()"), raw[0] in JOINERS

    def _core(self, head: str, quantity: Quantity) -> tuple[str, str]:
        """The head without a year right before the figure and the linking words before that."""
        links, core = quantity.links, head
        core = core.removesuffix("-")
        if year := _YEAR_OF.search(core):
            core = core[: year.start()]
            left, _, _, more = bounds().leading(core, len(core))
            core, links = core[:left], more + links
        if _WHILE.match(core):
            core = "由" if _FROM.search(core) else ""
        return core, links

    def run_length(self, i: int) -> int:
        """How many values stand in the list that begins with quantity *i*."""
        count = 1
        while count < _LONGEST_LIST and i + count < len(self.found):
            between = self.text[self.found[i + count - 1].right : self.found[i + count].left]
            if between not in ("、", "和", "及", "与", "，", ""):
                break
            count += 1
        return count

    def clause_before(self, i: int) -> str:
        """全年社会商品零售总额，比上年增长…: the clause before, where it holds no figure and may name the subject."""
        end = self.starts[i] - 1
        start = self._last_break(end)
        if end <= 0 or (i and start < self.found[i - 1].right):
            return ""
        clause = self.text[start:end]
        if _ASIDE.match(clause):
            begin = self._last_break(start - 1)
            if start <= 1 or (i and self.found[i - 1].right > begin):
                return ""
            clause = self.text[begin : start - 1]
        clause = strip_lead(clause, self.words)
        return clause if _SUBJECT_SIZES[0] <= len(clause) <= _SUBJECT_SIZES[1] else ""

    def _last_break(self, end: int) -> int:
        start = 0
        for match in BREAKS.finditer(self.text, max(0, end - _FAR_BACK), max(0, end)):
            start = match.end()
        return start


_ASIDE = re.compile(r"^(?:扣除|按|从|在|如果|随着|根据|据)")
_SUBJECT_SIZES = (2, 18)


def done_before(core: str) -> str | None:
    """The words before a closing 完成 or 实现: 固定资产投资[完成]; None where there is none."""
    done = _DONE.search(core)
    return core[: done.start()] if done and not core.endswith("年度投资完成") else None


def strip_lead(text: str, words: Frames) -> str:
    """*text* without the adverbs, years and marks at its beginning."""
    match = words.lead.match(text)
    return text[match.end() :] if match else text
