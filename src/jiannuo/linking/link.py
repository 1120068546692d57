"""Two reports to links: the pipeline."""

from __future__ import annotations

from collections import Counter

import msgspec

from jiannuo.linking import pace
from jiannuo.linking.clauses import Clause, Index
from jiannuo.linking.due import OPEN
from jiannuo.linking.features import sought
from jiannuo.linking.figures import Reading
from jiannuo.linking.matching import Matcher, Scored, Weights, spoken, weights
from jiannuo.linking.pairing import check_pair
from jiannuo.linking.promises import promises
from jiannuo.linking.verdicts import answers_of, fixed, judge, not_due
from jiannuo.model.link import Evidence, Link, Links, Promise, Remark, Verdict
from jiannuo.model.outline import Part
from jiannuo.model.report import Report
from jiannuo.model.statement import Measure

LOOKS_BACK = (Part.REVIEW, Part.REVIEW_FIVE)
REVIEW_BELOW = 0.6  # links less sure than this go to the review list
SECOND = 0.2  # a clause less likely than this is no runner-up worth showing


def link(earlier: Report, later: Report, table: Weights | None = None) -> Links:
    """What *later* says of each promise of *earlier*; PairError where the two are no pair.

    table replaces the shipped weights, as training does.
    """
    remarks = check_pair(earlier, later)
    found = _Linker(earlier, later, table or weights()).links()
    return Links(earlier, later, tuple(_with_shared(found)), remarks)


class _Linker:
    def __init__(self, earlier: Report, later: Report, table: Weights) -> None:
        self.earlier, self.later, self.table = earlier, later, table
        self.review = Matcher(Index(later, LOOKS_BACK), table)
        self.plan = Matcher(Index(later, (Part.PLAN, Part.OUTLOOK)), table)
        self.year = later.metadata.year - 1 if later.metadata.year is not None else None
        self.pace = pace.pace(later.measures, self.year)

    def links(self) -> list[Link]:
        return [self._link(promise) for promise in promises(self.earlier)]

    def _link(self, promise: Promise) -> Link:
        if self.pace is not None and pace.is_pace(promise.statement):
            income, economy = self.pace
            proofs = tuple(self._of_measure(measure) for measure in (income, economy))
            return self._made(promise, pace.compare(income, economy), proofs, 1.0, None, None)
        one = sought(promise, self.earlier)
        ranked = self.review.best(one)
        answers = answers_of(one, ranked, self.table.threshold)
        if not answers:
            return self._silent(promise, ranked[0] if ranked else None, self.plan.best(one))
        first = answers[0]
        clauses = [answer.clause for answer in answers]
        reading, figure = judge(one, clauses, self.later, first.probability)
        evidence = (self._evidence(first.clause, figure), *map(self._evidence, clauses[1:]))
        second = next((item for item in ranked if item not in answers and item.probability >= SECOND), None)
        runner = self._evidence(second.clause) if second else None
        if promise.due is not None and self.year is not None and promise.due > self.year:
            reading = not_due(reading)
        return self._made(promise, reading, evidence, spoken(first.probability, self.table), runner, None)

    def _silent(self, promise: Promise, best: Scored | None, ahead: list[Scored]) -> Link:
        """A promise of which the later report's review says nothing; its plan may."""
        confidence = 1 - spoken(best.probability if best else 0.0, self.table)
        runner = self._evidence(best.clause) if best and best.probability >= SECOND / 2 else None
        elsewhere = None
        if ahead and ahead[0].probability >= 0.5:
            elsewhere = self._evidence(ahead[0].clause)
        reading = fixed(Verdict.UNMENTIONED, "rule_only_plan" if elsewhere else "rule_silent")
        return self._made(promise, reading, (), confidence, runner, elsewhere)

    def _made(
        self,
        promise: Promise,
        reading: Reading,
        evidence: tuple[Evidence, ...],
        confidence: float,
        runner_up: Evidence | None,
        elsewhere: Evidence | None,
    ) -> Link:
        remarks = []
        pending = promise.due is not None and self.year is not None and promise.due > self.year
        if pending and promise.due == OPEN:
            remarks.append(Remark("remark_open_ended"))
        elif pending and promise.due is not None:
            remarks.append(Remark("remark_pending", {"year": str(promise.due)}))
        if promise.restated:
            remarks.append(Remark("remark_restated", {"times": len(promise.restated) + 1}))
        return Link(
            promise=promise,
            verdict=reading.lenient,
            evidence=evidence,
            rule=reading.rule,
            strict=reading.strict,
            lenient=reading.lenient,
            confidence=round(confidence, 3),
            runner_up=runner_up,
            elsewhere=elsewhere,
            pending=pending,
            review=confidence < REVIEW_BELOW,
            remarks=tuple(remarks),
        )

    def _evidence(self, clause: Clause, figure: Measure | None = None) -> Evidence:
        return Evidence(clause.span, clause.span.of(self.later.text), clause.sentence, clause.part, figure)

    def _of_measure(self, measure: Measure) -> Evidence:
        for clause in self.review.index.clauses:
            if clause.span.contains(measure.span):
                return self._evidence(clause, measure)
        return Evidence(measure.span, measure.text, measure.sentence, measure.part, measure)


def _with_shared(links: list[Link]) -> list[Link]:
    """The links with the number of other promises that each clause answers."""
    uses = Counter(evidence.span for one in links for evidence in one.evidence)
    done = []
    for one in links:
        evidence = tuple(msgspec.structs.replace(item, shared=uses[item.span] - 1) for item in one.evidence)
        remarks = one.remarks
        most = max((item.shared for item in evidence), default=0)
        if most:
            remarks = (*remarks, Remark("remark_shared", {"others": most}))
        done.append(msgspec.structs.replace(one, evidence=evidence, remarks=remarks))
    return done
