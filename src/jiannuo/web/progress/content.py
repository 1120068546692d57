"""What a return says, as a value: read from what was typed, compared by its stamp."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from jiannuo.exports.cells import xml_text
from jiannuo.ledger import typed as reading
from jiannuo.ledger.chain import canonical
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.progress.models import Return
from jiannuo.web.tasks.models import Task

MOST_TEXT = 5_000  # characters of one text field
TEXTS = ("text", "problems", "next_step")


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a return that its unit fills in; steps holds the day (ISO) by the step's number."""

    value: Decimal | None = None
    text: str = ""
    problems: str = ""
    next_step: str = ""
    steps: Mapping[str, str] = {}

    @property
    def stamp(self) -> str:
        """A short hash: two contents with the same stamp say the same."""
        return hashlib.sha256(canonical(self.record()).encode()).hexdigest()[:16]

    def record(self) -> dict[str, Any]:
        """In plain values, for the log."""
        value = None if self.value is None else f"{reading.normal(self.value):f}"
        return {"value": value, "steps": dict(sorted(self.steps.items()))} | {
            name: getattr(self, name) for name in TEXTS
        }

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is said."""
        return self.value is None and not self.steps and not any(getattr(self, name) for name in TEXTS)


def of_return(report: Return) -> Content:
    """What *report* holds."""
    return Content(
        value=None if report.value is None else reading.normal(report.value),
        text=report.text,
        problems=report.problems,
        next_step=report.next_step,
        steps=dict(report.steps_done),
    )


class Typed(msgspec.Struct, kw_only=True):
    """One task's row as it came in, from a form or a sheet, before anything was made of it.

    version and stamp are what was given out; where names the row to its person (第 14 项, 第 14 行).
    """

    task: int
    where: str
    version: int = 0
    stamp: str = ""
    value: str = ""
    text: str = ""
    problems: str = ""
    next_step: str = ""
    steps: dict[str, str] = {}
    contested: bool = False  # shown side by side with another's change before
    choice: str = ""  # mine, theirs


def of_typed(typed: Typed, task: Task, today: date) -> Content:
    """What *typed* says; RefusedError names the row, the field and what is wrong with it."""
    texts = {}
    for name, words in zip(TEXTS, (_("进展情况"), _("存在问题"), _("下步打算")), strict=True):
        text = "\n".join(line.rstrip() for line in xml_text(getattr(typed, name)).splitlines()).strip()
        if len(text) > MOST_TEXT:
            raise RefusedError("text_too_long", where=typed.where, field=words, most=MOST_TEXT, count=len(text))
        texts[name] = text
    steps = {}
    for step in task.steps.all():
        day = reading.day(typed.steps.get(str(step.pk), ""), typed.where, step.title, today)
        if day is not None:
            steps[str(step.pk)] = day.isoformat()
    value = reading.figure(typed.value, task.measure_unit, typed.where, _("完成值"))
    return Content(value=value, steps=steps, **texts)


def as_typed(content: Content, task: Task, version: int, where: str) -> Typed:
    """*content* as the fields of a form show it."""
    record = content.record()
    return Typed(
        task=task.pk,
        where=where,
        version=version,
        stamp=content.stamp,
        value=record["value"] or "",
        steps=dict(content.steps),
        **{name: record[name] for name in TEXTS},
    )
