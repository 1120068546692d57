"""Supervision orders in all their states: closed, waiting to be closed, overdue, fresh."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Role
from jiannuo.web import clock
from jiannuo.web.access.actor import Actor
from jiannuo.web.audit.action import perform
from jiannuo.web.demo.events import FIRMS, head_of, task_of
from jiannuo.web.demo.months import at
from jiannuo.web.demo.place import staff
from jiannuo.web.orders.actions import AnswerOrder, CloseOrder, IssueOrder, RequestClosing
from jiannuo.web.orders.escalation import escalate_orders
from jiannuo.web.orders.models import Order
from jiannuo.web.tasks.models import Ledger, Task

WATER, INVESTMENT, CENTRE = "治理水土流失55平方公里", "固定资产投资增速4%左右", "建成市知识产权快速维权中心"
ASKED = "请查明原因，明确责任人和分月推进计划，按时限书面反馈。"


def last_year(ledger: Ledger, office: Actor) -> None:
    """An order of the year before, closed long ago."""
    order = _issue(task_of(ledger, CENTRE), "节点已过未完成。", date(ledger.year, 8, 4), office)
    _settle(order, "维权中心场地已具备条件，与省局确定12月组织验收。", date(ledger.year, 8, 6), "good", office)


def of_july(ledger: Ledger, office: Actor) -> None:
    """An order of summer, closed with a middling grade."""
    order = _issue(task_of(ledger, FIRMS), "新增入库企业偏少。", date(ledger.year, 7, 6), office)
    said = "已梳理在库培育企业46户，逐户明确服务专员，7月起按周调度；受订单影响，三季度入库数仍有缺口。"
    _settle(order, said, date(ledger.year, 7, 8), "fair", office)


def now(ledger: Ledger, last: Month, office: Actor) -> None:
    """One that was left unanswered and is told of higher up, one issued yesterday."""
    today = clock.today()
    issued = last.plus(1).day(9)
    _issue(task_of(ledger, INVESTMENT), "增速低于年度目标。", issued, office)
    for days in range(4, 9):
        with clock.at(at(issued + timedelta(days=days), 8)):
            escalate_orders(clock.now())
    _issue(task_of(ledger, WATER), "连续多月没有进展。", today - timedelta(days=1), office)


def answer_watch(day: date) -> None:
    """The firm's supervisor answers what the watch sent, and asks for the order to be closed."""
    order = Order.objects.filter(breach__isnull=False).select_related("unit").first()
    if order is None:
        return
    with transaction.atomic(), clock.at(at(day, 10)):
        said = "集团已制定降负债方案：年内处置低效资产6.2亿元、置换短期借款9亿元，预计年底负债率回到70%以内。"
        order = perform(AnswerOrder(order.pk, order.version, said), staff(order.unit, Role.REPORTER)).result
        perform(RequestClosing(order.pk, order.version, "方案已经国资委党委会审议通过。"), staff(order.unit, Role.HEAD))


def _issue(task: Task, why: str, day: date, office: Actor) -> Order:
    assert task.lead is not None  # every task of the demonstration has one
    with transaction.atomic(), clock.at(at(day, 9)):
        title = f"关于“{task.title}”进展滞后的督办"
        return perform(IssueOrder(task.lead.pk, title[:120], why + ASKED, task_id=task.pk), office).result


def _settle(order: Order, said: str, day: date, grade: str, office: Actor) -> None:
    """Answered on *day*, closed a few days later."""
    assert order.task is not None
    with transaction.atomic():
        with clock.at(at(day, 10)):
            order = perform(AnswerOrder(order.pk, order.version, said), head_of(order.task, Role.REPORTER)).result
        with clock.at(at(day + timedelta(days=3), 10)):
            order = perform(RequestClosing(order.pk, order.version, "整改措施已落实，申请销号。"), _head(order)).result
        with clock.at(at(day + timedelta(days=4), 10)):
            perform(CloseOrder(order.pk, order.version, grade, "同意销号，后续按月跟踪。"), office)


def _head(order: Order) -> Actor:
    return staff(order.unit, Role.HEAD)
