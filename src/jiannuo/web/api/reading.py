"""Operations that read: the same rows that the pages show, by the same rights."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router

from jiannuo.ledger.status import BulletinState, Duty, Light, OrderState, Rating, ReturnState, Sort, TaskState
from jiannuo.web.access.actor import visible
from jiannuo.web.accounts.models import Unit
from jiannuo.web.api import schemas as shape
from jiannuo.web.api.errors import InvalidError
from jiannuo.web.api.operations import actor_of, operation
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.orders.models import Order
from jiannuo.web.overview import figures, listing
from jiannuo.web.overview.filters import ALL, ORDERS, Filter
from jiannuo.web.progress.models import RatingRecord, Return
from jiannuo.web.reports.models import GovernmentReport, ReportStatement
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.tasks.reach import visible_tasks

M = TypeVar("M", bound=Model)
router = Router()

_TASK = (
    "number", "title", "area", "state", "sort", "target", "upper", "measure_unit", "bound_words", "due", "rating",
    "rating_lenient", "light", "rated_month", "last_value", "last_month", "share", "still", "version",
)  # fmt: skip
_RETURN = (
    "month", "state", "value", "text", "problems", "next_step", "late", "origin", "review", "version",
)  # fmt: skip
_ORDER = (
    "number", "title", "text", "hard", "state", "issued", "report_due", "due", "level", "version",
)  # fmt: skip


def paged(rows: QuerySet[Any, Any], asked: shape.Slice, told: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """The page of *rows* that is asked for, each as *told* tells it; a page behind the last is empty."""
    paginator = Paginator(rows, asked.size)
    there = asked.page <= paginator.num_pages
    items = [told(row) for row in paginator.page(asked.page).object_list] if there else []
    return {"total": paginator.count, "page": asked.page, "size": asked.size, "items": items}


def one(rows: QuerySet[M], pk: int) -> M:
    """The row *pk*; Http404 where it is not among *rows*."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class TaskAsked(shape.Slice):
    """The filters of the list of tasks; unit is a code or a name, order may begin with ``-``."""

    ledger: int = Field(0, ge=0, le=2**53)
    q: shape.Words = Field("", max_length=120)
    state: str = Field("", pattern=rf"^({'|'.join((ALL, *TaskState))})?$")
    rating: Rating | None = None
    light: Light | None = None
    unit: shape.Words = Field("", max_length=120)
    duty: Duty | None = None
    area: shape.Words = Field("", max_length=120)
    topic: shape.Words = Field("", max_length=40)
    programme: shape.Words = Field("", max_length=80)
    sort: Sort | None = None
    behind: bool = False
    still: bool = False
    late: bool = False
    owing: bool = False
    order: str = Field("", pattern=rf"^-?({'|'.join(ORDERS)})?$")


@operation(
    router, "GET", "/ledgers", right="ledger.view", scope="tasks:read", gives=shape.Paged[shape.LedgerOut],
    summary=_("台账清单"),
)  # fmt: skip
def list_ledgers(request: HttpRequest, asked: Query[shape.Slice]) -> dict[str, Any]:
    """The ledgers in reach, the newest first."""
    rows = visible(Ledger.objects.select_related("owner"), actor_of(request), "ledger.view", "owner__path")
    return paged(rows.order_by("-year", "pk"), asked, _ledger)


def _ledger(row: Ledger) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in ("title", "year", "state", "public", "issued")}
    return values | {"id": row.pk, "owner": row.owner.code, "report": row.report_id}


@operation(
    router, "GET", "/units", right="unit.view", scope="tasks:read", gives=shape.Paged[shape.UnitOut],
    summary=_("单位清单"),
)  # fmt: skip
def list_units(request: HttpRequest, asked: Query[shape.Slice]) -> dict[str, Any]:
    """The units, in the order of the tree."""
    return paged(visible(Unit.objects.order_by("path"), actor_of(request), "unit.view", "path"), asked, _unit)


def _unit(row: Unit) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in ("code", "name", "short", "kind", "level", "active")}
    return values | {"id": row.pk, "parent": row.parent_id}


@operation(
    router, "GET", "/tasks", right="task.view", scope="tasks:read", gives=shape.Paged[shape.TaskOut],
    summary=_("任务清单，筛选条件与页面相同"),
)  # fmt: skip
def list_tasks(request: HttpRequest, asked: Query[TaskAsked]) -> dict[str, Any]:
    """Tasks by the filters that the page has."""
    given = asked.model_dump(exclude={"page", "size"})
    wanted = Filter(**{name: getattr(value, "value", value) for name, value in given.items() if value is not None})
    unit = listing.unit_named(wanted.unit) if wanted.unit else None
    if wanted.unit and unit is None:
        raise InvalidError("api_unit_unknown", unit=wanted.unit)
    rows = listing.tasks(actor_of(request), wanted, unit)
    if wanted.owing:
        rows = _owing(request, rows, wanted.ledger)
    return paged(listing.ordered(rows, wanted.order).select_related("lead"), asked, _task)


def _owing(request: HttpRequest, rows: QuerySet[Task], ledger: int) -> QuerySet[Task]:
    """Those of *rows* whose return is missing in the round that runs."""
    found = visible(Ledger.objects.filter(pk=ledger), actor_of(request), "ledger.view", "owner__path").first()
    if found is None:
        raise InvalidError("owing_ledger")
    round_ = figures.collection(found)
    return listing.owing(rows, round_.month) if round_ else rows.none()


def _task(row: Task) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in _TASK}
    return values | {"id": row.pk, "ledger": row.ledger_id, "lead": row.lead.code if row.lead else None}


@operation(
    router, "GET", "/tasks/{pk}", right="task.view", scope="tasks:read", gives=shape.TaskWhole,
    summary=_("一项任务，含单位、计划、节点和来源表述"),
)  # fmt: skip
def get_task(request: HttpRequest, pk: shape.Key) -> dict[str, Any]:
    """A task whole."""
    task = one(visible_tasks(actor_of(request)).select_related("lead"), pk)
    sources = task.sources.select_related("statement").order_by("statement__position")
    return _task(task) | {
        "text": task.text,
        "duties": [{"unit": duty.unit.code, "duty": duty.duty} for duty in task.duties.select_related("unit")],
        "plan": [{"month": point.month, "value": point.value} for point in task.points.all()],
        "steps": [{"id": row.pk, "title": row.title, "due": row.due, "done": row.done} for row in task.steps.all()],
        "sources": [
            {"report": found.report_id, "text": found.text, "start": found.start, "end": found.end}
            for found in (source.statement for source in sources)
        ],
    }


@operation(
    router, "GET", "/tasks/{pk}/history", right="task.view", scope="tasks:read", gives=shape.Paged[shape.EntryOut],
    summary=_("一项任务在日志中的条目"),
)  # fmt: skip
def list_history(request: HttpRequest, pk: shape.Key, asked: Query[shape.Slice]) -> dict[str, Any]:
    """The log's entries about a task, the latest first."""
    task = one(visible_tasks(actor_of(request)), pk)
    rows = LogEntry.objects.filter(target=Task._meta.label, target_id=str(task.pk)).order_by("-seq")
    return paged(rows.values("seq", "at", "actor", "action"), asked, dict)


@operation(
    router, "GET", "/tasks/{pk}/ratings", right="rating.view", scope="tasks:read", gives=shape.Paged[shape.RatingOut],
    summary=_("一项任务各月的评定，含被取代的"),
)  # fmt: skip
def list_ratings(request: HttpRequest, pk: shape.Key, asked: Query[shape.Slice]) -> dict[str, Any]:
    """The ratings of a task, month by month, those that were superseded too."""
    task = one(visible_tasks(actor_of(request), "rating.view"), pk)
    rows = RatingRecord.objects.filter(task=task).order_by("month", "pk")
    return paged(rows, asked, lambda row: {name: getattr(row, name) for name in shape.RatingOut.model_fields})


class ReturnAsked(shape.Slice):
    """The filters of the list of returns; unit is a code."""

    task: int = Field(0, ge=0, le=2**53)
    ledger: int = Field(0, ge=0, le=2**53)
    month: shape.MonthText | None = None
    unit: shape.Words = Field("", max_length=40)
    state: ReturnState | None = None


@operation(
    router, "GET", "/returns", right="return.view", scope="returns:read", gives=shape.Paged[shape.ReturnOut],
    summary=_("填报清单"),
)  # fmt: skip
def list_returns(request: HttpRequest, asked: Query[ReturnAsked]) -> dict[str, Any]:
    """Returns in reach."""
    rows = visible(Return.objects.select_related("unit"), actor_of(request), "return.view")
    named = {"task": "task_id", "ledger": "task__ledger_id", "month": "month", "unit": "unit__code", "state": "state"}
    for name, field in named.items():
        if value := getattr(asked, name):
            rows = rows.filter(**{field: getattr(value, "value", value)})
    return paged(rows.order_by("month", "task__number", "pk"), asked, return_row)


def return_row(row: Return) -> dict[str, Any]:
    """A return as it is given out."""
    values = {name: getattr(row, name) for name in _RETURN}
    return values | {"id": row.pk, "task": row.task_id, "unit": row.unit.code, "steps": row.steps_done}


@operation(
    router, "GET", "/bulletins", right="bulletin.view", scope="bulletins:read", gives=shape.Paged[shape.BulletinOut],
    summary=_("已印发的通报"),
)  # fmt: skip
def list_bulletins(request: HttpRequest, asked: Query[shape.Slice]) -> dict[str, Any]:
    """The frozen bulletins in reach, the latest first."""
    return paged(_frozen(request).order_by("-frozen", "pk"), asked, _bulletin)


@operation(
    router, "GET", "/bulletins/{pk}", right="bulletin.view", scope="bulletins:read", gives=shape.BulletinWhole,
    summary=_("一期通报的全部数据"),
)  # fmt: skip
def get_bulletin(request: HttpRequest, pk: shape.Key) -> dict[str, Any]:
    """A frozen bulletin whole."""
    found = one(_frozen(request), pk)
    return _bulletin(found) | {"snapshot": json.loads(found.snapshot)}


def _frozen(request: HttpRequest) -> QuerySet[Bulletin]:
    rows = Bulletin.objects.filter(state=BulletinState.FROZEN.value)
    return visible(rows, actor_of(request), "bulletin.view", "ledger__owner__path")


def _bulletin(row: Bulletin) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in ("number", "title", "month", "frozen", "digest")}
    return values | {"id": row.pk, "ledger": row.ledger_id, "corrects": row.corrects_id}


class OrderAsked(shape.Slice):
    """The filters of the list of orders; unit is a code."""

    state: OrderState | None = None
    unit: shape.Words = Field("", max_length=40)


@operation(
    router, "GET", "/orders", right="order.view", scope="orders:read", gives=shape.Paged[shape.OrderOut],
    summary=_("督办单清单"),
)  # fmt: skip
def list_orders(request: HttpRequest, asked: Query[OrderAsked]) -> dict[str, Any]:
    """Orders in reach, the latest first."""
    rows = _orders(request)
    if asked.state:
        rows = rows.filter(state=asked.state.value)
    if asked.unit:
        rows = rows.filter(unit__code=asked.unit)
    return paged(rows.order_by("-issued", "pk"), asked, order_row)


@operation(
    router, "GET", "/orders/{pk}", right="order.view", scope="orders:read", gives=shape.OrderWhole,
    summary=_("一份督办单及其办理过程"),
)  # fmt: skip
def get_order(request: HttpRequest, pk: shape.Key) -> dict[str, Any]:
    """An order with its history."""
    order = one(_orders(request), pk)
    return order_row(order) | {"events": list(order.events.values("at", "who", "what", "text"))}


def _orders(request: HttpRequest) -> QuerySet[Order]:
    return visible(Order.objects.select_related("unit", "issuer"), actor_of(request), "order.view")


def order_row(row: Order) -> dict[str, Any]:
    """An order as it is given out."""
    values = {name: getattr(row, name) for name in _ORDER}
    return values | {"id": row.pk, "unit": row.unit.code, "issuer": row.issuer.code, "task": row.task_id}


@operation(
    router, "GET", "/reports", right="report.view", scope="reports:read", gives=shape.Paged[shape.ReportOut],
    summary=_("报告清单"),
)  # fmt: skip
def list_reports(request: HttpRequest, asked: Query[shape.Slice]) -> dict[str, Any]:
    """The reports in reach, the newest first."""
    return paged(_reports(request).order_by("-year", "pk"), asked, _report)


@operation(
    router, "GET", "/reports/{pk}/statements", right="report.view", scope="reports:read",
    gives=shape.Paged[shape.StatementOut], summary=_("一份报告的表述"),
)  # fmt: skip
def list_statements(request: HttpRequest, pk: shape.Key, asked: Query[shape.Slice]) -> dict[str, Any]:
    """The statements of a report, in the order of its text."""
    report = one(_reports(request), pk)
    rows = ReportStatement.objects.filter(report=report).order_by("position", "pk")
    return paged(rows.values(*shape.StatementOut.model_fields), asked, dict)


def _reports(request: HttpRequest) -> QuerySet[GovernmentReport]:
    rows = GovernmentReport.objects.select_related("owner").defer("text", "notes", "outline")
    return visible(rows, actor_of(request), "report.view", "owner__path")


def _report(row: GovernmentReport) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in ("title", "place", "year", "delivered", "uploaded")}
    return values | {"id": row.pk, "owner": row.owner.code}
