"""Quantities that only narrow what another quantity or a deed is about: 总投资超[10亿元]的项目50个."""

from __future__ import annotations

import re

from jiannuo.statements.clues import BREAKS, Clue, Clues

_MASS = frozenset(
    ("money", "power", "energy", "mass", "length", "area", "volume", "people", "time", "duration", "density", "other")
)
_RATED = frozenset(("power", "energy", "density", "other"))
_SPECIFIC = re.compile(
    r"项目|企业|园区|产业|工程|基地|龙头|集群|平台|主体|景区|医院|学校|线路|机组|机场|泊位|码头|商场|村|乡镇|县|城市"
    r"|地区|人群|家庭|户|旅行社"
)
_BUILT = re.compile(r"项目|机组|工程|装置|生产线|基地|电站|厂")
_CAPACITY = ("年产", "日产", "投资", "营收", "产值", "规模")
_OF_AGE = frozenset(("岁", "小时", "分钟"))


def narrows(clues: Clues, clue: Clue, last_narrows: bool) -> bool:
    """Whether the quantity of *clue* is a qualifier; *last_narrows* says whether the one before it was."""
    quantity = clue.quantity
    kind = quantity.unit_class
    if kind == "count":
        return _counts_subject(clues, clue)
    if kind not in _MASS:
        return False
    of = clues.text.startswith("的", quantity.right)
    bounded = quantity.bound.value == "ge"
    specific = _SPECIFIC.search(clue.behind) is not None
    if bounded and specific and (of or (kind != "people" and (quantity.suffixed or _SPECIFIC.match(clue.behind)))):
        return True
    if of and specific and kind not in ("area", "length", "people"):
        return True
    return _sizes(clues, clue, of, specific) or _says_which(clues, clue, bounded, last_narrows)


def _counts_subject(clues: Clues, clue: Clue) -> bool:
    """11家县域总医院诊疗量增长7.9%: the hospitals are whose visits grew."""
    i = clue.place
    if not clue.behind or i + 1 == len(clues.found) or clues.found[i + 1].unit_class != "percent":
        return False
    begin, end = clue.quantity.right, clues.found[i + 1].left
    return BREAKS.search(clues.text, begin, end) is None and re.search("[、和]", clues.text[begin:end]) is None


def _sizes(clues: Clues, clue: Clue, of: bool, specific: bool) -> bool:
    """A size that belongs to a thing's name: 投资8亿元[危废处置项目], 60万吨[赖氨酸项目], 9兆瓦时[储能系统]."""
    quantity, core, behind = clue.quantity, clue.core, clue.behind
    if not behind:
        return False
    if quantity.unit_class in _RATED and not of and not core.endswith(("新增", "投产", "建成")):
        return True
    if quantity.unit in _OF_AGE or (core.endswith("投资") and not clues.words.deed_head.match(behind)):
        return True
    if core.endswith(_CAPACITY) and specific:
        return True
    return quantity.unit_class in ("mass", "volume") and _BUILT.search(behind) is not None


def _says_which(clues: Clues, clue: Clue, bounded: bool, last_narrows: bool) -> bool:
    """4家企业营收超50亿元; 超50亿元或5亿美元项目: the money says which firms, which projects."""
    i, quantity = clue.place, clue.quantity
    previous = clues.before_in_clause(i)
    if previous is not None and bounded and previous.unit_class == "count":
        between = clues.text[previous.right : quantity.left]
        joined = re.search("[，；、和]", between) is not None
        if between and not joined and (_SPECIFIC.search(between) or between == "投资"):
            return True
    if last_narrows and clues.text[clues.found[i - 1].right : quantity.left] == "或":
        return True
    if not bounded or i + 1 == len(clues.found) or clues.found[i + 1].unit_class != quantity.unit_class:
        return False
    joint = clues.text[quantity.right : clues.found[i + 1].left]
    return joint in ("或", "、") and _SPECIFIC.match(clues.behinds[i + 1]) is not None
