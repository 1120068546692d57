"""A bulletin's content drawn from the ledger as it stands: ratings in force, lights, late returns, what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jiannuo.ledger.counts import Row, count
from jiannuo.ledger.month import Month
from jiannuo.ledger.rating import print_kept
from jiannuo.ledger.status import AdjustmentState, Light, Rating, ReturnState, Sort, TaskState
from jiannuo.web import clock
from jiannuo.web.accounts.models import Unit
from jiannuo.web.bulletins.adjusting import told, units_of
from jiannuo.web.bulletins.issue import Adjusted, Corrected, Detail, Issue, LateUnit, MadeGood, Still
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.bulletins.moving import Movement, movement, stuck
from jiannuo.web.bulletins.periods import BulletinPeriod
from jiannuo.web.bulletins.previous import Previous, against, previous_of
from jiannuo.web.progress.models import Collection, RatingRecord, Return
from jiannuo.web.progress.rounds import Standing, standings
from jiannuo.web.tasks.models import Adjustment, Ledger, Task
from jiannuo.web.tasks.planning import amount
from jiannuo.web.ui.words import day, figure

LISTED = (TaskState.ISSUED.value, TaskState.CANCELLED.value)
_AWAITING = (ReturnState.SUBMITTED.value, ReturnState.SIGNED.value)
_NO_UNIT = "未定单位"
_NO_AREA = "未分领域"
_MOST_TEXT = 2_000  # of a problem or a reason, as printed


@dataclass
class _Found:
    """What was read from the database."""

    ledger: Ledger
    month: Month
    months: list[Month]
    tasks: list[Task]
    names: Mapping[int, str]
    records: Mapping[int, RatingRecord]
    moved: Movement
    returns: Mapping[int, Return]
    late: set[int] = field(default_factory=set)
    days: Mapping[str, int] = field(default_factory=dict)

    def is_cancelled(self, task: Task) -> bool:
        """Whether *task* is listed apart."""
        return task.state == TaskState.CANCELLED.value

    def unit(self, task: Task) -> str:
        """The name of its unit, as printed."""
        return self.names[task.lead_id] if task.lead_id else _NO_UNIT


def gather(bulletin: Bulletin) -> Issue:
    """The content of a draft as the ledger stands now; a constant number of queries.  It is in Chinese throughout."""
    with translation.override("zh-hans"):
        ledger = bulletin.ledger
        found = _read(ledger, Month.parse(bulletin.month))
        before = previous_of(bulletin)
        issue = _issue(bulletin, found, before)
        return against(issue, before)


def _read(ledger: Ledger, month: Month) -> _Found:
    """Every row that is needed."""
    rows = Task.objects.filter(ledger=ledger, state__in=LISTED).select_related("ledger", "lead__parent")
    tasks = list(rows.prefetch_related("points", "steps").order_by("number"))
    first = Month(ledger.year, 1)
    months = [first.plus(step) for step in range(max(month.minus(first), 0) + 1)]
    records = RatingRecord.objects.filter(task__ledger=ledger, month=str(month), in_force=True)
    returns = Return.objects.filter(task__ledger=ledger, month=str(month), submitted__isnull=False)
    found = _Found(
        ledger=ledger,
        month=month,
        months=months,
        tasks=tasks,
        names=unit_names({task.lead.pk: task.lead for task in tasks if task.lead}.values()),
        records={record.task_id: record for record in records},
        moved=movement(ledger, [task for task in tasks if task.state == TaskState.ISSUED.value], months),
        returns={report.task_id: report for report in returns},
    )
    _mark_late(found, standings(ledger, month))
    return found


def unit_names(units: Iterable[Unit]) -> dict[int, str]:
    """The printed name of each unit by its key; where two would read the same, all get the unit above before theirs."""
    kept = list(units)
    ways: tuple[Callable[[Unit], str], ...] = (
        str,
        lambda unit: f"{unit.parent or ''}{unit}",
        lambda unit: f"{unit.name}（{unit.code}）",
    )
    printed: dict[int, str] = {}
    for way in ways:
        printed = {unit.pk: way(unit) for unit in kept}
        if len(set(printed.values())) == len(kept):
            break
    return printed


def _mark_late(found: _Found, units: Sequence[Standing]) -> None:
    """Which tasks are late, and by how many days their units."""
    found.late = {pk for pk, report in found.returns.items() if report.late}
    due = found.ledger.collections.filter(month=str(found.month)).values_list("due", flat=True).first()
    if due is not None and clock.today() > due:
        found.late |= {task.pk for standing in units for task in standing.missing}
    found.days = {found.names[one.unit.pk]: one.days_late for one in units if one.unit.pk in found.names}


def _issue(bulletin: Bulletin, found: _Found, before: Previous | None) -> Issue:
    """The content without the comparison."""
    ledger = found.ledger
    rows = [_row(task, found) for task in found.tasks]
    counted = count(found.month, rows)
    collection = Collection.objects.filter(ledger=ledger, month=str(found.month)).first()
    standing = [task for task in found.tasks if not found.is_cancelled(task)]
    return Issue(
        month=counted.month,
        total=counted.total,
        units=counted.units,
        areas=counted.areas,
        rows=counted.rows,
        number=bulletin.number or 0,
        period=BulletinPeriod.of(bulletin.period),
        title=bulletin.title,
        lead=bulletin.lead,
        ledger=ledger.pk,
        ledger_title=ledger.title,
        year=ledger.year,
        owner=ledger.owner.name,
        issuer=f"{ledger.owner.name}督查室",
        due=collection.due.isoformat() if collection else "",
        rated=timezone.localtime(collection.rated).isoformat() if collection and collection.rated else "",
        months=tuple(found.months),
        details={str(task.pk): _detail(task, found) for task in found.tasks},
        late=_late_units(rows, found),
        stagnant=_stagnant(standing, found),
        made_good=_made_good(standing, found, before),
        adjusted=_adjusted(ledger, before),
        corrects=_corrects(bulletin),
        rules=tuple(sorted({found.records[task.pk].rule_version for task in standing if task.pk in found.records})),
        unrated=tuple(str(task.number) for task in standing if task.pk not in found.records),
        pending=sum(report.state in _AWAITING for report in found.returns.values()),
    )


def _row(task: Task, found: _Found) -> Row:
    record = found.records.get(task.pk)
    cancelled = found.is_cancelled(task)
    return Row(
        task=str(task.pk),
        number=str(task.number),
        title=task.title,
        unit=found.unit(task),
        area=task.area or _NO_AREA,
        rating=Rating.of(record.shown) if record else Rating.OTHER,
        light=Light.GREY if cancelled else found.moved.lights[task.pk][found.month].light,
        late=not cancelled and task.pk in found.late,
        cancelled=cancelled,
    )


def _detail(task: Task, found: _Found) -> Detail:
    record, report = found.records.get(task.pk), found.returns.get(task.pk)
    lit = found.moved.lights.get(task.pk, {})
    told: dict[str, object] = {}
    if record is not None:
        told = {
            "value": reached_of(task, record),
            "strict": Rating.of(record.strict),
            "lenient": Rating.of(record.lenient),
            "overridden": record.override_reason if record.override else "",
            "rule": print_kept(record.rule, "zh"),
            "rule_version": record.rule_version,
        }
    if report is not None:
        told |= {"problems": report.problems[:_MOST_TEXT], "next_step": report.next_step[:_MOST_TEXT]}
    return msgspec.convert(
        {
            "sort": Sort.of(task.sort).zh,
            "target": target_of(task),
            "due": day(task.due) if task.due else "",
            "leader": task.leader_name,
            "returned": report is not None,
            "lights": tuple(lit[month].light for month in found.months) if lit else (),
            **told,
        },
        Detail,
    )


def target_of(task: Task) -> str:
    """The target as printed: figure or range, unit, bound words; empty where there is none."""
    if task.target is None:
        return ""
    words = f"（{task.bound_words}）" if task.bound_words else ""
    if task.upper is None:
        return figure(task.target, task.measure_unit) + words
    return f"{figure(task.target)}～{figure(task.upper, task.measure_unit)}{words}"


def reached_of(task: Task, record: RatingRecord | None) -> str:
    """What was reached, as printed: a figure with its unit, of steps how many are done; empty where not known."""
    value = amount(record.actual) if record else None
    if value is None:
        return ""
    if task.sort == Sort.STEPS.value:
        return _("节点 %(done)s/%(all)s") % {"done": figure(value), "all": len(task.steps.all())}
    return figure(value, task.measure_unit)


def _late_units(rows: Sequence[Row], found: _Found) -> tuple[LateUnit, ...]:
    """Units with late returns, the latest first."""
    late: dict[str, tuple[list[int], list[int]]] = {}
    for row in rows:
        if row.late:
            late.setdefault(row.unit, ([], []))[int(row.task) not in found.returns].append(int(row.number))
    units = [
        LateUnit(unit=unit, late=tuple(came), missing=tuple(lacking), days=found.days.get(unit, 0))
        for unit, (came, lacking) in late.items()
    ]
    return tuple(sorted(units, key=lambda one: (-one.days, -len(one.late) - len(one.missing), one.unit)))


def _stagnant(tasks: Sequence[Task], found: _Found) -> tuple[Still, ...]:
    ratings = {pk: Rating.of(record.shown) for pk, record in found.records.items()}
    stagnant = stuck(tasks, found.month, found.moved.history, ratings)
    return tuple(Still(str(one.task.pk), one.periods, one.rule.message("zh")) for one in stagnant)


def _made_good(tasks: Sequence[Task], found: _Found, before: Previous | None) -> tuple[MadeGood, ...]:
    """Months that are yellow now and were not so in the bulletin before."""
    out = []
    for task in tasks:
        known = before.yellow(str(task.pk)) if before else frozenset()
        for month, lit in found.moved.lights[task.pk].items():
            if lit.light is Light.YELLOW and month not in known:
                out.append(MadeGood(str(task.pk), month, lit.rule.message("zh")))
    return tuple(out)


def _adjusted(ledger: Ledger, before: Previous | None) -> tuple[Adjusted, ...]:
    """Adjustments that were allowed since the bulletin before was frozen."""
    wanted = Q(task__ledger=ledger, state=AdjustmentState.APPROVED.value, decided__isnull=False)
    if before is not None:
        wanted &= Q(decided__gt=before.frozen)
    found = list(Adjustment.objects.filter(wanted).order_by("decided", "pk"))
    units = units_of(found)
    return tuple(
        Adjusted(
            task=str(one.task_id),
            what=told(one, units),
            reason=one.reason[:_MOST_TEXT],
            day=timezone.localtime(one.decided).date().isoformat() if one.decided else "",
        )
        for one in found
    )


def _corrects(bulletin: Bulletin) -> Corrected | None:
    old = bulletin.corrects
    if old is None or old.number is None:
        return None
    return Corrected(old.pk, old.number, old.title, bulletin.correction_reason)
