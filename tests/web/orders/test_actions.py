"""Orders from issue to closure: numbers, deadlines, rights, history, who is told."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from jiannuo.ledger.status import Role
from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.access.actor import WORKER, NotAllowedError
from jiannuo.web.audit.action import perform
from jiannuo.web.audit.models import LogEntry
from jiannuo.web.orders import actions
from jiannuo.web.orders.models import Order, Outgoing

from ..conftest import Turn, World
from .conftest import Desk

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_numbers_go_on_without_gaps_and_begin_anew_each_year(desk: Desk, moment: Turn) -> None:
    first = desk.issue()
    with pytest.raises(RefusedError):
        desk.issue(text=" ")

    def undone() -> None:
        with transaction.atomic():
            desk.issue()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    second = desk.issue()
    desk.do(actions.WithdrawOrder(second.pk, text="重复下达"), "office.city")
    third = desk.issue(unit="trade")
    moment(2027, 1, 5)
    assert [first.number, second.number, third.number, desk.issue().number] == [
        "云督〔2026〕1号",
        "云督〔2026〕2号",
        "云督〔2026〕3号",
        "云督〔2027〕1号",
    ]


def test_each_office_counts_for_itself_under_a_word_of_its_own(desk: Desk, world: World) -> None:
    world.unit("shimen", "石门县人民政府", "city", short="石门县")
    world.person(Role.OFFICE, "shimen")
    of_county = desk.issue(unit="shilian-town", by="office.shilian")
    other = desk.issue(unit="shimen", by="office.shimen")
    assert (desk.issue().number, of_county.number) == ("云督〔2026〕1号", "石督〔2026〕1号")
    assert other.number == "石门督〔2026〕1号"
    assert of_county.issuer == world.units["shilian"]


def test_the_word_can_be_changed_but_not_to_one_in_use(desk: Desk, world: World) -> None:
    desk.issue()
    city = world.units["city"]
    perform(actions.SetNumbering("云政督", city), world.actor("office.city"))
    assert desk.issue().number == "云政督〔2026〕2号"
    for word in ("", "云督〔", "云 督", "一" * 21):
        with pytest.raises(RefusedError) as refused:
            perform(actions.SetNumbering(word, city), world.actor("office.city"))
        assert refused.value.code == "order_word"
    desk.issue(unit="shilian-town", by="office.shilian")
    with pytest.raises(RefusedError):
        perform(actions.SetNumbering("云政督", world.units["shilian"]), world.actor("office.shilian"))


@pytest.mark.parametrize(
    ("hard", "due"), [(False, datetime(2026, 3, 9, tzinfo=SHANGHAI)), (True, datetime(2026, 4, 2, tzinfo=SHANGHAI))]
)
def test_deadlines_follow_the_rule(desk: Desk, hard: bool, due: datetime) -> None:
    order = desk.issue(hard=hard)
    assert order.report_due.astimezone(SHANGHAI) == datetime(2026, 3, 5, 23, 59, 59, tzinfo=SHANGHAI)
    assert order.due.astimezone(SHANGHAI).date() == due.date()


def test_deadlines_given_by_hand_must_lie_ahead_in_their_order(desk: Desk) -> None:
    with pytest.raises(RefusedError, match=r"时限|deadline"):
        desk.issue(due=datetime(2026, 3, 3, tzinfo=SHANGHAI))
    with pytest.raises(RefusedError):
        desk.issue(report_due=datetime(2026, 3, 1, tzinfo=SHANGHAI))


def test_an_order_about_a_task_goes_to_a_unit_of_the_task(desk: Desk, world: World) -> None:
    task = world.task(world.ledger(), cooperating=("trade",))
    assert desk.issue(task_id=task.pk).ledger == task.ledger
    assert desk.issue(unit="trade", task_id=task.pk).task == task
    with pytest.raises(RefusedError):
        desk.issue(unit="shilian", task_id=task.pk)


def test_the_whole_way_to_closure(desk: Desk, world: World, moment: Turn) -> None:
    order = desk.issue()
    desk.do(actions.AnswerOrder(order.pk, text="已增派三个施工队，4月底前补齐进度。"), "reporter.housing")
    with pytest.raises(NotAllowedError):
        desk.do(actions.RequestClosing(order.pk), "reporter.housing")
    desk.do(actions.RequestClosing(order.pk, text="已补齐"), "head.housing")
    moment(2026, 3, 6)
    order = desk.do(actions.SendBackOrder(order.pk, text="请附现场照片"), "office.city")
    assert order.state == "open"
    # The unit has three days again for its answer.
    assert order.report_due.astimezone(SHANGHAI).date().isoformat() == "2026-03-09"
    desk.do(actions.AnswerOrder(order.pk, text="照片已附"), "head.housing")
    desk.do(actions.RequestClosing(order.pk), "head.housing")
    with pytest.raises(RefusedError):
        desk.do(actions.CloseOrder(order.pk, grade="excellent"), "office.city")
    order = desk.do(actions.CloseOrder(order.pk, grade="good", text="办理及时"), "office.city")
    assert (order.state, order.grade, order.closed is not None) == ("closed", "good", True)
    assert [event.what for event in order.events.all()] == [
        "issue",
        "answer",
        "request_closing",
        "send_back",
        "answer",
        "request_closing",
        "close",
    ]
    assert LogEntry.objects.filter(target="orders.Order", target_id=str(order.pk)).count() == 7
    with pytest.raises(RefusedError):
        desk.do(actions.WithdrawOrder(order.pk, text="误发"), "office.city")


def test_a_countys_office_does_not_close_what_the_city_ordered_of_the_county(desk: Desk) -> None:
    order = desk.issue(unit="shilian")
    desk.do(actions.AnswerOrder(order.pk, text="已办"), "head.shilian")
    desk.do(actions.RequestClosing(order.pk), "head.shilian")
    for action in (
        actions.CloseOrder(order.pk, grade="good"),
        actions.SendBackOrder(order.pk, text="不行"),
        actions.WithdrawOrder(order.pk, text="不要"),
    ):
        with pytest.raises(NotAllowedError):
            desk.do(action, "office.shilian")
    assert desk.do(actions.CloseOrder(order.pk, grade="fair"), "office.city").state == "closed"


@pytest.mark.parametrize("by", ["head.trade", "reporter.shilian", "leader.city", "office.shilian", "auditor.city"])
def test_strangers_issue_and_answer_nothing(desk: Desk, by: str) -> None:
    with pytest.raises(NotAllowedError):
        desk.issue(by=by)
    order = desk.issue()
    with pytest.raises(NotAllowedError):
        desk.do(actions.AnswerOrder(order.pk, text="代为答复"), by)


def test_of_two_who_step_at_once_the_second_is_told(desk: Desk) -> None:
    order = desk.issue()
    desk.do(actions.AnswerOrder(order.pk, order.version, "已办"), "head.housing")
    with pytest.raises(RefusedError) as refused:
        desk.do(actions.AnswerOrder(order.pk, order.version, "也已办"), "reporter.housing")
    assert refused.value.code == "edited_meanwhile"
    assert "市住建局单位负责人" in refused.value.message("zh")


def test_the_same_form_sent_twice_issues_one_order(desk: Desk, world: World) -> None:
    action = actions.IssueOrder(unit_id=world.units["housing"].pk, title="加快建设", text="请加快。")
    one = perform(action, world.actor("office.city"), "form-1").result
    two = perform(action, world.actor("office.city"), "form-1").result
    assert one == two
    assert Order.objects.count() == 1


def test_who_must_know_is_told_in_the_same_transaction(desk: Desk, mailed: World) -> None:
    english = mailed.people["head.housing"]
    english.language = "en"
    english.save()
    order = desk.issue(title="关于{进度}的督办")
    told = {row.person.username: row for row in Outgoing.objects.select_related("person") if row.person}
    assert set(told) == {"head.housing", "reporter.housing"}
    assert order.number in told["reporter.housing"].subject
    assert "{进度}" in told["reporter.housing"].subject
    assert "2026年3月5日" in told["reporter.housing"].body
    assert "5 Mar 2026" in told["head.housing"].body
    desk.do(actions.AnswerOrder(order.pk, text="已办"), "head.housing")
    assert Outgoing.objects.filter(person=mailed.people["office.city"]).count() == 1


def test_the_worker_issues_in_the_name_of_the_nearest_office(world: World) -> None:
    units = world.units
    assert actions.issuer_for(WORKER, units["shilian-town"]) == units["shilian"]
    assert actions.issuer_for(WORKER, units["shilian"]) == units["city"]
    assert actions.issuer_for(WORKER, units["qingxiu-town"]) == units["city"]


def test_what_no_database_takes_is_shown_as_a_sign(desk: Desk) -> None:
    order = desk.issue(title="加快\x00建设", text="请说明\ud800原因")
    assert (order.title, order.text) == ("加快\ufffd建设", "请说明\ufffd原因")
