"""Which unit should lead a task, with the reason: named by the report, learned from earlier ledgers, or by topic."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from jiannuo.ledger.owners import KnownUnit, Owners, Tree, departments, owners
from jiannuo.model.link import Remark

THRESHOLD = 0.2  # cosine under which an earlier task is not close enough to say anything
_NEIGHBOURS = 7
_NOT_WORDS = re.compile(r"[^一-鿿A-Za-z]+|[万亿余个项家套条]")
_SHOWN = 40  # characters of an earlier task in the reason


class Ground(StrEnum):
    """What a suggestion rests on."""

    NAMED = "named"
    LEARNED = "learned"
    TOPIC = "topic"
    NONE = "none"


class Earlier(msgspec.Struct, frozen=True):
    """A task of an earlier year's ledger; unit is the id of the unit that led it."""

    year: int
    number: str
    text: str
    unit: str


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """The ids of the lead unit and of those that cooperate; unit is None where none is suggested.

    score: how sure, from 0 to 1 (1 where the report names the unit); remark: the reason to print.  missing: names that
    the report gives and the tree does not have, or has more than once.
    """

    unit: str | None
    cooperating: tuple[str, ...] = ()
    ground: Ground
    score: float
    remark: Remark
    missing: tuple[str, ...] = ()


class Suggester:
    """Suggestions for one tree of units and the ledgers of earlier years, learned when it is made."""

    def __init__(self, units: Iterable[KnownUnit], earlier: Iterable[Earlier] = ()) -> None:
        self._tree = Tree(units)
        self._earlier = [task for task in earlier if task.unit in self._tree.units]
        bags = [_bag(task.text) for task in self._earlier]
        seen = Counter(pair for bag in bags for pair in bag)
        self._rarity = {pair: math.log((1 + len(bags)) / (1 + times)) + 1 for pair, times in seen.items()}
        self._index: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, bag in enumerate(bags):
            for pair, weight in self._weights(bag).items():
                self._index[pair].append((number, weight))

    def suggest(self, text: str, sources: Sequence[str] = (), topic: int = 0) -> Suggestion:
        """The lead unit for the task *text*.

        *sources* are looked through for owners, in order: what stands around the statement (owners.near), the
        section's heading.  *topic* is that of the statement (docs/topics.md), 0 where unknown.
        """
        for source in sources:
            named = owners(source)
            found = self._named(named) if named else None
            if found:
                return found
        return self._learned(text) or self._topical(topic) or _nobody()

    def _named(self, said: Owners) -> Suggestion | None:
        names = [(name, self._tree.find(name)) for name in (*said.leading, *said.helping)]
        first, units = names[0]
        if not units and not said.said:
            return None  # a bare list in brackets that names no unit is something else
        lead = units[0].id if len(units) == 1 else None
        others = dict.fromkeys(found[0].id for _, found in names[1:] if len(found) == 1)
        return Suggestion(
            unit=lead,
            cooperating=tuple(other for other in others if other != lead),
            ground=Ground.NAMED,
            score=1.0 if lead else 0.0,
            remark=_named_as(said.words, first, units),
            missing=tuple(name for name, found in names if len(found) != 1),
        )

    def _learned(self, text: str) -> Suggestion | None:
        closest = self._closest(text)
        votes: dict[str, float] = defaultdict(float)
        for number, likeness in closest:
            votes[self._earlier[number].unit] += likeness * likeness
        if not votes:
            return None
        unit = max(votes, key=lambda name: (votes[name], name))
        number, likeness = next(pair for pair in closest if self._earlier[pair[0]].unit == unit)
        if likeness < THRESHOLD:
            return None
        task = self._earlier[number]
        params: dict[str, str | int] = {
            "year": task.year,
            "number": task.number,
            "text": task.text if len(task.text) <= _SHOWN else task.text[: _SHOWN - 1] + "…",
            "unit": self._tree.units[unit].name,
        }
        return Suggestion(
            unit=unit, ground=Ground.LEARNED, score=round(likeness, 3), remark=Remark("suggest_learned", params)
        )

    def _closest(self, text: str) -> list[tuple[int, float]]:
        """The nearest earlier tasks with their likeness, nearest first; of equal ones the later ledger's."""
        sums: dict[int, float] = defaultdict(float)
        for pair, weight in self._weights(_bag(text)).items():
            for number, other in self._index.get(pair, ()):
                sums[number] += weight * other
        ranked = sorted(sums.items(), key=lambda item: (-item[1], -self._earlier[item[0]].year, item[0]))
        return ranked[:_NEIGHBOURS]

    def _weights(self, bag: Counter[str]) -> dict[str, float]:
        """A bag's pairs by rarity, as a vector of length 1; pairs never seen count as the rarest."""
        unseen = math.log(1 + len(self._earlier)) + 1
        raw = {pair: math.sqrt(times) * self._rarity.get(pair, unseen) for pair, times in bag.items()}
        length = math.sqrt(sum(weight * weight for weight in raw.values()))
        return {pair: weight / length for pair, weight in raw.items()}

    def _topical(self, topic: int) -> Suggestion | None:
        top = sorted(self._tree.units.values(), key=lambda unit: (unit.depth, unit.name))
        for word in departments().topics.get(str(topic), ()):
            for unit in top:
                if any(word in name for name in (unit.name, *unit.aliases)):
                    return Suggestion(
                        unit=unit.id,
                        ground=Ground.TOPIC,
                        score=0.1,
                        remark=Remark("suggest_topic", {"unit": unit.name}),
                    )
        return None


def _named_as(words: str, first: str, units: Sequence[KnownUnit]) -> Remark:
    """The reason where the report names *first*, which fits *units*."""
    if not units:
        return Remark("suggest_unknown", {"words": first})
    if len(units) > 1:
        return Remark("suggest_ambiguous", {"words": first, "units": "、".join(unit.name for unit in units)})
    return Remark("suggest_named", {"words": words, "unit": units[0].name})


def _nobody() -> Suggestion:
    return Suggestion(unit=None, ground=Ground.NONE, score=0.0, remark=Remark("suggest_none"))


def _bag(text: str) -> Counter[str]:
    """Pairs of neighbouring characters, figures and units left out."""
    runs = _NOT_WORDS.split(text)
    return Counter(run[index : index + 2] for run in runs for index in range(len(run) - 1))
