"""What the demonstration's units report: figures by the task's pace, words by its promise."""

from __future__ import annotations

import math
from datetime import timedelta
from decimal import Decimal

from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import Plan, expected
from jiannuo.ledger.status import Sort
from jiannuo.model.statement import Bound
from jiannuo.web import clock
from jiannuo.web.demo.promises import Pace, promises
from jiannuo.web.progress.content import Content
from jiannuo.web.tasks.models import Task
from jiannuo.web.tasks.planning import plan_of

STILL_SINCE, CAUGHT_UP = 5, 8  # months
SHARES = {Pace.FAST: 1.18, Pace.BEHIND: 0.82, Pace.RECOVERS: 0.8}
PLANS = (
    "下月按计划推进，按月核对数据。",
    "逐项目明确责任人和时间节点，每周调度一次。",
    "对照年度目标倒排计划，确保按期完成。",
)
MENDING = (
    "已报分管领导，月底前召开现场会研究解决。",
    "针对存在问题列出清单，逐项销号。",
    "与相关部门会商，力争下月赶上进度。",
)
FINISHED = "做好后续运行和资料归档。"


class Teller:
    """Writes the returns of a year's tasks."""

    def __init__(self, year: int) -> None:
        self.promises = promises(year)

    def pace(self, task: Task) -> Pace:
        """How *task* fares."""
        return Pace.of(self.promises[task.title].pace)

    def content(self, task: Task, month: Month) -> Content:
        """What is returned of *task* for *month*."""
        promise, pace, plan = self.promises[task.title], self.pace(task), plan_of(task)
        troubled = bool(promise.trouble) and not (pace is Pace.RECOVERS and month.month >= CAUGHT_UP)
        pick = (task.number + month.month) % 3
        problems, next_step = (f"{promise.trouble}。", MENDING[pick]) if troubled else ("", PLANS[pick])
        if plan.sort is Sort.STEPS:
            done = steps_done(plan, month, 26 if pace is Pace.LATE else -9)
            if len(done) == len(plan.steps):
                problems, next_step = "", FINISHED
            text = f"{promise.said}。{_steps_said(plan, done)}"
            return Content(text=text, steps=done, problems=problems, next_step=next_step)
        value = value_of(plan, pace, month, whole=task.measure_unit[:1] not in ("万", "亿"))
        until = f"截至{month.month}月底为{plain_number(value)}{task.measure_unit}。"
        text = f"{promise.said}。{until}" if pick else f"{until}{promise.said}。"
        return Content(value=value, text=text, problems=problems, next_step=next_step)


def steps_done(plan: Plan, month: Month, days: int) -> dict[str, str]:
    """The steps done by the end of *month*, each so many *days* after its due day (before it, where negative)."""
    done = {}
    for step in plan.steps:
        day = step.due + timedelta(days=days)
        if Month.of(day) <= month and day <= clock.today():
            done[step.key] = day.isoformat()
    return done


def _steps_said(plan: Plan, done: dict[str, str]) -> str:
    titles = [step.title for step in plan.steps if step.key in done]
    if len(titles) == len(plan.steps):
        return "全部节点已完成。"
    return f"已完成：{'、'.join(titles)}。" if titles else "尚无节点完成。"


def value_of(plan: Plan, pace: Pace, month: Month, whole: bool) -> Decimal:
    """The figure of *month*; an amount of things that are counted one by one is a *whole* number."""
    if plan.sort is Sort.CUMULATIVE:
        reached = _amount(plan, pace, month)
        if whole:
            return Decimal(math.floor(reached) if pace is Pace.BEHIND else math.ceil(reached))
        return Decimal(f"{reached:.{1 if reached >= 20 else 2}f}")
    target = plan.target or 0.0
    # Growth and ratios wander a little about their target, ceilings stay under theirs.
    low = plan.is_ceiling or plan.bound is Bound.LE
    swing = (0.4, 0.15, 0.25)[month.month % 3] * (0.15 if pace is Pace.BEHIND else 0.02) * max(abs(target), 1.0)
    share = target - swing if low != (pace is Pace.BEHIND) else target + swing
    return Decimal(f"{min(share, 100.0) if target <= 100 else share:.1f}")


def _amount(plan: Plan, pace: Pace, month: Month) -> float:
    target = plan.target or 0.0
    when = month
    if pace is Pace.STILL and month.month > STILL_SINCE:
        when = Month(month.year, STILL_SINCE)
    asked = expected(plan, when) or 0.0
    if pace is Pace.EARLY:
        return min(asked * 1.35, target * 1.02)
    if pace is Pace.RECOVERS and month.month >= CAUGHT_UP:
        return asked * 1.02
    return asked * SHARES.get(pace, 1.02)
