"""The words for what a quantity measures, from the words around it and from what the sentence was about before."""

from __future__ import annotations

import re

from jiannuo.model.statement import MeasureType
from jiannuo.statements.clues import RELATIVE, Clue, Clues, strip_lead
from jiannuo.statements.heads import distribute, shorten

_AGAINST = re.compile(r"(?:高于|低于|超过|快于|优于|好于|领先|比[^，]{1,14}[高低快多]|较[^，]{1,14}[高低快])")
_TIMES_OF = re.compile(r"(?:是|为|相当于|达到)(.+?)的?$")
_SPEED = re.compile(r"速度|幅度|增速|目标|水平")
_EVENT = re.compile(r"[^，。；]{0,16}(?:会|赛|杯)(?=上|[^议])")
_YEAR_TAIL = re.compile(r"\d{4}年[末底]?$")
_DEALT_OUT = re.compile("分别.*$")
_CIRCUMSTANCE = re.compile(r"[、在等]|提请|组织|推动")
_REGION = re.compile(r"[^，“《]{5,}?(?=(?:全省|全市|全区|全县|全州)[一-鿿]{3})")
_TOPIC = re.compile(
    r"(?:^|(?<=[，。；：]))([一-鿿“”A-Z0-9]{1,11}?(?:产业|区|企业|集团|园|经济|GDP|港|行业|国企|业))"
    r"(?=加速|持续|加快|稳步|不断|快速|增幅|瞄准|聚焦|突出|抢占|拓展|深度|规模|发展|运行|提质|做大|做强|坚持)"
)
_LONG_HEAD = 14
_SHORT_HEAD = 3
_SAID_OF = re.compile(r"^(.{2,12}?)(?:增速|增幅|总量|居|位居|位列|排名|突破|迈上|保持|持续|稳步|再上|实现|较快|平稳)")
_MOST_SILENT = 3
_FAR_BACK = 12  # quantities looked back over for the subjects of 都 and 均
_REACHES = ("惠及", "带动", "拉动", "受益", "覆盖")
_ALL = re.compile(r"都|(?<![平年月人])均")
_PART_OF_YEAR = re.compile(r"第?[一二三四]季度|上半年|下半年|\d{1,2}月份?")
_TOPIC_REACH = 200  # characters looked back over for the topic


class Labeller:
    """Names the quantities of one sentence in order; subject is what the sentence is about so far."""

    def __init__(self, clues: Clues, subject: str, before: str) -> None:
        self.clues = clues
        self.words = clues.words
        self.before = before
        self.subject = subject
        self.deed = ""
        self.heads: list[str] = []
        self.head_index = 0
        self.given: list[str] = []

    def label(self, clue: Clue, measure: MeasureType) -> str:
        """The indicator of *clue*; what it is about carries over to the quantities behind it."""
        label = self._label(clue, measure).strip("”）)") or clue.behind
        self.given.append(label)
        return label

    def narrowing(self, clue: Clue) -> str:
        """The indicator of a qualifier, which leaves the subject as it is."""
        label = shorten((self.named(clue) or self.subject) + clue.behind, self.words)
        self.given.append(label)
        return label

    def named(self, clue: Clue) -> str:
        """The words before without their verb of change, or with it where an absolute change is counted."""
        core, change = clue.core, clue.change
        if clue.quantity.unit_class == "points" and _AGAINST.match(core):
            return self.subject + core
        if change is None:
            return core
        if clue.toward or clue.relative:
            return core[: change.start()]
        verb = change.group("up") or change.group("down") or ""
        if change.start() == 0 and not clue.behind and verb != "新增":
            return self.subject + verb
        return core[: change.start()] + verb

    def _label(self, clue: Clue, measure: MeasureType) -> str:
        if clue.after_from and (clue.toward or len(clue.core) <= 4):
            return self.subject  # 由A提高到B: one subject for both
        quantity, words = clue.quantity, self.words
        named = _YEAR_TAIL.sub("", _DEALT_OUT.sub("", self.named(clue)))
        if named not in words.deeds:
            named = words.modifier_tail.sub("", named)
        head = strip_lead(named, words)
        if measure is MeasureType.COUNT and len(head) <= _SHORT_HEAD:
            soft = words.soft_lead.match(named)  # 带动就业10万人: without its verb too little would be left
            head = named[soft.end() :] if soft else named
        if not head and named and measure is MeasureType.COUNT and (act := words.deed_tail.search(named)):
            head = act.group()
        if quantity.unit == "倍" and measure is MeasureType.LEVEL and (of := _TIMES_OF.search(named + quantity.links)):
            before = (named + quantity.links)[: of.start()]
            return (before or self._from_heads(clue.listed) or self.subject) + "相当于" + of.group(1)
        if quantity.unit == "枚" and self.clues.text[quantity.end - 1] in "金银铜":
            event = _EVENT.search(head)
            self.subject = event.group().removesuffix("上") if event else self.subject
            return self.subject + self.clues.text[quantity.end - 1] + "牌"
        if shared := self._dealt(clue, head):
            return shared
        if not head:
            return self._headless(clue)
        self.heads = []
        return self._headed(clue, head, measure)

    # -- lists with 分别 ---------------------------------------------------------------------------------------

    def _from_heads(self, listed: bool) -> str:
        if len(self.heads) < 2:
            return ""
        self.head_index = min(self.head_index + 1, len(self.heads) - 1) if listed else 0
        return self.heads[self.head_index]

    def _dealt(self, clue: Clue, head: str) -> str:
        """The head of one value of a list with 分别, "" where it is none."""
        if head and (clue.spread or self._deals_silently(clue, head)):
            self.heads, self.head_index = distribute(head, self.clues.run_length(clue.place), self.words), 0
            if len(self.heads) > 1:
                if all(head in self.words.deeds for head in self.heads):  # 开工、竣工分别达128个、96个
                    thing = self.words.deed_head.sub("", self.subject, count=1)
                    self.heads = [head + thing for head in self.heads]
                    return self.heads[0]
                self.subject, self.deed = self.heads[0], ""
                return self.heads[0]
            self.heads = []
            return ""
        if head or clue.behind or not (clue.spread or clue.listed):
            return ""
        if clue.change is not None and len(self.heads) > 1:
            self.head_index = 0  # 分别达到A和B、增长C和D: the heads begin anew
            return self.heads[0]
        if clue.spread and len(self.heads) < 2:
            values = self.clues.run_length(clue.place)
            if 2 <= values <= len(self.given):
                self.heads = self.given[-values:]  # A 3亿元，B 2亿元，分别增长…
        return self._from_heads(not clue.spread)

    def _deals_silently(self, clue: Clue, head: str) -> bool:
        """登记失业率、调查失业率控制在3.5%以内和5.5%左右: as many heads as values, without 分别."""
        i, found = clue.place, self.clues.found
        if "、" not in head or clue.behind or i + 1 == len(found):
            return False
        values = self.clues.run_length(i)
        return (
            2 <= values <= _MOST_SILENT and values == head.count("、") + 1 and found[i + 1].left - found[i].right == 1
        )

    # -- with and without words before ------------------------------------------------------------------------

    def _headless(self, clue: Clue) -> str:
        self.heads = [] if clue.behind else self.heads
        if not clue.behind:
            if not clue.listed and (topic := self.clues.clause_before(clue.place)):
                self.subject = topic
            return self._all_before(clue) or self.subject
        if clue.listed and self.deed:
            return self.deed + clue.behind
        self.subject = clue.behind
        return clue.behind

    def _all_before(self, clue: Clue) -> str:
        """原煤达到A，原油达到B，都比上年增长8%: the subjects of the figures before, joined."""
        if not _ALL.search(clue.core + clue.links):
            return ""
        joint: list[str] = []
        for earlier in range(clue.place - 1, max(-1, clue.place - 1 - _FAR_BACK), -1):
            if self.clues.found[earlier].unit_class in RELATIVE or len(joint) == _MOST_SILENT:
                break
            if self.given[earlier] not in joint:
                joint.insert(0, self.given[earlier])
        return "和".join(joint) if len(joint) > 1 else ""

    def _headed(self, clue: Clue, head: str, measure: MeasureType) -> str:
        words = self.words
        deed = words.deed_head.match(head)
        if deed and deed.end() == len(head) and not clue.behind:
            if clue.place == 0 and (said := _SAID_OF.match(self.clues.clause_before(0))):
                self.subject = said.group(1)  # 地区生产总值增速居全省第3位，预计全年完成560亿元
                return self.subject
            if clue.place and self.subject:
                self.deed = deed.group()
                return head + words.deed_head.sub("", self.subject, count=1)
        if self._belongs(clue, head):
            return (words.attribute_tail.sub("", self.subject) or self.subject) + head
        if head == "支出" and self.subject.endswith("收入"):
            head = self.subject.removesuffix("收入") + head
        if deed:
            self.deed = deed.group()
        elif clue.listed and self.deed and measure is MeasureType.COUNT:
            head = self.deed + head
        elif not clue.listed:
            self.deed = ""
        if self.subject and (_PART_OF_YEAR.fullmatch(head) or self._is_of(clue)):
            return head + self.subject  # 其中第四季度增长38%; 全部建成的三万九千个
        head, behind = self._trimmed(clue, head, measure)
        label = shorten(head + behind, words)
        verb = self._absolute_change(clue)
        self.subject = label.removesuffix(verb) or label
        return label

    def _absolute_change(self, clue: Clue) -> str:
        """The verb of an absolute change, which what follows does not take up: 增加910元，达到1826元."""
        if clue.change is None or clue.toward or clue.relative:
            return ""
        return clue.change.group("up") or clue.change.group("down") or ""

    def _is_of(self, clue: Clue) -> bool:
        """全部建成的三万九千个: 的 stands right before, the noun was said before."""
        return clue.quantity.links == "的" and not (clue.behind or clue.relative or clue.changed_from)

    def _belongs(self, clue: Clue, head: str) -> bool:
        """Whether *head* is an attribute of what the sentence was about: 项目368个、[总投资]2980亿元."""
        if head in self.words.attributes:
            return clue.place > 0
        if clue.listed and (head in self.words.listed_attributes or head.startswith(_REACHES)):
            return True
        return head.startswith("占")

    def _trimmed(self, clue: Clue, head: str, measure: MeasureType) -> tuple[str, str]:
        """Head and words behind without circumstances and region; a bare attribute with what it belongs to."""
        behind = clue.behind
        if measure is MeasureType.COUNT and len(behind) >= 3 and (deed := self.words.deed_head.match(head)):
            names = head[deed.end() :]
            if "、" in names and not names.endswith("等") and len(names) > 1.4 * len(behind):
                head = deed.group()  # 组建城发、交投、文旅、农发4家市属集团
        if measure is MeasureType.COUNT and len(head) > _LONG_HEAD:
            head = self._without_circumstance(head)
        elif not _AGAINST.search(head) and (wide := _REGION.match(head)) is not None:
            head = head[wide.end() :]
        if head in self.words.bare and not clue.listed:
            head = self._topic(clue) + head
        if clue.relative and measure is MeasureType.GROWTH and len(behind) >= 4 and not _SPEED.search(behind):
            return "", behind  # 压减三分之一行政审批事项
        if clue.relative and measure is not MeasureType.RATIO:
            return head, ""
        return head, behind

    def _without_circumstance(self, head: str) -> str:
        """优先在边境地区新建各类棚室 → 新建各类棚室."""
        for match in self.words.fresh_deed.finditer(head):
            before, rest = head[: match.start()], head[match.start() :]
            inside_title = "》" in rest and "《" not in rest
            if before and len(rest) > 4 and _CIRCUMSTANCE.search(before) and not inside_title:
                self.deed = match.group()
                return rest
        return head

    def _topic(self, clue: Clue) -> str:
        """石化产业持续做大做强，…产值突破1300亿元: whose output it is stands at the start of what was said before."""
        start = self.clues.starts[clue.place]
        topics = _TOPIC.findall(self.before + self.clues.text[max(0, start - _TOPIC_REACH) : start])
        return topics[-1] if topics else ""
