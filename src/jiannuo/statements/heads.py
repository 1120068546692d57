"""Heads of indicators: lists completed and taken apart, long lists of names left out."""

from __future__ import annotations

import re

from jiannuo.lexicon.frames import Frames

_SPLIT = re.compile(r"以及|[、和及与]")
_NAMES = re.compile(r"^(.*?)等(?=[^级])")


def distribute(head: str, values: int, words: Frames) -> list[str]:
    """The heads of a list with 分别, one a value, completed where they share an end or a beginning.

    城镇、农村居民人均可支配收入 → 城镇居民人均可支配收入, 农村居民人均可支配收入.  A single head where the counts do
    not match.
    """
    parts = [part for part in _SPLIT.split(head) if part]
    if len(parts) == 1 and values == 2:
        for joint, pair in words.pairs.items():
            if joint in head:
                return [head.replace(joint, pair[0]), head.replace(joint, pair[1])]
    if len(parts) != values or values < 2:
        return [head]
    last = parts[-1].replace("等", "", 1) if "等" in parts[-1][:6] else parts[-1]
    completed = [with_end(part, last) for part in parts[:-1]]
    if len(last) <= 4 and len(parts[0]) >= len(last) + 3:
        last = parts[0][:-2] + last  # 省属企业营业收入、利润
    return [*completed, last]


def with_end(part: str, last: str) -> str:
    """*part* completed by the end that it shares with *last*: 国家级 by 省级医疗中心 is 国家级医疗中心."""
    if len(part) * 2 > len(last) + 2 and len(part) > 4:
        return part
    at = last.find(part[-1], 1, len(part) + 3)
    return part + (last[at + 1 :] if at > 0 else last[len(part) :])


def shorten(indicator: str, words: Frames) -> str:
    """Leave out a long list of names before 等: 推进安平桥、顺济桥等重点文物工程 → 推进重点文物工程."""
    names = _NAMES.match(indicator)
    if names is None:
        return indicator
    deed = words.deed_head.match(indicator)
    start = deed.end() if deed else 0
    listed, noun = indicator[start : names.end(1)], indicator[names.end() :]
    if len(noun) >= 4 and not noun.endswith("活动") and len(listed) > 1.4 * len(noun):
        return indicator[:start] + noun
    return indicator
