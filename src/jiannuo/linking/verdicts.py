"""From a promise and the clause that answers it to a verdict, by rules that are printed with it."""

from __future__ import annotations

import re

from jiannuo.linking.background import background
from jiannuo.linking.clauses import Clause, bare, pairs_of
from jiannuo.linking.features import Sought, alike, comparable, likeness, stage_of
from jiannuo.linking.figures import Reading, compare
from jiannuo.linking.words import words
from jiannuo.model.link import Remark, Verdict
from jiannuo.model.report import Report
from jiannuo.model.statement import Measure, MeasureType

SAME_THING = 0.5  # share of the indicator's weight that a figure must share to be compared
NAMED = 0.5  # share of a thing's weight that must be there for the thing to be named
WHOLE = 0.6  # share of a promise's object that must be there for the promise to be answered as a whole


def fixed(verdict: Verdict, code: str, **params: str | int) -> Reading:
    """A reading that leaves no room."""
    return Reading(verdict, verdict, Remark(code, params))


def judge(one: Sought, clause: Clause, report: Report) -> tuple[Reading, Measure | None]:
    """The reading of the later *report*'s *clause*, and its figure where one was compared."""
    said = _words_of(clause, report)
    told = _by_its_own_words(said)
    statement = one.promise.statement
    if isinstance(statement, Measure):
        reading, figure = _figure(one, statement, clause, said)
        if figure is not None:
            return reading, figure
        return (told or reading), None
    return (told or _act(one, clause, said)), None


def _words_of(clause: Clause, report: Report) -> str:
    return clause.span.of(report.text)


def _by_its_own_words(said: str) -> Reading | None:
    """What the report itself says of its task, without a figure."""
    lexicon = words()
    if match := lexicon.failed.search(said):
        return fixed(Verdict.MISSED, "rule_says_failed", words=match.group())
    if match := lexicon.beyond.search(said):
        return fixed(Verdict.EXCEEDED, "rule_says_beyond", words=match.group())
    if match := lexicon.fulfilled.search(said):
        return fixed(Verdict.MET, "rule_says_done", words=match.group())
    return None


def _figure(one: Sought, target: Measure, clause: Clause, said: str) -> tuple[Reading, Measure | None]:
    """The figure of *clause* that is comparable with *target*, compared; else why none is."""
    if not clause.measures:
        return fixed(Verdict.REPORTED, "rule_no_figure"), None
    result = max(clause.measures, key=lambda measure: likeness(target, measure))
    if not comparable(target, result):
        return fixed(Verdict.REPORTED, "rule_other_unit", promised=target.text, actual=result.text), None
    same = bool(target.code) and target.code == result.code
    if not same and max(alike(target.indicator, result.indicator), alike(one.core, said)) < SAME_THING:
        return fixed(Verdict.REPORTED, "rule_other_thing", actual=result.indicator), None
    if one.stage and stage_of(clause.words) not in (0, one.stage):
        return fixed(Verdict.REPORTED, "rule_other_stage"), None
    whole = result.measure is MeasureType.LEVEL and target.measure is MeasureType.COUNT
    if not same and whole and words().cumulative.search(said):
        return fixed(Verdict.REPORTED, "rule_cumulative", actual=result.text), None
    return compare(target, result), result


def _act(one: Sought, clause: Clause, said: str) -> Reading:
    """An act or outcome: done, on its way, in part, or only spoken of."""
    statement = one.promise.statement
    lexicon = words()
    assert not isinstance(statement, Measure)
    things = [thing for thing in one.things if len(thing) > 1]
    named = [thing for thing in things if _weight(thing & clause.pairs) >= NAMED * _weight(thing)]
    if len(things) > 1 and 0 < len(named) < len(things):
        return fixed(Verdict.PARTLY, "rule_some_things", named=len(named), all=len(things))
    covered = _weight(one.pairs & clause.pairs) / one.total
    if covered < WHOLE and not named:
        return fixed(Verdict.REPORTED, "rule_other_words")
    definite = lexicon.definite.search(statement.action)
    rest = said.replace(statement.object, "")
    if definite and lexicon.moving.search(rest) and not _finished(rest):
        return fixed(Verdict.REPORTED, "rule_on_its_way", words=statement.action)
    return fixed(Verdict.MET, "rule_act_done" if definite else "rule_act_reported", words=statement.action)


def _finished(said: str) -> bool:
    return bool(_FINISHED().search(said))


def _FINISHED() -> re.Pattern[str]:
    return words().definite


def _weight(pairs: frozenset[str]) -> float:
    weight = background().weight
    return sum(map(weight, sorted(pairs)))


def same_words(first: str, second: str) -> float:
    """Share of the first text's weight that the second has too."""
    mine = pairs_of(bare(first))
    return _weight(mine & pairs_of(bare(second))) / (_weight(mine) or 1.0)
