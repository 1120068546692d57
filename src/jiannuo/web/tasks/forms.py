"""The form of a task: every editable value, the plan by months, the steps as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.month import Month
from jiannuo.ledger.plans import even_plan
from jiannuo.ledger.status import Sort
from jiannuo.ledger.typed import normal
from jiannuo.web.access.middleware import short_language
from jiannuo.web.tasks.fields import DUTIES, NAMES, TEXTS
from jiannuo.web.tasks.names import UnitNames
from jiannuo.web.tasks.planning import amount
from jiannuo.web.tasks.typed import CHOICES, NO, YES, Read, as_typed, read_typed

MOST_MONTHS = 72
_BLANK_STEPS = 2
_MOST_STEPS = 60
EVERY = {"even_month": 1, "even_quarter": 3}  # what the buttons of the plan do, by months between two points


class TaskForm(forms.Form):
    """Values as typed, always shown back as they were; what cannot be read is told at its field."""

    def __init__(self, typed: Mapping[str, Any], names: UnitNames) -> None:
        super().__init__({name: value for name, value in typed.items() if isinstance(value, str)})
        self.typed, self.names = dict(typed), names
        self.row_errors: dict[str, str] = {}
        for name, label in NAMES.items():
            if name not in ("points", "steps"):
                self.fields[name] = _field(name, _(label))
        self.data = {**self.data, "softened": self.typed.get("softened") == YES}

    def read(self, where: str, steps: list[Any] | None = None) -> Read:
        """The values that were typed; errors are kept for the page."""
        read = read_typed(self.typed, self.names, where, steps=steps or [])
        for name, error in read.errors.items():
            sentence = error.message(short_language())
            if name in self.fields:
                self.add_error(name, sentence)
            else:
                self.row_errors[name] = sentence
        return read

    @property
    def step_rows(self) -> list[dict[str, str]]:
        """The steps as typed, with blank rows below."""
        rows: list[dict[str, str]] = list(self.typed.get("steps", []))
        return [*rows, *({"id": "", "title": "", "due": ""} for _row in range(_BLANK_STEPS))][:_MOST_STEPS]

    @property
    def months(self) -> list[Month]:
        """The months of the task, by its start and deadline as typed; those of points outside come too."""
        ends = _ends(self.typed)
        months = [ends[0].plus(n) for n in range(min(ends[1].minus(ends[0]) + 1, MOST_MONTHS))] if ends else []
        return sorted({*months, *(month for month in map(_month, self.points) if month)})

    @property
    def points(self) -> dict[str, str]:
        """The plan as typed, by month."""
        lines = (line.partition(" ") for line in str(self.typed.get("points", "")).splitlines())
        return {month: value for month, _space, value in lines}

    def spread(self, every: int) -> str:
        """Fill the plan evenly from the base to the target; a sentence where that cannot be reckoned."""
        read = read_typed(self.typed, self.names, "")
        target, ends = read.values.get("target"), _ends(self.typed)
        if not target or not ends or read.values.get("sort") in (Sort.STEPS.value, Sort.OTHER.value):
            return _("均分计划须先填目标值、起始月和完成时限，且类别不是节点事项或其它")
        base = float(read.values.get("base") or 0)
        points = even_plan(*ends, float(read.values.get("upper") or target), base, every)
        whole = normal(_decimal(target)) == normal(_decimal(target)).to_integral()
        lines = []
        for point in points[:MOST_MONTHS]:
            value = _decimal(point.value)
            if whole and abs(_decimal(target)) >= len(points):
                value = value.quantize(_decimal(1))  # 5,000 套 in twelve months: whole houses each month
            lines.append(f"{point.month} {plain_number(normal(value))}")
        self.typed["points"] = "\n".join(lines)
        return ""


def _decimal(value: Any) -> Any:
    found = amount(float(value))
    assert found is not None
    return found


def _field(name: str, label: str) -> forms.Field:
    if name in CHOICES:
        choices = [(code, _(words) if words else "—") for code, words in CHOICES[name].items()]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    if name == "softened":
        return forms.BooleanField(label=label, required=False)
    options: dict[str, Any] = {"label": label, "required": False, "strip": False}
    attributes: dict[str, Any] = {"autocomplete": "off"}
    if name == "lead":
        attributes["list"] = "units"
    if name == "programme":
        attributes["list"] = "programmes"
    if name in ("start", "due"):
        attributes |= {"placeholder": "2026-01" if name == "start" else "2026-12-31", "inputmode": "numeric"}
    if name in TEXTS:
        attributes["maxlength"] = TEXTS[name]
    if name == "text":
        return forms.CharField(**options, widget=forms.Textarea(attrs={"rows": 4}))
    return forms.CharField(**options, widget=forms.TextInput(attrs=attributes))


def _month(text: str) -> Month | None:
    try:
        return Month.parse(text)
    except ValueError:
        return None


def _ends(typed: Mapping[str, Any]) -> tuple[Month, Month] | None:
    """The first and the last month as typed; None where they are not there, or turned round."""
    start, end = _month(str(typed.get("start", "")).strip()), _month(str(typed.get("due", "")).strip()[:7])
    return (start, end) if start and end and end >= start else None


def of_values(values: Mapping[str, Any], names: UnitNames) -> TaskForm:
    """The form of values as kept."""
    typed: dict[str, Any] = as_typed(values, names) | {name: values[name] for name in CHOICES}
    typed["steps"] = [
        {"id": str(step.get("id", "")), "title": step["title"], "due": step["due"]} for step in values["steps"]
    ]
    return TaskForm(typed, names)


def of_post(post: QueryDict, names: UnitNames) -> TaskForm:
    """The form as it was sent."""
    typed: dict[str, Any] = {name: post.get(name, "") for name in NAMES}
    typed |= {name: "、".join(filter(str.strip, post.getlist(name))) for name in DUTIES}
    typed["softened"] = YES if "softened" in post else NO
    months = sorted(name[6:] for name in post if name.startswith("point-"))[:MOST_MONTHS]
    points = [(month, " ".join(post.get(f"point-{month}", "").split())) for month in months]
    typed["points"] = "\n".join(f"{month} {value}" for month, value in points if value)
    typed["steps"] = [
        {name: post.get(f"step-{n}-{name}", "") for name in ("id", "title", "due")}
        for n in range(_MOST_STEPS)
        if post.get(f"step-{n}-title", "").strip() or post.get(f"step-{n}-due", "").strip()
    ]
    return TaskForm(typed, names)
