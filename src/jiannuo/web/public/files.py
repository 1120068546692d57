"""A public ledger as data: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jiannuo.exports.cells import csv_cell
from jiannuo.ledger.status import Light, Rating, Sort, TaskState
from jiannuo.web.public.promises import Catalogue, Promise, Source
from jiannuo.web.public.verdicts import verdict_words
from jiannuo.web.ui.words import state_name

_COLUMNS = (
    "id", "number", "title", "area", "lead", "state", "sort", "target", "upper", "measure_unit", "bound_words", "due",
    "sentence", "month", "value", "rated", "rating", "light", "verdict", "address",
)  # fmt: skip


def amount(value: Decimal | None) -> str | None:
    """The figure in full, without idle zeros."""
    return None if value is None else f"{value.normalize():f}"


def csv_file(found: Catalogue, address: str) -> str:
    """A table with one promise a line, in UTF-8 with a mark for Excel; *address* is where the promises are."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_head()[name] for name in _COLUMNS)
    for promise in found.promises:
        row = _row(promise, found, address)
        writer.writerow(csv_cell(row[name]) for name in _COLUMNS)
    return "\ufeff" + out.getvalue()


def record(found: Catalogue, address: str) -> dict[str, Any]:
    """The whole ledger in plain values."""
    ledger = found.ledger
    return {
        "ledger": {
            "id": ledger["id"],
            "title": ledger["title"],
            "year": ledger["year"],
            "government": ledger["owner__name"],
        },
        "rated": {"month": found.standing.month or None, "bulletin": found.standing.bulletin},
        "verdicts": {"state": found.verdicts.state, "report": found.verdicts.title or None},
        "tasks": [promise_record(promise, address) for promise in found.promises],
    }


def promise_record(promise: Promise, address: str) -> dict[str, Any]:
    """A promise in plain values, states by their codes."""
    return {
        "id": promise.id,
        "number": promise.number,
        "title": promise.title,
        "area": promise.area,
        "lead": promise.lead,
        "state": promise.state,
        "sort": promise.sort,
        "target": amount(promise.target),
        "upper": amount(promise.upper),
        "measure_unit": promise.measure_unit,
        "bound_words": promise.bound_words,
        "due": promise.due.isoformat() if promise.due else None,
        "sources": [_source(source) for source in promise.sources],
        "values": [{"month": point.month, "value": amount(point.value)} for point in promise.points],
        "steps": [
            {"title": step.title, "due": step.due.isoformat(), "done": step.done.isoformat() if step.done else None}
            for step in promise.steps
        ],
        "rating": promise.stand.rating if promise.stand else None,
        "light": promise.stand.light if promise.stand else None,
        "address": f"{address}/{promise.id}",
    }


def _source(source: Source) -> dict[str, Any]:
    judged = source.judged
    return {
        "text": source.text,
        "sentence": source.sentence,
        "verdict": None if judged is None or judged.pending else judged.verdict.value,
        "evidence": list(judged.evidence) if judged else [],
    }


def verdict_names(promise: Promise) -> str:
    """The verdicts on a promise's statements, each once."""
    judged = (source.judged for source in promise.sources)
    return "、".join(dict.fromkeys(verdict_words(one.verdict)[1] for one in judged if one and not one.pending))


def _row(promise: Promise, found: Catalogue, address: str) -> dict[str, Any]:
    last, stand = promise.last, promise.stand
    return {
        "id": promise.id,
        "number": promise.number,
        "title": promise.title,
        "area": promise.area,
        "lead": promise.lead,
        "state": state_name(TaskState.of(promise.state)),
        "sort": state_name(Sort.of(promise.sort)),
        "target": _number(promise.target),
        "upper": _number(promise.upper),
        "measure_unit": promise.measure_unit,
        "bound_words": promise.bound_words,
        "due": promise.due.isoformat() if promise.due else None,
        "sentence": " / ".join(dict.fromkeys(source.sentence for source in promise.sources)),
        "month": last.month if last else None,
        "value": _number(last.value) if last else None,
        "rated": found.standing.month or None,
        "rating": state_name(Rating.of(stand.rating)) if stand and stand.rating else None,
        "light": state_name(Light.of(stand.light)) if stand and stand.light else None,
        "verdict": verdict_names(promise) or None,
        "address": f"{address}/{promise.id}",
    }


def _number(value: Decimal | None) -> int | float | None:
    """As a number, so that a spreadsheet takes a negative one for what it is."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _head() -> dict[str, str]:
    return {
        "id": _("链接编号"),
        "number": _("序号"),
        "title": _("任务"),
        "area": _("领域"),
        "lead": _("牵头单位"),
        "state": _("状态"),
        "sort": _("类别"),
        "target": _("目标值"),
        "upper": _("区间上端"),
        "measure_unit": _("计量单位"),
        "bound_words": _("约束词"),
        "due": _("完成时限"),
        "sentence": _("报告原句"),
        "month": _("进展月份"),
        "value": _("完成值"),
        "rated": _("评定月份"),
        "rating": _("评定"),
        "light": _("亮灯"),
        "verdict": _("兑现"),
        "address": _("固定链接"),
    }
