"""What a candidate shows of itself: keys that weights are learned for, one a template."""

from __future__ import annotations

import re

from jiannuo.statements.milestones.candidates import Candidate
from jiannuo.statements.milestones.words import Words

_ORDINAL = re.compile(r"第[0-9一二三四五六七八九十百]{1,4}|首[届批个]|[新下]一[轮届批]|[一二三四]期|[0-9]{3,4}国道|[0-9]{4}年")
_PLACED = re.compile(r"国家级|省级|国际|全国|全省|全市|国家|市级|省市|自治区|中国")
_SOME = re.compile(r"一批|一系列|更多|各类|各种|多种|若干|一些")
_LATIN = re.compile(r"[A-Za-z]")
_DIGIT = re.compile(r"[0-9]")

# The templates in the order of the keys that `keys` returns; the weights' file has one table for each.
TEMPLATES = (
    "verb",
    "head",
    "group",
    "frame",
    "group_frame",
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
    "tail1",
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
    "marks",
    "group_marks",
    "shape",
    "some",
)


def keys(text: str, cand: Candidate, around: tuple[str, str], common: frozenset[str], lexicon: Words) -> tuple[
    tuple[str, ...], set[str]
]:
    """One key for each of TEMPLATES, and the set of character pairs in the object.

    around holds the characters before and after the clause; common the pairs of characters that most reports use.
    """
    first, last = cand.object
    thing = text[first:last]
    quote = text[cand.start : cand.end]
    group, verb = cand.group, cand.action
    kind, light = thing_class(thing, lexicon)
    pairs = {one + two for one, two in zip(thing, thing[1:], strict=False)}
    rare = len(pairs - common)
    share = str(4 * rare // (len(pairs) or 1))
    marks = ("等" if "等" in thing else "") + ("“" if "“" in thing else "") + ("《" if "《" in thing else "")
    shape = (
        ("A" if _LATIN.search(thing) else "")
        + ("9" if _DIGIT.search(thing) else "")
        + ("第" if _ORDINAL.search(thing) else "")
        + ("国" if _PLACED.search(thing) else "")
        + ("（" if "（" in thing else "")
    )
    some = _SOME.search(quote)
    return (
        verb,
        cand.head,
        group,
        cand.frame,
        group + cand.frame,
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
        quote[-1:],
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
        marks,
        group + marks,
        shape,
        some.group() if some else "",
    ), pairs


def thing_class(thing: str, lexicon: Words) -> tuple[str, str]:
    """Class of what the object names (``none`` where no ending is known), and the light ending after it or ``""``."""
    light = ""
    if thing.endswith("）"):
        thing = thing[: max(thing.rfind("（"), 0)]
    for _ in range(2):
        match = lexicon.light.search(thing[-9:])
        if match is None or len(match.group()) >= len(thing) - 1:
            break
        light = light or match.group()
        thing = thing[: -len(match.group())]
    match = lexicon.endings.search(thing[-6:])
    return (lexicon.kinds[match.group()] if match else "none"), light
