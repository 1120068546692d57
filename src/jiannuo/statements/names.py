"""Numerals that are part of a name or a figure of speech and count nothing: 人才二十条, 15分钟生活圈."""

from __future__ import annotations

import re

from jiannuo.lexicon.words import Bounds, Decoys, Unit
from jiannuo.statements.numerals import Numeral

_MULTIPLIER_ONLY = re.compile(r"[百千万亿]+$")
_CAMPAIGN = re.compile(r"[^，。；、]{0,14}?(?:计划|行动|工程|活动|大厦|”)")
_CIRCLE = re.compile(r"过境|[^，。；、]{0,10}(?:圈|都市|工作制|服务体系|通勤|可达)")
_INTENSITY = re.compile(r"[^，。；、]{0,12}(?:能耗|水耗|用水量|耗水|电耗|排放|死亡)")
_LINE = re.compile(r"[^，。；、\d]{0,6}(?:热线|专线|国道|号线|代线)|[、和]\d+(?:号|[、和])")
_DURATION_BEFORE = re.compile(
    r"(?:提前|缩短|延长|提早|推迟|扩大到|延长至|缩短至|缩短到|压缩至|压缩到)(?:了|近|约|到|至)?$"
)
_COUNTED_KINDS = frozenset(("count", "people", "area", "length", "other"))
_OPENERS = frozenset('“《‘「"')
_SMALL = 10  # up to here a Chinese numeral with an abstract classifier is mostly rhetoric (三项原则)
_MODERN_YEARS = range(1949, 2061)


def before_is_each(text: str, start: int) -> bool:
    """Whether the numeral at *start* is a denominator: 每千人, 每10万人."""
    return start > 0 and text[start - 1] == "每"


class Names:
    """Tells names from quantities with the words of the lexicon."""

    def __init__(self, decoys: Decoys, bounds: Bounds) -> None:
        self.decoys = decoys
        self.bounds = bounds

    def with_unit(self, text: str, numeral: Numeral, word: str, entry: Unit) -> bool:
        """Whether *numeral* with the unit *word* behind it is a name."""
        after = numeral.end + len(word)
        kind = entry.kind
        if kind == "ordinal" or (kind == "duration" and not self._lasts(text, numeral)):
            return True
        if kind == "count" and (self._quoted(text, numeral, after) or text.startswith("方面", after)):
            return True
        if kind == "money" and numeral.value in (1e4, 1e8) and _INTENSITY.match(text, after):
            return True  # 万元GDP能耗
        if kind == "time" and _CIRCLE.match(text, after):
            return True
        if word == "次" and "连续" in text[max(0, numeral.start - 4) : numeral.start]:
            return True
        return before_is_each(text, numeral.start) or (numeral.chinese and not self._meant(text, numeral, word, entry))

    def bare(self, text: str, numeral: Numeral) -> bool:
        """Whether an Arabic number without a unit is a name or a year: 12345热线, “7090”, 2022世界大会."""
        if _LINE.match(text, numeral.end) or text[numeral.start - 1 : numeral.start] in ("“", "‘", "〔", "《"):
            return True
        if numeral.end - numeral.start == 4 and not numeral.scaled and numeral.value in _MODERN_YEARS:
            return True
        return any(text.startswith(word, numeral.end) for word in self.decoys.after)

    def _quoted(self, text: str, numeral: Numeral, after: int) -> bool:
        return text.startswith("”", after) and "“" in text[max(0, numeral.start - 10) : numeral.start]

    def _lasts(self, text: str, numeral: Numeral) -> bool:
        """Whether years are a quantity here: 提前1年, 教育年限11年, but not 连续三年 or 三年行动."""
        before = text[max(0, numeral.start - 10) : numeral.start]
        return "年限" in before or _DURATION_BEFORE.search(before) is not None

    def _meant(self, text: str, numeral: Numeral, word: str, entry: Unit) -> bool:
        """Whether Chinese characters are meant as a quantity and not as a figure of speech."""
        before = text[max(0, numeral.start - 1) : numeral.start]
        loose = word in self.decoys.loose_units
        if _MULTIPLIER_ONLY.match(text[numeral.start : numeral.end]):
            return not loose and self._multiple_meant(text, numeral, before, numeral.end + len(word), entry)
        if before in _OPENERS and entry.kind in ("count", "times"):
            return False  # “三倍增”行动
        if entry.kind not in _COUNTED_KINDS or numeral.value > _SMALL or numeral.vague:
            return not loose
        if loose or before in _OPENERS or text[numeral.start] == "二":
            return False
        if text.startswith(tuple(self.decoys.counted), numeral.end + len(word)):
            return True
        if numeral.value == 1:
            return self._one_meant(text, numeral, word)
        return word in self.decoys.firm_units or self.decoys.acts_before(text, numeral.start)

    def _multiple_meant(self, text: str, numeral: Numeral, before: str, after: int, entry: Unit) -> bool:
        """百场演出 counts; “百名行长”, 万名干部进万企 and 百亿园区 are names."""
        if text.startswith("口", after) or (entry.kind == "count" and numeral.value >= 1e8):
            return False
        if before in ("近", "超", "逾", "过"):
            return True
        people = entry.kind == "people" and not text.startswith("人次", after - 2)
        return before != "“" and not people and _CAMPAIGN.match(text, after) is None

    def _one_meant(self, text: str, numeral: Numeral, word: str) -> bool:
        after = numeral.end + len(word)
        clause = text[max(0, numeral.start - 14) : numeral.start].rpartition("，")[2]
        return text[after : after + 2] in self.bounds.after or "至少" in clause or word == "枚"
