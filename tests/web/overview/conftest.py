"""A ledger in the middle of its year, and a larger one for the number of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

import ledger_data
from jiannuo.ledger.status import Light, Rating, ReturnState
from jiannuo.web import clock
from jiannuo.web.files.models import StoredFile
from jiannuo.web.orders.models import Order
from jiannuo.web.progress.models import RatingRecord, Return
from jiannuo.web.reports.models import GovernmentReport, ReportStatement
from jiannuo.web.tasks.models import Ledger, Task

from ..conftest import Turn, World


class Year:
    """A ledger of the city in September 2026: one task goes well, one lags and stands still, one is of the county."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ledger: Ledger = world.ledger()
        self.ledger.collections.create(month="2026-08", due=date(2026, 8, 25), opened=clock.now())
        self.ledger.collections.create(month="2026-09", due=date(2026, 9, 25), opened=clock.now())
        self.good = world.task(
            self.ledger, area="城乡建设", rating=Rating.ON_PACE.value, light=Light.GREEN.value, share=0.8,
            last_value=Decimal(4000), last_month="2026-08", rated_month="2026-08",
        )  # fmt: skip
        self.lagging = world.task(
            self.ledger, "招引亿元项目30个", lead="trade", cooperating=("shilian",), area="产业升级",
            rating=Rating.BEHIND.value, light=Light.RED.value, share=0.2, still=4, rated_month="2026-08",
        )  # fmt: skip
        self.county = world.task(
            self.ledger,
            "新建农村公路80公里",
            lead="shilian-town",
            area="城乡建设",
            rating=Rating.AHEAD.value,
            share=0.9,
        )

    def returned(self, task: Task, month: str, value: int | None = None, **more: Any) -> Return:
        """An approved return of the task's lead unit, unless said otherwise."""
        more = {"state": ReturnState.APPROVED.value, "created": clock.now(), "changed": clock.now()} | more
        assert task.lead is not None
        return Return.objects.create(task=task, unit=task.lead, month=month, value=value, **more)

    def rated(self, task: Task, month: str, strict: Rating, **more: Any) -> RatingRecord:
        """A rating by a rule that ships."""
        more = {
            "lenient": strict.value,
            "rule": {
                "code": "rated_no_target",
                "params": {},
                "notes": [],
                "light": {"light": "grey", "code": "light_not_asked", "params": {}},
            },
            "rule_version": "2026.1",
            "computed": clock.now(),
        } | more
        return RatingRecord.objects.create(task=task, month=month, strict=strict.value, **more)

    def order(
        self, task: Task, title: str = "关于加快招商的督办通知", number: str = "云督〔2026〕1号", **more: Any
    ) -> Order:
        """An order to the task's lead unit, open and overdue unless said otherwise."""
        more = {"issued": clock.now(), "report_due": clock.now(), "due": clock.now(), "text": "请查明原因。"} | more
        return Order.objects.create(
            ledger=self.ledger, number=number, unit=task.lead, issuer=self.ledger.owner, task=task, title=title, **more
        )

    def sourced(self, task: Task, text: str = "今年，", lit: str = "招引亿元项目30个") -> ReportStatement:
        """The task comes from a sentence of a report."""
        body = f"一、开篇\n{text}{lit}，力争更多。\n二、结尾"
        file = StoredFile.objects.create(digest="a" * 64, size=1, media_type="text/plain", created=clock.now())
        report = GovernmentReport.objects.create(
            owner=self.ledger.owner, title="2026年云汀市政府工作报告", year=2026, text=body, file=file,
            file_name="a.txt",
            reader="1", uploaded=clock.now(),
        )  # fmt: skip
        start = body.index(text)
        statement = ReportStatement.objects.create(
            report=report, key="0123456789", position=1, start=start + len(text), end=start + len(text) + len(lit),
            sentence_start=start, sentence_end=body.index("\n二"), text=lit, kind="target", promise=True,
            record={"code": "gdp_growth"},
        )  # fmt: skip
        task.sources.create(statement=statement)
        return statement


@pytest.fixture
def year(world: World, moment: Turn) -> Year:
    """The ledger on 20 September."""
    moment(2026, 9, 20)
    return Year(world)


@pytest.fixture
def kept_pages(settings: Any) -> Any:
    """Pages are kept, as they are outside of tests."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept"}}
    cache.clear()
    yield cache
    cache.clear()


@pytest.fixture
def filled(db: None) -> Callable[[int], Client]:
    """A generated ledger of so many tasks, seen by its leader."""

    def fill(tasks: int) -> Client:
        from jiannuo.web.accounts.models import Person

        ledger_data.fill(tasks=tasks, units=tasks, years=1)
        client = Client()
        client.force_login(Person.objects.get(username="leader"), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return fill
