"""Figures held against their rules: breaches are opened, told and ordered about once, cleared when corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jiannuo.ledger import watch
from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import PERIOD
from jiannuo.ledger.status import Frequency
from jiannuo.ledger.watch import Finding, Limit, Outcome, Rule
from jiannuo.web import clock
from jiannuo.web.access.actor import WORKER
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.orders.actions import IssueOrder, record
from jiannuo.web.orders.models import Order
from jiannuo.web.orders.reading import AT_WORK, finding_words
from jiannuo.web.orders.telling import RoleIn, tell
from jiannuo.web.watch.models import Breach, Point, Series

_finding_words = lazy(finding_words, str)


def name_of(series: Series) -> str:
    """What a figure is called in messages: whose it is and what it measures."""
    owner = series.entity.name if series.entity else series.task.title if series.task else ""
    return f"{owner}{series.indicator}"


def rules_of(series: Series) -> list[Rule]:
    """The rules of *series*, in its own unit and by its own period; those that the data no longer hold are left out."""
    known = watch.rules()
    period = PERIOD[Frequency.of(series.frequency)]
    found = [known[key] for key in series.rules if key in known]
    return [
        msgspec.structs.replace(rule, unit=series.measure_unit or rule.unit, every=max(rule.every, period))
        for rule in found
    ]


def fits(rule: Rule, measure_unit: str) -> bool:
    """Whether *rule* can judge figures in *measure_unit*: a limit in the figure's unit holds for that unit alone."""
    return rule.kind is Limit.MISSING or rule.measured == "percent" or rule.unit == measure_unit


def due_of(series: Series, month: Month) -> date:
    """The day by which the figure of *month* must be there: the due day of the month after."""
    return month.plus(1).day(series.due_day)


def responsible(series: Series) -> Unit | None:
    """The unit that must deal with a breach: the one that watches the entity, or leads the task."""
    if series.entity is not None:
        return series.entity.unit
    return series.task.lead if series.task is not None else None


def figures(series: Series) -> dict[Month, Decimal]:
    """The figures in force, by month."""
    rows = Point.objects.filter(series=series, in_force=True).values_list("month", "value")
    return {Month.parse(month): value for month, value in rows}


def judge(series: Series, month: Month) -> dict[str, list[str]]:
    """Hold *series* against its rules where the figure of *month* counts; the caller's transaction holds the result.

    Returns the breaches that were opened and cleared, as ``rule month``, for the log.
    """
    known, today = figures(series), clock.today()
    told: dict[str, list[str]] = {"opened": [], "cleared": []}
    for rule in rules_of(series):
        for touched in _touched(rule, month, known):
            finding = watch.check(rule, name_of(series), known, touched, due_of(series, touched), today)
            if finding is not None and finding.outcome is Outcome.BREACH:
                if open_breach(series, finding):
                    told["opened"].append(f"{rule.key} {touched}")
            elif clear(series, rule.key, touched):
                told["cleared"].append(f"{rule.key} {touched}")
    return told


def _touched(rule: Rule, month: Month, known: Iterable[Month]) -> list[Month]:
    """The months whose judgement by *rule* hangs on the figure of *month*."""
    later = {Limit.CHANGE_ON_PERIOD: rule.every, Limit.CHANGE_ON_YEAR: 12}.get(rule.kind)
    if later is not None and month.plus(later) in set(known):
        return [month, month.plus(later)]
    return [month]


def open_breach(series: Series, finding: Finding) -> Breach | None:
    """Write *finding* down, tell whom the rule names and see that it is ordered about; None where it was known."""
    rule = finding.rule
    message: dict[str, Any] = {
        "code": finding.code,
        "params": {**finding.params, "rule": {"zh": rule.zh, "en": rule.en}},
    }
    breach, new = Breach.objects.get_or_create(
        series=series,
        rule=rule.key,
        month=str(finding.month),
        defaults={"message": message, "severity": rule.severity.value, "found": clock.now()},
    )
    if not new:
        again = breach.cleared is not None
        breach.message, breach.cleared = message, None
        breach.save(update_fields=["message", "cleared"])
        # An order about it was issued when it was first found: it is not issued again.
        return breach if again else None
    unit = responsible(series)
    if unit is None:
        return breach
    said = _finding_words(breach)
    subject = format_lazy(_("{severity}：{name}"), severity=_severity(rule), name=name_of(series))
    for role in rule.tell:
        tell(RoleIn(role, unit), subject, said, f"breach:{breach.pk}")
    # While an order about the same rule is at work, a further month is added to it instead of a second order.
    running = Order.objects.filter(breach__series=series, breach__rule=rule.key, state__in=AT_WORK).first()
    if running is not None:
        record(running, WORKER, "breach_again", finding_words(breach, "zh"))
        return breach
    title = f"{name_of(series)[:120]}：{rule.zh}"
    text = f"{finding_words(breach, 'zh')}。{finding.order('zh')}"
    perform(IssueOrder(unit_id=unit.pk, title=title, text=text, breach_id=breach.pk), WORKER)
    return breach


def _severity(rule: Rule) -> Any:
    return {"notice": _("提示"), "warning": _("预警"), "serious": _("严重预警")}[rule.severity.value]


def clear(series: Series, rule: str, month: Month) -> bool:
    """Clear the breach of *rule* in *month*, if one is open; its orders learn of it and stay open."""
    breach = Breach.objects.filter(series=series, rule=rule, month=str(month), cleared=None).first()
    if breach is None:
        return False
    breach.cleared = clock.now()
    breach.save(update_fields=["cleared"])
    about = Order.objects.filter(breach__series=series, breach__rule=rule, state__in=AT_WORK)
    for order in about:
        record(order, WORKER, "breach_cleared", finding_words(breach, "zh"))
    return True
