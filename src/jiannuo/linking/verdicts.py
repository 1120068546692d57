"""From a promise and the clauses that answer it to a verdict, by rules that are printed with it."""

from __future__ import annotations

from collections.abc import Sequence

from jiannuo.linking.clauses import Clause, bare, weigh
from jiannuo.linking.features import Sought, alike, comparable, likeness, other_number, stage_of
from jiannuo.linking.figures import Reading, compare
from jiannuo.linking.matching import Scored
from jiannuo.linking.words import words
from jiannuo.model.link import Remark, Verdict
from jiannuo.model.report import Report
from jiannuo.model.statement import Measure, MeasureType

SAME_THING = 0.5  # share of the indicator's weight that a figure must share to be compared
NAMED = 0.5  # share of a thing's weight that must be there for the thing to be named
WHOLE = 0.6  # share of a promise's object that must be there for the promise to be answered as a whole
SURE = 0.5  # a figure that answers a promise less surely than this never makes it missed
SURER = 0.65  # from here an indicator that is part of the promised one is taken for it
OTHER_CODE = 0.6  # a clause whose figure is known to be of another indicator must be so likely to count as spoken of
MOST = 3  # clauses that answer one promise


def fixed(verdict: Verdict, code: str, **params: str | int) -> Reading:
    """A reading that leaves no room."""
    return Reading(verdict, verdict, Remark(code, params))


def answers_of(one: Sought, ranked: Sequence[Scored], threshold: float) -> list[Scored]:
    """The likeliest clause, and further ones that name other things of a promise that lists several."""
    if not ranked or ranked[0].probability < _threshold(one, ranked[0], threshold):
        return []
    first = ranked[0]
    answers = [first]
    missing = [thing for thing in one.things if not _named(thing, first.clause.pairs)]
    if isinstance(one.promise.statement, Measure) or len(missing) == len(one.things):
        return answers
    for item in ranked[1:]:
        new = [thing for thing in missing if _named(thing, item.clause.pairs)]
        if item.probability >= threshold and new and len(answers) < MOST:
            answers.append(item)
            missing = [thing for thing in missing if thing not in new]
    return answers


def _threshold(one: Sought, best: Scored, threshold: float) -> float:
    """What *best* must reach: more where its figures are known to be of other indicators."""
    target = one.promise.statement
    if not isinstance(target, Measure) or not target.code or not best.clause.measures:
        return threshold
    others = all(measure.code and measure.code != target.code for measure in best.clause.measures)
    return max(threshold, OTHER_CODE) if others else threshold


def judge(one: Sought, clauses: Sequence[Clause], report: Report, sure: float) -> tuple[Reading, Measure | None]:
    """The reading of the later *report*'s *clauses*, and the figure of the first where one was compared.

    sure is the probability that the first clause speaks of the promise.
    """
    said = "，".join(clause.span.of(report.text) for clause in clauses)
    told = _by_its_own_words(said)
    statement = one.promise.statement
    if not isinstance(statement, Measure):
        return (told or _act(one, clauses, said)), None
    reading, figure = _figure(one, statement, clauses[0], said, sure)
    if figure is None:
        return (told or reading), None
    if sure < SURE and reading.lenient in (Verdict.MISSED, Verdict.PARTLY):
        return fixed(Verdict.REPORTED, "rule_unsure", promised=statement.text, actual=figure.text), figure
    return reading, figure


def not_due(reading: Reading) -> Reading:
    """A promise for a later year: what is not kept yet is not missed."""
    if reading.lenient in (Verdict.MISSED, Verdict.PARTLY):
        return Reading(Verdict.REPORTED, Verdict.REPORTED, Remark("rule_not_due", reading.rule.params))
    return reading


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


def _figure(one: Sought, target: Measure, clause: Clause, said: str, sure: float) -> tuple[Reading, Measure | None]:
    """The figure of *clause* that is comparable with *target*, compared; else why none is."""
    if not clause.measures:
        return fixed(Verdict.REPORTED, "rule_no_figure"), None
    result = max(clause.measures, key=lambda measure: likeness(target, measure))
    if not comparable(target, result):
        return fixed(Verdict.REPORTED, "rule_other_unit", promised=target.text, actual=result.text), None
    if _is_total(target, result, clause, said):
        return fixed(Verdict.REPORTED, "rule_cumulative", actual=result.text), None
    if _several_years(target, result):
        return fixed(Verdict.REPORTED, "rule_several_years", actual=result.text, years=str(result.period)), None
    if other_number(target, clause) or not _same_thing(one, target, result, said, sure):
        return fixed(Verdict.REPORTED, "rule_other_thing", actual=result.indicator), None
    own_stage = stage_of(bare(result.indicator)) or stage_of(clause.words)
    if one.stage and own_stage not in (0, one.stage):
        return fixed(Verdict.REPORTED, "rule_other_stage"), None
    return compare(target, result), result


def _same_thing(one: Sought, target: Measure, result: Measure, said: str, sure: float) -> bool:
    """Whether both figures measure one thing: by code, else by their words, the shorter in the longer where sure."""
    if target.code and result.code:
        return target.code == result.code
    likest = max(alike(target.indicator, result.indicator), alike(one.core, said))
    if sure >= SURER:
        likest = max(likest, alike(result.indicator, target.indicator))
    return likest >= SAME_THING


def _several_years(target: Measure, result: Measure) -> bool:
    """Whether *result* sums up several years and *target* was for one."""
    if target.period is None or result.period is None or result.measure is not MeasureType.COUNT:
        return False
    return target.period.first == target.period.last and result.period.first != result.period.last


def _is_total(target: Measure, result: Measure, clause: Clause, said: str) -> bool:
    """Whether *result* is a stock where *target* promised what comes on top of it."""
    if target.measure is not MeasureType.COUNT:
        return False
    lexicon = words()
    stock = result.measure is MeasureType.LEVEL
    if stock and lexicon.cumulative.search(said):
        return True
    if not lexicon.added.search(target.indicator) or lexicon.added.search(said + result.indicator):
        return False
    # 企业 466 家、增长 84%: a figure that has a growth rate is a total.
    return stock or any(measure.measure is MeasureType.GROWTH for measure in clause.measures)


def _act(one: Sought, clauses: Sequence[Clause], said: str) -> Reading:
    """An act or outcome: done, on its way, in part, or only spoken of."""
    statement = one.promise.statement
    lexicon = words()
    assert not isinstance(statement, Measure)
    pairs = frozenset[str]().union(*(clause.pairs for clause in clauses))
    named = [thing for thing in one.things if _named(thing, pairs)]
    if len(one.things) > 1 and 0 < len(named) < len(one.things):
        return fixed(Verdict.PARTLY, "rule_some_things", named=len(named), all=len(one.things))
    quoted = bool(one.quoted) and all(any(name in clause.words for clause in clauses) for name in one.quoted)
    if weigh(one.pairs & pairs) / one.total < WHOLE and not named and not quoted:
        return fixed(Verdict.REPORTED, "rule_other_words")
    shares = [measure for clause in clauses for measure in clause.measures if measure.unit == "%"]
    wanted_whole = lexicon.whole.search(statement.text) and not lexicon.whole.search(said)
    if wanted_whole and shares and min(measure.value for measure in shares) < 100:
        return fixed(Verdict.PARTLY, "rule_not_whole", actual=shares[0].text)
    definite = lexicon.definite.search(statement.action)
    rest = said.replace(bare(statement.object), "")
    if definite and lexicon.moving.search(rest) and not lexicon.definite.search(rest):
        return fixed(Verdict.REPORTED, "rule_on_its_way", words=statement.action)
    return fixed(Verdict.MET, "rule_act_done" if definite else "rule_act_reported", words=statement.action)


def _named(thing: frozenset[str], among: frozenset[str]) -> bool:
    return weigh(thing & among) >= NAMED * weigh(thing)
