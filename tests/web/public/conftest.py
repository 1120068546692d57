"""A public ledger of the sample report: two promises with returns, ratings, a step, an adjustment, a bulletin."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from jiannuo.ledger.status import AdjustmentState, ReturnState, Sort
from jiannuo.linking import promises as link_promises
from jiannuo.model.records import record
from jiannuo.reading import read_text
from jiannuo.web import clock
from jiannuo.web.files.models import StoredFile
from jiannuo.web.progress.models import Collection, RatingRecord, Return
from jiannuo.web.reports.models import GovernmentReport, ReportStatement
from jiannuo.web.tasks.models import Adjustment, Ledger, Task

from ..conftest import World


def keep_report(world: World, year: int, owner: str = "city") -> GovernmentReport:
    """The sample report of *year*, kept for the unit *owner*."""
    text = (files("jiannuo") / "samples" / f"yunting-{year}.md").read_text(encoding="utf-8")
    values = {"size": len(text), "media_type": "text/markdown", "created": clock.now()}
    file, _made = StoredFile.objects.get_or_create(digest=f"{year}" * 16, defaults=values)
    return GovernmentReport.objects.create(
        owner=world.units[owner],
        title=f"{year}年云汀市政府工作报告",
        year=year,
        text=text,
        file=file,
        file_name="report.md",
        reader="1",
        uploaded=clock.now(),
    )


def add_source(task: Task, report: GovernmentReport, position: int) -> ReportStatement:
    """The statement of *report* at *position* of its promises, as the task's source."""
    found = list(link_promises(read_text(report.text)))[position].statement
    row = record(found)
    statement = ReportStatement.objects.create(
        report=report,
        key=f"key-{position}",
        position=position,
        start=found.span.start,
        end=found.span.end,
        sentence_start=row["sentence_start"],
        sentence_end=row["sentence_end"],
        text=found.span.of(report.text),
        kind="target",
        promise=True,
        record={},
    )
    task.sources.create(statement=statement)
    return statement


def approved(task: Task, month: str, value: str | None, **more: Any) -> Return:
    """An approved return of the task's lead unit."""
    now = clock.now()
    more = {"state": ReturnState.APPROVED.value, "reviewed": now, "created": now, "changed": now} | more
    amount = None if value is None else Decimal(value)
    return Return.objects.create(task=task, unit=task.lead, month=month, value=amount, **more)


def rated(task: Task, month: str, strict: str, **more: Any) -> RatingRecord:
    """A rating in force."""
    rule = {"light": {"light": "green", "code": "light_green", "params": {}}}
    more = {"lenient": strict, "rule": rule, "rule_version": "1", "computed": clock.now()} | more
    return RatingRecord.objects.create(task=task, month=month, strict=strict, **more)


class Opened:
    """A public ledger of 2025 with two tasks: housing by the housing bureau, a step task by the trade bureau."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.report = keep_report(world, 2025)
        self.ledger: Ledger = world.ledger(2025, public=True, report=self.report)
        self.homes: Task = world.task(self.ledger, area="民生保障", title="新开工保障性住房")
        self.fair: Task = world.task(
            self.ledger,
            "办好云汀茶业博览会",
            lead="trade",
            sort=Sort.STEPS,
            area="开放合作",
            steps=(("方案印发", date(2025, 3, 31)), ("开幕", date(2025, 9, 20))),
        )
        add_source(self.homes, self.report, 0)
        approved(self.homes, "2025-01", "400")
        approved(self.homes, "2025-02", "900.5")
        Collection.objects.create(
            ledger=self.ledger, month="2025-02", due=date(2025, 2, 25), opened=clock.now(), rated=clock.now()
        )
        rated(self.homes, "2025-02", "on_pace")
        rated(self.fair, "2025-02", "behind")

    def adjust(self) -> Adjustment:
        """An approved adjustment of the target."""
        return Adjustment.objects.create(
            task=self.homes,
            state=AdjustmentState.APPROVED.value,
            before={"target": "5000", "text": "内部原文"},
            after={"target": "5500", "text": "内部新文"},
            reason="内部理由",
            requested=clock.now(),
            decided=clock.now(),
        )


@pytest.fixture
def opened(world: World, moment: Any) -> Opened:
    """The public ledger, in March 2025."""
    moment(2025, 3, 10)
    return Opened(world)
