"""What is known of a task, read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from django.db.models import F, Q
from django.db.models.functions import Greatest, Substr
from django.utils.translation import gettext as _

from jiannuo.ledger.lights import Filed
from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import collects, expected
from jiannuo.ledger.rating import print_kept
from jiannuo.ledger.rollup import Roll
from jiannuo.ledger.status import Light
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.access.matrix import matrix
from jiannuo.web.access.middleware import short_language
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.orders.models import Order
from jiannuo.web.overview import charts
from jiannuo.web.overview.filters import Filter
from jiannuo.web.prepared import Prepared, attach
from jiannuo.web.progress.desk import REPORTED
from jiannuo.web.progress.history import filed
from jiannuo.web.progress.lamps import lights_from
from jiannuo.web.progress.models import Evidence, RatingRecord, Return
from jiannuo.web.progress.rating import kept_light
from jiannuo.web.reports.models import ReportStatement
from jiannuo.web.tasks.models import Adjustment, Ledger, Lineage, PlanPoint, Remark, Step, Task
from jiannuo.web.tasks.planning import plan_of
from jiannuo.web.tasks.reach import visible_tasks
from jiannuo.web.ui.words import is_english

_LINES = 60  # log entries shown
_AROUND = 160  # characters before and after a sentence whose paragraph is longer


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """A source sentence within its paragraph: before, the sentence cut at the statement, after."""

    report: int
    title: str
    key: str
    before: str
    lead: str
    lit: str
    rest: str
    after: str


class MonthRow(msgspec.Struct, frozen=True, kw_only=True):
    """A month of a task: what the plan asks for, what was returned, how it was rated."""

    month: str
    planned: Any = None
    value: Any = None
    late: bool = False
    state: str = ""
    strict: str = ""
    lenient: str = ""
    override: str = ""
    reason: str = ""
    light: str = ""
    override_by: str = ""
    printed: str = ""


# What the page asks for, one query each.
_POINTS = Prepared(lambda pk: PlanPoint.objects.filter(task=pk))
_STEPS = Prepared(lambda pk: Step.objects.filter(task=pk))
_RETURNS: Prepared[Any] = Prepared(
    lambda pk: (
        Return.objects.filter(task=pk)
        .order_by("-month", "unit__path")
        .values_list(
            "pk", "month", "state", "value", "text", "problems", "next_step", "steps_done", "late", "review",
            "submitted", "signed", "reviewed", "submitted_by__name", "signed_by__name", "reviewed_by__name",
            "unit_id", "unit__path", "unit__name", "unit__short", named=True,
        )
    )
)  # fmt: skip
_EVIDENCE: Prepared[Any] = Prepared(
    lambda pk: (
        Evidence.objects.filter(report__task=pk, struck=None)
        .order_by("added", "pk")
        .values_list("report_id", "pk", "url", "title", named=True)
    )
)
_RATINGS = Prepared(
    lambda pk: RatingRecord.objects.filter(task=pk).order_by("month", "pk").annotate(by=F("override_by__name"))
)
_STATEMENTS = Prepared(
    lambda pk: (
        ReportStatement.objects.filter(deliveries__task=pk)
        .annotate(report_title=F("report__title"), part=_around("report__text"))
        .defer("record")
    )
)
_LINKS = Prepared(lambda pk: Lineage.objects.filter(Q(source=pk) | Q(result=pk)))
_CHILDREN = Prepared(lambda pk: Task.objects.filter(parent=pk).order_by().values_list("pk", flat=True))
_ADJUSTMENTS = Prepared(
    lambda pk: Adjustment.objects.filter(task=pk).annotate(
        asked_by=F("requested_by__name"), judged_by=F("decided_by__name")
    )
)
_ORDERS: Prepared[Any] = Prepared(
    lambda pk: Order.objects.filter(task=pk).values_list(
        "pk", "number", "title", "state", "due", "unit__path", "unit__name", "unit__short", named=True
    )
)
_REMARKS = Prepared(lambda pk: Remark.objects.filter(task=pk).annotate(by=F("person__name")))
_LOG: Prepared[Any] = Prepared(
    lambda pk: (
        LogEntry.objects.filter(target=Task._meta.label, target_id=str(pk))
        .order_by("-seq")
        .values("seq", "at", "actor", "action")[:_LINES]
    )
)


class _Of(msgspec.Struct, frozen=True):
    """A unit by its path, for rights."""

    path: str

    def unit_paths(self) -> tuple[str]:
        return (self.path,)


def of(task: Task, ledger: Ledger, actor: Actor) -> dict[str, Any]:
    """Everything that the page shows; *ledger* is the task's, with its owner."""
    points, steps = _POINTS(task.pk), _STEPS(task.pk)
    returns, ratings = _RETURNS(task.pk), _RATINGS(task.pk)
    attach(task, "points", points, PlanPoint)
    attach(task, "steps", steps, Step)
    seen = _seen(actor, "return.view", returns)
    evidence: dict[int, list[Any]] = {}
    for one in _EVIDENCE(task.pk) if seen else ():
        evidence.setdefault(one.report_id, []).append(one)
    rows = months(task, points, seen, ratings, _handed_in(returns))
    others, children = lineage(task, actor)
    return {
        "quotes": quotes(task),
        "rows": rows,
        "superseded": [record for record in ratings if not record.in_force],
        "chart": chart(task, rows),
        "returns": seen,
        "evidence": evidence,
        "steps": steps,
        "lineage": others,
        "children": children,
        "adjustments": _ADJUSTMENTS(task.pk),
        "orders": _seen(actor, "order.view", _ORDERS(task.pk)),
        "remarks": _REMARKS(task.pk),
        "log": log(task) if actor.may("audit.view", ledger) else [],
        "lineage_words": lineage_words(),
        "changes": changes,
        "rollup": Roll.of(task.rollup) if task.rollup else None,
        "filter": Filter(ledger=task.ledger_id),
        "today": clock.today(),
    }


def _seen(actor: Actor, right: str, rows: Sequence[Any]) -> list[Any]:
    """Those of *rows* that the actor may see: as ``visible`` would have it, which depends on the units' paths alone."""
    may = {path: actor.may(right, _Of(path)) for path in {row.unit__path for row in rows}}
    return [row for row in rows if may[row.unit__path]]


def _handed_in(returns: Iterable[Any]) -> list[Filed]:
    """All that was handed in for the task, whoever may read it: lights are the same for everybody."""
    rows = (row for row in returns if row.state in REPORTED and row.submitted is not None)
    return [
        filed(row.month, row.value, row.steps_done, row.text, row.state, row.submitted, row.reviewed)
        for row in sorted(rows, key=lambda row: (row.month, row.pk))
    ]


def _around(text: str) -> Substr:
    """The piece of *text* around a statement's sentence: enough for a whole paragraph of ordinary length."""
    begin = F("sentence_start") - 3 * _AROUND
    return Substr(text, Greatest(begin, 0) + 1, F("sentence_end") - F("sentence_start") + 6 * _AROUND)


def quotes(task: Task) -> list[Quote]:
    """The sentences that the task comes from, each lit within its paragraph; the database cuts the report's text."""
    found: list[Any] = _STATEMENTS(task.pk)
    return [quote(one, one.part, max(one.sentence_start - 3 * _AROUND, 0), one.report_title) for one in found]


def quote(statement: ReportStatement, part: str, begin: int, title: str = "") -> Quote:
    """*statement* within *part*, the piece of its report's text that begins at *begin*; *title* is the report's."""
    first, last = statement.sentence_start - begin, statement.sentence_end - begin
    above = part.rfind("\n", 0, first) + 1
    below = part.find("\n", last)
    below = len(part) if below < 0 else below
    before, after = part[above:first], part[last:below]
    start, end = statement.start - begin, statement.end - begin
    return Quote(
        report=statement.report_id,
        title=title,
        key=statement.key,
        before=before if len(before) <= _AROUND else "…" + before[-_AROUND:],
        lead=part[first:start],
        lit=part[start:end],
        rest=part[end:last],
        after=after if len(after) <= _AROUND else after[:_AROUND] + "…",
    )


def months(
    task: Task,
    points: Iterable[PlanPoint],
    returns: Iterable[Any],
    ratings: Iterable[RatingRecord],
    history: Sequence[Filed],
) -> list[MonthRow]:
    """A row for each month that has a plan, a return of the lead unit or a rating.

    Lights are as they stand today: a month that was missed may have been made good since it was rated.  A green one
    stands, as in bulletins.
    """
    planned: dict[str, Any] = {point.month: point.value for point in points} or _even(task)
    returned = {one.month: one for one in returns if one.unit_id == task.lead_id}
    rated = {record.month: record for record in ratings if record.in_force}
    green = {month for month, record in rated.items() if kept_light(record) is Light.GREEN}
    open_ = sorted(Month.parse(month) for month in {*returned, *rated} - green)
    lit = lights_from(task, open_, history, rated.values())
    lights = dict.fromkeys(green, Light.GREEN.value) | {str(month): one.light.value for month, one in lit.items()}
    found = []
    for month in sorted({*planned, *returned, *rated}):
        one, record = returned.get(month), rated.get(month)
        found.append(
            MonthRow(
                month=month,
                planned=planned.get(month),
                value=one.value if one else None,
                late=one.late if one else False,
                state=one.state if one else "",
                light=lights.get(month, ""),
                **_rated(record),
            )
        )
    return found


def _even(task: Task) -> dict[str, float]:
    """What a task without points of its own is asked for in each month of its ledger's year that it returns."""
    plan, year = plan_of(task), task.ledger.year
    all_months = [Month(year, number) for number in range(1, 13)]
    told = [month for month in all_months if plan.start <= month <= plan.end and collects(plan, month)]
    asked = {str(month): expected(plan, month) for month in told}
    return {month: round(value, 2) for month, value in asked.items() if value is not None}


def _rated(record: Any) -> dict[str, Any]:
    if record is None:
        return {}
    return {
        "strict": record.strict,
        "lenient": record.lenient,
        "override": record.override,
        "override_by": record.by or "",
        "reason": record.override_reason,
        "printed": f"{print_kept(record.rule, short_language())}（{record.rule_version}）",
    }


def chart(task: Task, rows: Sequence[MonthRow]) -> dict[str, Any] | None:
    """Plan against what was reached; None where there are not two figures to compare."""
    if sum(row.value is not None for row in rows) + sum(row.planned is not None for row in rows) < 2:
        return None
    return charts.plan(
        [row.month for row in rows],
        [float(row.planned) if row.planned is not None else None for row in rows],
        [float(row.value) if row.value is not None else None for row in rows],
        (_("计划"), _("实际")),
        task.measure_unit,
    )


def lineage(task: Task, actor: Actor) -> tuple[list[tuple[str, Task]], list[Task]]:
    """What the task came from and what came of it (``from_split``, ``to_merge`` …), and the tasks passed down from it.

    Only what the actor may see.
    """
    links, passed = _LINKS(task.pk), _CHILDREN(task.pk)
    ids = {one.source_id for one in links} | {one.result_id for one in links} | set(passed)
    if not ids:
        return [], []
    rows = visible_tasks(actor).select_related("lead").filter(pk__in=ids).order_by("number")
    seen = {one.pk: one for one in rows}
    found = []
    for one in links:
        other, way = (one.result_id, "to") if one.source_id == task.pk else (one.source_id, "from")
        if other in seen:
            found.append((f"{way}_{one.how}", seen[other]))
    return found, [one for one in seen.values() if one.parent_id == task.pk]


def log(task: Task) -> list[dict[str, Any]]:
    """The latest entries of the log about the task, each with the name of what was done."""
    return [row | {"words": _action(row["action"])} for row in _LOG(task.pk)]


def _action(code: str) -> str:
    right = matrix().get(code)
    if right is None:
        return code
    return right.en if is_english() else right.zh


def lineage_words() -> dict[str, str]:
    """How another task is of this one's line."""
    return {
        "from_split": _("由此拆出："),
        "from_merge": _("由此并入："),
        "from_pass": _("上级任务："),
        "to_split": _("拆分为："),
        "to_merge": _("合并到："),
    }


def changes(adjustment: Adjustment) -> list[tuple[str, str, str]]:
    """(field, before, after) of what an adjustment changes."""
    named = {field.name: field.verbose_name for field in Task._meta.fields}
    found = []
    for name, after in adjustment.after.items():
        words = str(named.get(name, name))
        found.append((words, str(adjustment.before.get(name) or "—"), str(after if after not in (None, "") else "—")))
    return found
