"""Level, count, growth or ratio, and the sign of a decline."""

from __future__ import annotations

import re

import msgspec

from jiannuo.lexicon.frames import Frames
from jiannuo.model.statement import MeasureType
from jiannuo.statements.clues import Clue, done_before, strip_lead

_RATE_TAIL = re.compile(r"(?:增速|增幅|涨幅|增长率|降幅|递增速度|增长速度|增长预期)(?:预期|目标)?$")
_PEOPLED = re.compile(r"人口|劳动力|党员")
_STOCK = re.compile(r"累计(?:达|建成|培育|拥有|认定|创建)")
_GROWS_BEHIND = ("增长", "的速度", "的增速", "的幅度")
_ABSOLUTE = (MeasureType.LEVEL, MeasureType.COUNT)


class Before(msgspec.Struct, frozen=True, gc=False):
    """What the quantity before in the sentence was: its sort, its sign, and the deed that still holds, "" for none."""

    measure: MeasureType
    sign: int
    deed: str


def sort_of(clue: Clue, text: str, before: Before, words: Frames) -> tuple[MeasureType, int]:
    """The sort of quantity that *clue* is about and its sign: -1 for a decline in % or 百分点."""
    kind = clue.quantity.unit_class
    carried = clue.listed and not clue.core and not clue.behind
    if kind == "points":
        falls = clue.change is not None and clue.change.group("down") is not None and not clue.toward
        return MeasureType.RATIO, before.sign if carried else -1 if falls and not _compares(clue) else 1
    if kind == "fold":
        return MeasureType.GROWTH, 1
    if kind == "times":
        return (MeasureType.GROWTH if clue.change and not clue.toward else MeasureType.LEVEL), 1
    if clue.relative:
        return _growth_or_ratio(clue, text, before, carried)
    if carried:
        return (before.measure if before.measure in _ABSOLUTE else MeasureType.LEVEL), 1
    return _stock_or_deed(clue, before, words), 1


def _compares(clue: Clue) -> bool:
    """增幅比年初预期低1.7个百分点 sets two figures side by side, nothing declines."""
    return "低于" in clue.core or (clue.change is not None and clue.change.group("down") in ("低", "少"))


def _growth_or_ratio(clue: Clue, text: str, before: Before, carried: bool) -> tuple[MeasureType, int]:
    if clue.change and not clue.toward:
        return MeasureType.GROWTH, -1 if clue.change.group("down") else 1
    if ("即" in clue.quantity.links and clue.place) or text.startswith(_GROWS_BEHIND, clue.quantity.right):
        return MeasureType.GROWTH, 1
    if carried and before.measure is MeasureType.GROWTH:
        return MeasureType.GROWTH, before.sign
    rate = _RATE_TAIL.search(clue.core) and not clue.behind and not clue.core.endswith("自然增长率")
    return (MeasureType.GROWTH if rate else MeasureType.RATIO), 1


def _stock_or_deed(clue: Clue, before: Before, words: Frames) -> MeasureType:
    """Statistics and stocks are levels; deeds and new things are counts."""
    quantity, core = clue.quantity, clue.core
    if clue.change:
        return MeasureType.LEVEL if clue.toward else MeasureType.COUNT
    body = strip_lead(core, words)
    implied = quantity.numeral.end == quantity.end
    if (not body and implied and _PEOPLED.match(clue.behind)) or quantity.links.endswith(("现有", "拥有")):
        return MeasureType.LEVEL
    if core.startswith("累计"):
        return MeasureType.LEVEL if _STOCK.match(core) or clue.toward else MeasureType.COUNT
    fresh = words.fresh_count.search(body) is not None or words.fresh_count.search(core) is not None
    done = done_before(body)
    if words.statistic.search(body if done is None else done):
        return MeasureType.COUNT if fresh else MeasureType.LEVEL
    if fresh or words.deed_head.match(body) or words.deed_tail.search(core):
        return MeasureType.COUNT
    if clue.listed and before.deed and before.measure in _ABSOLUTE:
        return before.measure
    if quantity.unit_class == "money" or clue.toward or "超" in quantity.links or "突破" in quantity.links:
        return MeasureType.LEVEL
    counted = quantity.unit_class in ("count", "people") or words.deed_head.search(core) is not None
    return MeasureType.COUNT if counted else MeasureType.LEVEL
