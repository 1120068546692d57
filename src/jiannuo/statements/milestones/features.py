"""What a candidate shows of itself: keys that weights are learned for, one a template."""

from __future__ import annotations

import re
from itertools import pairwise

from jiannuo.statements.milestones.candidates import Candidate
from jiannuo.statements.milestones.words import Words

_ORDINAL = re.compile(
    r"第[0-9一二三四五六七八九十百]{1,4}|首[届批个]|[新下]一[轮届批]|[一二三四]期|[0-9]{3,4}国道|[0-9]{4}年"
)
_PLACED = re.compile(r"国家级|省级|国际|全国|全省|全市|国家|市级|省市|自治区|中国")
_FOREIGN = re.compile(r"[A-Za-z0-9]")
_DIGIT = re.compile(r"[0-9]")

# The templates in the order of the keys that `keys` returns; the weights' file has one table for each.
TEMPLATES = (
    "verb",
    "head",
    "group",
    "frame",
    "lead",
    "length",
    "before",
    "after",
    "around",
    "lead_group",
    "thing",
    "light",
    "group_thing",
    "verb_thing",
    "thing_light",
    "tail2",
    "tail3",
    "tail4",
    "group_tail",
    "start",
    "rare",
    "group_share",
    "thing_share",
    "share",
    "joined",
    "and_so_on",
    "quoted",
    "group_marks",
    "shape",
    "some",
)


def keys(
    text: str, cand: Candidate, around: tuple[str, str], common: frozenset[str], lexicon: Words
) -> tuple[tuple[str, ...], set[str]]:
    """One key for each of TEMPLATES, and the set of character pairs in the object.

    around holds the characters before and after the clause; common the pairs of characters that most reports use.
    """
    first, last = cand.object
    thing = text[first:last]
    quote = text[cand.start : cand.end]
    group, verb = cand.group, cand.action
    kind, light = thing_class(thing, lexicon)
    pairs = {one + two for one, two in pairwise(thing)}
    rare = len(pairs - common)
    share = str(4 * rare // (len(pairs) or 1))
    marks = ("等" if "等" in thing else "") + ("“" if "“" in thing else "") + ("《" if "《" in thing else "")
    shape = "（" if "（" in thing else ""
    if _FOREIGN.search(thing) is not None:
        shape += "9" if _DIGIT.search(thing) else "A"
    if _ORDINAL.search(thing) is not None:
        shape += "第"
    if _PLACED.search(thing) is not None:
        shape += "国"
    return (
        verb,
        cand.head,
        group,
        cand.frame,
        cand.lead.strip("*- ")[-2:],
        str(min(len(quote) // 3, 14)),
        around[0],
        around[1],
        around[0] + around[1],
        cand.lead.strip("*- ")[-2:] + group,
        kind,
        light,
        group + kind,
        verb + kind,
        kind + light,
        quote[-2:],
        quote[-3:],
        quote[-4:],
        group + quote[-2:],
        thing[:2],
        str(min(rare, 14)),
        group + share,
        kind + share,
        share,
        str(min(thing.count("、"), 4)),
        "等" if "等" in thing else "",
        "“" if "“" in thing else "",
        group + marks,
        shape,
        "一批" if "一批" in quote else "",
    ), pairs


def thing_class(thing: str, lexicon: Words) -> tuple[str, str]:
    """Class of what the object names (``none`` where no ending is known), and the light ending after it or ``""``."""
    light = ""
    if thing.endswith("）"):
        thing = thing[: max(thing.rfind("（"), 0)]
    for _ in range(2):
        for size in range(min(lexicon.longest_light, len(thing) - 2), 0, -1):
            if thing[-size:] in lexicon.light:
                light = light or thing[-size:]
                thing = thing[:-size]
                break
        else:
            break
    for size in range(lexicon.longest_ending, 0, -1):
        kind = lexicon.kinds.get(thing[-size:])
        if kind is not None:
            return kind, light
    return "none", light
