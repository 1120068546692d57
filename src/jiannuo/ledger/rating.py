"""The rating of a task at the end of a month, by one printed rule for each sort of task.

A rating follows from the plan and the approved returns alone; without a return it is never better than 未启动.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

import msgspec

from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import HAIR, Plan, Step, ceiling_of, expected, gone, wanted
from jiannuo.ledger.printing import percent, printed, sentences, setting
from jiannuo.ledger.status import Frequency, Rating, Sort
from jiannuo.lexicon.loader import load, refuse
from jiannuo.model.link import Remark

FILE = "rating.toml"

# From worst to best; 其它 stands beside the scale.
SCALE = (
    Rating.NOT_STARTED,
    Rating.BEHIND,
    Rating.ON_PACE,
    Rating.AHEAD,
    Rating.DONE,
    Rating.DONE_EARLY,
)
REACHED = (Rating.DONE, Rating.DONE_EARLY)


class AmountRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[amount]`` of ``rating.toml``: shares of one."""

    ahead: float
    ahead_least: float
    about: float


class FigureRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[figure]`` of ``rating.toml``: shares of one."""

    ahead: float
    about: float


class CeilingRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[ceiling]`` of ``rating.toml``: a share of one."""

    about: float


class StepsRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[steps]`` of ``rating.toml``."""

    grace_days: int


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rating.toml`` as it stands; the file says what each figure is for.  still is in periods."""

    version: str
    amount: AmountRule
    figure: FigureRule
    ceiling: CeilingRule
    steps: StepsRule
    still: dict[Frequency, int]


class Reported(msgspec.Struct, frozen=True, kw_only=True):
    """An approved return: the value as it stood at the end of *month*, the steps done by key with their days.

    blank: it was returned but says nothing new.
    """

    month: Month
    value: float | None = None
    steps_done: Mapping[str, date] = {}
    blank: bool = False


class Rated(msgspec.Struct, frozen=True, kw_only=True):
    """A rating read strictly and leniently, the figures behind it and the rule that was applied.

    share is the part of the target that was reached (1.0 is all of it; may be more), None where there is none.
    expected and actual are in the plan's unit, of steps the numbers that are due and done.
    notes say what else bears on it: that an older value was used, what the lenient reading lets pass.
    """

    strict: Rating
    lenient: Rating
    share: float | None
    expected: float | None
    actual: float | None
    rule: Remark
    notes: tuple[Remark, ...] = ()
    version: str

    def printed(self, language: str | None = None) -> str:
        """The rule with its figures, then the notes, in ``zh`` or ``en``."""
        return sentences((self.rule, *self.notes), language)

    def kept(self) -> dict[str, object]:
        """The rule and its notes as they are stored with the rating."""
        return {**_kept(self.rule), "notes": [_kept(note) for note in self.notes]}


def _kept(remark: Remark) -> dict[str, object]:
    return {"code": remark.code, "params": dict(remark.params)}


def print_kept(kept: Mapping[str, object], language: str | None = None) -> str:
    """What Rated.kept stored, as Rated.printed would print it."""
    notes = kept.get("notes", [])
    assert isinstance(notes, list)
    return sentences((msgspec.convert(one, Remark) for one in (kept, *notes)), language)


@cache
def rules() -> Rules:
    """The rules that ship."""
    return check_rules(load(FILE, Rules))


def check_rules(given: Rules) -> Rules:
    """*given* itself; LexiconError names the first figure that makes no sense."""
    if not given.version.strip():
        raise refuse(FILE, "version", "empty; ratings could not be told apart")
    for table in ("amount", "figure", "ceiling"):
        for key in getattr(given, table).__struct_fields__:
            share = getattr(getattr(given, table), key)
            if not 0 <= share < 1:
                raise refuse(FILE, f"{table}.{key}", f"{share} is no share from 0 to 1")
    if given.steps.grace_days < 0:
        raise refuse(FILE, "steps.grace_days", "less than 0 days")
    for frequency in Frequency:
        if given.still.get(frequency, 0) < 1:
            raise refuse(FILE, f"still.{frequency}", "missing, or less than 1 period")
    return given


def rank(rating: Rating) -> int:
    """The place of *rating* on the scale from 未启动 (0) up; -1 for 其它, which stands beside it."""
    return SCALE.index(rating) if rating in SCALE else -1


class _Case(msgspec.Struct, frozen=True):
    """What a rule is given: the plan, the returns up to *month* in order, and the last one with a figure."""

    plan: Plan
    held: tuple[Reported, ...]
    month: Month
    on: date
    rules: Rules

    @property
    def figures(self) -> tuple[tuple[Month, float], ...]:
        return tuple((one.month, one.value) for one in self.held if one.value is not None)

    @property
    def over(self) -> bool:
        """Whether the deadline's month is here."""
        return self.month >= self.plan.end

    def stale(self, last: Month) -> bool:
        """Whether a figure of *last* is older than what should be there."""
        due = wanted(self.plan, self.month)
        return due is not None and last < due

    def rated(
        self,
        readings: tuple[Rating, Rating],
        rule: Remark,
        *,
        share: float | None = None,
        expected: float | None = None,
        actual: float | None = None,
        notes: tuple[Remark, ...] = (),
    ) -> Rated:
        """The result; *readings* are the strict and the lenient one, which is never the worse."""
        strict, lenient = readings
        return Rated(
            strict=strict,
            lenient=max(strict, lenient, key=rank),
            share=share,
            expected=expected,
            actual=actual,
            rule=rule,
            notes=notes,
            version=self.rules.version,
        )

    def unrated(self, rule: Remark) -> Rated:
        """What the scale does not fit."""
        return self.rated((Rating.OTHER, Rating.OTHER), rule)


def rate(plan: Plan, history: Sequence[Reported], month: Month, on: date | None = None) -> Rated:
    """The rating of a task with *plan* at the end of *month* by its approved returns.

    Returns later than *month* are not looked at, so that an earlier month can be rated again.  Of two returns for one
    month the later in *history* counts.  *on* is the day on which steps are reckoned (plans.reckoned), the month's last
    where none is given.
    """
    by_month = {one.month: one for one in history if one.month <= month}
    held = tuple(by_month[when] for when in sorted(by_month))
    return _RULES[plan.sort](_Case(plan, held, month, on or month.last, rules()))


def _when(month: Month) -> dict[str, str | int]:
    return {"year": month.year, "month": month.month}


def _amount(case: _Case) -> Rated:
    """累计量: the amount so far against what the plan asks for by now."""
    plan, target = case.plan, case.plan.target
    if target is None:
        return case.unrated(Remark("rated_no_target"))
    if not case.figures:
        return _nothing(case)
    last, actual = case.figures[-1]
    # A figure that came by quarter is held against the plan of its own month, as long as no newer one is due.
    at = case.month if case.over or case.stale(last) else last
    asked = expected(plan, at)
    assert asked is not None
    span = target - plan.floor
    rule = case.rules.amount
    least = asked + max(rule.ahead * (asked - plan.floor), rule.ahead_least * span)

    def grade(about: float) -> Rating:
        since = _since(case.figures, target - about * span)
        if since is not None:
            return Rating.DONE_EARLY if since < plan.end else Rating.DONE
        if actual <= plan.floor + HAIR:
            return Rating.NOT_STARTED
        if actual < asked - about * (asked - plan.floor) - HAIR * max(1.0, abs(asked)):
            return Rating.BEHIND
        return Rating.AHEAD if actual >= least - HAIR * max(1.0, abs(least)) else Rating.ON_PACE

    strict = grade(0.0)
    lenient = grade(rule.about) if plan.leaves_room else strict
    share = (actual - plan.floor) / span if span else None
    return case.rated(
        (strict, lenient),
        _amount_rule(case, strict, at, (actual, asked, target, share)),
        share=share,
        expected=asked,
        actual=actual,
        notes=() if strict in REACHED else _notes(case, last, rule.about),
    )


def _amount_rule(case: _Case, strict: Rating, at: Month, figures: tuple[float, float, float, float | None]) -> Remark:
    actual, asked, target, share = figures
    plan, rule = case.plan, case.rules.amount
    params: dict[str, str | int] = {
        "actual": printed(actual, plan.unit),
        "asked": printed(asked, plan.unit),
        "target": printed(target, plan.unit),
        "share": percent(share or 0.0),
        "ahead": setting(rule.ahead),
        "least": setting(rule.ahead_least),
    }
    if strict in REACHED:
        since = _since(case.figures, target)
        assert since is not None
        return Remark("rated_reached", {**params, **_when(since), "due": plan.due.isoformat()})
    if strict is Rating.NOT_STARTED:
        return Remark("rated_idle", {**params, **_when(at), "base": printed(plan.floor, plan.unit)})
    params |= _when(at)
    span = target - plan.floor
    params["asked_share"] = percent((asked - plan.floor) / span if span else 0.0)
    if plan.asked and not case.over:
        return Remark("rated_points", params)
    months, of = gone(plan, at)
    return Remark("rated_even", {**params, "gone": months, "of": of})


def _since(figures: Sequence[tuple[Month, float]], target: float) -> Month | None:
    """The month from which the figures have held *target* to the last; None where the last does not."""
    since = None
    for month, value in reversed(figures):
        if value < target - HAIR * max(1.0, abs(target)):
            break
        since = month
    return since


def _figure(case: _Case) -> Rated:
    """增速或比率: the last figure against what is asked for, both ends of a range looked at."""
    plan, rule = case.plan, case.rules.figure
    if plan.target is None:
        return case.unrated(Remark("rated_no_target"))
    if plan.is_ceiling:
        return _ceiling(case)
    if not case.figures:
        return _nothing(case)
    last, actual = case.figures[-1]
    stale = case.stale(last)
    asked = expected(plan, case.month if case.over or stale else last)
    high = None if asked is None else max(asked, plan.upper if plan.upper is not None else asked)

    def grade(about: float) -> Rating:
        if stale or (asked is not None and actual < asked - about * abs(asked) - HAIR):
            return Rating.BEHIND
        if case.over:
            return Rating.DONE
        margin = 0.0 if high is None else rule.ahead * abs(high)
        return Rating.AHEAD if high is not None and margin and actual >= high + margin - HAIR else Rating.ON_PACE

    strict = grade(0.0)
    base = plan.base or 0.0
    span = plan.target - base
    params: dict[str, str | int] = {
        "actual": printed(actual, plan.unit),
        "asked": "—" if asked is None else printed(asked, plan.unit),
        "target": printed(plan.target, plan.unit) if plan.upper is None else _range(plan.target, plan.upper, plan.unit),
        "sign": {"approx": "≈", "range": ""}.get(plan.bound, "≥"),
        "ahead": setting(rule.ahead),
    }
    return case.rated(
        (strict, grade(rule.about) if plan.leaves_room else strict),
        Remark("rated_figure", {**params, **_when(last)}),
        share=max((actual - base) / span, 0.0) if span > 0 else None,
        expected=asked,
        actual=actual,
        notes=_notes(case, last, rule.about),
    )


def _range(low: float, high: float, unit: str) -> str:
    return f"{printed(low)}～{printed(high, unit)}"


def _ceiling(case: _Case) -> Rated:
    """控制数: the last figure must not be above the ceiling; never ahead, and done only when the time is over."""
    plan, rule = case.plan, case.rules.ceiling
    top = ceiling_of(plan)
    if top is None:
        return case.unrated(Remark("rated_no_target"))
    if not case.figures:
        return _nothing(case)
    last, actual = case.figures[-1]
    stale = case.stale(last)
    asked = expected(plan, case.month if case.over or stale else last)
    assert asked is not None

    def grade(about: float) -> Rating:
        if stale or actual > asked + about * abs(asked) + HAIR * max(1.0, abs(asked)):
            return Rating.BEHIND
        return Rating.DONE if case.over else Rating.ON_PACE

    strict = grade(0.0)
    params: dict[str, str | int] = {
        "actual": printed(actual, plan.unit),
        "asked": printed(asked, plan.unit),
        "target": printed(top, plan.unit),
    }
    return case.rated(
        (strict, grade(rule.about) if plan.leaves_room else strict),
        Remark("rated_ceiling", {**params, **_when(last)}),
        expected=asked,
        actual=actual,
        notes=_notes(case, last, rule.about),
    )


def done_on(plan: Plan, history: Sequence[Reported], by: date) -> dict[str, date]:
    """The steps that were done up to the day *by*, by key: as the plan holds them, then as returns tell."""
    done = {step.key: step.done for step in plan.steps if step.done is not None}
    for one in history:
        done |= one.steps_done
    keys = {step.key for step in plan.steps}
    return {key: day for key, day in done.items() if key in keys and day <= by}


def _steps(case: _Case) -> Rated:
    """节点事项: a step that is overdue and not done holds the task back."""
    plan, today = case.plan, case.on
    if not plan.steps:
        return case.unrated(Remark("rated_no_steps"))
    done = done_on(plan, case.held, case.month.last)
    open_steps = [step for step in plan.steps if step.key not in done]
    grace = timedelta(days=case.rules.steps.grace_days)
    begun = bool(done) or any(not one.blank for one in case.held)

    def grade(by: date) -> Rating:
        if not open_steps:
            finished = Month.of(max(done.values()))
            return Rating.DONE_EARLY if finished < plan.end else Rating.DONE
        if _due(open_steps, by):
            return Rating.BEHIND
        if not begun:
            return Rating.NOT_STARTED
        early = any(step.key in done and step.due > today for step in plan.steps)
        return Rating.AHEAD if early else Rating.ON_PACE

    strict = grade(today)
    lenient = grade(today - grace) if plan.leaves_room else strict
    if not open_steps:
        last: dict[str, str | int] = {
            "all": len(plan.steps),
            "day": max(done.values()).isoformat(),
            "due": plan.due.isoformat(),
        }
        rule = Remark("rated_steps_done", last)
    else:
        rule = _steps_rule(case, done, _due(open_steps, today))
    return case.rated(
        (strict, lenient),
        rule,
        share=len(done) / len(plan.steps),
        expected=float(len(_due(plan.steps, today))),
        actual=float(len(done)),
        notes=(Remark("rated_grace", {"days": case.rules.steps.grace_days}),)
        if plan.leaves_room and open_steps
        else (),
    )


def _steps_rule(case: _Case, done: Mapping[str, date], late: Sequence[Step]) -> Remark:
    params: dict[str, str | int] = {
        "done": len(done),
        "all": len(case.plan.steps),
        "due": len(_due(case.plan.steps, case.on)),
        **_when(case.month),
    }
    if not late:
        return Remark("rated_steps", params)
    names = "、".join(f"{step.title}（{step.due.isoformat()}）" for step in late)
    return Remark("rated_steps_late", {**params, "late": len(late), "steps": names})


def _due(steps: Sequence[Step], by: date) -> list[Step]:
    """The steps whose day has come by *by*."""
    return [step for step in steps if step.due <= by]


def _other(case: _Case) -> Rated:
    """其它: what has neither figure nor steps is not rated on the scale."""
    return case.unrated(Remark("rated_other", {"returns": len(case.held)}))


def _nothing(case: _Case) -> Rated:
    """No figure yet."""
    asked = expected(case.plan, case.month)
    due = wanted(case.plan, case.month)
    rule = Remark("rated_none_due", _when(due)) if due else Remark("rated_none", _when(case.month))
    return case.rated((Rating.NOT_STARTED, Rating.NOT_STARTED), rule, expected=asked)


def _notes(case: _Case, last: Month, about: float) -> tuple[Remark, ...]:
    notes = []
    if case.stale(last):
        notes.append(Remark("rated_stale", _when(last)))
    elif last < case.month:
        notes.append(Remark("rated_older", _when(last)))
    if case.plan.leaves_room:
        notes.append(Remark("rated_room", {"about": setting(about)}))
    return tuple(notes)


_RULES: Mapping[Sort, Callable[[_Case], Rated]] = {
    Sort.CUMULATIVE: _amount,
    Sort.RATE: _figure,
    Sort.CEILING: _ceiling,
    Sort.STEPS: _steps,
    Sort.OTHER: _other,
}
