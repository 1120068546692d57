"""What a new order begins with, from the task or the breach that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from jiannuo.web.access.actor import Actor
from jiannuo.web.orders.reading import finding_words
from jiannuo.web.tasks.models import Task
from jiannuo.web.ui import words
from jiannuo.web.ui.asked import whole
from jiannuo.web.watch.models import Breach


def prefill(actor: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """The first values of the form of a new order; nothing of what *actor* may not see."""
    if (pk := whole(asked.get("task", ""))) is not None:
        task = Task.objects.select_related("lead", "ledger__owner").filter(pk=pk).first()
        if task is not None and actor.may("task.view", task):
            return from_task(task)
    if (pk := whole(asked.get("breach", ""))) is not None:
        breach = Breach.objects.select_related("series__entity__unit", "series__task__lead").filter(pk=pk).first()
        if breach is not None and actor.may("watch.view", breach):
            return from_breach(breach)
    if (pk := whole(asked.get("unit", ""))) is not None:
        return {"unit": pk}
    return {}


def from_task(task: Task) -> dict[str, Any]:
    """About a task: what it is, where it stands."""
    reached = ""
    if task.last_value is not None:
        reached = _("截至%(month)s完成 %(value)s。") % {
            "month": words.month(task.last_month),
            "value": words.figure(task.last_value, task.measure_unit),
        }
    goal = _("目标 %(value)s。") % {"value": words.figure(task.target, task.measure_unit)} if task.target else ""
    still = _("已连续 %(count)s 期没有进展。") % {"count": task.still} if task.still else ""
    text = _("台账第%(number)s项“%(title)s”，%(goal)s%(reached)s%(still)s请说明原因，提出赶上进度的措施和时限。")
    return {
        "task": task.pk,
        "unit": task.lead_id,
        "title": _("关于“%(title)s”进度的督办") % {"title": task.title[:120]},
        "text": text % {"number": task.number, "title": task.title, "goal": goal, "reached": reached, "still": still},
    }


def from_breach(breach: Breach) -> dict[str, Any]:
    """About a breach: the rule with its figures."""
    series = breach.series
    owner = series.entity.name if series.entity else series.task.title if series.task else ""
    unit = series.entity.unit_id if series.entity else series.task.lead_id if series.task else None
    return {
        "breach": breach.pk,
        "unit": unit,
        "title": _("关于%(owner)s%(indicator)s的督办") % {"owner": owner[:80], "indicator": series.indicator},
        "text": finding_words(breach),
    }
