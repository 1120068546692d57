"""What a clause of the later report shares with a promise, as numbers that weights are learned for."""

from __future__ import annotations

import re
from typing import NamedTuple

from jiannuo.linking.background import background
from jiannuo.linking.clauses import Clause, bare, pairs_of, quoted_in, weigh
from jiannuo.linking.words import words
from jiannuo.model.link import Promise, Sort
from jiannuo.model.report import Report
from jiannuo.model.statement import Measure
from jiannuo.statements.milestones.clauses import clauses as clauses_of
from jiannuo.statements.milestones.features import thing_class
from jiannuo.statements.milestones.words import words as milestone_words

NAMES = (
    "one",
    "covered",
    "covered_squared",
    "back",
    "mass",
    "run",
    "run_share",
    "rarest",
    "tail",
    "head",
    "around",
    "quoted",
    "quoted_lost",
    "same_verb",
    "figure",
    "same_code",
    "other_code",
    "same_unit",
    "no_unit",
    "same_type",
    "indicator",
    "length",
    "thing",
    "run_mass",
    "stage",
)


_LONGEST_CORE, _LONGEST_CLAUSE = 80, 400  # characters compared letter by letter: its cost is their product


class Sought(NamedTuple):
    """A promise with what it is compared by; core is its object without the verb, or its indicator."""

    promise: Promise
    core: str
    pairs: frozenset[str]
    all_pairs: frozenset[str]
    tail: frozenset[str]
    head: frozenset[str]
    quoted: frozenset[str]
    total: float
    rare: tuple[str, ...]
    things: tuple[frozenset[str], ...]
    stage: int


def sought(promise: Promise, report: Report) -> Sought:
    """*promise* of *report* ready for comparison."""
    statement = promise.statement
    if isinstance(statement, Measure):
        core = words().leading.sub("", bare(statement.indicator)) or bare(statement.indicator)
        near = clause_around(report.text, statement)
        if len(core) < 4:
            core = bare(near)
        text = near
    else:
        core = bare(statement.object) or bare(statement.text)
        text = statement.text
    pairs = pairs_of(core)
    weight = background().weight
    stem = _without_light(core)
    ranked = sorted(pairs, key=lambda pair: (-weight(pair), pair))
    return Sought(
        promise,
        core,
        pairs,
        pairs | pairs_of(bare(text)),
        pairs_of(stem[-4:]),
        pairs_of(stem[:4]),
        quoted_in(text),
        weigh(pairs) or 1.0,
        tuple(ranked[:6]),
        things_in(statement.indicator if isinstance(statement, Measure) else statement.object or statement.text),
        stage_of(text),
    )


_JOINTS = re.compile(r"[、，；]|以及|和|与|及")


def things_in(text: str) -> tuple[frozenset[str], ...]:
    """The pairs of each thing that a promise lists."""
    pieces = (bare(piece) for piece in _JOINTS.split(text))
    return tuple(filter(None, (pairs_of(piece) for piece in pieces if len(piece) > 2)))


def stage_of(text: str) -> int:
    """How far *text* says that a thing has got: the number of the stage from 1, 0 for none or several."""
    found = [number for number, stage in enumerate(words().stages, 1) if stage.search(text)]
    return found[0] if len(found) == 1 else 0


def clause_around(text: str, measure: Measure) -> str:
    """The clause that a figure stands in."""
    sentence, figure = measure.sentence, measure.span
    for start, end in clauses_of(text, sentence.start, sentence.end):
        if start <= figure.start < end:
            return text[start:end]
    return text[max(sentence.start, figure.start - 16) : figure.end + 12]


def _without_light(core: str) -> str:
    """*core* without an ending that only says how far a thing is meant to get (建设, 工作)."""
    light = thing_class(core, milestone_words())[1]
    return core.removesuffix(light)


def shown(one: Sought, clause: Clause, around: frozenset[str]) -> tuple[float, ...]:
    """One number for each of NAMES; *around* holds the pairs of the clause's sentence."""
    both = one.pairs & clause.pairs
    mass = weigh(both)
    covered = mass / one.total
    run = longest_run(one.core[:_LONGEST_CORE], clause.words[:_LONGEST_CLAUSE])
    statement = one.promise.statement
    rare = sum(pair in clause.pairs for pair in one.rare) / (len(one.rare) or 1)
    quoted = len(one.quoted & clause.quoted) + sum(name in clause.words for name in sorted(one.quoted - clause.quoted))
    verb = "" if isinstance(statement, Measure) else statement.action
    figure = _figure(statement, clause) if one.promise.sort is Sort.MEASURE else _NO_FIGURE
    return (
        1.0,
        covered,
        covered * covered,
        mass / (clause.weight or 1.0),
        min(mass, 60.0) / 20,
        min(len(run), 10) / 5,
        min(len(run) / (len(one.core) or 1), 1.0),
        rare,
        _share(one.tail, clause.pairs),
        _share(one.head, clause.pairs),
        weigh(one.pairs & around) / one.total,
        quoted / (len(one.quoted) or 1),
        1.0 if one.quoted and not quoted else 0.0,
        1.0 if verb and verb in clause.words else 0.0,
        *figure,
        min(len(clause.words), 40) / 20,
        max((_weighed(thing, clause.pairs) for thing in one.things), default=0.0),
        min(weigh(pairs_of(run)) / 20, 2.0),
        float(bool(one.stage) and stage_of(clause.words) not in (0, one.stage)),
    )


_NO_FIGURE = (0.0,) * 7


def _figure(statement: object, clause: Clause) -> tuple[float, ...]:
    assert isinstance(statement, Measure)
    if not clause.measures:
        return _NO_FIGURE
    best = max(clause.measures, key=lambda measure: likeness(statement, measure))
    same = comparable(statement, best)
    return (
        1.0,
        float(bool(statement.code) and best.code == statement.code),
        float(bool(statement.code and best.code) and best.code != statement.code),
        float(same),
        float(not same),
        float(best.measure is statement.measure),
        alike(statement.indicator, best.indicator),
    )


def likeness(target: Measure, result: Measure) -> float:
    """How well *result* fits *target*, by code, unit and words; only an order."""
    return (
        4.0 * (bool(target.code) and target.code == result.code)
        + 2.0 * comparable(target, result)
        + (target.unit == result.unit)
        + (target.measure is result.measure)
        + 2.0 * alike(target.indicator, result.indicator)
        - 4.0 * other_stage(target.indicator, result.indicator)
        - 4.0 * bool(_numbers(result.indicator) and _numbers(target.indicator) - _numbers(result.indicator))
    )


_NUMBER = re.compile(r"\d+(?:\.\d+)?[百千万亿]*")


def other_number(target: Measure, clause: Clause) -> bool:
    """Whether the promised indicator has a number in its name (10亿元以上项目) that *clause* lacks."""
    asked = _numbers(target.indicator)
    return bool(asked) and not asked <= _numbers(clause.words).union(
        *(_numbers(measure.indicator) for measure in clause.measures)
    )


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(bare(text)))


def other_stage(first: str, second: str) -> bool:
    """Whether two texts speak of two stages of a thing (开工, 建成)."""
    one, two = stage_of(first), stage_of(second)
    return bool(one and two) and one != two


def comparable(target: Measure, result: Measure) -> bool:
    """Whether two figures have units of one kind; a growth is never compared with a share."""
    same = words().same_units
    if same.get(target.unit, target.unit) != same.get(result.unit, result.unit):
        return False
    return target.unit not in ("%", "倍") or target.measure is result.measure


def alike(first: str, second: str) -> float:
    """Share of the first indicator's weight that the second has too, without words that only lead to it."""
    mine = pairs_of(words().leading.sub("", bare(first)))
    return _weighed(mine, pairs_of(bare(second)))


def longest_run(first: str, second: str) -> str:
    """The longest stretch of *first* that stands in *second*."""
    best, at = 0, 0
    for start in range(len(first)):
        while start + best < len(first) and first[start : start + best + 1] in second:
            best, at = best + 1, start
    return first[at : at + best]


def _share(pairs: frozenset[str], among: frozenset[str]) -> float:
    return len(pairs & among) / (len(pairs) or 1)


def _weighed(pairs: frozenset[str], among: frozenset[str]) -> float:
    return weigh(pairs & among) / (weigh(pairs) or 1.0)
