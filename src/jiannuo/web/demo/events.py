"""What else happens in a year: adjustments, an override, orders, bulletins, a watched firm, a citizen's comment."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Rating, Role, Sort
from jiannuo.web import clock
from jiannuo.web.access.actor import PUBLIC, Actor
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.bulletins.actions import CreateBulletin, FreezeBulletin
from jiannuo.web.bulletins.models import Bulletin
from jiannuo.web.demo.months import at
from jiannuo.web.demo.place import Place, staff
from jiannuo.web.orders.actions import AnswerOrder, IssueOrder
from jiannuo.web.progress.actions.rating import OverrideRating
from jiannuo.web.public.actions import PublishLedger, RouteComment, SendComment
from jiannuo.web.public.receipts import new_receipt
from jiannuo.web.tasks.actions.changing import CancelTask, DecideAdjustment, RequestAdjustment
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.watch.actions import SetEntity, SetSeries
from jiannuo.web.watch.feeding import Row, feed
from jiannuo.web.watch.models import Series

QUARTERS = (3, 6, 9, 12)


def happen(ledger: Ledger, last: Month, office: Actor, leader: Actor) -> None:
    """The events of *ledger* up to the month *last*, in the order of their days."""
    if last >= Month(ledger.year, 6):
        with transaction.atomic():
            _adjust(ledger, office, leader)
            _override(ledger, office)
            _order(ledger, office)
    for number in QUARTERS:
        month = Month(ledger.year, number)
        if month <= last:
            with transaction.atomic(), clock.at(at(month.plus(1).day(8), 10)):
                draft = perform(CreateBulletin(ledger.pk, month), office).result
                perform(FreezeBulletin(draft.pk, draft.version), office)
    with transaction.atomic():
        with clock.at(at(last.plus(1).day(9), 10)):
            perform(PublishLedger(ledger.pk, True), office)
        _comment(ledger, last, office)


def _adjust(ledger: Ledger, office: Actor, leader: Actor) -> None:
    tasks = _figures(ledger)
    with clock.at(at(Month(ledger.year, 6).day(10), 9)):
        task = tasks[1]
        reason = "上级下达的年度计划调减，按新计划执行"
        values = {"target": f"{(task.target or Decimal(0)) * 9 / 10:f}", "points": {}}
        asked = perform(RequestAdjustment(task.pk, task.version, values, reason), office).result
    with clock.at(at(Month(ledger.year, 6).day(12), 9)):
        perform(DecideAdjustment(asked.pk, True, "同意"), leader)
        gone = tasks[-1]
        perform(CancelTask(gone.pk, gone.version, "所依托项目因规划调整不再实施"), office)


def _figures(ledger: Ledger) -> list[Task]:
    return list(ledger.tasks.filter(state="issued", sort=Sort.CUMULATIVE.value).order_by("number"))


def _override(ledger: Ledger, office: Actor) -> None:
    with clock.at(at(Month(ledger.year, 7).day(3), 9)):
        task = ledger.tasks.filter(state="issued", rating=Rating.BEHIND.value).order_by("number").first()
        if task is None:
            return
        reason = "统计口径自5月起调整，按可比口径计算已达进度，佐证见统计局复函"
        perform(OverrideRating(task.pk, Month(ledger.year, 5), Rating.ON_PACE, reason), office)


def _order(ledger: Ledger, office: Actor) -> None:
    still = ledger.tasks.filter(state="issued", still__gte=2, lead__isnull=False).order_by("-still", "number").first()
    task = still or ledger.tasks.filter(state="issued", rating=Rating.BEHIND.value).order_by("number").first()
    if task is None or task.lead is None:
        return
    with clock.at(at(Month(ledger.year, 7).day(6), 9)):
        text = "该项任务连续多月没有进展，请查明原因，提出分月推进计划，按时限反馈。"
        order = perform(IssueOrder(task.lead.pk, f"督办：{task.title}"[:120], text, task_id=task.pk), office).result
    with clock.at(at(Month(ledger.year, 7).day(8), 9)):
        answer = AnswerOrder(order.pk, order.version, "已召开专题会，明确责任人和完成时限，8月底前恢复正常进度。")
        perform(answer, staff(task.lead, Role.REPORTER))


def _comment(ledger: Ledger, last: Month, office: Actor) -> None:
    bulletin = Bulletin.objects.filter(ledger=ledger, number__isnull=False).last()
    task = ledger.tasks.filter(state="issued", lead__isnull=False).order_by("number").last()
    if bulletin is None or task is None or task.lead is None:
        return
    with clock.at(at(last.plus(1).day(10), 20)):
        text = "请问这个项目今年能按时完工吗？我们小区门口的路什么时候能修好？"
        comment = perform(SendComment(task.pk, "市民王女士", "", text, new_receipt(""), "127.0.0.1"), PUBLIC).result
    with clock.at(at(last.plus(1).day(11), 9)):
        perform(RouteComment(comment.pk), office)


def watch(given: Place, units: Mapping[str, Unit], last: Month, office: Actor) -> None:
    """A firm whose debt ratio rises until it breaks its ceiling."""
    firm = given.entity
    with transaction.atomic(), clock.at(at(last.plus(1).day(3), 9)):
        entity = perform(SetEntity(units[firm.unit], firm.code, firm.name, firm.kind), office).result
        code = f"{firm.code}-FZL"
        rules = ("debt_ratio", "debt_ratio_rise")
        series: Series = perform(SetSeries(code, "资产负债率", "%", rules=rules, entity=entity), office).result
        rows = [
            Row(line=number, code=series.code, month=str(last.plus(number - 11)), value=f"{63.2 + 0.7 * number:.1f}")
            for number in range(12)
        ]
        feed(rows, office, "演示数据")
