"""What else happens in a year: adjustments, an override, bulletins, remarks, a watched firm, citizens' comments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from jiannuo.ledger.chain import plain_number
from jiannuo.ledger.month import Month
from jiannuo.ledger.status import Rating, Role
from jiannuo.web import clock
from jiannuo.web.access.actor import PUBLIC, Actor
from jiannuo.web.accounts.models import Unit
from jiannuo.web.audit.action import perform
from jiannuo.web.bulletins.actions import CreateBulletin, FreezeBulletin
from jiannuo.web.demo.months import at
from jiannuo.web.demo.place import Place, staff
from jiannuo.web.progress.actions.rating import OverrideRating
from jiannuo.web.public.actions import AnswerComment, PublishLedger, RouteComment, SendComment
from jiannuo.web.public.receipts import new_receipt
from jiannuo.web.tasks.actions.changing import CancelTask, DecideAdjustment, RequestAdjustment
from jiannuo.web.tasks.actions.drafting import AddRemark
from jiannuo.web.tasks.models import Ledger, Task
from jiannuo.web.watch.actions import SetEntity, SetSeries
from jiannuo.web.watch.feeding import Row, feed
from jiannuo.web.watch.models import Series

SIGNED, BEDS, HOMES = "新签约亿元以上项目200个", "新增护理型养老床位800张", "筹集保障性租赁住房1500套"
OLD, ROADS, FIRMS = "改造老旧小区95个", "打通“断头路”6条", "新增规上工业企业90家"


def of_june(ledger: Ledger, office: Actor, leader: Actor) -> None:
    """A target is lowered on request, a task is given up."""
    june = Month(ledger.year, 6)
    asked = _ask(task_of(ledger, SIGNED), "省下达的招商任务调整，签约口径改为只计到位资金项目", june.day(10))
    with clock.at(at(june.day(12), 9)):
        perform(DecideAdjustment(asked, True, "同意，按新口径执行，年底前不再调整。"), leader)
        gone = task_of(ledger, BEDS)
        perform(CancelTask(gone.pk, gone.version, "所依托的护理院项目因规划调整不再实施"), office)


def of_july(ledger: Ledger, office: Actor) -> None:
    """A rating is overridden."""
    with clock.at(at(Month(ledger.year, 7).day(3), 9)):
        reason = "5月雨日较常年多11天，按可比工期计算已达进度，佐证见气象局证明"
        perform(OverrideRating(task_of(ledger, OLD).pk, Month(ledger.year, 5), Rating.ON_PACE, reason), office)


def now(ledger: Ledger, last: Month, leader: Actor) -> None:
    """A lower target is asked for, and the leader has said something."""
    _ask(task_of(ledger, HOMES), "两宗配建用地未能出让，拟将不足部分转到下年度", last.plus(1).day(6))
    with transaction.atomic(), clock.at(at(last.plus(1).day(7), 9)):
        perform(AddRemark(task_of(ledger, FIRMS).pk, "请市工信局把未入库企业逐户过一遍，下周报清单。"), leader)
        perform(AddRemark(task_of(ledger, OLD).pk, "进度要赶，质量也要守住，完工一个回访一个。"), leader)


def task_of(ledger: Ledger, title: str) -> Task:
    """The task with *title*."""
    return ledger.tasks.select_related("lead").get(title=title)


def head_of(task: Task, role: Role = Role.HEAD) -> Actor:
    """Who acts for the task's lead unit."""
    assert task.lead is not None  # every task of the demonstration has one
    return staff(task.lead, role)


def _ask(task: Task, reason: str, day: date) -> int:
    """Ask for a target lower by a tenth; the request's number."""
    values = {"target": plain_number((task.target or Decimal(0)) * 9 / 10), "points": {}}
    with transaction.atomic(), clock.at(at(day, 9)):
        return int(perform(RequestAdjustment(task.pk, task.version, values, reason), head_of(task)).result.pk)


def bulletin(ledger: Ledger, month: Month, office: Actor) -> None:
    """The bulletin of *month*."""
    with transaction.atomic(), clock.at(at(month.plus(1).day(8), 10)):
        draft = perform(CreateBulletin(ledger.pk, month), office).result
        perform(FreezeBulletin(draft.pk, draft.version), office)


def comments(ledger: Ledger, last: Month, office: Actor) -> None:
    """The ledger is shown to the public; one comment is answered, one routed, one still to be looked at."""
    day = clock.today()
    with transaction.atomic():
        with clock.at(at(last.plus(1).day(1), 10)):
            perform(PublishLedger(ledger.pk, True), office)
        old, roads = task_of(ledger, OLD), task_of(ledger, ROADS)
        first = _comment(old, "周女士", "锦绣苑三期列入改造名单了吗？什么时候进场施工？", day - timedelta(days=12))
        with clock.at(at(day - timedelta(days=11), 9)):
            perform(RouteComment(first), office)
        with clock.at(at(day - timedelta(days=9), 15)):
            answer = "锦绣苑三期已列入今年改造计划，目前正在做居民意见征询，达到规定比例后即组织进场，施工前张贴公告。"
            perform(AnswerComment(first, answer), head_of(old, Role.REPORTER))
        second = _comment(roads, "城东居民", "学府路北段围挡大半年了，路什么时候能通？", day - timedelta(days=3))
        with clock.at(at(day - timedelta(days=2), 9)):
            perform(RouteComment(second), office)
        _comment(old, "", "加装电梯和小区改造能不能一起做，免得挖两次路？", day - timedelta(days=1))


def _comment(task: Task, called: str, text: str, day: date) -> int:
    with clock.at(at(day, 8)):
        return int(perform(SendComment(task.pk, called, "", text, new_receipt(""), "127.0.0.1"), PUBLIC).result.pk)


def watch(given: Place, units: Mapping[str, Unit], last: Month, office: Actor) -> None:
    """A firm whose debt ratio rises until it breaks its ceiling."""
    firm, day = given.entity, clock.today() - timedelta(days=3)
    with transaction.atomic(), clock.at(at(day, 9)):
        entity = perform(SetEntity(units[firm.unit], firm.code, firm.name, firm.kind), office).result
        code = f"{firm.code}-FZL"
        rules = ("debt_ratio", "debt_ratio_rise")
        series: Series = perform(SetSeries(code, "资产负债率", "%", rules=rules, entity=entity), office).result
        values = (64.1, 64.8, 65.2, 65.0, 66.3, 66.9, 67.8, 68.1, 68.9, 69.4, 69.8, 70.9)
        rows = [
            Row(line=number, code=series.code, month=str(last.plus(number - 11)), value=f"{value:.1f}")
            for number, value in enumerate(values)
        ]
        feed(rows, office, "市国资委月报")
