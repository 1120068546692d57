"""A task's editable values as people type them, in a form or a sheet, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from jiannuo.exports.fields import VALUES
from jiannuo.ledger import typed as ledger_typed
from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.month import Month
from jiannuo.ledger.rollup import Roll
from jiannuo.ledger.status import Frequency, Sort
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.tasks.fields import AMOUNTS, DUTIES, NAMES, TEXTS
from jiannuo.web.tasks.names import UnitNames

YES, NO = "是", "否"
BOUNDS: dict[str, str] = VALUES["bound"]
CHOICES: dict[str, dict[str, str]] = {
    "sort": {state.value: state.zh for state in Sort},
    "frequency": {state.value: state.zh for state in Frequency},
    "rollup": {"": "", **{state.value: state.zh for state in Roll}},
    "bound": BOUNDS,
}
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_POINT = re.compile(r"(\d{4}\s*[-/.年]\s*\d{1,2}\s*月?)\s*[：:\s=]\s*(.+)")
_STEP = re.compile(r"(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)\s*[：:\s]\s*(.+)")
_FAR = date(9999, 12, 31)


class Read:
    """The values that could be read, and a sentence for each field that could not."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.errors: dict[str, RefusedError] = {}


def read_typed(
    typed: Mapping[str, Any], names: UnitNames, where: str, own_unit: str = "", steps: Sequence[Mapping[str, Any]] = ()
) -> Read:
    """What *typed* holds, by the names of ``fields``; *own_unit* may stand behind a figure.

    *steps* are those that the task has: a step of the same title keeps its number.
    """
    read = Read()
    unit = str(typed.get("measure_unit", own_unit)).strip()
    readers: dict[str, Callable[[str], Any]] = {
        **{name: partial(_amount, unit=unit, where=where, name=name) for name in AMOUNTS},
        **{name: partial(_choice, where=where, name=name) for name in CHOICES},
        **{name: partial(names.find_all, where=where, field=NAMES[name]) for name in DUTIES},
        "softened": lambda text: text in (YES, "on", "true", "True"),
        "lead": lambda text: names.find(text, where, NAMES["lead"]),
        "start": lambda text: _month(text, where, "start"),
        "due": lambda text: _day(text, where, "due"),
        "points": lambda text: _points(text, unit, where),
        "steps": lambda text: _steps(text, where, steps),
    }
    rows = typed.get("steps")
    for name in NAMES:
        if name not in typed:
            continue
        try:
            if name == "steps" and isinstance(rows, list):
                read.values[name] = _step_rows(rows, where)
                continue
            given = str(typed[name])
            read.values[name] = readers[name](given) if name in readers else given.replace("\r\n", "\n").strip()
        except RefusedError as error:
            read.errors[name] = error
    _check_lengths(read, where)
    return read


def _check_lengths(read: Read, where: str) -> None:
    for name, most in TEXTS.items():
        text = read.values.get(name, "")
        if len(text) > most:
            read.errors[name] = _refuse(where, name, text, f"最多{most}字，现有{len(text)}字")
    if read.values.get("title") == "":
        read.errors["title"] = _refuse(where, "title", "", "不能为空")


def as_typed(values: Mapping[str, Any], names: UnitNames) -> dict[str, str]:
    """Values of ``fields.read`` as they would be typed."""
    texts: dict[str, str] = {}
    for name, value in values.items():
        if name == "lead":
            texts[name] = names.label(value)
        elif name in DUTIES:
            texts[name] = names.labels(value)
        elif name in CHOICES:
            texts[name] = CHOICES[name].get(value, value)
        elif name == "softened":
            texts[name] = YES if value else NO
        elif name == "points":
            texts[name] = "\n".join(f"{month} {figure}" for month, figure in value.items())
        elif name == "steps":
            texts[name] = "\n".join(f"{step['due']} {step['title']}" for step in value)
        else:
            texts[name] = str(value)
    return texts


def packed(values: Mapping[str, Any]) -> str:
    """Values as a form carries them hidden, to tell later which were touched."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def unpacked(text: str) -> dict[str, Any]:
    """Values as packed; empty where the form does not hold what it was given."""
    try:
        found = json.loads(text)
        packed(found).encode()  # halves of surrogate pairs, which no page can hold
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _refuse(where: str, name: str, given: str, reason: str) -> RefusedError:
    shown = ledger_typed.shown(given)
    return RefusedError("task_field", thing=where, field=NAMES[name], given=shown, reason=reason)


def _amount(text: str, unit: str, where: str, name: str) -> str:
    value: Decimal | None = ledger_typed.figure(text, unit, where, NAMES[name])
    return "" if value is None else plain_number(value)


def _choice(text: str, where: str, name: str) -> str:
    given = text.strip()
    for code, words in CHOICES[name].items():
        if given in (code, words):
            return code
    known = "、".join(words for words in CHOICES[name].values() if words)
    raise _refuse(where, name, given, f"应为{known}之一")


def _month(text: str, where: str, name: str) -> str:
    if not text.strip():
        return ""
    match = _MONTH.fullmatch(text.strip())
    try:
        return str(Month(int(match[1]), int(match[2]))) if match and 1 <= int(match[2]) <= 12 else _bad_month()
    except ValueError as error:
        raise _refuse(where, name, text, "应写作2026-03") from error


def _bad_month() -> str:
    raise ValueError


def _day(text: str, where: str, name: str) -> str:
    found = ledger_typed.day(text, where, NAMES[name], _FAR)
    return found.isoformat() if found else ""


def _points(text: str, unit: str, where: str) -> dict[str, str]:
    """Lines such as ``2026-03 1200``."""
    points: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        match = _POINT.fullmatch(line.strip())
        if not match:
            raise _refuse(where, "points", line, "应每行写一个月，如 2026-03 1200")
        value = _amount(match[2], unit, where, "points")
        if value:
            points[_month(match[1], where, "points")] = value
    return dict(sorted(points.items()))


def _steps(text: str, where: str, known: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines such as ``2026-06-30 主体完工``."""
    numbers = {step["title"]: step.get("id") for step in known}
    steps: list[dict[str, Any]] = []
    for line in filter(str.strip, text.splitlines()):
        match = _STEP.fullmatch(line.strip())
        if not match:
            raise _refuse(where, "steps", line, "应每行写一个节点，如 2026-06-30 主体完工")
        title = match[2].strip()
        step: dict[str, Any] = {"title": title, "due": _day(match[1], where, "steps")}
        if numbers.get(title):
            step = {"id": numbers.pop(title), **step}
        steps.append(step)
    return steps


def _step_rows(rows: Sequence[Mapping[str, str]], where: str) -> list[dict[str, Any]]:
    """Steps from a form's rows; a row without a title is left out, with a day but no title it is refused."""
    steps: list[dict[str, Any]] = []
    for place, row in enumerate(rows, 1):
        title, day = row["title"].strip(), _day(row["due"], where, "steps")
        if not title and not day:
            continue
        if not title:
            raise _refuse(where, "steps", f"第{place}个", "缺少名称")
        if not day:
            raise _refuse(where, "steps", title, "缺少时限")
        step: dict[str, Any] = {"title": title, "due": day}
        if row.get("id", "").isdecimal():
            step = {"id": int(row["id"]), **step}
        steps.append(step)
    return steps


__all__ = ["BOUNDS", "CHOICES", "NO", "YES", "Read", "as_typed", "packed", "read_typed", "unpacked"]
