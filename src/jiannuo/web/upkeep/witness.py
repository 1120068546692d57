"""What the rows say held against what the log says of them, and what tasks show against what it comes from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import msgspec
from django.db.models import OuterRef, Q, Subquery

from jiannuo.ledger.chain import canonical
from jiannuo.ledger.status import ReturnState, TaskState
from jiannuo.ledger.transitions import RETURN
from jiannuo.model.link import Remark
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.progress.content import Content, of_return
from jiannuo.web.progress.models import Evidence, RatingRecord, Return
from jiannuo.web.tasks.models import Task
from jiannuo.web.tasks.planning import amount

_FREEZE = "bulletin.freeze"
_RATED = ("rating.compute", "rating.override", "rating.withdraw")
_EVIDENCE = ("evidence.add", "evidence.strike")
_RETURNS = {f"return.{change}": result.value for change, (*_words, result) in RETURN.items()}


def _stamp(record: Any) -> str:
    return hashlib.sha256(canonical(record).encode()).hexdigest()


_EMPTY = _stamp(Content().record())


class Witness(msgspec.Struct):
    """What the log last said, by the number of each thing."""

    contents: dict[int, str] = {}
    states: dict[int, str] = {}
    files: dict[int, tuple[str, str]] = {}
    struck: set[int] = set()
    ratings: dict[tuple[int, str], str] = {}
    frozen: set[int] = set()

    def hear(self, action: str, pk: int, data: dict[str, Any]) -> None:
        """Take in one entry; those of an earlier version say less, which is then not held against anything."""
        if action in _RETURNS:
            self.states[pk] = _RETURNS[action]
            if "after" in data and action == "return.save":
                self.contents[pk] = _stamp(data["after"])
        elif action == "evidence.add":
            self.files[pk] = str(data.get("file", "")), str(data.get("url", ""))
        elif action == "evidence.strike":
            self.struck.add(pk)
        elif action == "rating.compute":
            for told in data.get("ratings", ()):
                task, _before, after = str(told).split(":")
                self.ratings[int(task), str(data["month"])] = after
        elif action in _RATED:
            self.ratings[int(data["task"]), str(data["month"])] = str(data["after"])
        else:
            self.frozen.add(pk)


def witness() -> Witness:
    """The whole log, heard once."""
    told = Witness()
    rows = LogEntry.objects.filter(action__in=[*_RETURNS, *_EVIDENCE, *_RATED, _FREEZE]).order_by("seq")
    for action, pk, data in rows.values_list("action", "target_id", "data").iterator(chunk_size=2000):
        told.hear(action, int(pk), json.loads(data))
    return told


def against_log() -> Iterator[Remark]:
    """Returns, evidence, ratings and bulletins that are not what the log says of them."""
    try:
        told = witness()
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Remark("verify_log_unreadable")
        return
    yield from _returns(told)
    yield from _evidence(told)
    for record in RatingRecord.objects.filter(in_force=True).select_related("task").order_by("pk").iterator(2000):
        if told.ratings.get((record.task_id, record.month), record.shown) != record.shown:
            yield Remark("verify_rating_log", {"task": str(record.task), "pk": record.task_id, "month": record.month})
    kept = set(Bulletin.objects.filter(state="frozen", number__isnull=False).values_list("pk", flat=True))
    for pk in sorted(told.frozen - kept):
        yield Remark("verify_bulletin_lost", {"pk": pk})


def _returns(told: Witness) -> Iterator[Remark]:
    for report in Return.objects.select_related("task").order_by("pk").iterator(2000):
        same = _stamp(of_return(report).record()) == told.contents.get(report.pk, _EMPTY)
        if not same or report.state != told.states.get(report.pk, ReturnState.DRAFT.value):
            yield Remark("verify_return", {"task": str(report.task), "pk": report.task_id, "month": report.month})


def _evidence(told: Witness) -> Iterator[Remark]:
    for one in Evidence.objects.select_related("report__task").order_by("pk").iterator(2000):
        said = told.files.get(one.pk), one.pk in told.struck
        if said != ((one.file_id or "", one.url), one.struck is not None):
            task = one.report.task
            yield Remark("verify_evidence", {"name": one.title, "task": str(task), "month": one.report.month})


def standing() -> Iterator[Remark]:
    """Light, share and last figure that a task in force shows are those of its rating and its approved returns."""
    last = Return.objects.filter(
        task=OuterRef("pk"), state=ReturnState.APPROVED.value, value__isnull=False, month__lte=OuterRef("rated_month")
    ).order_by("-month", "-pk")
    rows = Task.objects.filter(~Q(rated_month=""), state=TaskState.ISSUED.value).annotate(
        told_value=Subquery(last.values("value")[:1]), told_month=Subquery(last.values("month")[:1])
    )
    records = {
        (record.task_id, record.month): record for record in RatingRecord.objects.filter(in_force=True).iterator(2000)
    }
    for task in rows.order_by("pk").iterator(2000):
        record = records.get((task.pk, task.rated_month))
        if record is None or "light" not in record.rule:
            continue  # said already, or of an earlier version
        value = None if task.told_value is None else amount(float(task.told_value))
        shown = (task.light, task.share, task.last_value, task.last_month)
        if shown != (record.rule["light"]["light"], record.share, value, task.told_month or ""):
            yield Remark("verify_standing", {"task": str(task), "pk": task.pk, "month": task.rated_month})
